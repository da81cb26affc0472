"""spaCy's opinion of a text, read where it can matter.

Running the model costs more than all the rest, so only paragraphs with a capitalised word that no
list explains are shown to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Any

from saksdoc.identify.names import NameLists

_LINE = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_CANDIDATE = re.compile(r"(?<=[\w,] )[A-ZÆØÅ][a-zæøåA-ZÆØÅáä-]+")
_LONGEST = 2000  # characters a piece; a longer paragraph is cut at a line break


@dataclass(frozen=True, slots=True)
class NerView:
    """Entities as (start, end, label), sorted."""

    entities: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(cls, ner: Any, text: str, lists: NameLists) -> NerView:
        """Run the model (None: an empty view) on the pieces that need it."""
        if ner is None:
            return cls()
        pieces = [(start, text[start:end]) for start, end in _pieces(text)]
        pieces = [p for p in pieces if _CANDIDATE.search(p[1])]
        found = []
        docs = ner.pipe((piece for _, piece in pieces), batch_size=64)
        for (start, _), doc in zip(pieces, docs, strict=True):
            found += [(start + e.start_char, start + e.end_char, e.label_) for e in doc.ents]
        return cls(tuple(found))

    def spans(self, label: str, text: str) -> tuple[tuple[int, int], ...]:
        """The spans of one label whose words most often have that label in this text."""
        votes: Counter[tuple[str, bool]] = Counter()
        for s, e, name in self.entities:
            votes[text[s:e].rstrip("s"), name == label] += 1
        return tuple(
            (s, e)
            for s, e, name in self.entities
            if name == label
            and votes[text[s:e].rstrip("s"), True] >= votes[text[s:e].rstrip("s"), False]
        )

    def label(self, start: int, end: int) -> str:
        """The label of the entity that is this span (a genitive apart); ``IN`` before the label
        of one that is longer; empty where there is none.
        """
        at = max(0, bisect_left(self.entities, (start, 0, "")) - 1)
        for s, e, name in self.entities[at : at + 3]:
            if s <= start and end <= e + 1:
                return name if s == start and abs(e - end) <= 1 else f"IN {name}"
        return ""


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST:
            cut = text.rfind("\n", start, start + _LONGEST)
            cut = cut if cut > start else text.rfind(" ", start, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            pieces.append((start, cut))
            start = cut + 1
        pieces.append((start, end))
    return pieces
