"""One document, one spelling: what it decided elsewhere speaks for each single decision.

A form that is surely ``prøva`` in five places is so in the sixth, where the sentence says little;
and a form that stays five times is likely to stay the sixth. So each decision's odds are moved by
those of the other places where the same form was written, and, less, by how often the document has
the proposed word from elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from saksdoc.language import Kind, Token
from saksdoc.repairing.words import Proposal

WEIGHT = 0.7
"""Share of the other places' evidence that counts, for they are not independent. Set by hand, as
are the other weights here."""
PAIRS = "pair"
"""Classes that stand by themselves: that ``for`` is itself thirty times says nothing of the next
(on held pages and text, their probabilities are truer without)."""
ELSEWHERE, MOST_ELSEWHERE = 0.5, 1.5
SURE = 0.9
COMPANY = {"pair:far/får": 0.9}
"""The one pair of which that is not so, with the share of the forms that lost the letter: fathers
and what one gets are met in different documents. On text damaged by lot (blocks that fitted
nothing) its company healed five more of 253 and spoilt one less; of ``ber/bør``, ``for/før`` and
``sa/så`` it says nothing."""
FIRM = 2.0
"""Forms that the share weighs as much as."""
NAMES = ("name-real", "register", "person")


def agreed(proposals: Sequence[Proposal], tokens: Sequence[Token]) -> list[Proposal]:
    """The proposals with their odds moved by the rest of the document."""
    written = Counter([text.lower() for _, _, text, kind in tokens if kind is Kind.WORD])
    chances = [1.0 / (1.0 + math.exp(-max(-30.0, p.log_odds))) for p in proposals]
    made: dict[tuple[str, str], float] = defaultdict(float)
    weighed: Counter[str] = Counter()
    outcome: Counter[str] = Counter()
    for proposal, chance in zip(proposals, chances, strict=True):
        key = proposal.before.lower(), proposal.after.lower()
        made[key] += chance
        weighed[key[0]] += 1
        if chance > SURE:
            outcome[key[1]] += 1
    moved = []
    for proposal, chance in zip(proposals, chances, strict=True):
        before, after = proposal.before.lower(), proposal.after.lower()
        others = made[before, after] - chance
        share = COMPANY.get(proposal.group)
        if share is not None:
            many = max(weighed[before], written[before]) - 1 + FIRM
            kept = min(0.99, (others + FIRM * share) / many)
            odds = kept * (1.0 - share) / ((1.0 - kept) * share)
            proposal = proposal._replace(log_odds=proposal.log_odds + math.log(odds))
        if len(before) == 1 or proposal.group.startswith(PAIRS):
            moved.append(proposal)
            continue
        against = max(weighed[before], written[before]) - made[before, after] - (1.0 - chance)
        shift = WEIGHT * math.log((1.0 + others) / (1.0 + max(0.0, against)))
        seen = outcome[after] - (chance > SURE) + written[after]
        shift += min(MOST_ELSEWHERE, ELSEWHERE * math.log1p(seen))
        if proposal.group.startswith(NAMES) or "capital-noise" in proposal.group:
            # A name that stands so twice is more likely to be right, not less.
            shift = min(0.0, shift)
        if shift:
            proposal = proposal._replace(log_odds=proposal.log_odds + shift)
        moved.append(proposal)
    return moved
