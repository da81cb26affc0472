"""JSON values taken apart with their path at hand, so that a broken record says where it is broken.

A validator library would be one more dependency of every install, and would still leave untyped
dicts behind; this hands out typed values or raises RecordError with a path such as
``mentions[3].boxes[0]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from saksdoc.errors import RecordError

_ADVICE = "clean the document again"
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value, the file it is from, and where in it the value stands."""

    value: Any
    file: Path
    path: str = ""

    def wrong(self, expected: str) -> RecordError:
        """The error for a value that is not what it must be."""
        place = self.path or "the record"
        found = type(self.value).__name__
        return RecordError(
            f"{place} is not {expected} (found {found})", where=self.file, advice=_ADVICE
        )

    def __getitem__(self, key: str) -> Node:
        """The value of a key that must be there."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        if key not in self.value:
            what = f"{self.path or 'the record'} has no {key!r}"
            raise RecordError(what, where=self.file, advice=_ADVICE)
        return Node(self.value[key], self.file, f"{self.path}.{key}".lstrip("."))

    def get(self, key: str, default: Any = None) -> Node:
        """The value of a key that may be missing."""
        if isinstance(self.value, dict) and key not in self.value:
            return Node(default, self.file, f"{self.path}.{key}".lstrip("."))
        return self[key]

    def __iter__(self) -> Iterator[Node]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        for index, entry in enumerate(self.value):
            yield Node(entry, self.file, f"{self.path}[{index}]")

    def items(self) -> Iterator[tuple[str, Node]]:
        """The keys and values of an object."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        for key, entry in self.value.items():
            yield key, Node(entry, self.file, f"{self.path}.{key}".lstrip("."))

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.wrong("a text")
        return self.value

    def text_or_none(self) -> str | None:
        """A string or null."""
        return None if self.value is None else self.text()

    def whole(self) -> int:
        """An integer."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong("a whole number")
        return self.value

    def number(self) -> float:
        """An integer or a fraction."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong("a number")
        return float(self.value)

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(entry.text() for entry in self)

    def choice(self, kind: type[_E]) -> _E:
        """One of the values of an enum."""
        try:
            return kind(self.text())
        except ValueError:
            raise self.wrong("one of " + ", ".join(member.value for member in kind)) from None

    def span(self, length: int) -> tuple[int, int]:
        """``start`` and ``end`` of an object, which must lie in a text of that length."""
        start, end = self["start"].whole(), self["end"].whole()
        if not 0 <= start <= end <= length:
            raise self.wrong(f"a stretch of the text (0–{length})")
        return start, end
