"""What a written piece may stand for, at which cost, and how a word comes out of a written form.

The repair learns the costs; the lexicon and the compounds only walk them. A piece is one to three
characters on either side: ``a`` for ``å``, ``eg`` for ``ø``, ``ze`` for ``æ``, ``ii`` for ``li``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saksdoc.language.folding import fold_normalised, normalise


@dataclass(frozen=True, slots=True)
class Edit:
    """One misreading in a word: ``written[start:end]`` stands for ``true`` (lower case)."""

    start: int
    end: int
    written: str
    true: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way from a written form to a word."""

    cost: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Substitutions:
    """Written pieces and what they may stand for.

    ``options`` maps a written piece (case kept) to pairs of true piece (lower case) and cost ≥ 0;
    ``keys`` the same to folded pieces. Any character stands for its own lower case at no cost.
    """

    options: dict[str, tuple[tuple[str, float], ...]]
    keys: dict[str, tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str, float]]) -> Substitutions:
        """From triples of written piece, true piece and cost.

        >>> Substitutions.of([("g", "ø", 1.0), ("a", "å", 0.1)]).keys_at("ga", 0)
        ((1, 'g'), (1, 'a'))
        """
        options: dict[str, list[tuple[str, float]]] = {}
        for written, true, cost in pairs:
            options.setdefault(written, []).append((normalise(true), cost))
        keys = {
            written: tuple(sorted({fold_normalised(true) for true, _ in trues}))
            for written, trues in options.items()
        }
        longest = max((len(written) for written in options), default=1)
        return cls({w: tuple(trues) for w, trues in options.items()}, keys, longest)

    def keys_at(self, written: str, start: int) -> tuple[tuple[int, str], ...]:
        """Length of a written piece at ``start`` and the folded piece it may stand for, itself
        first.
        """
        own = fold_normalised(normalise(written[start]))
        found = [(1, own)]
        for length in range(1, min(self.longest, len(written) - start) + 1):
            for key in self.keys.get(written[start : start + length], ()):
                if length != 1 or key != own:
                    found.append((length, key))
        return tuple(found)


def align(
    written: str, form: str, substitutions: Substitutions, max_cost: float
) -> Alignment | None:
    """The cheapest way from a written form to a lower-case word; None if there is none.

    Dynamic programming over positions of both; only reachable cells are visited, which for two
    nearly equal strings is little more than the diagonal.
    """
    options, longest = substitutions.options, substitutions.longest
    size, goal = len(written), len(form)
    best: dict[tuple[int, int], tuple[float, tuple[Edit, ...]]] = {(0, 0): (0.0, ())}
    lower = normalise(written)
    same_length = len(lower) == size
    for start in range(size):
        here = [(cell, best.pop(cell)) for cell in list(best) if cell[0] == start]
        for (_, at), (cost, edits) in here:
            own = lower[start] if same_length else normalise(written[start])
            if at < goal and form[at] == own:
                _offer(best, (start + 1, at + 1), cost, edits)
            for length in range(1, min(longest, size - start) + 1):
                piece = written[start : start + length]
                for true, price in options.get(piece, ()):
                    if form.startswith(true, at) and cost + price <= max_cost and true != own:
                        edit = Edit(start, start + length, piece, true)
                        _offer(best, (start + length, at + len(true)), cost + price, (*edits, edit))
    final = best.get((size, goal))
    return None if final is None else Alignment(*final)


def _offer(
    best: dict[tuple[int, int], tuple[float, tuple[Edit, ...]]],
    cell: tuple[int, int],
    cost: float,
    edits: tuple[Edit, ...],
) -> None:
    known = best.get(cell)
    if known is None or cost < known[0]:
        best[cell] = (cost, edits)
