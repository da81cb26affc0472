"""What the far search (:mod:`saksdoc.repairing.deep`) carries along: forms made ready, how far each
was read, and what was found.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from saksdoc.language.folding import fold_normalised
from saksdoc.language.substitutions import Edit
from saksdoc.repairing.slips import DROPPED_COST, Slip, Slips

COST, COST_A_LETTER, MOST_COST = 3.0, 1.6, 15.0
"""What any form may cost, what more each letter bears (a short form says little), and the most."""
LEAST_LOST = 0.002
"""Share of lost letters that any scanned text is taken to have at least."""
Doubt = Callable[[int], float | None]
"""What it costs to take a row of the lexicon for a real word; None where it is none."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word (``row`` of the lexicon) or compound (row −1), with its cost and misreadings."""

    form: str
    cost: float
    edits: tuple[Edit, ...]
    row: int
    logp: float = 0.0


class Parts(NamedTuple):
    """The parts read so far of a compound, and what they are worth."""

    form: str
    edits: tuple[Edit, ...]
    logp: float
    parts: tuple[str, ...]


NO_PARTS = Parts("", (), 0.0, ())


class State(NamedTuple):
    """A form read up to ``at``: since ``begin`` as ``plain``, folded ``key``, by ``slips``."""

    rank: float
    number: int
    cost: float
    at: int
    begin: int
    key: str
    plain: str
    slips: tuple[tuple[int, Slip], ...]
    before: Parts


class Form(NamedTuple):
    """A form to search for, and where it may have been misread."""

    written: str
    plain: str
    key: str
    slips: list[list[tuple[float, int, Slip]]]
    least: list[float]
    """The least that a misreading costs from a place on."""
    limit: float
    extra: float
    doubt: Doubt


def form_of(text: tuple[str, str], slips_of: Slips, lost: float, doubt: Doubt) -> Form:
    """A form, as written and in lower case, made ready to be searched for in text that lost the
    share ``lost`` of its letters.
    """
    written, plain = text
    leaving, extra = slips_of.leaving, -math.log(max(lost, LEAST_LOST))
    last = len(written) - 1
    slips = []
    for at, letter in enumerate(written):
        found = [
            (slip.cost + extra if slip.lost else slip.cost, at + 1, slip)
            for slip in leaving.get(letter, ())
            if slip.true or 0 < at < last
        ]
        for slip in leaving.get(written[at : at + 2], ()) if at < last else ():
            if len(slip.written) == 2 or written.startswith(slip.written, at):
                price = slip.cost + extra if slip.lost else slip.cost
                found.append((price, at + len(slip.written), slip))
        found.sort(key=itemgetter(0))
        slips.append(found)
    if slips_of.loses and slips:
        begun = [(DROPPED_COST + extra, 1, Slip(written[0], true + plain[0], "a" + plain[0],
                  DROPPED_COST, lost=True)) for true in "åø"]  # fmt: skip
        slips[0] = sorted([*slips[0], *begun], key=itemgetter(0))
    least = [99.0]
    for found in reversed(slips):
        least.append(min(least[-1], found[0][0] if found else 99.0))
    least.reverse()
    limit = min(MOST_COST, COST + COST_A_LETTER * len(written))
    return Form(written, plain, fold_normalised(plain), slips, least, limit, extra, doubt)


def edits_of(form: Form, state: State, plain: str, word: str) -> tuple[Edit, ...]:
    """All misreadings of a word or part, as spans of the written form, in order."""
    found = [Edit(at, at + len(slip.written), slip.written, slip.true) for at, slip in state.slips]
    inside, shift = 0, state.begin
    for at, slip in (*state.slips, (-1, None)):
        stop = len(plain) if slip is None else at - shift
        for place in range(inside, stop):
            if plain[place] != word[place]:
                start = place + shift
                found.append(Edit(start, start + 1, form.written[start], word[place]))
        if slip is not None:
            inside = stop + len(slip.true)
            shift += len(slip.written) - len(slip.true)
    return tuple(sorted(found, key=lambda edit: edit.start))
