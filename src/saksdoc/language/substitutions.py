"""What a written piece may stand for, at which cost, and how a word comes out of a written form.

The repair learns the costs; the lexicon and the compounds only walk them. A piece is one to three
characters on either side: ``a`` for ``å``, ``eg`` for ``ø``, ``ze`` for ``æ``, ``ii`` for ``li``;
the true side may be empty (a stray mark).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from saksdoc.language.folding import fold_normalised, normalise

MAX_REFOLDED = 4
"""Misreadings in one word that change its folded key; more make a guess, not a reading."""


class Edit(NamedTuple):
    """One misreading in a word: ``written[start:end]`` stands for ``true`` (lower case)."""

    start: int
    end: int
    written: str
    true: str


class Alignment(NamedTuple):
    """The cheapest way from a written form to a word."""

    cost: float
    edits: tuple[Edit, ...]


class Spot(NamedTuple):
    """``written[start:end]`` may stand for something that folds to ``key``."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Substitutions:
    """Written pieces and what they may stand for; build it with :meth:`of`.

    ``options`` maps a written piece (case kept) to pairs of true piece (lower case) and cost ≥ 0;
    ``single`` the one-letter ones among them to costs by written and true letter; ``refolding``
    the first character of a piece to the pieces whose true side folds to another key; ``pairs`` has
    the first two characters of every longer piece.
    Any character stands for its own lower case at no cost.
    """

    options: dict[str, tuple[tuple[str, float], ...]]
    single: dict[tuple[str, str], float]
    refolding: dict[str, tuple[tuple[str, str], ...]]
    longest: int
    pairs: frozenset[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str, float]]) -> Substitutions:
        """From triples of written piece, true piece and cost.

        >>> Substitutions.of([("g", "ø", 1.0), ("a", "å", 0.1)]).spots("ga")
        (Spot(start=0, end=1, key='a'),)
        """
        options: dict[str, list[tuple[str, float]]] = {}
        single: dict[tuple[str, str], float] = {}
        refolding: dict[str, set[tuple[str, str]]] = {}
        for written, true, cost in pairs:
            plain = normalise(true)
            options.setdefault(written, []).append((plain, cost))
            if len(written) == len(plain) == 1:
                single[written, plain] = min(cost, single.get((written, plain), cost))
            if fold_normalised(plain) != fold_normalised(normalise(written)):
                refolding.setdefault(written[0], set()).add((written, fold_normalised(plain)))
        return cls(
            options={written: tuple(trues) for written, trues in options.items()},
            single=single,
            refolding={first: tuple(sorted(found)) for first, found in refolding.items()},
            longest=max((len(written) for written in options), default=1),
            pairs=frozenset(written[:2] for written in options if len(written) > 1),
        )

    def spots(self, written: str) -> tuple[Spot, ...]:
        """Where the written form may stand for something with another folded key, in order."""
        found = []
        for start, first in enumerate(written):
            for piece, key in self.refolding.get(first, ()):
                if written.startswith(piece, start):
                    found.append(Spot(start, start + len(piece), key))
        return tuple(found)


def readings(
    default: str, spots: tuple[Spot, ...], alive: Callable[[str], bool]
) -> Iterator[tuple[str, int]]:
    """Keys that a written form may fold to: beginnings, and where its default rest goes on.

    Args:
        default: The folded written form, as long as the form itself.
        spots: See :meth:`Substitutions.spots`.
        alive: Whether anything begins so; dead beginnings are cut, as far as that saves work.

    Yields:
        ``(beginning, at)``: the reading is ``beginning + default[at:]``, and ``beginning`` ends
        with the last misreading taken. The first is ``("", 0)``, no misreading.
    """
    stack = [("", 0, 0, MAX_REFOLDED)]
    last = len(spots) - 1
    while stack:
        beginning, at, index, left = stack.pop()
        yield beginning, at
        if not left:
            continue
        for number in range(index, len(spots)):
            spot = spots[number]
            if spot.start < at:
                continue
            before = beginning + default[at : spot.start]
            longer = before + spot.key
            if number == last:  # nothing to branch to: the caller's own look-up is the test
                yield longer, spot.end
            elif alive(longer):
                stack.append((longer, spot.end, number + 1, left - 1))
            elif not alive(before):
                break


def align(
    written: str, form: str, substitutions: Substitutions, max_cost: float
) -> Alignment | None:
    """A cheap way from a written form to a lower-case word; None if none is within ``max_cost``.

    Forms of the same length that differ in single letters only are read letter by letter; all
    else goes through :func:`_align_pieces`, which finds the cheapest.
    """
    lower = normalise(written)
    if lower == form:
        return Alignment(0.0, ())
    if len(written) == len(lower) == len(form):
        single = substitutions.single
        cost, edits = 0.0, []
        for at, (mine, true) in enumerate(zip(lower, form, strict=True)):
            if mine != true:
                price = single.get((written[at], true))
                if price is None:
                    if substitutions.pairs.isdisjoint(map(add, written, written[1:])):
                        return None  # No longer piece is here that could make it up.
                    break
                cost += price
                edits.append(Edit(at, at + 1, written[at], true))
        else:
            return Alignment(cost, tuple(edits)) if cost <= max_cost else None
    return _align_pieces(written, form, substitutions, max_cost)


def _align_pieces(
    written: str, form: str, substitutions: Substitutions, max_cost: float
) -> Alignment | None:
    """Dynamic programming over positions of both; only cells that can be reached are visited."""
    options, longest = substitutions.options, substitutions.longest
    size, goal = len(written), len(form)
    layers: list[dict[int, tuple[float, tuple[Edit, ...]]]] = [{} for _ in range(size + 1)]
    layers[0][0] = (0.0, ())
    for start in range(size):
        own = normalise(written[start])
        for at, (cost, edits) in layers[start].items():
            if form.startswith(own, at):
                _offer(layers[start + 1], at + len(own), cost, edits)
            for end in range(start + 1, min(start + longest, size) + 1):
                for true, price in options.get(written[start:end], ()):
                    if cost + price <= max_cost and form.startswith(true, at):
                        edit = Edit(start, end, written[start:end], true)
                        _offer(layers[end], at + len(true), cost + price, (*edits, edit))
    final = layers[size].get(goal)
    return None if final is None else Alignment(*final)


def _offer(
    layer: dict[int, tuple[float, tuple[Edit, ...]]],
    at: int,
    cost: float,
    edits: tuple[Edit, ...],
) -> None:
    known = layer.get(at)
    if known is None or cost < known[0]:
        layer[at] = (cost, edits)
