"""Which way is up: asked only where the ink or a poor first reading gives reason to.

No model for orientation is needed. Of the four ways to hold a page, only one reads as words; so a
strip of the page is read each way, and the words tell.
"""

from __future__ import annotations

from dataclasses import replace

from saksdoc.language import Norwegian
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.hocr import SeenLine
from saksdoc.recognise.ink import binary
from saksdoc.recognise.prepare import Prepared, turned
from saksdoc.recognise.questions import core
from saksdoc.recognise.tesseract import Tesseract, TesseractRun

_SIDEWAYS, _SURELY_SIDEWAYS = 1.8, 3.5
"""From which ratio of column sharpness to row sharpness a page may lie on its side: sideways pages
have 2 and more. Upright ones reach 1.2 (a few short lines) and, with a table's rules, 2.7, so the
page as it lies is tried first; but from the second figure it is tried third, for lines read across
cost Tesseract five times what lines read along do, and say nothing."""

_POOR, _FEWEST = 0.45, 4
"""Share of known words below which a reading is doubted, where it has at least so many words."""

_STRIP = 0.2
"""Share of the page's height that is read to try a way up."""

_ENOUGH_DPI = 170.0
"""Resolution that a strip is read at: enough to tell words from nonsense, at half the time."""

_CLEARLY, _CLEAR_SHARE = 6, 0.8
"""Known words, and their share, from which a way up is right beyond doubt. Set by hand."""

_BETTER = 1.5
"""How many times as many known letters another way up must give."""


def sense(lines: tuple[SeenLine, ...], judge: Norwegian) -> tuple[float, int, int]:
    """(letters in known words, known words, words): what a reading is worth."""
    letters = known = words = 0
    for line in lines:
        for word in line.words:
            form = core(word.text)
            if len(form) < 3 or not form.isalpha():
                continue
            words += 1
            # A word of any language that the lexicon has: an English page has an upside, too.
            if judge.lexicon.number(form.lower()) >= 0:
                known += 1
                letters += len(form)
    return letters, known, words


def is_doubtful(lines: tuple[SeenLine, ...], judge: Norwegian) -> bool:
    """Whether a reading has so few known words that the page may be held wrongly.

    Or words that run down the page, which Tesseract reads by itself where it finds them.
    """
    boxes = [word.box for line in lines for word in line.words if len(word.text) > 3]
    if len(boxes) >= _FEWEST and 2 * sum(b[3] - b[1] > b[2] - b[0] for b in boxes) > len(boxes):
        return True
    _, known, words = sense(lines, judge)
    pieces = sum(len(line.words) for line in lines)
    if words < _FEWEST:
        return pieces >= 3 * _FEWEST
    return known / words < _POOR


def may_lie_sideways(prepared: Prepared) -> bool:
    """Whether the ink falls into columns rather than rows."""
    return prepared.ink.sideways > _SIDEWAYS


def upright(prepared: Prepared, tesseract: Tesseract, language: str, judge: Norwegian) -> Prepared:
    """The page the way it reads best; as it came where none is clearly better."""
    if prepared.ink.sideways > _SURELY_SIDEWAYS:
        ways = (90, 270, 0, 180)
    else:
        ways = (0, 90, 270, 180) if may_lie_sideways(prepared) else (180, 90, 270, 0)
    scored: list[tuple[float, Prepared]] = []
    usual = 0.0
    for degrees in ways:
        way = turned(prepared, degrees) if degrees else prepared
        letters, known, words = sense(_tried(way, tesseract, language), judge)
        if known >= _CLEARLY and known > _CLEAR_SHARE * words:
            return way
        if degrees:
            scored.append((letters, way))
        else:
            usual = letters
    letters, best = max(scored, key=lambda one: one[0])
    return best if letters > _BETTER * usual + 12 else prepared


def _tried(way: Prepared, tesseract: Tesseract, language: str) -> tuple[SeenLine, ...]:
    """A strip of the page, read as it is held."""
    strip, dpi = _strip(way).image, way.dpi
    if dpi > _ENOUGH_DPI:
        shrink = _ENOUGH_DPI / dpi
        size = (round(strip.width * shrink), round(strip.height * shrink))
        strip, dpi = strip.convert("L").resize(size), _ENOUGH_DPI
    return tesseract.read(strip, TesseractRun(language, 6, round(dpi), way.settings))


def _strip(prepared: Prepared) -> Prepared:
    """The part of the page with the most ink, over its whole width."""
    image = prepared.image
    height = max(1, round(image.height * _STRIP))
    rows = binary(image.convert("L").reduce(8)).sum(axis=1).cumsum()
    window = max(1, height // 8)
    if len(rows) <= window:
        return prepared
    start = int((rows[window:] - rows[:-window]).argmax()) * 8
    strip = image.crop((0, start, image.width, min(image.height, start + height)))
    moved = prepared.frame.after(Frame(1, 0, 0, 0, 1, start))
    return replace(prepared, image=strip, frame=moved)
