"""Another reading of a word against the first: the glyph's odds, and what the words around say.

A false change costs more than a missed one, so each kind of change has to win by its own margin;
least where it makes a word of what was none, most where it unmakes one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksdoc.language import Norwegian
from saksdoc.language.lexicon import Language
from saksdoc.recognise.confusions import SECTION, UNWRITABLE
from saksdoc.recognise.hocr import Glyph, SeenWord
from saksdoc.recognise.questions import core, is_known

_MOST = 4
"""Letters of one word that are tried together."""

_LANGUAGE = 0.35
"""Weight of the language model beside the glyph reader, whose odds are not independent."""


_AFTER_STOP, _AFTER_COMMA = 3.0, 4.0
"""Nats for a full stop before a capital, and for a comma before a small letter: a full stop is
rare before a small letter where no abbreviation stands before it. Set by hand."""

_SMALL = 6.0
"""Nats for i rather than I inside a sentence, and anywhere where an i was read, dot and all."""

_YEAR_RUNS_ON = 3.0
"""Log odds for a comma between a year and a small letter."""

_DOLLAR = 2.0
"""Log odds for § where a dollar sign was read before a number: case papers count in kroner."""

_SURE, _PAIRED = 2.0, 3.0
"""Log odds from which a § is sure, and what it lends the figure beside it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Log odds that a change must have, by kind; set by hand while watching rendered pages
    (bench/reading_rendered.py, which tells how often a § or bullet goes wrong).
    """

    mark: float = 2.5
    mark_in_context: float = 0.4
    dash: float = 1.0
    apostrophe: float = 0.4
    quotes: float = 1.0
    sign: float = 1.5
    becomes_known: float = 0.7
    both_known: float = 2.5
    both_unknown: float = 2.5
    unknown_writable: float = 5.0
    becomes_unknown: float = 6.0


@dataclass(frozen=True, slots=True)
class Option:
    """Another letter for a glyph, with its log odds against the letter as read."""

    glyph: int
    letter: str
    odds: float
    kind: str


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and after, without punctuation; whether the sentence runs on from the
    word before; the language of the page.
    """

    before: str
    after: str
    runs_on: bool
    language: Language


class Weigher:
    """Decides between a word as read and the other readings of its glyphs."""

    def __init__(self, judge: Norwegian, limits: Limits | None = None) -> None:
        self._judge = judge
        self._limits = limits or Limits()

    def decide(self, word: SeenWord, options: Sequence[Option], context: Context) -> SeenWord:
        """The word as it should read, its glyphs changed where an option wins by its margin."""
        certain = [
            option
            for option in options
            if option.kind != "letter" and self._is_certain(word, option, options, context)
        ]
        word = _changed(word, _best_each(certain))
        letters = _best_each([o for o in options if o.kind == "letter"])
        letters = sorted(letters, key=lambda o: -o.odds)[:_MOST]
        best, best_gain = word, 0.0
        for count in range(1, len(letters) + 1):
            for chosen in itertools.combinations(letters, count):
                tried = _changed(word, chosen)
                gain = self._gain(word, tried, chosen, context)
                if gain > best_gain:
                    best, best_gain = tried, gain
        return _one_at(best)

    def _is_certain(
        self, word: SeenWord, option: Option, options: Sequence[Option], context: Context
    ) -> bool:
        """Whether a mark or sign is changed: by its glyph, and by what stands around."""
        around = self._mark_context(word, option, context)
        limit = self._limits.mark_in_context if around > 1 else self._limit(option)
        if option.letter == "§" and word.glyphs[option.glyph].text == "$":
            numbered = context.after[:1].isdigit() or any(map(str.isdigit, word.text))
            around += _DOLLAR if numbered else 0.0
        return option.odds + around + _beside_section(word, option, options) > limit

    def _limit(self, option: Option) -> float:
        if option.letter in "’‘":
            return self._limits.apostrophe
        if option.letter in "”“":
            return self._limits.quotes
        if option.kind == "sign":
            return self._limits.sign
        return self._limits.dash if option.letter == "–" else self._limits.mark

    def _mark_context(self, word: SeenWord, option: Option, context: Context) -> float:
        """What the words around say to a comma for a full stop, or the other way about."""
        read = word.glyphs[option.glyph].text
        if option.glyph != len(word.glyphs) - 1 or read not in ".,":
            return 0.0
        if option.letter not in ".,":
            return 0.0
        form, after = core(word.text).lower(), context.after
        if not form.isalpha() or not after.isalpha():
            year = len(form) == 4 and form.isdigit()
            return _YEAR_RUNS_ON if year and after.islower() and option.letter == "," else 0.0
        told = []
        for mark in (read, option.letter):
            value = self._judge.logp(mark, form, context.before.lower(), context.language)
            value += self._judge.logp(after.lower(), mark, form, context.language)
            value += _AFTER_STOP if mark == "." and after[0].isupper() else 0.0
            value += _AFTER_COMMA if mark == "," and after[0].islower() else 0.0
            told.append(value)
        return _LANGUAGE * (told[1] - told[0])

    def _gain(
        self,
        word: SeenWord,
        tried: SeenWord,
        chosen: Sequence[Option],
        context: Context,
    ) -> float:
        """By how much a changed word beats the word as read, less what it must beat it by."""
        was, now = is_known(word.text, self._judge), is_known(tried.text, self._judge)
        limits = self._limits
        if _figures(tried.text) > _figures(word.text):
            limit = limits.becomes_unknown
        elif _completes_capitals(word.text, tried.text):
            limit = limits.becomes_known
        elif now:
            limit = limits.both_known if was else limits.becomes_known
        elif was:
            limit = limits.becomes_unknown
        elif all(option.letter in UNWRITABLE for option in chosen):
            limit = limits.both_unknown
        else:
            limit = limits.unknown_writable
        odds = sum(option.odds for option in chosen)
        return odds + _LANGUAGE * self._likelier(word.text, tried.text, context) - limit

    def _likelier(self, old: str, new: str, context: Context) -> float:
        before, after, language = context.before, context.after, context.language
        told = []
        for text in (old, new):
            form = core(text).lower()
            if not form.replace("-", "").isalpha():
                return 0.0
            value = self._judge.logp(form, before.lower(), "", language)
            if after.isalpha():
                value += self._judge.logp(after.lower(), form, before.lower(), language)
            told.append(value)
        small = _SMALL if context.runs_on and old == "I" and new == "i" else 0.0
        small -= _SMALL if old == "i" and new == "I" else 0.0
        return told[1] - told[0] + small


def _beside_section(word: SeenWord, option: Option, options: Sequence[Option]) -> float:
    """A § beside a sure § (``§§ 4 og 5``) needs less of its own."""
    if option.letter != "§":
        return 0.0
    sure = any(
        other.letter == "§" and abs(other.glyph - option.glyph) == 1 and other.odds > _SURE
        for other in options
    )
    return _PAIRED if sure and word.glyphs[option.glyph].text in SECTION else 0.0


def runs_on(before: str) -> bool:
    """Whether a sentence goes on after a word: it is in small letters and no full stop ends it."""
    return bool(before) and before[0].islower() and before[-1].isalpha()


_CAPITALS = 4
"""Letters of a word from which a small one among capitals is a misreading: ``SAKSvURDERING``."""


def _completes_capitals(old: str, new: str) -> bool:
    """Whether a change makes the only small letters of a word in capitals large."""
    inner = core(new)
    return len(inner) >= _CAPITALS and inner.isupper() and old.upper() == new


def _figures(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _one_at(word: SeenWord) -> SeenWord:
    """One @ in an address, without the halves that Tesseract made of it: ``post(@x.no``."""
    at = word.text.find("@")
    if at < 1 or len(word.text) != len(word.glyphs):
        return word
    drop = {n for n in range(at + 1, len(word.glyphs)) if word.glyphs[n].text == "@"}
    drop |= {n for n in (at - 1, at + 1) if word.glyphs[n].text in _HALVES}
    glyphs = tuple(glyph for n, glyph in enumerate(word.glyphs) if n not in drop)
    return replace(word, text="".join(glyph.text for glyph in glyphs), glyphs=glyphs)


_HALVES = frozenset("(ØO&Q)")


def _best_each(options: Sequence[Option]) -> list[Option]:
    """The best option of each glyph."""
    best: dict[int, Option] = {}
    for option in options:
        if option.glyph not in best or option.odds > best[option.glyph].odds:
            best[option.glyph] = option
    return list(best.values())


def _changed(word: SeenWord, options: Sequence[Option]) -> SeenWord:
    if not options:
        return word
    glyphs = list(word.glyphs)
    for option in options:
        old = glyphs[option.glyph]
        sure = 1 / (1 + math.exp(-max(-20.0, min(20.0, option.odds))))
        glyphs[option.glyph] = Glyph(option.letter, old.box, sure)
    text = "".join(glyph.text for glyph in glyphs)
    return replace(word, text=text, glyphs=tuple(glyphs))
