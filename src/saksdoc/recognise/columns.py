"""Where text stands in columns, and where it only looks so: a table's cells stay in their row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from saksdoc.model import Box, Line

_GUTTER = 7.0
"""Points that must stay white between two columns all the way down."""

_FEWEST = 4
"""Lines that each column must have."""

_WORDS = 3.5
"""Words a line, at the median, that make a column of prose rather than cells."""

_FULL = 0.55
"""Share of a column's lines that must reach three quarters of its width."""

_NOTE_WIDTH, _NOTE_SIZE = 0.33, 0.92
"""A margin note is at most so wide, and so large, beside its text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line without wide gaps; ``box`` as it would lie on a page without tilt."""

    line: Line
    box: Box
    size: float

    @property
    def middle(self) -> float:
        """The height of its middle, points."""
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """Bands ``start`` to ``end`` (half-open) stand in two columns, parted by ``gutter``."""

    start: int
    end: int
    gutter: tuple[float, float]


def bands(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments grouped by height: between two bands runs white across the page."""
    rows: list[list[Segment]] = []
    reach = float("-inf")
    for segment in sorted(segments, key=lambda s: s.middle):
        half = 0.3 * min(segment.box.height, 1.3 * segment.size)
        if segment.middle - half >= reach:
            rows.append([])
            reach = float("-inf")
        rows[-1].append(segment)
        reach = max(reach, segment.middle + half)
    return rows


def runs(rows: Sequence[Sequence[Segment]]) -> Iterator[Run]:
    """The stretches of a page that are set in columns, from the top."""
    at = 0
    while at < len(rows):
        found = _run_from(rows, at) if len(rows[at]) > 1 else None
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def _run_from(rows: Sequence[Sequence[Segment]], start: int) -> Run | None:
    best: Run | None = None
    for gutter in _gaps(rows[start]):
        run = _widened(rows, _grown(rows, start, gutter))
        if _are_columns(rows, run) and (
            best is None or run.end - run.start > best.end - best.start
        ):
            best = run
    return best


def _gaps(row: Sequence[Segment]) -> list[tuple[float, float]]:
    """The white stretches between the segments of a band."""
    found = []
    ordered = sorted(row, key=lambda s: s.box.x0)
    reach = ordered[0].box.x1
    for segment in ordered[1:]:
        if segment.box.x0 - reach >= _GUTTER:
            found.append((reach, segment.box.x0))
        reach = max(reach, segment.box.x1)
    return found


def _grown(rows: Sequence[Sequence[Segment]], start: int, gutter: tuple[float, float]) -> Run:
    """As far down as the gutter stays white."""
    end = start + 1
    while end < len(rows):
        narrower = _narrowed(rows[end], gutter)
        if narrower is None:
            break
        gutter = narrower
        end += 1
    while end > start + 1 and len(rows[end - 1]) == 1 and _stands_off(rows, end - 1):
        end -= 1
    return Run(start, end, gutter)


def _widened(rows: Sequence[Sequence[Segment]], run: Run) -> Run:
    """Upwards over lines of one column only, where they follow each other closely."""
    start, gutter = run.start, run.gutter
    while start > 0 and len(rows[start - 1]) == 1 and not _stands_off(rows, start):
        narrower = _narrowed(rows[start - 1], gutter)
        if narrower is None:
            break
        start, gutter = start - 1, narrower
    return Run(start, run.end, gutter)


def _narrowed(row: Sequence[Segment], gutter: tuple[float, float]) -> tuple[float, float] | None:
    left, right = gutter
    middle = (left + right) / 2
    for segment in row:
        if segment.box.x0 < middle < segment.box.x1:
            return None
        if segment.box.x1 <= middle:
            left = max(left, segment.box.x1)
        else:
            right = min(right, segment.box.x0)
    return (left, right) if right - left >= _GUTTER else None


def _stands_off(rows: Sequence[Sequence[Segment]], at: int) -> bool:
    """Whether more than a line of white lies above a band."""
    above, below = rows[at - 1], rows[at]
    white = min(s.box.top for s in below) - max(s.box.bottom for s in above)
    return white > 1.2 * median(s.size for s in below)


def _are_columns(rows: Sequence[Sequence[Segment]], run: Run) -> bool:
    inside = [segment for row in rows[run.start : run.end] for segment in row]
    middle = sum(run.gutter) / 2
    left = [s for s in inside if s.box.x1 <= middle]
    right = [s for s in inside if s.box.x0 >= middle]
    if margin_side(left, right) is not None:
        return True
    return _is_prose(left) and _is_prose(right)


def _is_prose(column: Sequence[Segment]) -> bool:
    """Whether segments are lines of running text: many words each, most of them full."""
    if len(column) < _FEWEST:
        return False
    if median(len(s.line.words) for s in column) < _WORDS:
        return False
    width = max(s.box.x1 for s in column) - min(s.box.x0 for s in column)
    full = sum(s.box.width >= 0.75 * width for s in column)
    return full >= _FULL * len(column)


def margin_side(
    left: Sequence[Segment], right: Sequence[Segment]
) -> Literal["left", "right"] | None:
    """On which side notes in smaller type stand beside running text; None where they do not."""
    if not left or not right:
        return None
    if _is_note(left, right):
        return "left"
    return "right" if _is_note(right, left) else None


def _is_note(notes: Sequence[Segment], text: Sequence[Segment]) -> bool:
    if not _is_prose(text) or len(notes) < 2 or len(notes) > len(text):
        return False
    wide = max(s.box.x1 for s in text) - min(s.box.x0 for s in text)
    narrow = max(s.box.x1 for s in notes) - min(s.box.x0 for s in notes)
    smaller = median(s.size for s in notes) <= _NOTE_SIZE * median(s.size for s in text)
    return narrow <= _NOTE_WIDTH * wide and smaller
