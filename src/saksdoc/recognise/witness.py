"""The old text layer as a second witness: laid over the new reading, word by word, on boxes.

Even a ruined layer knows things: an English reader loses æ, ø and å, but writes § and –, and does
not stumble over the same specks. What it says is never taken on its own word; it only adds weight
to a reading, and the glyph reader and the language model decide (secondlook).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksdoc.language import Norwegian
from saksdoc.model import Box, Line, Word
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.hocr import SeenLine
from saksdoc.recognise.questions import core

Place = tuple[int, int]
"""Number of a line, number of a word in it."""

_OVERLAP = 0.5
"""Share of the narrower box that must be shared across, and of the lower one down the page."""

_SENSE = 0.6
"""Share of known words from which a line that only the old layer has is believed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """``texts``: what the layer has for each word seen; ``missed``: its lines nobody saw."""

    texts: Mapping[Place, str]
    missed: tuple[Line, ...] = ()


def listen(
    seen: Sequence[SeenLine], frame: Frame, layer: Sequence[Line], judge: Norwegian
) -> Heard:
    """Lay a page's text layer (boxes in points) over what was seen (boxes in pixels)."""
    index = _Index(layer)
    texts: dict[Place, str] = {}
    met: set[int] = set()
    for at, line in enumerate(seen):
        for number, word in enumerate(line.words):
            box = frame.box(word.box)
            found = index.over(box)
            met.update(position for position, _ in found)
            if found:
                ordered = sorted(found, key=lambda pair: _x0(pair[1]))
                texts[at, number] = " ".join(other.text for _, other in ordered)
    return Heard(texts, index.unmet(met, judge))


class _Index:
    """The words of a layer by their height on the page."""

    def __init__(self, layer: Sequence[Line]) -> None:
        self._lines = layer
        self._words: list[tuple[int, Word]] = []
        self._shelves: dict[int, list[int]] = {}
        for number, line in enumerate(layer):
            for word in line.words:
                if word.box is None or not word.text.strip():
                    continue
                for shelf in range(int(word.box.top // 20), int(word.box.bottom // 20) + 1):
                    self._shelves.setdefault(shelf, []).append(len(self._words))
                self._words.append((number, word))

    def over(self, box: Box) -> list[tuple[int, Word]]:
        """Words that lie on a box, each with its position."""
        found: dict[int, Word] = {}
        for shelf in range(int(box.top // 20), int(box.bottom // 20) + 1):
            for position in self._shelves.get(shelf, ()):
                word = self._words[position][1]
                if word.box is not None and _lies_on(word.box, box):
                    found[position] = word
        return list(found.items())

    def unmet(self, met: set[int], judge: Norwegian) -> tuple[Line, ...]:
        """Lines of which no word was seen, and that make sense."""
        touched = {self._words[position][0] for position in met}
        return tuple(
            line
            for number, line in enumerate(self._lines)
            if number not in touched and _makes_sense(line, judge)
        )


def _lies_on(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > _OVERLAP * min(one.width, other.width) and down > _OVERLAP * min(
        one.height, other.height
    )


def _x0(word: Word) -> float:
    return word.box.x0 if word.box is not None else 0.0


def _makes_sense(line: Line, judge: Norwegian) -> bool:
    forms = [core(word.text) for word in line.words]
    words = [form for form in forms if len(form) > 2 and form.isalpha()]
    known = sum(judge.is_word(form) for form in words)
    return len(words) >= 2 and known / len(words) >= _SENSE
