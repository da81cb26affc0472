"""Words that Tesseract ran together, parted where the ink shows a space: ``3av``, ``5015’``.

Only where a figure stands beside a letter or a figure, or where no lexicon knows the whole but
both parts: elsewhere a wide gap is but wide setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from saksdoc.language import Norwegian
from saksdoc.recognise.cutting import boxes_of
from saksdoc.recognise.frame import Pixels
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.questions import core

_SPACE = 0.17
"""A gap of so many line heights between two letters may be a space; set spaces have 0.2 to 0.3."""

_CLEAR = 2.0
"""And it must be so many times the widest other gap of the word."""


def parted(
    lines: Sequence[SeenLine], ink: npt.NDArray[np.bool_], judge: Norwegian
) -> tuple[SeenLine, ...]:
    """The lines with words parted that were run together."""
    return tuple(
        replace(
            line,
            words=tuple(
                piece for word in line.words for piece in _pieces(word, line.height, ink, judge)
            ),
        )
        for line in lines
    )


def _pieces(
    word: SeenWord, height: float, ink: npt.NDArray[np.bool_], judge: Norwegian
) -> tuple[SeenWord, ...]:
    if len(word.text) < 3 or len(word.text) != len(word.glyphs) or not _may_be_two(word, judge):
        return (word,)
    boxes = boxes_of(word, ink)
    gaps = [right[0] - left[2] for left, right in pairwise(boxes)]
    at = max(range(len(gaps)), key=lambda n: gaps[n])
    others = max([*gaps[:at], *gaps[at + 1 :], 1.0])
    if gaps[at] < max(_SPACE * height, _CLEAR * others) or not _are_two(word, at + 1, judge):
        return (word,)
    return _part(word, boxes, 0, at + 1), _part(word, boxes, at + 1, len(boxes))


def _may_be_two(word: SeenWord, judge: Norwegian) -> bool:
    inner = core(word.text)
    if any(letter.isdigit() for letter in inner):
        return True
    return inner.isalpha() and not judge.is_word(inner)


def _are_two(word: SeenWord, at: int, judge: Norwegian) -> bool:
    left, right = word.text[:at], word.text[at:]
    if left[-1].isdigit() and right[0].isdigit():
        # Only thousands are parted by spaces: 5 015.
        return left.isdigit() and len(core(right)) == 3 and core(right).isdigit()
    if left[-1].isdigit() or right[0].isdigit():
        letters = core(right if left[-1].isdigit() else left)
        return len(letters) > 1 and letters.isalpha() and judge.is_word(letters)
    return all(len(core(part)) > 1 and judge.is_word(core(part)) for part in (left, right))


def _part(word: SeenWord, boxes: Sequence[Pixels], start: int, end: int) -> SeenWord:
    own = boxes[start:end]
    box = (own[0][0], min(b[1] for b in own), own[-1][2], max(b[3] for b in own))
    glyphs = tuple(
        replace(glyph, box=place) for glyph, place in zip(word.glyphs[start:end], own, strict=True)
    )
    return replace(word, text=word.text[start:end], box=box, glyphs=glyphs)
