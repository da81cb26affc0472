"""Reading order by geometry: columns one after the other, tables row by row, margin notes aside.

Neither a text layer nor Tesseract can be trusted for it: a layer lies in the order it was drawn,
and Tesseract's blocks follow its own idea of columns. Used for both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from saksdoc.model import Box, Line, LineRole, Word, union
from saksdoc.recognise.columns import Run, Segment, bands, margin_side, runs

_CELL_GAP = 1.6
"""Gap between words, in font sizes, from which two pieces of a line are cells or columns of their
own; justified text stretches spaces to about one."""

_MARKER = re.compile(r"^(?:[•·▪–*o-]|\(?\w{1,3}[.)])$")
"""What stands before an item of a list, however wide the gap behind it."""

_SMALLEST_GAP = 9.0
"""The same in points, for small type."""

_PARAGRAPH = 0.75
"""Extra white between two lines, in font sizes beyond the usual, that begins a new block."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line in its place: ``fresh`` where a block must begin with it."""

    line: Line
    fresh: bool


def in_order(lines: Sequence[Line], tilt: float = 0.0) -> tuple[Line, ...]:
    """The lines of a page in reading order, blocks numbered anew from 0.

    Args:
        lines: In any order; words without a box keep their lines where they are, at the end.
        tilt: Degrees the lines run down to the right on the page.
    """
    boxed = [line for line in lines if line.words and all(w.box is not None for w in line.words)]
    loose = [line for line in lines if line.words and any(w.box is None for w in line.words)]
    slope = math.tan(math.radians(tilt))
    segments = [segment for line in boxed for segment in _split(line, slope)]
    placed = _arranged(segments)
    placed += [_Placed(line, True) for line in loose]
    return _numbered(placed)


def in_order_turned(lines: Sequence[Line], turn: int, tilt: float = 0.0) -> tuple[Line, ...]:
    """The same for a page that is read turned by ``turn`` degrees clockwise (0, 90, 180, 270).

    The boxes are those of the page as it lies, and stay so; only what is left and right of what,
    and above what, is decided on the turned page.
    """
    if not turn % 360:
        return in_order(lines, tilt)
    ordered = in_order([_turned(line, turn) for line in lines], tilt)
    return tuple(_turned(line, -turn) for line in ordered)


def _turned(line: Line, turn: int) -> Line:
    """A line with its boxes turned about the page's corner."""
    words = (
        word if word.box is None else replace(word, box=word.box.turned(turn))
        for word in line.words
    )
    return replace(line, words=tuple(words))


def _split(line: Line, slope: float) -> list[Segment]:
    """A line cut where cells or columns part."""
    words = sorted(line.words, key=lambda w: _box(w).x0)
    size = line_size(line)
    limit = max(_CELL_GAP * size, _SMALLEST_GAP)
    pieces: list[list[Word]] = [[words[0]]]
    reach = _box(words[0]).x1
    for word in words[1:]:
        marker = len(pieces) == 1 and len(pieces[0]) == 1 and _MARKER.match(pieces[0][0].text)
        if _box(word).x0 - reach > limit and not marker:
            pieces.append([word])
        else:
            pieces[-1].append(word)
        reach = max(reach, _box(word).x1)
    return [_segment(replace(line, words=tuple(piece)), slope, size) for piece in pieces]


def _segment(line: Line, slope: float, size: float) -> Segment:
    box = union(_box(word) for word in line.words)
    down = slope * (box.x0 + box.x1) / 2
    return Segment(line, Box(box.x0, box.top - down, box.x1, box.bottom - down), size)


def line_size(line: Line) -> float:
    """The line's font size in points, guessed from its height where no word tells."""
    sizes = [word.size for word in line.words if word.size]
    if sizes:
        return median(sizes)
    box = line.box
    return max(4.0, box.height) if box else 10.0


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box


def _arranged(segments: Sequence[Segment]) -> list[_Placed]:
    """Down the page; where columns stand side by side, each in turn."""
    rows = bands(segments)
    placed: list[_Placed] = []
    at = 0
    for run in runs(rows):
        for row in rows[at : run.start]:
            placed += _row(row)
        placed += _columns(rows, run)
        at = run.end
    for row in rows[at:]:
        placed += _row(row)
    return placed


def _columns(rows: Sequence[Sequence[Segment]], run: Run) -> list[_Placed]:
    inside = [segment for row in rows[run.start : run.end] for segment in row]
    left = [segment for segment in inside if segment.box.x1 <= run.gutter[1]]
    right = [segment for segment in inside if segment.box.x1 > run.gutter[1]]
    side = margin_side(left, right)
    if side is not None:
        notes, main = (left, right) if side == "left" else (right, left)
        placed = _arranged(main)
        placed += [
            _Placed(replace(p.line, role=LineRole.MARGIN), p.fresh) for p in _arranged(notes)
        ]
        return placed
    first, second = _arranged(left), _arranged(right)
    return [
        *(replace(p, fresh=p.fresh or not n) for n, p in enumerate(first)),
        *(replace(p, fresh=p.fresh or not n) for n, p in enumerate(second)),
    ]


def _row(row: Sequence[Segment]) -> list[_Placed]:
    """A band that is no part of columns: its pieces line by line, cells of a row joined."""
    placed = []
    for group in _by_baseline(row):
        words = tuple(word for segment in group for word in segment.line.words)
        role = LineRole.TABLE if len(group) > 1 else group[0].line.role
        line = Line(words, group[0].line.block, role)
        placed.append(_Placed(line, False))
    return placed


def _by_baseline(row: Sequence[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in sorted(row, key=lambda s: s.middle):
        near = groups[-1] if groups else None
        if near and segment.middle - near[0].middle < 0.45 * min(segment.size, near[0].size):
            near.append(segment)
        else:
            groups.append([segment])
    return [sorted(group, key=lambda s: s.box.x0) for group in groups]


def _numbered(placed: Sequence[_Placed]) -> tuple[Line, ...]:
    """Blocks: a new one after white space, another size, another block of the reader's."""
    lines: list[Line] = []
    block = 0
    pitch = _usual_white([p.line for p in placed])
    for number, item in enumerate(placed):
        if number and (item.fresh or _parts(placed[number - 1].line, item.line, pitch)):
            block += 1
        lines.append(replace(item.line, block=block))
    return tuple(lines)


def _usual_white(lines: Sequence[Line]) -> float:
    """The white between lines of running text, in font sizes; 0.3 where there is none."""
    found = []
    for one, other in pairwise(lines):
        white = _white(one, other)
        if white is not None and -0.3 < white < 1.5:
            found.append(white)
    return median(found) if found else 0.3


def _white(one: Line, other: Line) -> float | None:
    first, second = one.box, other.box
    if first is None or second is None:
        return None
    return (second.top - first.bottom) / max(1.0, line_size(one))


def _parts(one: Line, other: Line, usual: float) -> bool:
    if one.role is not other.role:
        return True
    white = _white(one, other)
    if white is None:
        return one.block != other.block
    if white < -1.5 or white > usual + _PARAGRAPH:
        return True
    if one.role is LineRole.TABLE:
        return False
    sizes = line_size(one), line_size(other)
    return one.block != other.block or max(sizes) > 1.25 * min(sizes)
