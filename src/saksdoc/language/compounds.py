"""Words that no list holds but that Norwegian makes freely: ``kommunalsjefsamling``.

A compound is one or more first parts, each with no link, ``-s-`` or ``-e-``, and a last part. How
often a word serves as the one or the other was counted over all compounds of the dictionaries and
corpora, so that ``samling`` is a good last part and ``ar`` none; a split is worth the product of
its parts. Damaged compounds are split by :mod:`saksdoc.language.splitting`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np

from saksdoc.language.folding import fold, normalise, restoration, unfold
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Language, Lexicon
from saksdoc.language.substitutions import Edit

LINKS = ("", "s", "e")
"""What may stand between two parts; the order is that of the table's columns."""
MIN_PART = 3
MIN_WORD = 7
LAST = 3
_COLUMNS = 4
MORE_PARTS = -2.0
"""Log-probability that a compound has one part more (one compound in eight has three parts)."""
GENITIVE = -2.3
"""Log-probability that a compound stands in the genitive (one in ten)."""
_FOREIGN = -5.0
"""What a part costs that is no word of the language asked for."""
_FLOOR, _FLOOR_PART = -26.0, -7.0
"""Below this a split in two is likelier nonsense than a compound; lower for each further part."""
IMPOSSIBLE = float("-inf")
_NO_PART = (IMPOSSIBLE,) * _COLUMNS
_CACHE = 50_000
_FORMS = 32
"""Forms whose parts are kept: one is asked for in a language and in none within short."""


class Compound(NamedTuple):
    """A split: ``parts`` in order, links left out; ``logp`` its natural log-probability.

    ``cost`` and ``edits`` say which misreadings of the written form it takes (none for a sound
    word); offsets of edits count from the beginning of the written form.
    """

    form: str
    parts: tuple[str, ...]
    logp: float
    cost: float = 0.0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Compounds:
    """Splits words over a lexicon.

    ``parts`` holds the folded keys of all words that serve as parts, ``rows`` their rows of the
    lexicon in order, and ``table``, flat, four bytes for each of them: how often it is a first part
    with each link, and a last part.
    """

    lexicon: Lexicon
    parts: marisa_trie.Trie
    rows: memoryview
    table: memoryview
    _known: dict[tuple[str, Language | None], Compound | None] = field(default_factory=dict)
    _words: dict[str, dict[str, int]] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)
    _sound: dict[str, _Sound] = field(default_factory=dict)
    _shares: dict[int, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> Compounds:
        """Map the table from the folder of the Norwegian model."""
        parts = marisa_trie.Trie()
        parts.mmap(str(folder / "parts-keys.marisa"))
        rows = np.load(folder / "parts-rows.npy", mmap_mode="r")
        table = np.load(folder / "parts-shares.npy", mmap_mode="r").reshape(-1)
        return cls(lexicon, parts, memoryview(rows), memoryview(table))

    def analyse(self, form: str, language: Language | None = None) -> Compound | None:
        """The likeliest split of a word as it stands; None if it is no compound.

        With a language, parts that are no words of it cost extra: ``oppgaveord`` is bokmål.
        Remembers what it was asked.
        """
        asked = normalise(form), language
        if asked not in self._known:
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[asked] = self._analyse(*asked)
        return self._known[asked]

    def share(self, row: int, column: int, language: Language | None = None) -> float:
        """Log share of a word among first parts with a link (0 to 2) or last parts (3)."""
        share = self._shares_of(row)[column]
        if language is None or share == IMPOSSIBLE or self.lexicon.is_sound(row, language):
            return share
        return share + _FOREIGN

    def _shares_of(self, row: int) -> tuple[float, ...]:
        """A word's share by column; all impossible for a word that is no part."""
        found = self._shares.get(row)
        if found is None:
            at = bisect_left(self.rows, row)
            found = _NO_PART
            if at < len(self.rows) and self.rows[at] == row:
                codes = self.table[at * _COLUMNS : (at + 1) * _COLUMNS]
                found = tuple([IMPOSSIBLE if c == ABSENT else -LOGP_STEP * c for c in codes])
            self._shares[row] = found
        return found

    def words(self, key: str) -> Mapping[str, int]:
        """The words of a folded key that serve as parts of compounds, with their rows."""
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _CACHE:
                self._words.clear()
            found = self._words[key] = {
                unfold(key, letters): row
                for letters, row in self.lexicon.bucket(key)
                if self._shares_of(row) is not _NO_PART
            }
        return found

    def _row(self, key: str, form: str) -> int:
        """The row of a form with a folded key that serves as a part; −1 if it is none."""
        found = self._rows.get(form)
        if found is None:
            found, mine = -1, restoration(form)
            for letters, row in self.lexicon.bucket(key):
                if letters == mine and self._shares_of(row) is not _NO_PART:
                    found = row
            if len(self._rows) >= _CACHE:
                self._rows.clear()
            self._rows[form] = found
        return found

    def _analyse(self, form: str, language: Language | None) -> Compound | None:
        if len(form) < MIN_WORD or not form.isalpha():
            return None
        word = self._sound.get(form)
        if word is None:
            if len(self._sound) >= _FORMS:
                self._sound.clear()
            key = fold(form)
            word = self._sound[form] = _Sound(form, key, self._last(form, key), {})
        best = self._tail(word, language, 0, {}) if word.last else None
        if best is None or not is_likely(best[1], best[0]):
            return None
        return Compound(form, best[1], best[0])

    def _last(self, form: str, key: str) -> int:
        """Behind which place no last part begins, for no part ends the form that begins later; 0
        where none begins anywhere.
        """
        parts, size = self.parts, len(form)
        genitive = is_genitive(form, size - 1)
        for at in range(size - MIN_PART, 0, -1):
            if key[at:] in parts or (genitive and key[at:-1] in parts):
                return at
        return 0

    def _tail(
        self, word: _Sound, language: Language | None, start: int, known: _Tails
    ) -> _Tail | None:
        """The best way to read a sound word from ``start`` on as the rest of a compound."""
        if start in known:
            return known[start]
        best: _Tail | None = None
        top, more = IMPOSSIBLE, MORE_PARTS if start else 0.0
        parts = word.parts.get(start)
        if parts is None:
            parts = word.parts[start] = self._parts_from(word, start)
        for form, row, last, ways in parts:
            sound = language is None or self.lexicon.is_sound(row, language)
            foreign = 0.0 if sound else _FOREIGN
            if last is not None and (value := last[0] + foreign + last[1]) > top:
                top, best = value, (value, (form,))
            for share, at in ways:
                rest = self._tail(word, language, at, known)
                if rest is not None and (value := share + foreign + more + rest[0]) > top:
                    top, best = value, (value, (form, *rest[1]))
        known[start] = best
        return best

    def _parts_from(self, word: _Sound, start: int) -> list[_Part]:
        """The parts that may begin at a place of a sound word."""
        whole, size = word.form, len(word.form)
        found: list[_Part] = []
        for key in self.parts.prefixes(word.key[start:]):
            end = start + len(key)
            ends = start > 0 and (end == size or is_genitive(whole, end))
            if len(key) < MIN_PART or not (ends or end <= word.last):
                continue
            form = whole[start:end]
            row = self._row(key, form)
            if row < 0:
                continue
            shares, last = self._shares_of(row), None
            if ends:
                last = shares[LAST], GENITIVE if end < size else 0.0
            ways = [
                (shares[column], at)
                for column, at in (links(whole, end) if end <= word.last else ())
                if at <= word.last and shares[column] > IMPOSSIBLE
            ]
            found.append((form, row, last, ways))
        return found


_Tail = tuple[float, tuple[str, ...]]
_Part = tuple[str, int, tuple[float, float] | None, list[tuple[float, int]]]
"""A part: its form and row, its share as the last one and what an -s behind it costs (None where it
cannot be the last), and its share before each place where a next part may begin.
"""
_Tails = dict[int, _Tail | None]


@dataclass(frozen=True, slots=True)
class _Sound:
    """A form to split as it stands, its folded key, the place behind which no last part begins, and
    the parts that begin at each place, as far as they are known.
    """

    form: str
    key: str
    last: int
    parts: dict[int, list[_Part]]


def is_likely(parts: tuple[str, ...], logp: float) -> bool:
    """Whether a split is likelier a compound than nonsense."""
    return len(parts) > 1 and logp > _FLOOR + _FLOOR_PART * (len(parts) - 2)


def is_genitive(written: str, end: int) -> bool:
    """Whether only an -s follows, on a part that can take one."""
    return written[end:] == "s" and written[end - 1] not in "sxz"


def links(written: str, end: int) -> Iterator[tuple[int, int]]:
    """Column and start of the next part, for each link that may stand at ``end``."""
    yield 0, end
    if end < len(written) and written[end] in "se":
        yield LINKS.index(written[end]), end + 1
