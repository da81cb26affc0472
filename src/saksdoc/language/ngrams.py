"""A trigram model of one written language, asked by word or by the hundred thousand.

Modified Kneser-Ney with back-off, pruned; probabilities in 64 levels behind an XOR table (see
:mod:`saksdoc.language.staticmap`). Ids are the model's own: the classes of
:data:`saksdoc.language.terms.SPECIALS`, then the words it has learned. A word that the model has
not learned counts as
``<unk>``, or ``<name>`` with a capital; how likely it is among those is for the caller to add
(:meth:`saksdoc.language.norwegian.Norwegian.logp` does).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from saksdoc.language.lexicon import LOGP_STEP, Language, Lexicon
from saksdoc.language.staticmap import CODES, MISSING, StaticMap
from saksdoc.language.terms import NAME, SPECIALS, START, UNKNOWN

_CACHE = 400_000
"""Trigrams remembered before the cache is emptied; about 60 MB at most."""


@dataclass(frozen=True, slots=True)
class _Book:
    """Levels of one table, as a list for single answers and an array for many."""

    levels: tuple[float, ...]
    array: NDArray[np.float32]

    @classmethod
    def of(cls, levels: Sequence[float], missing: float) -> _Book:
        padded = np.full(MISSING + 1, missing, np.float32)
        padded[: len(levels)] = levels
        return cls((*levels, *[missing] * (CODES + 1 - len(levels))), padded)


@dataclass(frozen=True, slots=True)
class NgramModel:
    """The model of one language. All probabilities are natural logarithms.

    ``vocabulary`` holds the rows of the lexicon that it has learned, in order; ``unigram`` and
    ``backoff`` have a byte for each id.
    """

    language: Language
    lexicon: Lexicon
    vocabulary: memoryview
    unigram: memoryview
    backoff: memoryview
    maps: tuple[StaticMap, StaticMap, StaticMap]
    books: tuple[_Book, _Book, _Book, _Book]
    special: dict[str, int]
    _ids: dict[str, int] = field(default_factory=dict)
    _cache: dict[tuple[int, int, int], float] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, language: Language, lexicon: Lexicon) -> NgramModel:
        """Map the model of a language from the folder of the Norwegian model."""

        def array(name: str) -> memoryview:
            return memoryview(np.load(folder / f"{name}-{language}.npy", mmap_mode="r"))

        books = json.loads((folder / f"levels-{language}.json").read_text("utf-8"))
        return cls(
            language=language,
            lexicon=lexicon,
            vocabulary=array("vocabulary"),
            unigram=array("one"),
            backoff=array("backoff-one"),
            maps=(
                StaticMap.load(folder / f"two-{language}.npy"),
                StaticMap.load(folder / f"backoff-two-{language}.npy"),
                StaticMap.load(folder / f"three-{language}.npy"),
            ),
            books=(
                _Book.of(books["bigram"], np.nan),
                _Book.of(books["context"], 0.0),
                _Book.of(books["trigram"], np.nan),
                _Book.of(books["unigram_backoff"], 0.0),
            ),
            special={name: number for number, name in enumerate(SPECIALS)},
        )

    def id(self, form: str) -> int:
        """The id of a word as spelled, or of a term such as ``<num>`` or ``.``.

        Words that the model has not learned give the id of ``<unk>`` or ``<name>``.
        """
        found = self._ids.get(form)
        if found is None:
            found = self.special.get(form, -1)
            if found < 0:
                found = self._learned(form)
            if found < 0:
                found = self.special[NAME if form[:1].isupper() else UNKNOWN]
            if len(self._ids) >= _CACHE:
                self._ids.clear()
            self._ids[form] = found
        return found

    def knows(self, form: str) -> bool:
        """Whether the model has learned a word itself."""
        return self.id(form) >= len(SPECIALS)

    def _learned(self, form: str) -> int:
        return self.id_of_row(self.lexicon.number(form))

    def id_of_row(self, row: int) -> int:
        """The id of a word by its row in the lexicon; −1 if the model has not learned it."""
        at = bisect_left(self.vocabulary, row)
        there = row >= 0 and at < len(self.vocabulary) and self.vocabulary[at] == row
        return len(SPECIALS) + at if there else -1

    @property
    def start(self) -> int:
        """The id of a paragraph's beginning, which stands twice before its first word."""
        return self.special[START]

    def logp(self, form: str, before: str, two_before: str) -> float:
        """Log-probability of a word after two others (``two_before before form``)."""
        return self.logp_ids(self.id(two_before), self.id(before), self.id(form))

    def logp_ids(self, first: int, second: int, third: int) -> float:
        """Log-probability of the third id after the first two."""
        key = (first, second, third)
        found = self._cache.get(key)
        if found is None:
            found = self._look_up(first, second, third)
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            self._cache[key] = found
        return found

    def _look_up(self, first: int, second: int, third: int) -> float:
        bigram, context, trigram = self.maps
        book_bigram, book_context, book_trigram, book_backoff = self.books
        code = bigram.get(second, third)
        if code >= 0:
            longer = trigram.get(first, second, third)
            if longer >= 0:
                return book_trigram.levels[longer]
            value = book_bigram.levels[code]
        else:
            value = -LOGP_STEP * self.unigram[third] + book_backoff.levels[self.backoff[second]]
        code = context.get(first, second)
        return value if code < 0 else value + book_context.levels[code]

    def logp_many(
        self,
        first: NDArray[np.integer],
        second: NDArray[np.integer],
        third: NDArray[np.integer],
    ) -> NDArray[np.float32]:
        """:meth:`logp_ids` for arrays of ids; several times faster from a few hundred on."""
        bigram, context, trigram = self.maps
        book_bigram, book_context, book_trigram, book_backoff = self.books
        unigram = np.asarray(self.unigram)[third].astype(np.float32) * np.float32(-LOGP_STEP)
        value: NDArray[np.float32] = unigram + book_backoff.array[np.asarray(self.backoff)[second]]
        two = book_bigram.array[bigram.get_many(second, third)]
        has_two = ~np.isnan(two)
        value[has_two] = two[has_two]
        value += book_context.array[context.get_many(first, second)]
        where = np.flatnonzero(has_two)
        three = book_trigram.array[trigram.get_many(first[where], second[where], third[where])]
        has_three = ~np.isnan(three)
        value[where[has_three]] = three[has_three]
        return value
