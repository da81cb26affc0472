"""The far search: what a form may be that is no word and that the near search does not explain.

The lexicon and the parts of compounds are tries under folded keys; a form is walked along them from
left to right, and wherever it may have been misread (see :mod:`saksdoc.repairing.slips`) the walk
branches. States are taken up cheapest first, so that the likeliest readings are found before the
budget is spent. What the walk finds competes with everything else before the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import marisa_trie

from saksdoc.language import Norwegian
from saksdoc.language.compounds import (
    GENITIVE,
    IMPOSSIBLE,
    LAST,
    LINKS,
    MIN_PART,
    MIN_WORD,
    MORE_PARTS,
    is_likely,
    links,
)
from saksdoc.language.folding import SEPARATOR, restoration, unfold
from saksdoc.language.lexicon import LOGP_STEP, Flag
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.channel import NORWEGIAN
from saksdoc.repairing.slips import Slips
from saksdoc.repairing.surfaces import surface
from saksdoc.repairing.walking import NO_PARTS, Doubt, Form, Found, Parts, State, edits_of, form_of

MOST_SLIPS = 3
"""Misreadings in a word or part that leave its folded key."""
BUDGET, PART_BUDGET = 100, 30
"""States taken up for a word, and for a compound. Set by hand, as are all limits here."""
MARGIN = 6.0
"""What costs so much more than the best found is not looked for."""
LIKELY = 21.0
"""Where a word is likelier than this (cost and frequency, nats) no compound is looked for."""
COMMON, SHORTEST_CAPITAL = -13.5, 7
"""Frequency from which on, and length of a form with a capital, that it may be a common word."""
EXPECTED = 1.6
"""Nats that the rest of a compound is expected to be worth, a letter."""
WAYS = 3
"""Ways kept to reach each beginning of a part."""
NONSENSE = 33.0
"""A compound less likely than this (cost and parts, nats) by the margin is none."""
REMEMBERED = 20_000
"""Beginnings remembered to lead to words or not, before all are forgotten; some 2 MB."""
LOOK = 1
"""Letters that must follow a misreading before the next."""
_NAMED = int(Flag.CAPITAL | Flag.NAME)
_Walk = tuple[marisa_trie.Trie, dict[str, bool], Iterator[int]]
"""A trie, which beginnings are known to live in it, and the number of states so far."""


@dataclass(frozen=True)
class Deep:
    """Searches far for single forms, in text that lost the share ``lost`` of its letters."""

    norwegian: Norwegian
    slips: Slips
    lost: float
    _alive: tuple[dict[str, bool], dict[str, bool]] = field(default_factory=lambda: ({}, {}))

    def candidates(
        self, written: str, plain: str, doubt: Doubt, words_only: bool = False
    ) -> list[Candidate]:
        """What a form may stand for: words, and compounds where no word is likely."""
        for known in self._alive:
            if len(known) > REMEMBERED:
                known.clear()
        form = self.form(written, plain, doubt)
        capital = written[:1].isupper()
        if capital and len(written) < SHORTEST_CAPITAL:
            return []
        found = self.words(form)
        if (
            not (capital or words_only)
            and len(written) >= MIN_WORD
            and all(map(self._is_unlikely, found))
        ):
            found += self.compounds(form)
        kind = "deep-capital" if capital else "deep"
        return [
            Candidate(
                match.form, surface(written, match.edits), match.cost, match.edits, kind, match.row
            )
            for match in found
            if not capital or self._is_meant(match)
        ]

    def _is_unlikely(self, match: Found) -> bool:
        return match.cost - self._frequency(match.row) > LIKELY

    def _frequency(self, row: int) -> float:
        lexicon = self.norwegian.lexicon
        return -LOGP_STEP * min(lexicon.nb[row], lexicon.nn[row])

    def _is_meant(self, match: Found) -> bool:
        """Whether a form with a capital, which may be any name, is rather this common word; or a
        name, which has more spellings than any list, that lost only letters the engine lacks.
        """
        if self.norwegian.lexicon.flags[match.row] & _NAMED:
            return not any(NORWEGIAN.isdisjoint(edit.true) for edit in match.edits)
        return self._frequency(match.row) > COMMON

    def words(self, form: Form) -> list[Found]:
        """The words that a form may stand for."""
        limit = form.limit
        found: dict[str, Found] = {}
        heap = [State(0.0, 0, 0.0, 0, 0, "", "", (), NO_PARTS)]
        walk = self.norwegian.lexicon.trie, self._alive[0], count(1)
        for _ in range(BUDGET):
            if not heap or heap[0].cost > limit:
                break
            state = heappop(heap)
            for match in self._matches(form, state, len(form.key)):
                known = found.get(match.form)
                if known is None or match.cost < known.cost:
                    found[match.form] = match
                    limit = min(limit, match.cost + MARGIN)
            self._branch(form, state, limit - state.cost, heap, walk)
        return [match for match in found.values() if match.form != form.plain]

    def compounds(self, form: Form) -> list[Found]:
        """The compounds that a form may stand for."""
        size = len(form.key)
        limit = form.limit
        found: dict[str, Found] = {}
        heap = [State(EXPECTED * size, 0, 0.0, 0, 0, "", "", (), NO_PARTS)]
        walk = self.norwegian.compounds.parts, self._alive[1], count(1)
        reached = [0] * (size + 1)
        best = NONSENSE
        for _ in range(PART_BUDGET):
            if not heap or heap[0].rank > best + MARGIN:
                break
            state = heappop(heap)
            if state.cost > limit:
                continue
            once = bool(state.slips)
            if not once:
                reached[state.at] += 1
                once = reached[state.at] == 1
                if reached[state.at] > WAYS:
                    continue
            for step in self._steps(form, state, walk[2]):
                if step.at < size:
                    heappush(heap, step)
                    continue
                whole = step.before
                known = found.get(whole.form)
                if known is None or step.cost - whole.logp < known.cost - known.logp:
                    found[whole.form] = Found(whole.form, step.cost, whole.edits, -1, whole.logp)
                    best = min(best, step.cost - whole.logp)
            if once:
                left = min(limit - state.cost, best + MARGIN - state.rank)
                self._branch(form, state, left, heap, walk)
        return [match for match in found.values() if match.form != form.plain]

    def form(self, written: str, plain: str, doubt: Doubt) -> Form:
        """A form made ready to be searched for."""
        return form_of((written, plain), self.slips, self.lost, doubt)

    def _branch(
        self, form: Form, state: State, left: float, heap: list[State], walk: _Walk
    ) -> None:
        """Add the state with one misreading more, at each place that the trie can be walked to."""
        rank, _, cost, begun, begin, key, plain, taken, before = state
        more, least = MOST_SLIPS - len(taken) - 1, form.least
        if more < 0 or least[begun] > left:
            return
        trie, alive, numbers = walk
        whole = trie is self.norwegian.lexicon.trie
        keys, size = form.key, len(form.key)
        walked = key
        for at in range(begun, size):
            slips = form.slips[at]
            if slips and slips[0][0] <= left:
                # Each slip asks whether words go on so; but none does where none begins so far.
                lives = alive.get(walked)
                if lives is None:
                    lives = alive[walked] = next(trie.iterkeys(walked), None) is not None
                if not lives:
                    break
            for price, after, slip in slips:
                if price > left:
                    break
                longer = walked + slip.key
                if whole and (not more or price + least[after] > left):
                    # No further misreading can be paid for: this reading is a word or nothing.
                    lives = bool(trie.items(longer + keys[after:] + SEPARATOR))
                else:
                    ahead = longer + keys[after : after + LOOK]
                    lives = alive.get(ahead)
                    if lives is None:
                        lives = alive[ahead] = next(trie.iterkeys(ahead), None) is not None
                if lives or (slip.lost and not whole and longer in trie):
                    heappush(heap, State(
                        rank + price, next(numbers), cost + price, after, begin, longer,
                        plain + form.plain[begun:at] + slip.true, (*taken, (at, slip)), before,
                    ))  # fmt: skip
            walked += keys[at]

    def _matches(self, form: Form, state: State, end: int) -> Iterator[Found]:
        """The words that the form since the state's beginning may be, if it ends at ``end``."""
        key = state.key + form.key[state.at : end]
        entries = self.norwegian.lexicon.trie.items(key + SEPARATOR)
        if not entries:
            return
        plain = state.plain + form.plain[state.at : end]
        mine = restoration(plain)
        within = self.slips.within
        for entry, row in entries:
            letters = entry[len(key) + len(SEPARATOR) :]
            cost = state.cost
            for read, true in zip(mine, letters, strict=True):
                if read != true:
                    price, lost = within.get(read, _NONE).get(true, _NEVER_READ)
                    cost += price + form.extra if lost else price
            if cost > form.limit:
                continue
            extra = form.doubt(row)
            if extra is not None:
                word = unfold(key, letters)
                yield Found(word, cost + extra, edits_of(form, state, plain, word), row)

    def _steps(self, form: Form, state: State, numbers: Iterator[int]) -> Iterator[State]:
        """The states after a part that ends somewhere behind the state's last misreading."""
        compounds, size, before = self.norwegian.compounds, len(form.written), state.before
        more = MORE_PARTS if before.parts else 0.0
        for key in compounds.parts.prefixes(state.key + form.key[state.at :]):
            end = state.at + len(key) - len(state.key)
            if len(key) < MIN_PART or end < state.at or end == state.begin:
                continue
            for match in self._matches(form, state, end):
                edits = before.edits + match.edits
                parts = (*before.parts, match.form)
                ways = [("", LAST, size, 0.0)] if end == size else []
                if end == size - 1 and form.plain[end] == "s" and match.form[-1] not in "sxz":
                    ways.append(("s", LAST, size, GENITIVE))
                if not before.parts:
                    ways = []
                ways += [(LINKS[c], c, at, more) for c, at in links(form.plain, end) if at < size]
                for link, column, at, extra in ways:
                    share = compounds.share(match.row, column)
                    if share == IMPOSSIBLE:
                        continue
                    whole = Parts(
                        before.form + match.form + link, edits, before.logp + share + extra, parts
                    )
                    if at == size and not is_likely(parts, whole.logp):
                        continue
                    rank = match.cost - whole.logp + EXPECTED * (size - at)
                    yield State(rank, next(numbers), match.cost, at, at, "", "", (), whole)


_NONE: dict[str, tuple[float, bool]] = {}
_NEVER_READ = (99.0, False)
