"""Words that no list holds but that Norwegian makes freely: ``kommunalsjefsamling``.

A compound is one or more first parts, each with no link, ``-s-`` or ``-e-``, and a last part. How
often a word serves as the one or the other was counted over all compounds of the dictionaries and
corpora, so that ``samling`` is a good last part and ``ar`` none; a split is worth the product of
its parts. Damaged compounds are split the same way over all words that their stretches may stand
for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie
import numpy as np

from saksdoc.language.folding import fold, normalise
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Language, Lexicon, Match
from saksdoc.language.substitutions import Edit, Spot, Substitutions, readings

LINKS = ("", "s", "e")
"""What may stand between two parts; the order is that of the table's columns."""
MIN_PART = 3
MIN_WORD = 7
_LAST = 3
_COLUMNS = 4
_MORE_PARTS = -2.0
"""Log-probability that a compound has one part more (one compound in eight has three parts)."""
_GENITIVE = -2.3
"""Log-probability that a compound stands in the genitive (one in ten)."""
_FOREIGN = -5.0
"""What a part costs that is no word of the language asked for."""
_FLOOR, _FLOOR_PART = -26.0, -7.0
"""Below this a split in two is likelier nonsense than a compound; lower for each further part."""
_WIDTH = 4
"""Readings kept for each rest of a damaged compound."""
_IMPOSSIBLE = float("-inf")
_CACHE = 50_000


@dataclass(frozen=True, slots=True)
class Compound:
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

    def matches(
        self,
        written: str,
        substitutions: Substitutions,
        max_cost: float = 8.0,
        language: Language | None = None,
    ) -> tuple[Compound, ...]:
        """Compounds that a written form may stand for, best first (by ``logp − cost``)."""
        default = fold(written)
        if len(written) < MIN_WORD or len(default) != len(written):
            return ()
        damaged = _Damaged(
            *(written, default, substitutions.spots(written), substitutions, max_cost), language
        )
        rests = self._rests(damaged, 0, {})
        found = (rest for rest in rests if _is_sound(rest.parts, rest.logp))
        return tuple(rest for rest in found if rest.cost <= max_cost)

    def share(self, row: int, column: int, language: Language | None = None) -> float:
        """Log share of a word among first parts with a link (0 to 2) or last parts (3)."""
        at = bisect_left(self.rows, row)
        if at == len(self.rows) or self.rows[at] != row:
            return _IMPOSSIBLE
        code: int = self.table[at * _COLUMNS + column]
        if code == ABSENT:
            return _IMPOSSIBLE
        foreign = language is not None and not self.lexicon.is_sound(row, language)
        return -LOGP_STEP * code + (_FOREIGN if foreign else 0.0)

    def _is_part(self, row: int) -> bool:
        """Whether a word serves as a part of compounds at all."""
        at = bisect_left(self.rows, row)
        return at < len(self.rows) and self.rows[at] == row

    def _begins(self, key: str) -> bool:
        return next(self.parts.iterkeys(key), None) is not None

    def _analyse(self, form: str, language: Language | None) -> Compound | None:
        if len(form) < MIN_WORD or not form.isalpha():
            return None
        best = self._tail(_Sound(form, fold(form), language), 0, {})
        if best is None or not _is_sound(best[1], best[0]):
            return None
        return Compound(form, best[1], best[0])

    def _tail(self, word: _Sound, start: int, known: _Tails) -> _Tail | None:
        """The best way to read a sound word from ``start`` on as the rest of a compound."""
        if start in known:
            return known[start]
        best: _Tail | None = None
        for part in self.parts.prefixes(word.key[start:]):
            end = start + len(part)
            row = self.lexicon.number(word.form[start:end]) if len(part) >= MIN_PART else -1
            if row < 0:
                continue
            for value, others in self._continued(word, row, (start, end), known):
                if value > (best[0] if best else _IMPOSSIBLE):
                    best = value, (word.form[start:end], *others)
        known[start] = best
        return best

    def _continued(
        self, word: _Sound, row: int, place: tuple[int, int], known: _Tails
    ) -> Iterator[_Tail]:
        """Ways to go on after a part, with what the part and the rest are worth."""
        start, end = place
        if end == len(word.form):
            if start:
                yield self.share(row, _LAST, word.language), ()
            return
        if start and _is_genitive(word.form, end):
            yield self.share(row, _LAST, word.language) + _GENITIVE, ()
        for column, at in _links(word.form, end):
            share = self.share(row, column, word.language)
            if share > _IMPOSSIBLE and (rest := self._tail(word, at, known)):
                yield share + _MORE_PARTS * (start > 0) + rest[0], rest[1]

    def _rests(
        self, damaged: _Damaged, start: int, known: dict[int, list[Compound]]
    ) -> list[Compound]:
        """The best ways to read the written form from ``start`` on as the rest of a compound."""
        if start in known:
            return known[start]
        found: dict[str, Compound] = {}
        for end, match in self._parts_from(damaged, start):
            for rest in self._with(damaged, match, (start, end), known):
                if rest.form not in found or _worth(rest) > _worth(found[rest.form]):
                    found[rest.form] = rest
        known[start] = sorted(found.values(), key=_worth, reverse=True)[:_WIDTH]
        return known[start]

    def _with(
        self,
        damaged: _Damaged,
        match: Match,
        place: tuple[int, int],
        known: dict[int, list[Compound]],
    ) -> Iterator[Compound]:
        start, end = place
        edits = tuple(Edit(e.start + start, e.end + start, e.written, e.true) for e in match.edits)
        if end == len(damaged.written):
            share = self.share(match.number, _LAST, damaged.language)
            if start and share > _IMPOSSIBLE:
                yield Compound(match.form, (match.form,), share, match.cost, edits)
            return
        if start and _is_genitive(damaged.written, end):
            share = self.share(match.number, _LAST, damaged.language) + _GENITIVE
            if share > _IMPOSSIBLE:
                yield Compound(match.form + "s", (match.form,), share, match.cost, edits)
        for column, at in _links(damaged.written, end):
            share = self.share(match.number, column, damaged.language)
            if share == _IMPOSSIBLE:
                continue
            for rest in self._rests(damaged, at, known):
                yield Compound(
                    form=match.form + LINKS[column] + rest.form,
                    parts=(match.form, *rest.parts),
                    logp=share + _MORE_PARTS * (start > 0) + rest.logp,
                    cost=match.cost + rest.cost,
                    edits=edits + rest.edits,
                )

    def _parts_from(self, damaged: _Damaged, start: int) -> Iterator[tuple[int, Match]]:
        """Parts that stretches from ``start`` on may stand for, with the end of the stretch."""
        default = damaged.default[start:]
        spots = tuple(
            Spot(spot.start - start, spot.end - start, spot.key)
            for spot in damaged.spots
            if spot.start >= start
        )
        seen: set[tuple[int, str]] = set()
        for beginning, at in readings(default, spots, self._begins):
            for key in self.parts.prefixes(beginning + default[at:]):
                end = start + at + len(key) - len(beginning)
                if MIN_PART <= len(key) >= len(beginning) and (end, key) not in seen:
                    seen.add((end, key))
                    for match in self.lexicon.aligned(
                        key,
                        damaged.written[start:end],
                        damaged.substitutions,
                        damaged.max_cost,
                        self._is_part,
                    ):
                        yield end, match


_Tail = tuple[float, tuple[str, ...]]
_Tails = dict[int, _Tail | None]


@dataclass(frozen=True, slots=True)
class _Damaged:
    """A written form to split, with what is the same for all its stretches."""

    written: str
    default: str
    spots: tuple[Spot, ...]
    substitutions: Substitutions
    max_cost: float
    language: Language | None


@dataclass(frozen=True, slots=True)
class _Sound:
    """A form to split as it stands, its folded key, and the language its parts should be of."""

    form: str
    key: str
    language: Language | None


def _is_sound(parts: tuple[str, ...], logp: float) -> bool:
    return len(parts) > 1 and logp > _FLOOR + _FLOOR_PART * (len(parts) - 2)


def _is_genitive(written: str, end: int) -> bool:
    """Whether only an -s follows, on a part that can take one."""
    return written[end:] == "s" and written[end - 1] not in "sxz"


def _links(written: str, end: int) -> Iterator[tuple[int, int]]:
    """Column and start of the next part, for each link that may stand at ``end``."""
    yield 0, end
    if end < len(written) and written[end] in "se":
        yield LINKS.index(written[end]), end + 1


def _worth(compound: Compound) -> float:
    return compound.logp - compound.cost
