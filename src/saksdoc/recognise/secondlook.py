"""A second look at the words in question: the glyph reader proposes, the language model judges.

The page is not read again. Glyphs that Norwegian Tesseract cannot write, or mixes up on coarse
scans, are cut from the image and shown to the glyph reader; a word changes only where glyph and
language together clearly prefer the other reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from saksdoc.language import Norwegian
from saksdoc.language.lexicon import Language
from saksdoc.recognise.bullets import with_bullets, with_single_marks
from saksdoc.recognise.cutting import boxes_of
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import Bits
from saksdoc.recognise.questions import Question, core, following, questions
from saksdoc.recognise.typeface import steadied
from saksdoc.recognise.weighing import Context, Limits, Option, Weigher, runs_on
from saksdoc.recognise.windows import Darkness, spot_of

_WORTH_TRYING = -1.0
"""Log odds against the letter as read from which another letter is tried at all."""

_WORTH_WEIGHING = -2.5
"""The same for marks and signs, where the words around may outweigh a coarse image."""

_SELDOM = {"▪": 2.0, "'": 2.0, "*": 0.25, "°": 1.0}
"""Log odds by which a square, a star, a straight apostrophe or a ring must beat the round bullet
and the typeset apostrophe, which are far more common and look alike on coarse scans."""

_SELDOM_LETTERS = {"ŧ": 2.5, "Ŧ": 2.5, "đ": 0.5, "Đ": 0.5, "ï": 5.0}
"""The same for letters: Northern Sámi has one ŧ to some hundred t,
and in Norwegian ï is hardly met outside naïv, which the lexicon has."""

_STARRED = 2.0
"""What a star that was read gives a bullet, which Tesseract cannot write."""

_WITNESS = 1.5
"""Log odds that the old text layer adds to a letter it has; it shares the blots of the page."""


class SecondLook:
    """Reads the words in question again."""

    def __init__(self, reader: GlyphReader, judge: Norwegian, limits: Limits | None = None) -> None:
        self._reader = reader
        self._judge = judge
        self._weigher = Weigher(judge, limits)
        self._index = {letter: n for n, letter in enumerate(reader.letters)}

    def lines(
        self,
        lines: Sequence[SeenLine],
        image: Image.Image,
        ink: Bits,
        heard: Mapping[tuple[int, int], str] | None = None,
    ) -> tuple[SeenLine, ...]:
        """The lines with words read anew where they were in question.

        ``ink``: of the image, black and white. ``heard``: what another witness has for the words,
        by (line, number in the line).
        """
        darkness = Darkness(image)
        lines = with_single_marks(steadied(lines), ink)
        asked = list(questions(lines, self._judge, heard or {}))
        cut, options = self._options(lines, asked, darkness, ink)
        language = self._language(lines)
        done = []
        for at, line in enumerate(lines):
            words = list(line.words)
            for number in range(len(words)):
                found = options.get((at, number))
                if found:
                    before = words[number - 1].text if number else ""
                    after = following(lines, at, number)
                    context = Context(core(before), core(after), runs_on(before), language)
                    words[number] = _on_ink(
                        self._weigher.decide(words[number], found, context), cut[at, number]
                    )
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
    ) -> tuple[dict[tuple[int, int], Sequence[Pixels]], dict[tuple[int, int], list[Option]]]:
        """Where the glyphs of the words in question stand, and what else they may be."""
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
        found: dict[tuple[int, int], list[Option]] = defaultdict(list)
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
                seldom = _SELDOM_LETTERS if question.kind == "letter" else _SELDOM
                odds -= seldom.get(letter, 0.0)
                odds += _STARRED if read == "*" and letter in "•·▪" else 0.0
                odds += _WITNESS if letter == question.witness else 0.0
                if odds > (_WORTH_TRYING if question.kind == "letter" else _WORTH_WEIGHING):
                    option = Option(question.glyph, letter, odds, question.kind)
                    found[question.line, question.word].append(option)
        return cut, found

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


def _on_ink(word: SeenWord, boxes: Sequence[Pixels]) -> SeenWord:
    """A word with its box moved to where its glyphs were found."""
    if not boxes:
        return word
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return replace(word, box=(left, word.box[1], right, word.box[3]))
