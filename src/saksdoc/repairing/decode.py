"""Which of the candidates the sentence wants: a trigram model over the words in doubt.

Only runs of words in doubt are searched (Viterbi over pairs of candidates); everything else is
context. All word sequences a stretch needs are looked up in one go. A decision's probability is
that of the chosen word against the other candidates, its neighbours being what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise, product, starmap
from math import exp
from operator import add
from typing import NamedTuple

import numpy as np

from saksdoc.language import NgramModel
from saksdoc.repairing.candidate import Candidate


class Hypothesis(NamedTuple):
    """One thing a word may be: its id in the model, and a score of its own (log, ≤ 0).

    ``candidate`` is None for the word as written.
    """

    id: int
    own: float
    candidate: Candidate | None = None


_Ids = tuple[int, ...]


class Slot(NamedTuple):
    """All that a word may be, as written first, with their ids and scores once more, apart."""

    hypotheses: tuple[Hypothesis, ...]
    ids: _Ids
    owns: tuple[float, ...]

    @classmethod
    def of(cls, hypotheses: tuple[Hypothesis, ...]) -> Slot:
        """A slot of some hypotheses."""
        return cls(
            hypotheses, tuple([h.id for h in hypotheses]), tuple([h.own for h in hypotheses])
        )


class Decision(NamedTuple):
    """A slot, the index of the hypothesis chosen, and the log-odds-ready probabilities of all."""

    slot: int
    chosen: int
    probabilities: tuple[float, ...]


_Table = tuple[list[float], int, int]
"""Trigram log-probabilities of a position, flat over (two before, before, here), and the sizes of
the last two."""
_Tables = dict[int, _Table]
Known = dict[tuple[_Ids, _Ids, _Ids], _Table]
"""Tables already looked up, by the ids of three slots; of one model."""


def decode(
    slots: Sequence[Slot], model: NgramModel, known: Known | None = None
) -> tuple[Decision, ...]:
    """Decide every slot with more than one hypothesis; the rest is context.

    The slots must begin with two and end with two that have one hypothesis each. ``known``
    remembers look-ups from one stretch of a document to the next.
    """
    doubtful = [at for at, slot in enumerate(slots) if len(slot.ids) > 1]
    if not doubtful:
        return ()
    runs = list(_runs(doubtful))
    tables = _tables(slots, runs, model, {} if known is None else known)
    chosen = [0] * len(slots)
    for run in runs:
        if len(run) == _ALONE:
            chosen[run.start] = _best_alone(slots, tables, run.start)
        else:
            _search(slots, tables, run, chosen)
    return tuple(
        [Decision(at, chosen[at], _conditional(slots, tables, chosen, at)) for at in doubtful]
    )


def _runs(doubtful: Sequence[int]) -> Iterator[range]:
    """Positions whose trigrams hold a slot in doubt, those in a row together."""
    first = last = doubtful[0]
    for at in doubtful:
        if at > last + 3:
            yield range(first, last + 3)
            first = at
        last = at
    yield range(first, last + 3)


def _tables(
    slots: Sequence[Slot], runs: Sequence[range], model: NgramModel, known: Known
) -> _Tables:
    """The tables of all positions of the runs."""
    keys: dict[int, tuple[_Ids, _Ids, _Ids]] = {}
    for run in runs:
        ids = [slot.ids for slot in slots[run.start - 2 : run.stop]]
        keys.update(zip(run, zip(ids, ids[1:], ids[2:], strict=False), strict=True))
    new = [key for key in dict.fromkeys(keys.values()) if key not in known]
    if new:
        ends = list(accumulate([len(a) * len(b) * len(c) for a, b, c in new], initial=0))
        flat = chain.from_iterable(chain.from_iterable(starmap(product, new)))
        triples = np.fromiter(flat, np.int64, 3 * ends[-1]).reshape(-1, 3)
        seen = model.logp_many(triples[:, 0], triples[:, 1], triples[:, 2]).tolist()
        for key, (start, end) in zip(new, pairwise(ends), strict=True):
            known[key] = seen[start:end], len(key[1]), len(key[2])
    return {p: known[key] for p, key in keys.items()}


_ALONE = 3
"""Positions of a run with one slot in doubt."""


def _best_alone(slots: Sequence[Slot], tables: _Tables, at: int) -> int:
    """:func:`_search` for a slot with none in doubt beside it."""
    following = slots[at + 1].owns[0]
    ways = [
        here + own + after + following + later
        for here, own, after, later in zip(
            tables[at][0], slots[at].owns, tables[at + 1][0], tables[at + 2][0], strict=True
        )
    ]
    return ways.index(max(ways))


def _search(slots: Sequence[Slot], tables: _Tables, run: range, chosen: list[int]) -> None:
    """Set the best hypothesis of every slot of a run."""
    # Before a run stand two slots with one hypothesis each; so it begins from a single state.
    # scores[b][a]: the best score of a path that ends with a, b.
    scores: list[list[float]] = [[0.0]]
    steps: list[list[list[int]]] = []
    for p in run:
        values, middle, size = tables[p]
        owns = slots[p].owns
        if len(scores[0]) == 1:
            firsts = [earlier[0] for earlier in scores]
            scores = [
                [first + value + own for first, value in zip(firsts, values[c::size], strict=True)]
                for c, own in enumerate(owns)
            ]
            steps.append([[0] * middle] * size)
            continue
        stride = middle * size
        best: list[list[float]] = []
        back: list[list[int]] = []
        for c, own in enumerate(owns):
            column: list[float] = []
            came: list[int] = []
            for at, earlier in zip(range(c, stride, size), scores, strict=True):
                ways = list(map(add, earlier, values[at::stride]))
                top = max(ways)
                column.append(top + own)
                came.append(ways.index(top))
            best.append(column)
            back.append(came)
        scores = best
        steps.append(back)
    # Behind a run stand two slots with one hypothesis each; so it ends in a single state.
    before = last = 0
    for p, back in zip(reversed(run), reversed(steps), strict=True):
        chosen[p] = last
        before, last = back[last][before], before


def _conditional(
    slots: Sequence[Slot], tables: _Tables, chosen: Sequence[int], at: int
) -> tuple[float, ...]:
    """The probability of each hypothesis of a slot, its neighbours as chosen."""
    owns = slots[at].owns
    count = len(owns)
    values, middle, size = tables[at]
    start = (chosen[at - 2] * middle + chosen[at - 1]) * size
    here = values[start : start + count]
    values, middle, size = tables[at + 1]
    start = chosen[at - 1] * middle * size + chosen[at + 1]
    after = values[start : start + count * size : size]
    values, middle, size = tables[at + 2]
    later = values[chosen[at + 1] * size + chosen[at + 2] :: middle * size]
    logs = list(map(add, map(add, map(add, owns, here), after), later))
    top = max(logs)
    weights = [exp(value - top) for value in logs]
    whole = sum(weights)
    return tuple([weight / whole for weight in weights])
