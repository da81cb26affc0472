"""Bullets that Tesseract left out: small marks alone in the white before a line.

Its layout takes a dot far from its text for dirt. The ink is still there; the glyph reader tells a
bullet or a dash from a speck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from saksdoc.recognise.cutting import boxes_of
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.ink import Bits
from saksdoc.recognise.windows import Darkness, spot_of

_REACH, _NEAR = 3.5, 0.12
"""How far before its line a bullet may stand, and how near it may come, in line heights."""

_SMALLEST, _LARGEST = 0.06, 0.6
"""Extent of a bullet or dash across, in line heights; down the page it is at most as large."""

_LEAST, _LEAST_ALONE = 0.005, 0.009
"""Its box at least, in squares of the line height, below another such mark and alone on its page: a
dot of small type has 0.011, a speck up to 0.007."""

_BESIDE, _LEANS = 0.4, 0.02
"""How far marks of one list lie apart across: line heights, and share of the way down the page."""

_DUST = 0.25
"""Ink beside the mark that does not count, as a share of it: lone specks of a coarse scan."""

_APART = 0.25
"""Line heights of white behind a sign from which it is no quote of its word."""

_AREA = 10_000
"""Pixels of a word from which it is no mark."""

_MOST_SIGNS = 3
"""Signs that Tesseract makes of one mark at most."""

_SURE = 0.6
"""Probability that the mark is one of these; else it is dirt."""

_LOWEST, _HIGHEST = 0.1, 0.5
"""How high above the baseline its middle stands, in line heights."""

_MARKS = "•·▪–-"
_OPENING = frozenset('«"”“(§$[')


@dataclass(frozen=True, slots=True)
class _Found:
    line: int
    box: Pixels


def with_bullets(
    lines: Sequence[SeenLine], darkness: Darkness, ink: Bits, reader: GlyphReader
) -> tuple[SeenLine, ...]:
    """The lines, with bullets put before those that have one in the image."""
    marks = [
        _Found(number, box)
        for number, line in enumerate(lines)
        if (box := _mark_before(line, lines, ink)) is not None
    ]
    found = [mark for mark in marks if _is_large(mark, lines) or _is_listed(mark, marks, lines)]
    if not found:
        return tuple(lines)
    spots = [
        spot_of(f.box, lines[f.line].baseline_at(f.box[0]), lines[f.line].height) for f in found
    ]
    chances = reader.read(darkness.windows(spots))
    columns = [reader.letters.index(mark) for mark in _MARKS if mark in reader.letters]
    out = list(lines)
    for mark, row in zip(found, chances, strict=True):
        shares = row[columns]
        if float(shares.sum()) >= _SURE:
            letter = _MARKS[int(shares.argmax())]
            out[mark.line] = _put(out[mark.line], "•" if letter == "▪" else letter, mark.box)
    return tuple(out)


def with_single_marks(lines: Sequence[SeenLine], ink: Bits) -> tuple[SeenLine, ...]:
    """The lines, with one sign at their start where Tesseract saw several in one mark (``*+``),
    made a line of the mark alone, or drew it to its text (``«Planen``).
    """
    out = {number: _parted(line, ink) for number, line in enumerate(lines)}
    for number, line in tuple(out.items()):
        if not _may_be_mark(line):
            continue
        mark = _single(line.words[0], line.height, ink)
        if len(mark.text) > 1:
            continue
        if len(line.words) > 1:
            out[number] = replace(line, words=(mark, *line.words[1:]))
            continue
        behind = _line_behind(mark.box, out)
        if behind is not None and behind != number:
            out[behind] = replace(out[behind], words=(mark, *out[behind].words))
            del out[number]
    return tuple(line for _, line in sorted(out.items()))


def _parted(line: SeenLine, ink: Bits) -> SeenLine:
    """A line whose first sign stands apart from its word, with the two parted."""
    word = line.words[0]
    if len(word.text) < 2 or len(word.text) != len(word.glyphs):
        return line
    if word.text[0].isalnum() or not word.text[1].isalnum():
        return line
    first, *others = boxes_of(word, ink)
    size = max(first[2] - first[0], first[3] - first[1])
    if others[0][0] - first[2] < _APART * line.height or size > _LARGEST * line.height:
        return line
    mark = replace(word, text=word.text[0], box=first, glyphs=word.glyphs[:1])
    left = min(box[0] for box in others)
    rest = replace(word, text=word.text[1:], box=(left, *word.box[1:]), glyphs=word.glyphs[1:])
    return replace(line, words=(mark, rest, *line.words[1:]))


def _may_be_mark(line: SeenLine) -> bool:
    return _is_jumble(line.words[0].text) or (len(line.words) == 1 == len(line.words[0].text))


def _line_behind(box: Pixels, lines: Mapping[int, SeenLine]) -> int | None:
    """The line that begins right of a mark, at its height."""
    near = [
        (line.box[0], number)
        for number, line in lines.items()
        if box[2] < line.box[0] <= box[0] + _REACH * line.height
        and box[1] < line.baseline_at(line.box[0])
        and box[3] > line.baseline_at(line.box[0]) - 0.75 * line.height
    ]
    return min(near)[1] if near else None


def _is_jumble(text: str) -> bool:
    return 1 < len(text) <= _MOST_SIGNS and not any(map(str.isalnum, text))


def _single(word: SeenWord, height: float, ink: Bits) -> SeenWord:
    x0, top, x1, bottom = (max(0, round(value)) for value in word.box)
    area = ink[top : bottom + 1, x0 : x1 + 1]
    if area.size > _AREA:
        return word
    found = sorted(pieces(area), key=lambda piece: -piece.ink)
    if not found or any(other.ink > _DUST * found[0].ink for other in found[1:]):
        return word
    left, up, right, down = found[0].box
    if max(right - left, down - up) > _LARGEST * height:
        return word
    box = (x0 + left, top + up, x0 + right, top + down)
    first = replace(word.glyphs[0], box=box) if word.glyphs else Glyph(word.text[0], box, 0.0)
    return replace(word, text=first.text, box=box, glyphs=(first,))


def _mark_before(line: SeenLine, lines: Sequence[SeenLine], ink: Bits) -> Pixels | None:
    """The box of the only ink before a line, if it is of a bullet's size; dust does not count."""
    height = line.height
    if height < 6 or not _may_follow(line.words):
        return None
    start = line.words[0].box[0]
    left, right = max(0, int(start - _REACH * height)), int(start - _NEAR * height)
    base = line.baseline_at(start)
    top, bottom = max(0, int(base - 0.75 * height)), int(base + 0.12 * height)
    crop = ink[top:bottom, left:right]
    if not _LEAST * height**2 / 2 <= np.count_nonzero(crop) <= 2 * (_LARGEST * height) ** 2:
        return None
    if _is_taken((left, top, right, bottom), line, lines):
        return None
    largest, *dust = sorted(pieces(crop), key=lambda piece: -piece.ink)
    x0, y0, x1, y1 = largest.box
    if any(other.ink > _DUST * largest.ink for other in dust):
        return None
    wide, high = x1 - x0, y1 - y0
    fits = _SMALLEST * height <= wide <= _LARGEST * height and high <= _LARGEST * height
    fits = fits and wide >= 2 and wide * high >= _LEAST * height**2
    apart = (x0 > 0 or left == 0) and y0 > 0 and y1 < crop.shape[0]
    raised = (base - top - (y0 + y1) / 2) / height
    if not (fits and apart and _LOWEST <= raised <= _HIGHEST):
        return None
    return (left + x0, top + y0, left + x1, top + y1)


def _is_large(mark: _Found, lines: Sequence[SeenLine]) -> bool:
    x0, top, x1, bottom = mark.box
    return (x1 - x0) * (bottom - top) >= _LEAST_ALONE * lines[mark.line].height ** 2


def _is_listed(mark: _Found, marks: Sequence[_Found], lines: Sequence[SeenLine]) -> bool:
    """Whether another mark stands above or below it."""
    reach = _BESIDE * lines[mark.line].height
    return any(
        other is not mark
        and abs(other.box[0] - mark.box[0]) <= reach + _LEANS * abs(other.box[1] - mark.box[1])
        for other in marks
    )


def _may_follow(words: Sequence[SeenWord]) -> bool:
    """Whether a line's first word may stand after a bullet."""
    first = words[0].text[0]
    return first.isalnum() or first in _OPENING or (first in "-–—" and len(words) > 2)


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink that hangs together: its box in pixels (whole, half-open) and its count of pixels."""

    box: tuple[int, int, int, int]
    ink: int


def pieces(bits: Bits) -> list[Piece]:
    """The pieces of some small area, corners touching."""
    rows, columns = np.nonzero(bits)
    left = set(zip(rows.tolist(), columns.tolist(), strict=True))
    found = []
    while left:
        met = [left.pop()]
        for y, x in met:
            for near in [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    met.append(near)
        ys, xs = [y for y, _ in met], [x for _, x in met]
        found.append(Piece((min(xs), min(ys), max(xs) + 1, max(ys) + 1), len(met)))
    return found


def _is_taken(area: Pixels, line: SeenLine, lines: Sequence[SeenLine]) -> bool:
    """Whether another line's words lie in an area."""
    return any(
        other is not line
        and other.box[0] < area[2]
        and area[0] < other.box[2]
        and other.box[1] < area[3]
        and area[1] < other.box[3]
        for other in lines
    )


def _put(line: SeenLine, letter: str, box: Pixels) -> SeenLine:
    word = SeenWord(letter, box, _SURE, (Glyph(letter, box, _SURE),))
    # The baseline counts from the left edge of the line's box, which stays as it was.
    return replace(line, words=(word, *line.words))
