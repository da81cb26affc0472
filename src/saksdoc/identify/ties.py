"""Which names are one: sets that grow together, each step with its reason.

Union-find over names, where every union keeps the two names and why they are one, so that a merge
can be shown to a person and undone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two names that are one, and why, in words a reader can judge."""

    one: str
    other: str
    reason: str


@dataclass(slots=True)
class Ties(Generic[T]):
    """Union-find; ``reasons`` are in the order in which they were found."""

    _parent: dict[T, T] = field(default_factory=dict)
    reasons: list[Tie] = field(default_factory=list)

    def add(self, item: T) -> None:
        """Make an item known, alone."""
        self._parent.setdefault(item, item)

    def find(self, item: T) -> T:
        """The item that stands for the set."""
        self.add(item)
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def unite(self, one: T, other: T, reason: Tie) -> None:
        """Make two sets one; nothing happens if they are."""
        a, b = self.find(one), self.find(other)
        if a != b:
            self._parent[b] = a
            self.reasons.append(reason)

    def sets(self, items: Iterable[T]) -> list[list[T]]:
        """The items by set, in the order of their first."""
        groups: dict[T, list[T]] = {}
        for item in items:
            groups.setdefault(self.find(item), []).append(item)
        return list(groups.values())
