"""Stretches of text that are taken, asked often and fast."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from saksdoc.identify.found import Found


class Spans:
    """Spans (start, end), half-open, which may overlap; asked whether one touches another."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Overlapping spans are merged."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    @classmethod
    def of(cls, found: Iterable[Found]) -> Spans:
        """The spans of names found."""
        return cls((item.start, item.end) for item in found)

    def touch(self, start: int, end: int) -> bool:
        """Whether any span shares a letter with ``start``–``end``."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end
