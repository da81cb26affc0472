"""Bodies and people: one entity from many spellings.

The front door is :class:`Identifier`. Names are found by evidence (lists, forms, cues, the
register, spaCy), then united where they are one, each union with a reason.
"""

from __future__ import annotations

from saksdoc.identify.identifier import Identifier
from saksdoc.identify.linking import slug
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Known, Register
from saksdoc.identify.same import same_person
from saksdoc.identify.ties import Tie, Ties

__all__ = [
    "Identifier", "Known", "NameLists", "Register", "Tie", "Ties", "same_person", "slug",
]  # fmt: skip
