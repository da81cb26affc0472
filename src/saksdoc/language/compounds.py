"""Words that no list holds but that Norwegian makes freely: ``kommunalsjefsamling``.

A compound is one or more first parts, each with no link, ``-s-`` or ``-e-``, and a last part. How
often a word serves as the one or the other was counted over all compounds of the dictionaries and
corpora, so that ``samling`` is a good last part and ``ar`` none; a split is worth the product of
its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from saksdoc.language.folding import SEPARATOR, fold_normalised, normalise
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Lexicon, Match
from saksdoc.language.substitutions import Edit, Substitutions

LINKS = ("", "s", "e")
_LAST = 3
_COLUMNS = 4
MIN_PART = 3
MIN_WORD = 7
_MORE_PARTS = -2.0
"""Log-probability that a compound has one part more (about one compound in eight has three
parts)."""
_FLOOR = -26.0
"""Below this a split is likelier nonsense: 99 % of held-out compounds lie above
(bench/language.py)."""
_CACHE = 50_000


@dataclass(frozen=True, slots=True)
class Compound:
    """A split: ``parts`` in order, links left out; ``logp`` its natural log-probability.

    ``cost`` and ``edits`` say which misreadings of the written form it takes (none for a sound
    word).
    """

    form: str
    parts: tuple[str, ...]
    logp: float
    cost: float = 0.0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Compounds:
    """Splits words over a lexicon; ``table`` is flat, four bytes a row."""

    lexicon: Lexicon
    table: memoryview
    _known: dict[str, Compound | None] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> Compounds:
        """Map the table from the folder of the Norwegian model."""
        return cls(
            lexicon, memoryview(np.load(folder / "compounds.npy", mmap_mode="r").reshape(-1))
        )

    def analyse(self, form: str) -> Compound | None:
        """The likeliest split of a word as it stands; None if it is no compound.

        Remembers what it was asked.
        """
        plain = normalise(form)
        if plain not in self._known:
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[plain] = self._analyse(plain)
        return self._known[plain]

    def matches(
        self, written: str, substitutions: Substitutions, max_cost: float = 8.0
    ) -> tuple[Compound, ...]:
        """Compounds that a written form may stand for, best first (by ``logp − cost``)."""
        if len(written) < MIN_WORD:
            return ()
        parts = _Parts(self.lexicon, written, substitutions, {})
        found = self._lattice(parts, 0, max_cost, 3)
        whole = {
            c.form: c for c in sorted(found, key=_worth) if len(c.parts) > 1 and c.logp > _FLOOR
        }
        return tuple(sorted(whole.values(), key=_worth, reverse=True))

    def _analyse(self, form: str) -> Compound | None:
        if len(form) < MIN_WORD or not form.isalpha():
            return None
        tails: dict[int, tuple[float, tuple[str, ...]] | None] = {}
        best = self._tail(form, 0, tails)
        if best is None or len(best[1]) < 2 or best[0] < _FLOOR:
            return None
        return Compound(form, best[1], best[0])

    def _tail(
        self, form: str, start: int, known: dict[int, tuple[float, tuple[str, ...]] | None]
    ) -> tuple[float, tuple[str, ...]] | None:
        """The best way to read ``form[start:]`` as the rest of a compound."""
        if start in known:
            return known[start]
        best: tuple[float, tuple[str, ...]] | None = None
        for end, row in self._words_from(form, start):
            if end == len(form):
                options: list[tuple[float, tuple[str, ...]]] = []
                if start:
                    options.append((self._share(row, _LAST), ()))
            else:
                options = [
                    (self._share(row, column) + _MORE_PARTS * (start > 0) + rest[0], rest[1])
                    for column, at in _links(form, end)
                    if (rest := self._tail(form, at, known)) is not None
                ]
            for value, others in options:
                if value > _IMPOSSIBLE and (best is None or value > best[0]):
                    best = value, (form[start:end], *others)
        known[start] = best
        return best

    def _words_from(self, form: str, start: int) -> Iterator[tuple[int, int]]:
        """Ends and rows of the words that begin at ``start``."""
        key = fold_normalised(form[start:])
        alive = self.lexicon.trie.has_keys_with_prefix
        for length in range(MIN_PART, len(key) + 1):
            if not alive(key[:length]):
                return
            if alive(key[:length] + SEPARATOR):
                row = self.lexicon.number(form[start : start + length])
                if row >= 0:
                    yield start + length, row

    def _share(self, row: int, column: int) -> float:
        code = self.table[row * _COLUMNS + column]
        return _IMPOSSIBLE if code == ABSENT else -LOGP_STEP * code

    def _lattice(self, parts: _Parts, start: int, max_cost: float, depth: int) -> list[Compound]:
        """Ways to read the written form from ``start`` on as the rest of a compound."""
        found: list[Compound] = []
        for end, matches in parts.at(start, max_cost).items():
            for match in matches:
                if end == len(parts.written):
                    share = self._share(match.number, _LAST)
                    if start and share > _IMPOSSIBLE:
                        found.append(_single(match, share, start))
                elif depth:
                    found.extend(self._continued(parts, match, (start, end, depth), max_cost))
        return sorted(found, key=_worth, reverse=True)[:4]

    def _continued(
        self, parts: _Parts, match: Match, place: tuple[int, int, int], max_cost: float
    ) -> Iterator[Compound]:
        start, end, depth = place
        for column, at in _links(parts.written, end):
            share = self._share(match.number, column)
            if share == _IMPOSSIBLE:
                continue
            first = _single(match, share + _MORE_PARTS * (start > 0), start)
            for rest in self._lattice(parts, at, max_cost - match.cost, depth - 1):
                yield Compound(
                    form=first.form + parts.written[end:at].lower() + rest.form,
                    parts=first.parts + rest.parts,
                    logp=first.logp + rest.logp,
                    cost=first.cost + rest.cost,
                    edits=first.edits + rest.edits,
                )


_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class _Parts:
    """Words that stretches of a written form may stand for, found once for each start."""

    lexicon: Lexicon
    written: str
    substitutions: Substitutions
    known: dict[int, dict[int, tuple[Match, ...]]]

    def at(self, start: int, max_cost: float) -> dict[int, tuple[Match, ...]]:
        if start not in self.known:
            ends = self.lexicon.matches_from(self.written, start, self.substitutions)
            self.known[start] = {
                end: tuple(match for match in matches if len(match.form) >= MIN_PART)
                for end, matches in ends.items()
                if end - start >= MIN_PART - 1
            }
        return {
            end: tuple(match for match in matches if match.cost <= max_cost)
            for end, matches in self.known[start].items()
        }


def _links(written: str, end: int) -> Iterator[tuple[int, int]]:
    """Column and start of the next part, for each link that may stand at ``end``."""
    yield 0, end
    if end < len(written) and written[end] in "se":
        yield LINKS.index(written[end]), end + 1


def _single(match: Match, share: float, start: int) -> Compound:
    edits = tuple(Edit(e.start + start, e.end + start, e.written, e.true) for e in match.edits)
    return Compound(match.form, (match.form,), share, match.cost, edits)


def _worth(compound: Compound) -> float:
    return compound.logp - compound.cost
