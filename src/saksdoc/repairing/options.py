"""What a caller may tell the repair about a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReadBy = Literal["unknown", "eng", "nor"]


@dataclass(frozen=True, slots=True)
class RepairContext:
    """What is known of a text besides its letters; everything may be left out.

    Args:
        register: Names of bodies and people as an archive spells them. Where letters were lost they
            are put back by it, except in words and names that are sound as they stand.
        read_by: The engine that read it: ``eng`` loses æ, ø and å, ``nor`` keeps them.
        spans: Raw stretches (start, end) whose damage is estimated apart, e.g. pages.
        language: ``nb`` or ``nn`` where it is known.
        suggest_only: Apply nothing, list everything.
    """

    register: tuple[str, ...] = ()
    read_by: ReadBy = "unknown"
    spans: tuple[tuple[int, int], ...] = ()
    language: str | None = None
    suggest_only: bool = False
