"""How well two sets of findings agree: precision, recall, F1, and B³ for entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Findings against what was expected, as multisets."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of the findings that were expected; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected that was found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: Agreement) -> Agreement:
        """Counts of two documents together."""
        return Agreement(
            self.right + other.right, self.found + other.found, self.expected + other.expected
        )


def agreement(expected: Iterable[Hashable], found: Iterable[Hashable]) -> Agreement:
    """Compare as multisets.

    >>> agreement("aab", "abc").f1
    0.6666666666666666
    """
    left, right = Counter(expected), Counter(found)
    return Agreement((left & right).total(), right.total(), left.total())


def b_cubed(
    expected: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]
) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998) of two clusterings.

    Both map a mention to its entity; only mentions in both count.
    """
    shared = [mention for mention in expected if mention in found]
    if not shared:
        return 1.0, 1.0, 1.0
    both = Counter((expected[m], found[m]) for m in shared)
    true_sizes = Counter(expected[m] for m in shared)
    own_sizes = Counter(found[m] for m in shared)
    precision = sum(n * n / own_sizes[own] for (_, own), n in both.items()) / len(shared)
    recall = sum(n * n / true_sizes[true] for (true, _), n in both.items()) / len(shared)
    return precision, recall, 2 * precision * recall / (precision + recall)
