"""spaCy's opinion of a text, read where it can matter.

Running the model costs more than all the rest, so only sentences with a capitalised word that no
list explains are shown to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saksdoc.identify.names import NameLists
from saksdoc.identify.spans import Spans
from saksdoc.identify.tokens import Token

_END = re.compile(r"[.!?:;][»\"”)]?\s+(?=[A-ZÆØÅ•–«\d-])|\n\s*\n")
_WIDEST = 160  # characters to either side of a word that are shown with it


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Finds the words that only spaCy can tell: capitalised within a sentence, in no list."""

    lists: NameLists
    places: frozenset[str]
    taken: Spans

    def in_(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """Their spans, in text order."""
        return [(t.start, t.end) for t in tokens if self._asks(t)]

    def _asks(self, token: Token) -> bool:
        if token.first or not token.text[0].isupper() or token.initial:
            return False
        low, lists = token.text.lower(), self.lists
        if low in lists.given or low in lists.surnames or low in self.places:
            return False
        return not lists.is_word(low) and not self.taken.touch(token.start, token.end)


@dataclass(frozen=True, slots=True)
class NerView:
    """Entities as (start, end, label), sorted."""

    entities: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(cls, ner: Any, text: str, asked: Sequence[tuple[int, int]]) -> NerView:
        """Run the model on the sentences around the words asked about."""
        pieces = [(start, text[start:end]) for start, end in _pieces(text, asked)]
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


def _pieces(text: str, asked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences around the words asked about, each once."""
    pieces: list[tuple[int, int]] = []
    for start, end in asked:
        if pieces and end <= pieces[-1][1]:
            continue
        floor = max(start - _WIDEST, pieces[-1][1] if pieces else 0)
        begin = floor
        for match in _END.finditer(text, floor, start):
            begin = match.end()
        stop = _END.search(text, end, end + _WIDEST)
        pieces.append((begin, stop.start() + 1 if stop else min(len(text), end + _WIDEST)))
    return pieces
