"""Damaged compounds: the compounds that a written form may stand for (``arranggransvaret``).

Split as :mod:`saksdoc.language.compounds` splits sound words, but over all words that the form's
stretches may stand for. Compounds share their parts, so what a stretch may stand for is kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from saksdoc.language.compounds import (
    GENITIVE,
    IMPOSSIBLE,
    LAST,
    LINKS,
    MIN_PART,
    MIN_WORD,
    MORE_PARTS,
    Compound,
    Compounds,
    is_genitive,
    is_likely,
    links,
)
from saksdoc.language.folding import fold
from saksdoc.language.lexicon import Language, Match
from saksdoc.language.substitutions import MAX_REFOLDED, Edit, Spot, Substitutions, align

_WIDTH = 4
"""Readings kept for each rest of a damaged compound."""
_CACHE = 20_000
_MOST_READINGS = 40
"""So many readings of a form's end are looked at to see whether a last part is among them."""


@dataclass(frozen=True, slots=True)
class Splitter:
    """Splits forms under one set of misreadings, each taken at most so dear."""

    compounds: Compounds
    substitutions: Substitutions
    max_cost: float = 8.0
    language: Language | None = None
    """Parts that are no words of it cost extra."""
    _alive: dict[str, bool] = field(default_factory=dict)
    _matched: dict[tuple[str, str], tuple[Match, ...]] = field(default_factory=dict)

    def matches(self, written: str) -> tuple[Compound, ...]:
        """Compounds that a written form may stand for, best first (by ``logp − cost``)."""
        default = fold(written)
        if len(written) < MIN_WORD or len(default) != len(written):
            return ()
        spots = self.substitutions.spots(written)
        last = self._last(written, default, spots)
        if not last:
            return ()
        damaged = _Damaged(written, default, spots, last)
        found = self._rests(damaged, 0, {})
        return tuple([c for c in found if is_likely(c.parts, c.logp) and c.cost <= self.max_cost])

    def _rests(
        self, damaged: _Damaged, start: int, known: dict[int, list[Compound]]
    ) -> list[Compound]:
        """The best ways to read the written form from ``start`` on as the rest of a compound."""
        if start in known:
            return known[start]
        found: dict[str, Compound] = {}
        for end, match in self._parts_from(damaged, start) if start <= damaged.last else ():
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
        form, row, cost, edits = match
        share = self.compounds.share
        if edits and start:
            edits = tuple([Edit(e.start + start, e.end + start, *e[2:]) for e in edits])
        if end == len(damaged.written):
            worth = share(row, LAST, self.language) if start else IMPOSSIBLE
            if worth > IMPOSSIBLE:
                yield Compound(form, (form,), worth, cost, edits)
            return
        if start and is_genitive(damaged.written, end):
            worth = share(row, LAST, self.language) + GENITIVE
            if worth > IMPOSSIBLE:
                yield Compound(form + "s", (form,), worth, cost, edits)
        for column, at in links(damaged.written, end):
            worth = share(row, column, self.language)
            if worth == IMPOSSIBLE:
                continue
            for rest in self._rests(damaged, at, known):
                yield Compound(
                    form=form + LINKS[column] + rest.form,
                    parts=(form, *rest.parts),
                    logp=worth + MORE_PARTS * (start > 0) + rest.logp,
                    cost=cost + rest.cost,
                    edits=edits + rest.edits,
                )

    def _last(self, written: str, default: str, spots: tuple[Spot, ...]) -> int:
        """Behind which place no last part begins, for no part ends the form that begins later; 0
        where none begins anywhere.
        """
        size, parts = len(written), self.compounds.parts
        readings_from: list[list[str]] = [[] for _ in written] + [[""]]
        if is_genitive(written, size - 1):
            readings_from[-2].append("")
        at = size
        while at > 1:
            at -= 1
            found = readings_from[at]
            found += [default[at] + rest for rest in readings_from[at + 1]]
            found += [
                spot.key + rest
                for spot in spots
                if spot.start == at
                for rest in readings_from[spot.end]
            ]
            if len(found) > _MOST_READINGS or any(
                len(key) >= MIN_PART and key in parts for key in found
            ):
                return at
        return 0

    def _parts_from(self, damaged: _Damaged, start: int) -> Iterator[tuple[int, Match]]:
        """Parts that stretches from ``start`` on may stand for, with the end of the stretch."""
        written, last = damaged.written, damaged.last
        for end, key in self._keys_from(damaged, start):
            if end <= last or (start and (end == len(written) or is_genitive(written, end))):
                for match in self._words(key, written[start:end]):
                    yield end, match

    def _keys_from(self, damaged: _Damaged, start: int) -> dict[tuple[int, str], None]:
        """Keys of the same, behind the end of each; in the order of
        :func:`saksdoc.language.substitutions.readings`, which this is for parts.
        """
        default, spots, begins = damaged.default, damaged.spots, self._begins
        prefixes, last = self.compounds.parts.prefixes, len(spots) - 1
        found: dict[tuple[int, str], None] = {}
        first = bisect_left(spots, start, key=itemgetter(0))
        stack = [("", start, first, MAX_REFOLDED)]
        while stack:
            beginning, at, index, left = stack.pop()
            shift, least = at - len(beginning), max(MIN_PART, len(beginning))
            for key in prefixes(beginning + default[at:]):
                if len(key) >= least:
                    found[len(key) + shift, key] = None
            if not left:
                continue
            for number in range(index, last + 1):
                begun, end, key = spots[number]
                if begun < at:
                    continue
                before = beginning + default[at:begun]
                # Behind the last spot nothing branches: the look-up itself is the test.
                if number == last or begins(before + key):
                    stack.append((before + key, end, number + 1, left - 1))
                elif not begins(before):
                    break
        return found

    def _begins(self, key: str) -> bool:
        """Whether the key of any part begins so."""
        found = self._alive.get(key)
        if found is None:
            found = next(self.compounds.parts.iterkeys(key), None) is not None
            if len(self._alive) >= _CACHE:
                self._alive.clear()
            self._alive[key] = found
        return found

    def _words(self, key: str, stretch: str) -> tuple[Match, ...]:
        """The parts of a folded key that a stretch may stand for."""
        asked = key, stretch
        found = self._matched.get(asked)
        if found is None:
            if len(self._matched) >= _CACHE:
                self._matched.clear()
            found = self._matched[asked] = tuple(
                [
                    Match(form, row, alignment.cost, alignment.edits)
                    for form, row in self.compounds.words(key).items()
                    if (alignment := align(stretch, form, self.substitutions, self.max_cost))
                ]
            )
        return found


@dataclass(frozen=True, slots=True)
class _Damaged:
    """A written form to split, its folded key, and where it may be misread."""

    written: str
    default: str
    spots: tuple[Spot, ...]
    last: int
    """Behind this place no last part begins."""


def _worth(compound: Compound) -> float:
    return compound.logp - compound.cost
