"""One set of misreadings, sorted by what each costs to look up.

Those within a folded key cost nothing beyond the one look-up of the key; each of the others costs
one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from saksdoc.language.substitutions import Substitutions
from saksdoc.repairing.channel import is_within_key
from saksdoc.repairing.swaps import Light, SwapTable

_ACCENTED = "éèêëöäáàâãóòôõåø"
"""Letters that no word is set with, or that only a reader who has them misreads others as."""


@dataclass(frozen=True)
class Misreadings:
    """What is searched for: one set of misreadings."""

    letters: Substitutions
    """Lost letters, and what the document itself shows: tried on every word."""
    noise: Substitutions
    """All misreadings: tried on what is no word and nothing else explains."""
    dropped: bool = False
    """Whether a letter may have been dropped (older engines)."""

    @cached_property
    def light(self) -> Light:
        """Misreadings within a key that any word is tried with."""
        return _light(self.letters.options.items())

    @cached_property
    def lighter(self) -> Light:
        """Misreadings within a key that a form that is no word is tried with."""
        noise = self.noise.options
        rows = [(written, noise[written]) for written in _ACCENTED if written in noise]
        return _light([*self.letters.options.items(), *rows])

    @cached_property
    def heavy(self) -> SwapTable:
        """Lost letters that leave the key."""
        return SwapTable.of(self.letters.options)

    @cached_property
    def noisy(self) -> SwapTable:
        """The other misreadings that leave the key."""
        return SwapTable.without(self.noise, self.letters)


def _light(options: Iterable[tuple[str, tuple[tuple[str, float], ...]]]) -> Light:
    table: Light = {}
    for written, trues in options:
        for true, cost in trues:
            if is_within_key(true, written):
                row = table.setdefault(written.lower(), {})
                row[true] = min(cost, row.get(true, cost))
    return table
