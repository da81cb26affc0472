"""Which lines of a page are furniture: running heads, feet, page numbers, margin notes.

They interrupt sentences, repeat in every search and look like headings, so ``compose`` takes them
out of the running text (and keeps them after it). A line is judged by what a reader goes by: it
stands outermost on its page, the same words (digits apart) stand in the same place on other pages,
or it counts the pages. What opens a section or a case (``Forslag til vedtak:``) also tops many
pages of a packet and is never furniture by repetition alone.

Thresholds are read off the development scans: recognised heads of one series differ by at most one
letter in seven, and their place by less than a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from saksdoc.model import Box, Line, LineRole, ReadPage, union
from saksdoc.segment.rows import is_marking
from saksdoc.segment.wording import opens_section

ZONE = 0.16
"""Share of the page height, at top and foot, in which repeated furniture may stand."""
EDGE = 0.10
"""The same for what is judged with less evidence: page numbers and heads seen once more only."""
ROWS = 4
"""How many rows from the edge may be furniture."""
SAME_PLACE = 0.018
"""Rows of one series stand at the same height within this share of the page height."""
SAME_WORDS = 85.0
"""rapidfuzz ratio from which two rows (digits as 0) say the same."""
SAME_TITLE = 90.0
"""rapidfuzz partial ratio from which a head repeats the title on the first page."""
REACH = 6
"""How many neighbouring pages on each side are compared: keeps the work linear."""

_NUMBER = r"[\dlIO|]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"^[\W_]*(?:(?:side|sida|s\.|pag[e.]|blad)\W{{0,3}})?{_NUMBER}"
    rf"(?:\s*(?:av|/|of|\|)\s*{_NUMBER})?[\W_]*$",
    re.IGNORECASE,
)
_COUNTS_PAGES = re.compile(
    r"\b(?:side|sida|page)\s*:?\s*\d{1,4}\b|\b\d{1,4}\s+(?:av|of)\s+\d{1,4}\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines side by side at one height of a page; ``indexes`` into the page's lines."""

    page: int
    indexes: tuple[int, ...]
    text: str
    box: Box
    key: str


def roles(pages: Sequence[ReadPage]) -> tuple[tuple[LineRole, ...], ...]:
    """The role of every line of every page; what the reader already said of a line stands."""
    tops = [_edge_rows(at, page, top=True) for at, page in enumerate(pages)]
    feet = [_edge_rows(at, page, top=False) for at, page in enumerate(pages)]
    found = []
    for at, page in enumerate(pages):
        own = [line.role for line in page.lines]
        _peel(own, tops, at, page, LineRole.HEAD)
        _peel(own, feet, at, page, LineRole.FOOT)
        if own and all(role.is_furniture for role in own):
            own = [line.role for line in page.lines]
        found.append(tuple(own))
    return tuple(found)


def _edge_rows(at: int, page: ReadPage, *, top: bool) -> tuple[_Row, ...]:
    placed = [(i, box) for i, line in enumerate(page.lines) if (box := line.box) is not None]
    if page.height <= 0:
        return ()
    limit = ZONE * page.height
    if top:
        near = [(i, box) for i, box in placed if box.top < limit]
        near.sort(key=lambda pair: pair[1].top)
    else:
        near = [(i, box) for i, box in placed if box.bottom > page.height - limit]
        near.sort(key=lambda pair: -pair[1].bottom)
    groups: list[list[tuple[int, Box]]] = []
    for i, box in near:
        if groups and _side_by_side(groups[-1][0][1], box):
            groups[-1].append((i, box))
        elif len(groups) == ROWS:
            break
        else:
            groups.append([(i, box)])
    return tuple(_row(at, page.lines, group) for group in groups)


def _side_by_side(one: Box, other: Box) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.height, other.height)


def _row(at: int, lines: Sequence[Line], group: list[tuple[int, Box]]) -> _Row:
    ordered = sorted(group, key=lambda pair: pair[1].x0)
    text = " ".join(lines[i].text for i, _ in ordered)
    key = re.sub(r"\d+", "0", text.lower())
    return _Row(at, tuple(i for i, _ in ordered), text, union(box for _, box in ordered), key)


def _peel(
    own: list[LineRole],
    rows: Sequence[tuple[_Row, ...]],
    at: int,
    page: ReadPage,
    role: LineRole,
) -> None:
    """Mark furniture from the edge inwards, until a row belongs to the running text."""
    for place, row in enumerate(rows[at]):
        if all(own[i].is_furniture for i in row.indexes):
            continue
        judged = _judge(row, place, rows, page, role)
        if judged is None:
            return
        for i in row.indexes:
            own[i] = judged


def _judge(
    row: _Row, place: int, rows: Sequence[tuple[_Row, ...]], page: ReadPage, role: LineRole
) -> LineRole | None:
    depth = row.box.bottom if role is LineRole.HEAD else page.height - row.box.top
    edge = depth < EDGE * page.height
    if edge and _PAGE_NUMBER.match(row.text):
        return LineRole.PAGE_NUMBER
    if edge and place < 2 and _COUNTS_PAGES.search(row.text) and len(row.text) < 100:
        return role
    if edge and is_marking(row.text):
        return role
    if opens_section(row.text):
        return None
    if edge and role is LineRole.HEAD and _repeats_title(row, rows, page):
        return role
    seen = _pages_like(row, rows, page.height)
    enough = 1 if edge or len(rows) == 2 else 2
    return role if seen >= enough else None


def _repeats_title(row: _Row, rows: Sequence[tuple[_Row, ...]], page: ReadPage) -> bool:
    """Whether a row says what the first page says at its top, and stands off from the text: the
    running head of a paper whose first page has none.
    """
    if row.page == 0 or len(row.key) < 12:
        return False
    below = [
        line.box.top - row.box.bottom
        for line in page.lines
        if line.box is not None and line.box.top >= row.box.bottom
    ]
    if not below or min(below) < row.box.height:
        return False
    return any(
        fuzz.partial_ratio(row.key, title.key, score_cutoff=SAME_TITLE) > 0 for title in rows[0]
    )


def _pages_like(row: _Row, rows: Sequence[tuple[_Row, ...]], height: float) -> int:
    """On how many neighbouring pages a row of the same words stands in the same place."""
    first, after = max(0, row.page - REACH), row.page + 1
    near = [*rows[first : row.page], *rows[after : after + REACH]]
    middle = (row.box.top + row.box.bottom) / 2
    count = 0
    for others in near:
        for other in others:
            offset = abs((other.box.top + other.box.bottom) / 2 - middle)
            if offset < SAME_PLACE * height and _same_words(row.key, other.key):
                count += 1
                break
    return count


def _same_words(one: str, other: str) -> bool:
    if len(one) < 6 or len(other) < 6:
        return one == other
    return fuzz.ratio(one, other, score_cutoff=SAME_WORDS) > 0
