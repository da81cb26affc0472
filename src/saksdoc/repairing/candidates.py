"""What a written word may have been: real words, compounds and names, each with its misreadings.

Most words need one look-up: everything an engine writes for æ, ø and å by plain letters shares a
folded key. Only forms that are no words are walked for the rarer misreadings. Answers are kept a
document long, for a document uses few words many times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from saksdoc.language import Norwegian
from saksdoc.language.folding import (
    SEPARATOR,
    fold,
    fold_normalised,
    normalise,
    restoration,
    unfold,
)
from saksdoc.language.lexicon import Flag
from saksdoc.language.substitutions import Edit, Substitutions, align, readings
from saksdoc.repairing.channel import is_within_key

MAX_COST = 9.0
"""A misreading of probability below e^-9 is not believed on any context."""
MAX_COMPOUND_COST = 9.0
KEPT = 5
"""Candidates kept a word; the fifth has been right in none of 20,000 rendered words."""
LONGEST = 40
SHORT = 3
"""Forms this short are abbreviations more often than noise."""
NOISY_COST, RARE_COST = 2.5, 1.5
"""Nats against a word known from a web list only, or seen too seldom."""
COMMON = -8.5
"""A written word commoner than this (one in 5,000) is not walked for misreadings that leave its
key: none of the commonest words is one that damage makes of another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A real word a form may stand for. ``form`` is lower case, ``surface`` in the writer's case;
    ``cost`` the channel's, nats; ``kind`` is ``word``, ``compound`` or ``name``.
    """

    form: str
    surface: str
    cost: float
    edits: tuple[Edit, ...]
    kind: str

    @property
    def cause(self) -> str:
        """The misreadings, ``true→written`` each, e.g. ``ø→g``."""
        return "+".join(dict.fromkeys(f"{e.true}→{e.written.lower()}" for e in self.edits))


@dataclass(frozen=True)
class Search:
    """Looks for candidates under one set of misreadings."""

    norwegian: Norwegian
    letters: Substitutions
    """Lost letters, and what the document itself shows: tried on every word."""
    noise: Substitutions
    """All misreadings: tried on what is no word and nothing else explains."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded key → names as spelled, of the register and the document itself."""
    known: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    @cached_property
    def _light(self) -> dict[str, dict[str, float]]:
        """Misreadings within a key: written letter → true letter → cost."""
        table: dict[str, dict[str, float]] = {}
        for written, trues in self.letters.options.items():
            for true, cost in trues:
                if is_within_key(true, written):
                    row = table.setdefault(written.lower(), {})
                    row[true] = min(cost, row.get(true, cost))
        return table

    @cached_property
    def _name_prefixes(self) -> frozenset[str]:
        return frozenset(key[:size] for key in self.names for size in range(len(key) + 1))

    def candidates(self, written: str) -> tuple[Candidate, ...]:
        """What a form may stand for besides itself, likeliest first (channel and frequency)."""
        found = self.known.get(written)
        if found is None:
            found = self._find(written) if len(written) <= LONGEST else ()
            self.known[written] = found
        return found

    def _find(self, written: str) -> tuple[Candidate, ...]:
        lexicon = self.norwegian.lexicon
        plain = normalise(written)
        row = lexicon.number(plain)
        sound = row >= 0 and lexicon.is_sound(row)
        found = self._within_key(written, plain)
        if not sound or self._frequency(row) < COMMON:
            found += self._walked(written, self.letters, found)
        if not sound:
            found += self._names(written)
            if not found:
                found += self._compounds(written, plain)
            if not found and len(written) > SHORT:
                found += self._walked(written, self.noise, found)
        found = [c for c in found if len(c.form) > 1]
        found.sort(key=self._rank)
        return tuple(found[:KEPT])

    def _walked(
        self, written: str, substitutions: Substitutions, have: list[Candidate]
    ) -> list[Candidate]:
        """Words that misreadings lead to which leave the folded key."""
        if not substitutions.spots(written):
            return []
        known = {c.form for c in have}
        lexicon = self.norwegian.lexicon
        found = []
        for match in lexicon.matches(written, substitutions, MAX_COST):
            doubt = self._doubt(match.number)
            if match.edits and match.form not in known and doubt is not None:
                cost = match.cost + doubt
                found.append(self._candidate(written, match.form, cost, match.edits, "word"))
        return found

    def _doubt(self, row: int) -> float | None:
        """What it costs to take an entry for a real word; None where it is none."""
        lexicon = self.norwegian.lexicon
        if lexicon.is_sound(row):
            return 0.0
        flags = lexicon.flags[row]
        if flags & (Flag.ENGLISH | Flag.SAMI):
            return None
        return NOISY_COST if flags & Flag.NOISY else RARE_COST

    def _rank(self, candidate: Candidate) -> float:
        row = self.norwegian.lexicon.number(candidate.form)
        return candidate.cost - self._frequency(row)

    def _frequency(self, row: int) -> float:
        if row < 0:
            return -17.0
        lexicon = self.norwegian.lexicon
        both = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
        return max((f for f in both if f is not None), default=-17.0)

    def _within_key(self, written: str, plain: str) -> list[Candidate]:
        """Words of the same folded key that the active misreadings lead to."""
        table = self._light
        if len(plain) != len(written) or table.keys().isdisjoint(plain):
            return []
        lexicon = self.norwegian.lexicon
        key = fold_normalised(plain)
        prefix = key + SEPARATOR
        mine = restoration(plain)
        found: list[Candidate] = []
        for entry, row in lexicon.trie.iteritems(prefix):
            letters = entry[len(prefix) :]
            if letters == mine:
                continue
            cost = 0.0
            for read, true in zip(mine, letters, strict=True):
                if read != true:
                    price = table.get(read, _NONE).get(true)
                    if price is None:
                        break
                    cost += price
            else:
                doubt = self._doubt(row)
                if cost <= MAX_COST and doubt is not None:
                    form = unfold(key, letters)
                    edits = tuple(
                        Edit(i, i + 1, written[i], t)
                        for i, (w, t) in enumerate(zip(plain, form, strict=True))
                        if w != t
                    )
                    found.append(self._candidate(written, form, cost + doubt, edits, "word"))
        return found

    def _names(self, written: str) -> list[Candidate]:
        """Names of the register and the document that the form may stand for."""
        if not self.names or not written[:1].isupper():
            return []
        found = []
        default = fold(written)
        if len(default) != len(written):
            return []
        spots = self.letters.spots(written)
        for beginning, at in readings(default, spots, self._name_prefixes.__contains__):
            for name in self.names.get(beginning + default[at:], ()):
                way = align(written, name.lower(), self.letters, MAX_COST)
                if way is not None and way.edits:
                    found.append(Candidate(name.lower(), name, way.cost, way.edits, "name"))
        return found

    def _compounds(self, written: str, plain: str) -> list[Candidate]:
        own = self.norwegian.compounds.analyse(plain)
        floor = own.logp if own is not None else -99.0
        found = self.norwegian.compounds.matches(written, self.letters, MAX_COMPOUND_COST)
        return [
            self._candidate(written, c.form, c.cost, c.edits, "compound")
            for c in found[:3]
            if c.edits and c.logp - c.cost > floor - 12.0
        ]

    def _candidate(
        self, written: str, form: str, cost: float, edits: tuple[Edit, ...], kind: str
    ) -> Candidate:
        row = self.norwegian.lexicon.number(form)
        flags = Flag(self.norwegian.lexicon.flags[row]) if row >= 0 else Flag(0)
        return Candidate(
            form,
            surface(written, edits, bool(flags & (Flag.CAPITAL | Flag.NAME))),
            cost,
            edits,
            kind,
        )


_NONE: dict[str, float] = {}


def surface(written: str, edits: tuple[Edit, ...], is_name: bool = False) -> str:
    """The written form with its misreadings undone, in the writer's case.

    >>> surface("Ar", (Edit(0, 1, "A", "å"),))
    'År'
    >>> surface("Igpet", (Edit(0, 1, "I", "l"), Edit(1, 2, "g", "ø")))
    'løpet'
    """
    pieces: list[str] = []
    done = 0
    upper = sum(c.isupper() for c in written) > max(1, sum(c.islower() for c in written))
    for edit in edits:
        pieces.append(written[done : edit.start])
        true = edit.true
        if upper:
            true = true.upper()
        elif edit.start == 0 and (is_name or _keeps_case(edit)):
            true = true[0].upper() + true[1:]
        pieces.append(true)
        done = edit.end
    pieces.append(written[done:])
    return "".join(pieces)


def _keeps_case(edit: Edit) -> bool:
    """Whether the written capital is a capital of the true letter's shape, not an I for an l."""
    return edit.written[:1].isupper() and edit.written not in ("I", "J") and edit.true[0] != "l"
