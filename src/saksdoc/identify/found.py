"""A name found in the text, before it is known whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from saksdoc.model import EntityKind, Role


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that names somebody or something.

    ``name`` is what stands there put right: one space between words, no genitive, given name
    first. ``plain`` is false for a part of a name only (a lone surname). ``roles`` are those the
    text states there and ``score`` (0–1) how sure the finder is.
    """

    start: int
    end: int
    kind: EntityKind
    name: str
    score: float
    plain: bool = True
    roles: tuple[Role, ...] = ()
    key: str = ""
