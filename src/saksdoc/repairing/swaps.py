"""Misreadings that change a word's folded key: where a form may have one, and which keys follow.

Misreadings within a key cost one look-up for all of them together. Each of these costs one of its
own, and a form that is no word may have fifty; so what cannot lead to a word is not looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from saksdoc.language import Lexicon
from saksdoc.language.folding import SEPARATOR, fold_normalised
from saksdoc.language.substitutions import Edit, Substitutions
from saksdoc.repairing.channel import is_within_key


class Swap(NamedTuple):
    """``written[start:end]`` may stand for ``true``, which folds to another key."""

    start: int
    end: int
    written: str
    true: str
    key: str
    cost: float


Swaps = tuple[Swap, ...]
Entries = list[tuple[str, int]]
"""Entries of the lexicon's trie under one folded key, with their rows."""


@dataclass(frozen=True, slots=True)
class SwapTable:
    """First character → (written, true, folded true, cost)."""

    rows: dict[str, tuple[tuple[str, str, str, float], ...]]

    @classmethod
    def of(cls, options: dict[str, tuple[tuple[str, float], ...]]) -> SwapTable:
        """The misreadings that leave the folded key, of written pieces and what each may be."""
        rows: dict[str, list[tuple[str, str, str, float]]] = {}
        for written, trues in options.items():
            for true, cost in trues:
                if not is_within_key(true, written):
                    row = (written, true, fold_normalised(true), cost)
                    rows.setdefault(written[0], []).append(row)
        return cls({first: tuple(found) for first, found in rows.items()})

    @classmethod
    def without(cls, more: Substitutions, less: Substitutions) -> SwapTable:
        """The misreadings that are in one set and not in the other."""
        return cls.of(
            {
                written: tuple(pair for pair in trues if pair not in less.options.get(written, ()))
                for written, trues in more.options.items()
            }
        )

    def at(self, written: str) -> list[Swap]:
        """Where a form may have one, in order."""
        rows = self.rows
        return [
            Swap(start, start + len(piece), piece, true, key, cost)
            for start, first in enumerate(written)
            if first in rows
            for piece, true, key, cost in rows[first]
            if len(piece) == 1 or written.startswith(piece, start)
        ]


class Form(NamedTuple):
    """A form in doubt: as written, in lower case, its folded key, and how far words begin so.

    No word's key begins with more than ``reach`` letters of ``key``.
    """

    written: str
    plain: str
    key: str
    reach: int


def reach(key: str, lexicon: Lexicon) -> int:
    """How many letters of a key some word's key begins with."""
    low, high = 0, len(key)
    while low < high:
        middle = (low + high + 1) // 2
        if lexicon.begins(key[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def singly(form: Form, swaps: Iterable[Swap], lexicon: Lexicon) -> Iterator[tuple[Swaps, Entries]]:
    """Each misreading that, undone, gives the key of words, with the lexicon's entries."""
    look_up = lexicon.trie.items
    whole, most = form.key + SEPARATOR, form.reach
    for swap in swaps:
        start, end, _, _, key, _ = swap
        if start > most:
            continue
        entries = look_up(whole[:start] + key + whole[end:])
        if entries:
            yield (swap,), entries


def paired(
    form: Form, pairs: Iterable[tuple[Swap, Swap]], lexicon: Lexicon
) -> Iterator[tuple[Swaps, Entries]]:
    """:func:`singly` for two misreadings at a time."""
    look_up = lexicon.trie.items
    whole, most = form.key + SEPARATOR, form.reach
    for pair in pairs:
        first, second = pair if pair[0].start <= pair[1].start else pair[::-1]
        if first.start > most or first.end > second.start:
            continue
        entries = look_up(
            whole[: first.start]
            + first.key
            + whole[first.end : second.start]
            + second.key
            + whole[second.end :]
        )
        if entries:
            yield (first, second), entries


def undone(plain: str, swaps: Swaps) -> str:
    """A lower-case form with misreadings undone."""
    pieces, done = "", 0
    for swap in swaps:
        pieces += plain[done : swap.start] + swap.true
        done = swap.end
    return pieces + plain[done:]


def edits(written: str, plain: str, form: str, swaps: Swaps) -> tuple[Edit, ...]:
    """All misreadings from ``form`` to ``written``, as spans of the written form, in order.

    ``plain`` is the written form with ``swaps`` undone; it has the key of ``form``.
    """
    if not swaps:
        return tuple(
            [
                Edit(at, at + 1, written[at], true)
                for at, (read, true) in enumerate(zip(plain, form, strict=True))
                if read != true
            ]
        )
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
