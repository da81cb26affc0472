"""What a written word may have been: real words, compounds and names, each with its misreadings.

Most words need one look-up: everything an engine writes for æ, ø and å by plain letters shares a
folded key. Only forms that are no words are walked for the rarer misreadings. Answers are kept a
document long, for a document uses few words many times.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, islice, product
from typing import NamedTuple

from saksdoc.language import Norwegian
from saksdoc.language.folding import (
    SEPARATOR,
    fold_normalised,
    normalise,
    restoration,
    unfold,
)
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Flag
from saksdoc.language.substitutions import Edit, Substitutions
from saksdoc.repairing.channel import is_within_key
from saksdoc.repairing.names import PRIOR, Names

MAX_COST = 9.0
"""A misreading of probability below e^-9 is not believed on any context. Set by hand, as are all
costs and limits here."""
MAX_COMPOUND_COST = 9.0
KEPT = 5
"""Candidates kept a word."""
LONGEST = 40
MAX_PAIRS = 40
LONGEST_INITIALS = 5
LEAST_DROPPED, DROPPED_COST = 7, 7.5
"""Only long words show that a letter was dropped; it is as rare as any one look-alike."""
_ALPHABET = "abcdefghijklmnoprstuvyæøå"
SURE_COMPOUND = -20.0
"""A form that is a compound as likely as this is taken for one as it stands."""
UNSEEN = -17.0
SHORT = 3
"""Forms this short are abbreviations more often than noise."""
NOISY_COST, RARE_COST = 2.5, 1.5
"""Nats against a word known from a web list only, or seen too seldom."""
COMMON = -8.5
"""A written word commoner than this (one in 5,000) is not walked for misreadings that leave its
key: so common a word is taken to be what it looks like, or a word of the same key."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A real word a form may stand for. ``form`` is lower case, ``surface`` in the writer's case;
    ``cost`` the channel's, nats; ``kind`` is ``word``, ``compound``, ``name`` or ``register`` (a
    name of the archive's register); ``row`` is the lexicon's, −1 for a word it lacks.
    """

    form: str
    surface: str
    cost: float
    edits: tuple[Edit, ...]
    kind: str
    row: int = -1

    @property
    def cause(self) -> str:
        """The misreadings, ``true→written`` each, e.g. ``ø→g``."""
        return "+".join(dict.fromkeys(f"{e.true}→{e.written.lower()}" for e in self.edits))


class _Swap(NamedTuple):
    """``written[start:end]`` may stand for ``true``, which folds to another key."""

    start: int
    end: int
    written: str
    true: str
    key: str
    cost: float


@dataclass(frozen=True)
class Search:
    """Looks for candidates under one set of misreadings."""

    norwegian: Norwegian
    letters: Substitutions
    """Lost letters, and what the document itself shows: tried on every word."""
    noise: Substitutions
    """All misreadings: tried on what is no word and nothing else explains."""
    names: Names = field(default_factory=Names)
    dropped: bool = False
    """Whether a letter may have been dropped (older engines)."""
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
    def _heavy(self) -> _SwapTable:
        return _swap_table(self.letters)

    @cached_property
    def _noisy(self) -> _SwapTable:
        letters = self.letters.options
        only = {
            written: tuple(pair for pair in trues if pair not in letters.get(written, ()))
            for written, trues in self.noise.options.items()
        }
        return _swap_table(Substitutions(only, {}, {}, 1))

    def candidates(self, written: str) -> tuple[Candidate, ...]:
        """What a form may stand for besides itself, likeliest first (channel and frequency)."""
        found = self.known.get(written)
        if found is None:
            found = self._find(written) if len(written) <= LONGEST else ()
            self.known[written] = found
        return found

    def _find(self, written: str) -> tuple[Candidate, ...]:
        plain = normalise(written)
        if len(plain) != len(written) or _is_initials(written):
            return ()
        row = self.norwegian.lexicon.number(plain)
        sound = row >= 0 and self._doubt(row) == 0.0
        pool: dict[str, Candidate] = {}
        own = fold_normalised(plain)
        self._swapped(written, (plain, own), (), pool)
        if not sound or self._frequency(row) < COMMON:
            swaps = _swaps(written, self._heavy)
            for swap in swaps:
                self._swapped(written, (plain, own), (swap,), pool)
            if not sound and not pool:
                for first, second in islice(combinations(swaps, 2), MAX_PAIRS):
                    if first.end <= second.start:
                        self._swapped(written, (plain, own), (first, second), pool)
        if not sound:
            self._add(self._names(written, plain), pool)
            if not pool and "-" in written:
                self._add(self._hyphened(written), pool)
            if not pool:
                self._add(self._compounds(written, plain), pool)
            if len(written) > SHORT and all(c.kind == "compound" for c in pool.values()):
                noisy = _swaps(written, self._noisy)
                for swap in noisy:
                    self._swapped(written, (plain, own), (swap,), pool)
                if not pool and len(written) > SHORT:
                    for pair in islice(product(noisy, swaps), MAX_PAIRS):
                        first, second = sorted(pair, key=lambda swap: swap.start)
                        if first.end <= second.start:
                            self._swapped(written, (plain, own), (first, second), pool)
            if not pool and self.dropped and len(written) >= LEAST_DROPPED:
                self._add(self._longer(written, plain), pool)
        found = [c for c in pool.values() if len(c.form) > 1]
        found.sort(key=self._rank)
        return tuple(found[:KEPT])

    def _longer(self, written: str, plain: str) -> list[Candidate]:
        """Words with one letter more (``imidertid``)."""
        found = []
        lexicon = self.norwegian.lexicon
        for at in range(1, len(plain)):
            for letter in _ALPHABET:
                row = lexicon.number(plain[:at] + letter + plain[at:])
                if row >= 0 and self._doubt(row) == 0.0:
                    edit = Edit(at - 1, at, written[at - 1], written[at - 1] + letter)
                    form = plain[:at] + letter + plain[at:]
                    surface = written[:at] + letter + written[at:]
                    found.append(Candidate(form, surface, DROPPED_COST, (edit,), "word", row))
        return found

    @staticmethod
    def _add(found: list[Candidate], pool: dict[str, Candidate]) -> None:
        for candidate in found:
            known = pool.get(candidate.form)
            if known is None or candidate.cost < known.cost:
                pool[candidate.form] = candidate

    def _swapped(
        self,
        written: str,
        forms: tuple[str, str],
        swaps: tuple[_Swap, ...],
        pool: dict[str, Candidate],
    ) -> None:
        """Add the words of the key that the form has with some misreadings undone.

        ``forms`` are the lower-case form and its folded key.
        """
        plain, own = forms
        key, done = "", 0
        for start, end, _, _, folded, _ in swaps:
            key += own[done:start] + folded
            done = end
        key += own[done:]
        # Nearly all of these keys are no word's: ask before anything else is worked out.
        entries = self.norwegian.lexicon.trie.items(key + SEPARATOR)
        if entries:
            pieces, done = "", 0
            for swap in swaps:
                pieces += plain[done : swap.start] + swap.true
                done = swap.end
            self._bucket(written, pieces + plain[done:], (key, entries), swaps, pool)

    def _bucket(
        self,
        written: str,
        plain: str,
        bucket: tuple[str, list[tuple[str, int]]],
        swaps: tuple[_Swap, ...],
        pool: dict[str, Candidate],
    ) -> None:
        """Add the words of a folded key that misreadings within it lead to from ``plain``."""
        table = self._light
        key, entries = bucket
        mine = restoration(plain)
        base = sum(swap.cost for swap in swaps)
        skip = len(key) + len(SEPARATOR)
        for entry, row in entries:
            letters = entry[skip:]
            if letters == mine and not swaps:
                continue
            cost = base
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
                    known = pool.get(form)
                    if known is None or cost + doubt < known.cost:
                        edits = _edits(written, plain, form, swaps)
                        pool[form] = self._word(written, form, cost + doubt, edits, row)

    def _doubt(self, row: int) -> float | None:
        """What it costs to take an entry for a real word; None where it is none."""
        flags = self.norwegian.lexicon.flags[row]
        if flags & _SOUND or not flags & _UNSURE:
            return 0.0
        if flags & _FOREIGN:
            return None
        return NOISY_COST if flags & _NOISY else RARE_COST

    def _rank(self, candidate: Candidate) -> float:
        if candidate.kind == "register":
            return candidate.cost - PRIOR
        return candidate.cost - self._frequency(candidate.row)

    def _frequency(self, row: int) -> float:
        if row < 0:
            return UNSEEN
        lexicon = self.norwegian.lexicon
        code = min(lexicon.nb[row], lexicon.nn[row])
        return UNSEEN if code == ABSENT else -LOGP_STEP * code

    def _names(self, written: str, plain: str) -> list[Candidate]:
        """Names of the register and the document that the form may stand for.

        A form that is sound in itself (a genitive, a compound) is no evidence for the register.
        """
        matching = list(self.names.matching(written, self.letters, MAX_COST))
        sound = bool(matching) and (
            self.norwegian.is_word(plain) or self.norwegian.compounds.analyse(plain) is not None
        )
        return [
            Candidate(
                normalise(named.name), named.surface, named.cost, named.edits,
                "register" if named.registered and not sound else "name",
            )
            for named in matching
        ]  # fmt: skip

    def _hyphened(self, written: str) -> list[Candidate]:
        """A form with hyphens, its one misread part put right (``SSU-mgtet``)."""
        found = []
        start = 0
        for part in written.split("-"):
            for inner in self.candidates(part) if not self.norwegian.is_word(part) else ():
                if _LETTERS.isdisjoint(inner.edits[0].true):
                    continue
                edits = tuple(
                    Edit(e.start + start, e.end + start, e.written, e.true) for e in inner.edits
                )
                whole = written[:start] + inner.surface + written[start + len(part) :]
                found.append(Candidate(whole.lower(), whole, inner.cost, edits, inner.kind))
            start += len(part) + 1
        return found

    def _compounds(self, written: str, plain: str) -> list[Candidate]:
        own = self.norwegian.compounds.analyse(plain)
        floor = own.logp if own is not None else -99.0
        if floor > SURE_COMPOUND:
            return []
        found = self.norwegian.compounds.matches(written, self.letters, MAX_COMPOUND_COST)
        return [
            Candidate(c.form, surface(written, c.edits), c.cost, c.edits, "compound")
            for c in found[:3]
            if c.edits and c.logp - c.cost > floor - 12.0
        ]

    def _word(
        self, written: str, form: str, cost: float, edits: tuple[Edit, ...], row: int
    ) -> Candidate:
        named = bool(self.norwegian.lexicon.flags[row] & _NAMED)
        return Candidate(form, surface(written, edits, named), cost, edits, "word", row)


_SwapTable = dict[str, list[tuple[str, str, str, float]]]
"""First character → (written, true, folded true, cost)."""


def _swap_table(substitutions: Substitutions) -> _SwapTable:
    """The misreadings that leave the folded key."""
    table: _SwapTable = {}
    for written, trues in substitutions.options.items():
        for true, cost in trues:
            if not is_within_key(true, written):
                row = (written, true, fold_normalised(true), cost)
                table.setdefault(written[0], []).append(row)
    return table


def _swaps(written: str, table: _SwapTable) -> list[_Swap]:
    """Where a form may have a misreading that leaves the key."""
    return [
        _Swap(start, start + len(piece), piece, true, key, cost)
        for start, first in enumerate(written)
        if first in table
        for piece, true, key, cost in table[first]
        if len(piece) == 1 or written.startswith(piece, start)
    ]


def _edits(written: str, plain: str, form: str, swaps: tuple[_Swap, ...]) -> tuple[Edit, ...]:
    """All misreadings, as spans of the written form, in order."""
    found = [Edit(s.start, s.end, s.written, s.true) for s in swaps]
    shift = at = 0
    for swap in (*swaps, None):
        stop = len(plain) if swap is None else swap.start - shift
        found += (
            Edit(i + shift, i + shift + 1, written[i + shift], form[i])
            for i in range(at, stop)
            if plain[i] != form[i]
        )
        if swap is not None:
            at = stop + len(swap.true)
            shift += len(swap.written) - len(swap.true)
    return tuple(sorted(found, key=lambda edit: edit.start))


_LETTERS = frozenset("æøå")


def _is_initials(written: str) -> bool:
    """Whether a form is a short name made of initials (``SSe``), which no lexicon can judge."""
    if len(written) > LONGEST_INITIALS or written.islower():
        return False
    return 2 <= sum(letter.isupper() for letter in written) < len(written)


_NONE: dict[str, float] = {}
# Plain numbers: the flags are asked for every entry met, and enum arithmetic is slow.
_SOUND = int(Flag.NAME | Flag.DICTIONARY)
_UNSURE = int(Flag.RARE | Flag.NOISY | Flag.ENGLISH)
_FOREIGN = int(Flag.ENGLISH | Flag.SAMI)
_NOISY = int(Flag.NOISY)
_NAMED = int(Flag.CAPITAL | Flag.NAME)


def surface(written: str, edits: tuple[Edit, ...], is_name: bool = False) -> str:
    """The written form with its misreadings undone, in the writer's case.

    >>> surface("Ar", (Edit(0, 1, "A", "å"),))
    'År'
    >>> surface("Igpet", (Edit(0, 1, "I", "l"), Edit(1, 2, "g", "ø")))
    'løpet'
    """
    pieces: list[str] = []
    done = 0
    upper = not written.islower() and (
        sum(c.isupper() for c in written) > max(1, sum(c.islower() for c in written))
    )
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
