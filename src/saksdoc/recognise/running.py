"""Running heads and feet read from all pages together.

Grey letters leave scattered dots where a page is scanned in black and white, other dots on every
page. Laid over each other, the pages show what none of them shows alone. What is read there is
put on a page only where that page's own ink bears it out: the rest of a page number, or a page
without the foot, is left as it was.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from saksdoc.language import Norwegian
from saksdoc.model import Box, Line, ReadPage, Word
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.hocr import SeenWord
from saksdoc.recognise.ink import Bits
from saksdoc.recognise.laying import FEWEST, MOVED, Grey, Laid, groups, wider
from saksdoc.recognise.order import in_order_turned
from saksdoc.recognise.questions import core, is_known
from saksdoc.recognise.strips import Strip, is_sound

Read = Callable[[Image.Image, float], Sequence[SeenWord]]
"""Reads an image of one or more lines, dots per inch given."""

_TOGETHER = 24
"""Pages laid over each other: more add nothing."""


def together(
    pages: Sequence[ReadPage], strips: Sequence[Strip], read: Read, judge: Norwegian
) -> tuple[ReadPage, ...]:
    """The pages, with the words of heads and feet that only all of them together tell.

    Args:
        pages: As each was read alone.
        strips: Of one end of the pages, in any order.
        read: The reader.
        judge: What Norwegian looks like.
    """
    found: dict[int, list[Word]] = {}
    for group in groups(strips):
        for number, words in _read(group, read, judge).items():
            found.setdefault(number, []).extend(words)
    tilts = {strip.page: strip.tilt for strip in strips}
    return tuple(
        _with(page, found[page.number], tilts[page.number], judge) if page.number in found else page
        for page in pages
    )


_BEARS, _SHOWS = 0.75, 0.06
"""Share of a page's ink in a word's box that must lie on the other pages' letters, and share of
those letters that it must show."""

_BEARS_FIGURE, _SHOWS_FIGURE = 0.9, 0.35
"""The same for words with figures in them, since page numbers differ from page to page."""

_FITS, _CROWDED = 0.8, 0.8
"""How much of the ink that falls beside the letters where a page is moved must fall on them where
it lies, and the share that falls on them anyhow from which nothing is told. On rendered pages the
same words fit by 0.85 and more, body text by 0.6 and less (bench/reading_running.py)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A reading of a word: pixels of the group's first strip."""

    text: str
    box: Pixels
    confidence: float


def _read(group: Sequence[Laid], read: Read, judge: Norwegian) -> dict[int, list[Word]]:
    """What a group of strips says, by the page that bears it out."""
    shape = group[0].strip.ink.shape
    few = group[:_TOGETHER]
    total = np.zeros(shape, dtype=np.float32)
    unread = np.zeros(shape, dtype=np.float32)
    for laid in few:
        total += laid.ink(shape)
        unread += wider(laid.unread(shape))
    dpi = group[0].strip.dpi
    candidates = [
        candidate
        for rows in _bands(unread, dpi)
        for candidate in [*_readings(total, rows, dpi, read), *_sound(group, rows)]
    ]
    words = _chosen(candidates, judge)
    borne: list[tuple[Laid, list[_Candidate]]] = []
    for laid in group:
        own = laid.ink(shape)
        others = total - own if laid in few else total
        borne.append((laid, [word for word in words if _bears_out(own, others > 0, word, dpi)]))
    same = [word for word in words if _has_figure(word) and _is_on_all(word, borne)]
    return {
        laid.strip.page: [_placed(w, laid) for w in own if not _has_figure(w) or w in same]
        for laid, own in borne
    }


_FEWEST_ALIKE = 3
"""Pages that must have the same figures for them to be believed."""


def _is_on_all(word: _Candidate, borne: Sequence[tuple[Laid, Sequence[_Candidate]]]) -> bool:
    """Whether a number is no page number: every page has it."""
    return len(borne) >= _FEWEST_ALIKE and all(word in own for _, own in borne)


def _has_figure(word: _Candidate) -> bool:
    return any(letter.isdigit() for letter in word.text)


def _bands(unread: Grey, dpi: float) -> list[slice]:
    """The rows in which at least two pages have unread ink at the same places."""
    counts = (unread >= FEWEST).sum(axis=1)
    rows = np.nonzero(counts >= 0.02 * dpi)[0]
    bands: list[slice] = []
    for row in map(int, rows):
        if bands and row - bands[-1].stop <= 0.05 * dpi:
            bands[-1] = slice(bands[-1].start, row + 1)
        else:
            bands.append(slice(row, row + 1))
    pad = round(0.06 * dpi)
    return [
        slice(max(0, band.start - pad), min(unread.shape[0], band.stop + pad))
        for band in bands
        if band.stop - band.start >= 0.04 * dpi
    ]


def _readings(total: Grey, rows: slice, dpi: float, read: Read) -> Iterator[_Candidate]:
    """The band as the reader sees it: every dot of every page; the mean of them; that, enlarged."""
    crop = total[rows]
    columns = np.nonzero(crop.any(axis=0))[0]
    margin = round(0.15 * dpi)
    left = max(0, int(columns[0]) - margin)
    crop = np.pad(crop[:, left : int(columns[-1]) + margin], margin)
    every = Image.fromarray(np.where(crop > 0, 0, 255).astype(np.uint8))
    usual = max(1.0, float(np.percentile(crop[crop > 0], 90)))
    mean = Image.fromarray(255 - (255 * np.minimum(1.0, crop / usual)).astype(np.uint8))
    twice = mean.resize((2 * mean.width, 2 * mean.height), Image.Resampling.BICUBIC)
    soft = twice.filter(ImageFilter.GaussianBlur(dpi / 300))
    for image, zoom in ((every, 1), (mean, 1), (soft, 2)):
        for word in read(image, dpi * zoom):
            x0, top, x1, bottom = (value / zoom - margin for value in word.box)
            box = (x0 + left, top + rows.start, x1 + left, bottom + rows.start)
            yield _Candidate(word.text, box, word.confidence)


def _sound(group: Sequence[Laid], rows: slice) -> Iterator[_Candidate]:
    """What single pages say beyond doubt in the band."""
    for laid in group:
        for word in laid.strip.words:
            box = laid.on_group(word.box)
            if rows.start <= (box[1] + box[3]) / 2 < rows.stop:
                yield _Candidate(word.text, box, word.confidence)


_SENSE, _LONG = 0.6, 4
"""Confidence and letters that a known word needs where only one reading has it."""

_DOUBT, _STRANGE = 0.3, 0.8
"""What may be left of doubt where two readings have a known word or three any other; confidence
from which one of two is believed whatever the word."""


def _chosen(candidates: Sequence[_Candidate], judge: Norwegian) -> list[_Candidate]:
    """The readings that make sense, the best first where they lie over each other."""
    scored = []
    for candidate in candidates:
        same = [
            other.confidence
            for other in candidates
            if other.text == candidate.text and _overlap(other.box, candidate.box) > 0.5
        ]
        inner = core(candidate.text)
        known = bool(inner) and is_known(candidate.text, judge)
        doubt = math.prod(1 - confidence for confidence in same)
        alone = known and len(inner) >= _LONG and candidate.confidence >= _SENSE
        agreed = max(same) >= _STRANGE if len(same) > 1 else False
        agreed |= doubt <= _DOUBT and len(same) > (1 if known else 2)
        if any(map(str.isalnum, inner)) and (agreed or alone):
            scored.append((known, len(same), candidate.confidence, candidate))
    chosen: list[_Candidate] = []
    for *_, candidate in sorted(scored, key=lambda one: one[:3], reverse=True):
        if not any(_overlap(candidate.box, other.box) > 0.2 for other in chosen):
            chosen.append(candidate)
    return chosen


def _overlap(one: Pixels, other: Pixels) -> float:
    """Share of the smaller box that lies in the other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one, other)]
    return across * down / max(1.0, min(areas))


def _bears_out(own: Bits, others: Bits, word: _Candidate, dpi: float) -> bool:
    """Whether a page's own ink lies where the other pages have the word's letters.

    Measured on the thinner of the two: where a page has more left than all others together, the
    others must lie on it.
    """
    x0, top, x1, bottom = (round(value) for value in word.box)
    x0, rows = max(0, x0), slice(max(0, top), bottom + 1)
    ink, letters = own[rows, x0 : x1 + 1], others[rows, x0 : x1 + 1]
    count, expected = int(ink.sum()), int(letters.sum())
    if not count or not expected:
        return False
    thin, thick = (ink, others) if count <= expected else (letters, own)
    reach = round(max(MOVED) * dpi)
    around = np.pad(thick[rows], ((0, 0), (reach, reach + 1)))[:, x0 : x1 + 2 * reach + 1]
    wide = wider(around)

    def share(moved: int) -> float:
        under = wide[:, reach + moved : reach + moved + thin.shape[1]]
        return int((thin & under).sum()) / int(thin.sum())

    beside = float(np.mean([share(round(moved * dpi)) for moved in MOVED]))
    if beside > _CROWDED or share(0) - beside < _FITS * (1 - beside):
        return False
    if _has_figure(word):
        return _is_each_borne(ink, letters, len(word.text))
    return int((ink & wider(letters)).sum()) >= _BEARS * count and count >= _SHOWS * expected


def _is_each_borne(ink: Bits, letters: Bits, count: int) -> bool:
    """Whether every figure of a number is borne out: 10 and 12 share half of their ink."""
    wide = wider(letters)
    for part in np.array_split(np.arange(ink.shape[1]), count):
        own, there = ink[:, part], letters[:, part]
        seen, expected = int(own.sum()), int(there.sum())
        if seen < _SHOWS_FIGURE * expected or expected < _SHOWS_FIGURE * seen:
            return False
        if int((own & wide[:, part]).sum()) < _BEARS_FIGURE * seen:
            return False
    return True


def _placed(word: _Candidate, laid: Laid) -> Word:
    """A word where it stands on its page."""
    box = laid.strip.frame.box(laid.on_page(word.box))
    return Word(word.text, box, confidence=word.confidence)


def _with(page: ReadPage, words: Sequence[Word], tilt: float, judge: Norwegian) -> ReadPage:
    """A page with words put where it had none that makes sense."""
    own = [(word, word.box) for line in page.lines for word in line.words if word.box is not None]
    firm = [box for word, box in own if is_sound(word.text, word.confidence or 0.0, judge)]
    new = [
        word
        for word in words
        if (at := word.box) is not None
        and not any(max(_share(box, at), _share(at, box)) > _MEETS for box in firm)
    ]
    if not new:
        return page
    gone = {
        id(word)
        for word, box in own
        if sum(_share(box, fresh.box) for fresh in new if fresh.box is not None) > _MEETS
    }
    lines = [
        replace(line, words=kept)
        for line in page.lines
        if (kept := tuple(word for word in line.words if id(word) not in gone))
    ]
    lines.append(Line(tuple(sorted(new, key=lambda word: word.box.x0 if word.box else 0.0))))
    told = (*page.reasons, "heads or feet were read from all pages together")
    return replace(page, lines=in_order_turned(lines, page.rotation, tilt), reasons=told)


_MEETS = 0.4
"""Share of a word's box under another from which they stand in one place."""


def _share(box: Box, other: Box) -> float:
    """Share of a box that lies in another."""
    across = min(box.x1, other.x1) - max(box.x0, other.x0)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    return across * down / max(1e-6, box.area) if across > 0 and down > 0 else 0.0
