"""Misreadings that change a word's folded key: where a form may have one, and which keys follow.

Misreadings within a key cost one look-up for all of them together. Each of these costs one of its
own, and a form that is no word may have fifty; so what cannot lead to a word is not looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add, itemgetter
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
Light = dict[str, dict[str, float]]
"""Misreadings within a key: written letter → true letter → cost."""
Bucket = tuple[str, Sequence[tuple[str, int]]]
"""A folded key and the words under it: the letters folding lost, and the row of each."""


class _Row(NamedTuple):
    """A written piece and a key it may have; ``trues`` that have it, with place in the table and
    cost.
    """

    piece: str
    key: str
    trues: tuple[tuple[int, str, float], ...]


@dataclass(frozen=True, slots=True)
class SwapTable:
    """What a piece may stand for that begins with a character, or with two.

    Several true letters have the same key, so that one look-up tells of them all.
    """

    letters: dict[str, tuple[_Row, ...]]
    longer: dict[str, tuple[_Row, ...]]

    @classmethod
    def of(cls, options: dict[str, tuple[tuple[str, float], ...]]) -> SwapTable:
        """The misreadings that leave the folded key, of written pieces and what each may be."""
        found: dict[tuple[str, str], list[tuple[int, str, float]]] = {}
        number = 0
        for written, trues in options.items():
            for true, cost in trues:
                if not is_within_key(true, written):
                    row = found.setdefault((written, fold_normalised(true)), [])
                    row.append((number, true, cost))
                    number += 1
        tables: tuple[dict[str, tuple[_Row, ...]], ...] = ({}, {})
        for (piece, key), row in found.items():
            table = tables[len(piece) > 1]
            table[piece[:2]] = (*table.get(piece[:2], ()), _Row(piece, key, tuple(row)))
        return cls(*tables)

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
        """Where a form may have one, in order of place, then of the table."""
        found = [
            (start, number, Swap(start, start + len(piece), piece, true, key, cost))
            for start, (piece, key, trues) in self._rows(written)
            for number, true, cost in trues
        ]
        found.sort()
        return [swap for _, _, swap in found]

    def hits(self, form: Form, lexicon: Lexicon) -> list[tuple[Swaps, Bucket]]:
        """Those of :meth:`at` that, undone, give a key of words, with these."""
        look_up = lexicon.trie.items
        written, whole, most = form.written, form.key + SEPARATOR, form.reach
        found = []
        for start, rows in enumerate(map(self.letters.get, written[: most + 1])):
            if rows:
                before, after = whole[:start], whole[start + 1 :]
                for row in rows:
                    asked = before + row.key + after
                    entries = look_up(asked)
                    if entries:
                        found.append((start, row, _bucket(asked, entries)))
        for start, row in self._longer_at(written):
            if start <= most:
                asked = whole[:start] + row.key + whole[start + len(row.piece) :]
                entries = look_up(asked)
                if entries:
                    found.append((start, row, _bucket(asked, entries)))
        if not found:
            return []
        made = [
            (start, number, Swap(start, start + len(piece), piece, true, key, cost), bucket)
            for start, (piece, key, trues), bucket in found
            for number, true, cost in trues
        ]
        made.sort(key=itemgetter(0, 1))
        return [((swap,), bucket) for _, _, swap, bucket in made]

    def _rows(self, written: str) -> list[tuple[int, _Row]]:
        """Rows of pieces in a form, and where each begins; in no meant order."""
        letters = map(self.letters.get, written)
        found = [(at, row) for at, rows in enumerate(letters) if rows for row in rows]
        return found + self._longer_at(written)

    def _longer_at(self, written: str) -> list[tuple[int, _Row]]:
        """Those of them whose pieces are longer than a letter."""
        longer = self.longer
        twos = list(map(add, written, written[1:]))
        if longer.keys().isdisjoint(twos):
            return []
        return [
            (at, row)
            for at, two in enumerate(twos)
            if two in longer
            for row in longer[two]
            if len(row.piece) == 2 or written.startswith(row.piece, at)
        ]


class Form(NamedTuple):
    """A form in doubt: as written, in lower case, its folded key, and how far words begin so.

    No word's key begins with more than ``reach`` letters of ``key``. ``light`` says what letters
    that folding loses may stand for.
    """

    written: str
    plain: str
    key: str
    reach: int
    light: Light


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


def paired(
    form: Form, pairs: Iterable[tuple[Swap, Swap]], lexicon: Lexicon
) -> Iterator[tuple[Swaps, Bucket]]:
    """Two misreadings at a time: those that, undone, give a key of words, with these."""
    look_up = lexicon.trie.items
    whole, most = form.key + SEPARATOR, form.reach
    for pair in pairs:
        first, second = pair if pair[0].start <= pair[1].start else pair[::-1]
        if first.start > most or first.end > second.start:
            continue
        middle = whole[first.end : second.start]
        asked = whole[: first.start] + first.key + middle + second.key + whole[second.end :]
        entries = look_up(asked)
        if entries:
            yield (first, second), _bucket(asked, entries)


def _bucket(asked: str, entries: list[tuple[str, int]]) -> Bucket:
    """Entries of the lexicon's trie that begin with a key and the separator."""
    skip = len(asked)
    return asked[: -len(SEPARATOR)], [(entry[skip:], row) for entry, row in entries]


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
