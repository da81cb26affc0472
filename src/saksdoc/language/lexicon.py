"""Which words there are, how common they are, and which of them a damaged word may have been.

The words lie in one marisa trie under ``folded key + TAB + restoration`` (see
:mod:`saksdoc.language.folding`): the number of an entry is its row in the arrays of frequencies and
flags, and all words of a key are one prefix query. About 2.7 MB hold six hundred thousand words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntFlag
from pathlib import Path
from typing import Literal, NamedTuple

import marisa_trie
import numpy as np

from saksdoc.language.folding import (
    SEPARATOR,
    fold,
    fold_normalised,
    normalise,
    restoration,
    unfold,
)
from saksdoc.language.substitutions import Edit, Substitutions, align, readings

Language = Literal["nb", "nn"]

LOGP_STEP = 0.08
"""Log-probabilities are stored as bytes, in steps of this many nats."""
ABSENT = 255
"""The byte of a word that the language's corpora do not have."""
_ASTRAY = 3.0
"""A word in the other language's dictionary only, and this many nats commoner there, is not of this
one."""


class Flag(IntFlag):
    """What is known of a word."""

    NB = 1
    """In a dictionary of bokmål."""
    NN = 2
    """In a dictionary of nynorsk."""
    GIVEN_NAME = 4
    SURNAME = 8
    PLACE = 16
    """A municipality or county."""
    BODY = 32
    """A word of the name of a public body."""
    ENGLISH = 64
    """Among the commoner English words."""
    SAMI = 128
    CAPITAL = 256
    """Nearly always written with a capital where a common word would not be."""
    UPPER = 512
    """Nearly always written in capitals only."""
    ABBREVIATION = 1024
    NOISY = 2048
    """Known from a web word list only."""
    RARE = 4096
    """Seen in the corpora, in no dictionary, and too seldom to be trusted alone."""

    NAME = GIVEN_NAME | SURNAME | PLACE
    DICTIONARY = NB | NN


# Plain numbers: masks of an IntFlag cost twenty times as much, and this is asked of every word.
_DICTIONARY = int(Flag.DICTIONARY)
_DOUBTFUL = int(Flag.RARE | Flag.NOISY | Flag.ENGLISH | Flag.SAMI)
_LISTED: dict[Language | None, int] = {
    None: int(Flag.NAME | Flag.DICTIONARY),
    "nb": int(Flag.NAME | Flag.NB),
    "nn": int(Flag.NAME | Flag.NN),
}
_CACHE, _BUCKETS = 200_000, 60_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: ``nb`` and ``nn`` are natural log relative frequencies in the corpora, None if
    unseen.
    """

    form: str
    number: int
    nb: float | None
    nn: float | None
    flags: Flag


class Match(NamedTuple):
    """A real word that a written form may stand for, what that costs, and the misreadings it takes.

    ``cost`` is the sum of the costs of ``edits``; a form that is itself a word matches at no cost.
    """

    form: str
    number: int
    cost: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words. Immutable; load it once and pass it on."""

    trie: marisa_trie.Trie
    flags: memoryview
    nb: memoryview
    nn: memoryview
    _rows: dict[str, int] = field(default_factory=dict)
    _buckets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Map the lexicon from the folder of the Norwegian model."""
        trie = marisa_trie.Trie()
        trie.mmap(str(folder / "words.marisa"))
        return cls(
            trie=trie,
            flags=memoryview(np.load(folder / "flags.npy", mmap_mode="r")),
            nb=memoryview(np.load(folder / "frequency-nb.npy", mmap_mode="r")),
            nn=memoryview(np.load(folder / "frequency-nn.npy", mmap_mode="r")),
        )

    def __len__(self) -> int:
        return len(self.trie)

    def number(self, form: str) -> int:
        """The row of a word, whatever its case; −1 if it is not here. Keeps what it found."""
        found = self._rows.get(form)
        if found is None:
            found = -1
            plain = normalise(form)
            words = self.bucket(fold_normalised(plain))
            if words:
                mine = restoration(plain)
                for letters, row in words:
                    if letters == mine:
                        found = row
                        break
            if len(self._rows) >= _CACHE:
                self._rows.clear()
            self._rows[form] = found
        return found

    def has_key(self, key: str) -> bool:
        """Whether any word has a folded key. Keeps nothing: most that are asked for are none's."""
        return bool(self.trie.items(key + SEPARATOR))

    def bucket(self, key: str) -> tuple[tuple[str, int], ...]:
        """The words of a folded key, each as the letters folding lost and its row. Keeps what it
        found.
        """
        found = self._buckets.get(key)
        if found is None:
            asked = key + SEPARATOR
            entries = self.trie.items(asked)
            skip = len(asked)
            if len(self._buckets) >= _BUCKETS:
                self._buckets.clear()
            found = self._buckets[key] = (
                tuple([(entry[skip:], row) for entry, row in entries]) if entries else ()
            )
        return found

    def form(self, number: int) -> str:
        """The word of a row."""
        key, _, letters = self.trie.restore_key(number).partition(SEPARATOR)
        return unfold(key, letters)

    def entry(self, form: str) -> Entry | None:
        """Everything known of a word; None if it is not here."""
        number = self.number(form)
        if number < 0:
            return None
        return Entry(
            form=normalise(form),
            number=number,
            nb=self.frequency(number, "nb"),
            nn=self.frequency(number, "nn"),
            flags=Flag(self.flags[number]),
        )

    def frequency(self, number: int, language: Language) -> float | None:
        """Natural log of the relative frequency of a row in a language; None if unseen."""
        code = (self.nn if language == "nn" else self.nb)[number]
        return None if code == ABSENT else -LOGP_STEP * code

    def commonest(self, number: int) -> float | None:
        """:meth:`frequency` in the language that has a row oftener."""
        code = min(self.nb[number], self.nn[number])
        return None if code == ABSENT else -LOGP_STEP * code

    def is_word(self, form: str, language: Language | None = None) -> bool:
        """Whether a form is a word or name that needs no repair (of a language, or of either).

        Words known only from a noisy list, seen too seldom, or English or Sámi only do not count.
        """
        number = self.number(form)
        return number >= 0 and self.is_sound(number, language)

    def is_sound(self, number: int, language: Language | None = None) -> bool:
        """:meth:`is_word` for a row."""
        flags = self.flags[number]
        if flags & _LISTED[language]:
            return True
        if flags & _DOUBTFUL:
            return False
        codes = (self.nb[number], self.nn[number])
        if language is None:
            return min(codes) != ABSENT
        own, other = codes if language == "nb" else codes[::-1]
        # A stray word of the other language is in every corpus (korleis in a quotation).
        astray = bool(flags & _DICTIONARY) and own > other + _ASTRAY / LOGP_STEP
        return own != ABSENT and not astray

    def by_key(self, key: str) -> tuple[str, ...]:
        """All words with a folded key, in no meant order."""
        prefix = key + SEPARATOR
        return tuple(unfold(key, entry[len(prefix) :]) for entry in self.trie.iterkeys(prefix))

    def matches(
        self, written: str, substitutions: Substitutions, max_cost: float = 12.0
    ) -> tuple[Match, ...]:
        """All words that the written form may stand for, cheapest first.

        Args:
            written: The form as read, case kept (``I`` and ``l`` are misread differently).
            substitutions: What a written piece may stand for, and at which cost.
            max_cost: Words that cost more are left out.
        """
        default = fold(written)
        if len(default) != len(written):
            return ()
        found: dict[str, Match] = {}
        for beginning, at in readings(default, substitutions.spots(written), self.begins):
            key = beginning + default[at:]
            for match in self.aligned(key, written, substitutions, max_cost):
                found[match.form] = match
        return tuple(sorted(found.values(), key=lambda match: match.cost))

    def begins(self, key: str) -> bool:
        """Whether the folded key of any word begins so."""
        # has_keys_with_prefix is deprecated, and slower for its warning
        return next(self.trie.iterkeys(key), None) is not None

    def aligned(
        self, key: str, written: str, substitutions: Substitutions, max_cost: float
    ) -> Iterator[Match]:
        """The words of a folded key that the written form may stand for."""
        prefix = key + SEPARATOR
        for entry, number in self.trie.items(prefix):
            form = unfold(key, entry[len(prefix) :])
            alignment = align(written, form, substitutions, max_cost)
            if alignment is not None:
                yield Match(form, number, alignment.cost, alignment.edits)
