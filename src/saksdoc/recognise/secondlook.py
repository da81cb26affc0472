"""A second look at the words in question: the glyph reader proposes, the language model judges.

The page is not read again. Glyphs that Norwegian Tesseract cannot write, or mixes up on coarse
scans, are cut from the image and shown to the glyph reader; a word changes only where glyph and
language together clearly prefer the other reading.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from saksdoc.language import Norwegian
from saksdoc.language.lexicon import Language
from saksdoc.recognise.bullets import with_bullets
from saksdoc.recognise.confusions import SECTION, UNWRITABLE
from saksdoc.recognise.cutting import boxes_of
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.ink import Bits, binary
from saksdoc.recognise.questions import Question, core, is_known, questions
from saksdoc.recognise.tesseract import Glyph, SeenLine, SeenWord
from saksdoc.recognise.windows import Darkness, spot_of

_WORTH_TRYING = -1.0
"""Log odds against the letter as read from which another letter is tried at all."""

_MOST = 4
"""Letters of one word that are tried together."""

_LANGUAGE = 0.35
"""Weight of the language model beside the glyph reader, whose odds are not independent."""


_AFTER_STOP, _AFTER_COMMA = 3.0, 4.0
"""Nats for a full stop before a capital, and for a comma before a small letter: in the corpora
one full stop in 300 is followed by a small letter where no abbreviation stands before it."""

_SMALL = 6.0
"""Nats for i rather than I inside a sentence."""

_SURE, _PAIRED = 2.0, 3.0
"""Log odds from which a § is sure, and what it lends the figure beside it."""

_SQUARE = 2.0
"""Log odds by which a square must beat a round bullet: coarse scans square every dot."""

_WITNESS = 1.5
"""Log odds that the old text layer adds to a letter it has; it shares the blots of the page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Log odds that a change must have, by kind; tuned on rendered pages of the training faces
    (bench/reading_rendered.py) for at most one wrong change in 10,000 words.
    """

    mark: float = 2.5
    typeset: float = 1.0
    sign: float = 1.5
    bullet: float = 1.5
    becomes_known: float = 0.7
    both_known: float = 2.5
    both_unknown: float = 2.5
    unknown_writable: float = 5.0
    becomes_unknown: float = 6.0


@dataclass(frozen=True, slots=True)
class _Option:
    """Another letter for a glyph, with its log odds against the letter as read."""

    glyph: int
    letter: str
    odds: float
    kind: str


@dataclass(frozen=True, slots=True)
class _Context:
    """The words before and after, without punctuation; whether the sentence runs on from the
    word before; the language of the page.
    """

    before: str
    after: str
    runs_on: bool
    language: Language


class SecondLook:
    """Reads the words in question again."""

    def __init__(self, reader: GlyphReader, judge: Norwegian, limits: Limits | None = None) -> None:
        self._reader = reader
        self._judge = judge
        self._limits = limits or Limits()
        self._index = {letter: n for n, letter in enumerate(reader.letters)}

    def lines(
        self,
        lines: Sequence[SeenLine],
        image: Image.Image,
        heard: Mapping[tuple[int, int], str] | None = None,
    ) -> tuple[SeenLine, ...]:
        """The lines with words read anew where they were in question.

        ``heard``: what another witness has for the words, by (line, number in the line).
        """
        ink, darkness = binary(image), Darkness(image)
        asked = list(questions(lines, self._judge, heard or {}))
        options = self._options(lines, asked, darkness, ink)
        language = self._language(lines)
        done = []
        for at, line in enumerate(lines):
            words = list(line.words)
            for number in range(len(words)):
                found = options.get((at, number))
                if found:
                    before = words[number - 1].text if number else ""
                    after = words[number + 1].text if number + 1 < len(words) else ""
                    context = _Context(core(before), core(after), _runs_on(before), language)
                    words[number] = self._decide(words[number], found, context)
            kept = tuple(word for word in words if word.text)
            done.append(replace(line, words=kept))
        whole = [line for line in done if line.words]
        return with_bullets(whole, darkness, ink, self._reader)

    def _options(
        self,
        lines: Sequence[SeenLine],
        asked: Sequence[Question],
        darkness: Darkness,
        ink: Bits,
    ) -> dict[tuple[int, int], list[_Option]]:
        cut: dict[tuple[int, int], Sequence[Pixels]] = {}
        spots = []
        for question in asked:
            line = lines[question.line]
            place = (question.line, question.word)
            if place not in cut:
                cut[place] = boxes_of(line.words[question.word], ink)
            box = cut[place][question.glyph]
            spots.append(spot_of(box, line.baseline_at((box[0] + box[2]) / 2), line.height))
        chances = self._reader.read(darkness.windows(spots))
        scores = np.log(np.maximum(chances, 1e-6))
        found: dict[tuple[int, int], list[_Option]] = defaultdict(list)
        for question, row in zip(asked, scores, strict=True):
            read = lines[question.line].words[question.word].glyphs[question.glyph].text
            base = float(row[self._index[read]]) if read in self._index else math.log(1e-3)
            best = float(row.max())
            for letter in question.others:
                column = self._index.get(letter)
                if column is None or letter == read:
                    continue
                # An answer counts only as far as the reader sees one of the two at all.
                odds = float(row[column]) - base + min(0.0, float(row[column]) - best + 1.0)
                odds -= _SQUARE if letter == "▪" else 0.0
                odds += _WITNESS if letter == question.witness else 0.0
                if odds > _WORTH_TRYING:
                    option = _Option(question.glyph, letter, odds, question.kind)
                    found[question.line, question.word].append(option)
        return found

    def _decide(self, word: SeenWord, options: Sequence[_Option], context: _Context) -> SeenWord:
        certain = [
            option
            for option in options
            if option.kind != "letter"
            and option.odds
            + self._mark_context(word, option, context)
            + _beside_section(word, option, options)
            > self._limit(option)
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

    def _limit(self, option: _Option) -> float:
        if option.kind == "sign":
            return self._limits.sign
        return self._limits.typeset if option.letter in "–’" else self._limits.mark

    def _mark_context(self, word: SeenWord, option: _Option, context: _Context) -> float:
        """What the words around say to a comma for a full stop, or the other way about."""
        read = word.glyphs[option.glyph].text
        if option.glyph != len(word.glyphs) - 1 or read not in ".,":
            return 0.0
        if option.letter not in ".,":
            return 0.0
        form, after = core(word.text).lower(), context.after
        if not form.isalpha() or not after.isalpha():
            return 0.0
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
        chosen: Sequence[_Option],
        context: _Context,
    ) -> float:
        """By how much a changed word beats the word as read, less what it must beat it by."""
        was, now = is_known(word.text, self._judge), is_known(tried.text, self._judge)
        limits = self._limits
        if _figures(tried.text) > _figures(word.text):
            limit = limits.becomes_unknown
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

    def _likelier(self, old: str, new: str, context: _Context) -> float:
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
        return told[1] - told[0] + small

    def _language(self, lines: Sequence[SeenLine]) -> Language:
        """The written language of the page, by the words that only one of the two has."""
        lexicon = self._judge.lexicon
        balance = 0
        for line in lines:
            for word in line.words:
                form = core(word.text)
                if form.isalpha():
                    balance += lexicon.is_word(form, "nn") - lexicon.is_word(form, "nb")
        return "nn" if balance > 0 else "nb"


def _beside_section(word: SeenWord, option: _Option, options: Sequence[_Option]) -> float:
    """A § beside a sure § (``§§ 4 og 5``) needs less of its own."""
    if option.letter != "§":
        return 0.0
    sure = any(
        other.letter == "§" and abs(other.glyph - option.glyph) == 1 and other.odds > _SURE
        for other in options
    )
    return _PAIRED if sure and word.glyphs[option.glyph].text in SECTION else 0.0


def _runs_on(before: str) -> bool:
    """Whether a sentence goes on after a word: it is in small letters and no full stop ends it."""
    return bool(before) and before[0].islower() and before[-1].isalpha()


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


def _best_each(options: Sequence[_Option]) -> list[_Option]:
    """The best option of each glyph."""
    best: dict[int, _Option] = {}
    for option in options:
        if option.glyph not in best or option.odds > best[option.glyph].odds:
            best[option.glyph] = option
    return list(best.values())


def _changed(word: SeenWord, options: Sequence[_Option]) -> SeenWord:
    if not options:
        return word
    glyphs = list(word.glyphs)
    for option in options:
        old = glyphs[option.glyph]
        sure = 1 / (1 + math.exp(-max(-20.0, min(20.0, option.odds))))
        glyphs[option.glyph] = Glyph(option.letter, old.box, sure)
    text = "".join(glyph.text for glyph in glyphs)
    return replace(word, text=text, glyphs=tuple(glyphs))
