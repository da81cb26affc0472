"""Given names that damage turns into words: ``Kare Ness`` was ``Kåre Ness``.

A word with a capital stays unless much speaks against it. Where it is no name itself, would be a
given name with its letter back, and a surname follows, much does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from saksdoc.language import Flag, Kind, Norwegian, Token
from saksdoc.repairing.names import MOST
from saksdoc.repairing.words import Proposal

GROUP, FROM = "person-lost", "real-capital-letter-lost"
SUPPORT = 4.0
"""Nats for a given name before a surname: of a hundred words with a capital before a surname hardly
two are no given names. Set by hand; no more is claimed than of the register's names."""
_GIVEN = int(Flag.GIVEN_NAME)
_NAMED = int(Flag.NAME)
_WORD = int(Flag.DICTIONARY)


def persons(
    proposals: Iterable[Proposal], tokens: Sequence[Token], norwegian: Norwegian
) -> Iterator[Proposal]:
    """The proposals, those of given names before a surname being surer and a class of their own."""
    starts: list[int] | None = None
    for proposal in proposals:
        if proposal.group == FROM and _flags(proposal.after, norwegian) & _GIVEN:
            if starts is None:
                starts = [token.start for token in tokens]
            at = bisect_left(starts, proposal.start) + 1
            if at < len(tokens) and _is_surname(tokens[at], proposal.end, norwegian):
                odds = min(MOST, proposal.log_odds + SUPPORT)
                proposal = proposal._replace(log_odds=odds, group=GROUP)
        yield proposal


def _is_surname(token: Token, end: int, norwegian: Norwegian) -> bool:
    """Whether a token is a name, or no word, with a capital; right behind an offset."""
    if token.kind is not Kind.WORD or token.start != end + 1 or len(token.text) < 2:
        return False
    if not token.text[0].isupper() or not token.text[1:].islower():
        return False
    flags = _flags(token.text, norwegian)
    return bool(flags & _NAMED) or not flags & _WORD


def _flags(form: str, norwegian: Norwegian) -> int:
    row = norwegian.lexicon.number(form)
    return int(norwegian.lexicon.flags[row]) if row >= 0 else 0
