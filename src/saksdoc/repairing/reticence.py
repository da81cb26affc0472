"""What is only suggested in text that an engine with the Norwegian letters read.

Such a reading is right but for a word here and there, and what looks like damage is oftener the
writer's own slip, which an archive must not mend without a word. A hyphen inside a line stood on
the page (ten of ten times on rendered pages), and so, nearly always, did words written as one; a
letter that is missing or too many was left out or added by the writer: engines take a letter for
another.
"""

from __future__ import annotations

from saksdoc.model import Edit
from saksdoc.repairing.channel import KEEPING
from saksdoc.repairing.options import RepairContext
from saksdoc.repairing.rules import fused, hyphens
from saksdoc.repairing.words import Proposal

KEPT_CAUSES = frozenset((hyphens.INSIDE, fused.CAUSE))
COMPOUND = "compound"
"""Words that no lexicon has are spelled in more ways than the parts they are made of."""


def is_writers(proposal: Proposal, context: RepairContext) -> bool:
    """Whether what a change mends is likelier the writer's slip than the reader's."""
    if context.read_by != KEEPING:
        return False
    return proposal.group.startswith(COMPOUND) or any(
        true in written or written in true
        for true, _, written in (pair.partition("→") for pair in proposal.cause.split("+"))
    )


def is_on_page(edit: Edit, context: RepairContext) -> bool:
    """Whether the page has what the edit of a rule would mend."""
    return context.read_by == KEEPING and edit.cause in KEPT_CAUSES
