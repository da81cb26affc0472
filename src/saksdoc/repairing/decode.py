"""Which of the candidates the sentence wants: a trigram model over the words in doubt.

Only runs of words in doubt are searched (Viterbi over pairs of candidates); everything else is
context. All word sequences a document needs are looked up in one go. A decision's probability is
that of the chosen word against the other candidates, its neighbours being what was decided.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from saksdoc.language import NgramModel
from saksdoc.repairing.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One thing a word may be: its id in the model, and a score of its own (log, ≤ 0).

    ``candidate`` is None for the word as written.
    """

    id: int
    own: float
    candidate: Candidate | None = None


Slot = Sequence[Hypothesis]


@dataclass(frozen=True, slots=True)
class Decision:
    """A slot, the index of the hypothesis chosen, and the log-odds-ready probabilities of all."""

    slot: int
    chosen: int
    probabilities: tuple[float, ...]


_Ids = tuple[int, ...]
Known = dict[tuple[_Ids, _Ids, _Ids], list[float]]
"""Log-probabilities already looked up, by the ids of three slots; of one model."""


def decode(
    slots: Sequence[Slot], model: NgramModel, known: Known | None = None
) -> tuple[Decision, ...]:
    """Decide every slot with more than one hypothesis; the rest is context.

    The slots should begin with two and end with two that have one hypothesis each. ``known``
    remembers look-ups from one stretch of a document to the next.
    """
    tables = _tables(slots, model, {} if known is None else known)
    chosen = _search(slots, tables)
    return tuple(
        Decision(at, chosen[at], _conditional(slots, tables, chosen, at))
        for at, slot in enumerate(slots)
        if len(slot) > 1
    )


_Table = tuple[list[float], int, int]
"""Trigram log-probabilities of a position, flat over (two before, before, here), and the sizes of
the last two."""


def _tables(slots: Sequence[Slot], model: NgramModel, known: Known) -> dict[int, _Table]:
    """The tables of all positions that a slot in doubt touches."""
    wanted = sorted(
        {p for at, slot in enumerate(slots) if len(slot) > 1 for p in (at, at + 1, at + 2)
         if 2 <= p < len(slots)}
    )  # fmt: skip
    if not wanted:
        return {}
    ids = [tuple([h.id for h in slot]) for slot in slots]
    keys = [(ids[p - 2], ids[p - 1], ids[p]) for p in wanted]
    new = [key for key in dict.fromkeys(keys) if key not in known]
    if new:
        triples: list[tuple[int, int, int]] = []
        starts = []
        for key in new:
            starts.append(len(triples))
            triples += product(*key)
        array = np.array(triples, dtype=np.int64)
        values = model.logp_many(array[:, 0], array[:, 1], array[:, 2]).tolist()
        starts.append(len(triples))
        for key, (start, end) in zip(new, pairwise(starts), strict=True):
            known[key] = values[start:end]
    return {p: (known[key], len(key[1]), len(key[2])) for p, key in zip(wanted, keys, strict=True)}


def _search(slots: Sequence[Slot], tables: dict[int, _Table]) -> list[int]:
    """The best hypothesis of every slot."""
    chosen = [0] * len(slots)
    positions = sorted(tables)
    begin = 0
    while begin < len(positions):
        end = begin
        while end + 1 < len(positions) and positions[end + 1] == positions[end] + 1:
            end += 1
        _search_run(slots, tables, positions[begin : end + 1], chosen)
        begin = end + 1
    return chosen


def _search_run(
    slots: Sequence[Slot], tables: dict[int, _Table], run: Sequence[int], chosen: list[int]
) -> None:
    # Before a run stand two slots with one hypothesis each; so it begins from a single state.
    # scores[b][a]: the best score of a path that ends with a, b.
    scores: list[list[float]] = [[0.0]]
    steps: list[list[list[int]]] = []
    for p in run:
        values, middle, size = tables[p]
        own = [h.own for h in slots[p]]
        best: list[list[float]] = []
        back: list[list[int]] = []
        stride = middle * size
        for c, extra in enumerate(own):
            column: list[float] = []
            came: list[int] = []
            for b, earlier in enumerate(scores):
                at = b * size + c
                if len(earlier) == 1:
                    column.append(earlier[0] + values[at] + extra)
                    came.append(0)
                    continue
                ways = [score + values[at + a * stride] + extra for a, score in enumerate(earlier)]
                top = max(ways)
                column.append(top)
                came.append(ways.index(top))
            best.append(column)
            back.append(came)
        scores = best
        steps.append(back)
    _, before, last = max(
        (score, -a, -b) for b, column in enumerate(scores) for a, score in enumerate(column)
    )
    state = -before, -last
    for p, back in zip(reversed(run), reversed(steps), strict=True):
        chosen[p] = state[1]
        state = (back[state[1]][state[0]], state[0])


def _conditional(
    slots: Sequence[Slot], tables: dict[int, _Table], chosen: Sequence[int], at: int
) -> tuple[float, ...]:
    """The probability of each hypothesis of a slot, its neighbours as chosen."""
    logs = [hypothesis.own for hypothesis in slots[at]]
    for place, p in enumerate((at, at + 1, at + 2)):
        if p not in tables:
            continue
        values, middle, size = tables[p]
        strides = (middle * size, size, 1)
        step = strides[2 - place]
        base = sum(
            chosen[q] * stride
            for q, stride in zip((p - 2, p - 1, p), strides, strict=True)
            if q != at
        )
        logs = [value + values[base + step * index] for index, value in enumerate(logs)]
    top = max(logs)
    weights = [math.exp(value - top) for value in logs]
    whole = sum(weights)
    return tuple([weight / whole for weight in weights])
