"""Signs that may be letters: one that stands alone (``&`` for å), or at a word's end (``p&``).

What they are depends on their place: before what they stand, and whether a sentence begins there.
"""

from __future__ import annotations

import math

from saksdoc.language import Token
from saksdoc.language.substitutions import Edit as Misreading
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.decode import Hypothesis, Slot
from saksdoc.repairing.documentsearch import DocumentSearch
from saksdoc.repairing.weighing import CODE_COST, Weigher

SIGN_LOST = 0.25
"""Share of lost letters from which on a lone sign is taken for one."""
SIGN_COST = 3.0
"""Nats against ``&`` and its like before a small letter being what they look like."""
SHORT_LINE = 50
TAILS = "&€!|]@4"
"""Signs at a word's end that may be its last letter (``p&``, ``ti!``)."""
TAIL_COST = 3.0
"""Nats by which an exclamation mark before a capital is likelier one. Before a small letter it is
likelier a letter by twice that, and signs that no one writes at a word's end by three times."""
_LIKE_AMPERSAND = "&€{|]"


def with_tail(text: str, token: Token, search: DocumentSearch) -> tuple[Candidate, ...]:
    """Candidates that take the sign after a word for its last letter."""
    end = token.end
    sign = text[end : end + 1]
    if not sign or sign not in TAILS or text[end + 1 : end + 2].isalnum():
        return ()
    whole = token.text + sign
    at = end + 1
    while text.startswith(" ", at):
        at += 1
    after = text[at : at + 1]
    if sign in "!4":
        doubt = TAIL_COST if not after.islower() else -2 * TAIL_COST
    else:
        doubt = -3 * TAIL_COST
    return tuple(
        c._replace(cost=c.cost + doubt)
        for c in search.candidates(whole)
        if c.edits[-1].end == len(whole) and c.surface[-1].isalpha()
    )


def lone(
    text: str, token: Token, trues: tuple[tuple[str, float], ...], lost: float, weigher: Weigher
) -> Slot:
    """What a lone sign may be: ``trues`` with how often each is read so, where ``lost`` of the
    letters are lost.
    """
    as_read = weigher.as_read(token)
    if lost < SIGN_LOST or _is_listed(text, token):
        return Slot.of((as_read,))
    found = []
    begun = begins(text, token)
    if token.text in _LIKE_AMPERSAND and text[token.end : token.end + 2].strip()[:1].islower():
        as_read = as_read._replace(own=as_read.own - SIGN_COST)
    elif len(token.text) > 1:
        as_read = as_read._replace(own=as_read.own - CODE_COST)
    for true, rate in trues:
        letter = true[0].upper() + true[1:] if begun else true
        if token.text == "A":
            rate = 0.9 if begun else 0.02
        edit = Misreading(0, len(token.text), token.text, true)
        cost = -math.log(rate * lost)
        candidate = Candidate(true, letter, cost, (edit,), "word")
        found.append(Hypothesis(weigher.model.id(true), -cost, candidate))
    return Slot.of((as_read, *found))


def _is_listed(text: str, token: Token) -> bool:
    """Whether a lone sign is a list's mark, part of a number or set off by brackets."""
    after = text[token.end : token.end + 1]
    before = text[token.start - 1 : token.start] if token.start else "\n"
    return not (after in " \n" and before in " \n(")


def begins(text: str, token: Token) -> bool:
    """Whether a sentence begins with a token: after a full stop, a bullet or a blank line, or on a
    line of its own kind (a heading) after a line that does not fill up.
    """
    before = text[max(0, token.start - 160) : token.start]
    kept = before.rstrip()
    if not kept or kept[-1] in '.!?:•*«"' or before[len(kept) :].count("\n") > 1:
        return True
    line = kept[kept.rfind("\n") + 1 :]
    return "\n" in before[len(kept) :] and token.text == "A" and len(line) < SHORT_LINE
