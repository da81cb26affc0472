"""What speaks for a run of words being a person's name, added up.

Known given names and surnames, initials, the office before a name, the act after it, what the
rest of the document calls people, and what spaCy sees. The weights were set by hand on six
documents and are the same for all kinds of text; a name needs :data:`THRESHOLD`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saksdoc.identify import cues
from saksdoc.identify.names import NameLists
from saksdoc.identify.spans import Spans
from saksdoc.identify.tokens import PARTICLES, Token, unread

THRESHOLD = 3.5
LONGEST = 6  # words a name may have


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """What a person finder knows beside the text.

    ``barred`` are the spans that bodies hold; ``label`` gives spaCy's label for a span
    (``PER``, ``ORG`` …, or empty); ``places`` are lower-case place names; ``known`` are full
    names the user gives.
    """

    lists: NameLists
    places: frozenset[str] = frozenset()
    barred: Spans = field(default_factory=Spans)
    label: Callable[[int, int], str] = lambda start, end: ""
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class Memory:
    """What the document itself has taught: full names met, and their last names; and what the
    cues left and right of a place are worth, worked out once.
    """

    full: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)


def evidence(text: str, part: list[Token], context: PeopleContext, memory: Memory) -> float:
    """How much speaks for ``part`` being one person's name; under 0 where it cannot be."""
    first, last = part[0], part[-1]
    if last.initial or last.text in PARTICLES or first.text in PARTICLES:
        return -9.0
    if first.initial and text[first.end : first.end + 1] not in (".", "_"):
        return -9.0
    if any(_office(token, context.lists) for token in part):
        return -9.0
    if any(token.compound and not context.lists.is_given(token.text) for token in part):
        return -9.0
    if bare(part) in cues.NO_PEOPLE:
        return -9.0
    banned = not first.initial and first.text.lower() in cues.NO_FIRST
    if banned or context.barred.touch(first.start, last.end):
        return -9.0
    if all(token.initial for token in part[:-1]) and len(part) > 4:
        return -9.0
    score = _given(first, context, memory) + _middle(part[1:-1], context.lists)
    score += _last(text, part, context, memory)
    score += _left_of(text, first, memory) + _right_of(text, last.end, memory)
    ending = without_genitive(text, part, context.lists, memory).lower()
    if f"{bare(part[:-1])} {ending}" in memory.full:
        score += 2.0
    if len(part) > 4:
        score -= len(part) - 4
    for one, two in itertools.pairwise(part):
        if "\n" in text[one.end : two.start]:
            score -= 1.5 if name_like(two, context.lists) else 4.0
    listed = _first_listed(first, context.lists) or context.lists.is_surname(last.text)
    return score + _seen(context.label(first.start, last.end), listed)


def _office(token: Token, lists: NameLists) -> bool:
    return (
        len(token.text) > 3
        and token.capitalised
        and cues.is_office(token.text)
        and not lists.is_surname(token.text)
        and not lists.is_given(token.text)
    )


def _first_listed(first: Token, lists: NameLists) -> bool:
    return not first.initial and (lists.is_given(first.text) or lists.like_given(first.text))


def _seen(label: str, listed: bool) -> float:
    """What spaCy's label is worth: the very span, a longer one (lists run together), another
    kind. Names that no list knows need another cue beside it: Sámi firms look like people.
    """
    if label == "PER":
        return 1.5 if listed else 0.8
    return 0.0 if label in ("", "IN PER") else -1.0


def _given(first: Token, context: PeopleContext, memory: Memory) -> float:
    if first.initial:
        return 1.5
    if context.lists.is_given(unread(first.text)):
        return 2.5 if first.first and context.lists.is_word(first.text) else 3.0
    if context.lists.like_given(first.text):
        return 2.5
    if context.lists.is_word(first.text):
        return -3.0 if first.first else -2.0
    if first.text.lower() in context.places:
        return -2.0
    if first.text.endswith("s") and context.lists.is_given(first.text[:-1]):
        return 0.0
    return 0.5 if not first.first else 0.0


def _middle(middle: Sequence[Token], lists: NameLists) -> float:
    score = 0.0
    for token in middle:
        if token.initial:
            score += 1.0
        elif lists.is_given(token.text):
            score += 0.7
        elif lists.is_surname(token.text) or lists.like_surname(token.text):
            score += 0.3
        elif token.text in PARTICLES:
            score += 0.2
        else:
            score -= 2.5 if lists.is_word(token.text) else 0.7
    return score


def _last(text: str, part: list[Token], context: PeopleContext, memory: Memory) -> float:
    lists = context.lists
    name = without_genitive(text, part, lists, memory)
    score = 1.0 if name.lower() in memory.last else 0.0
    if lists.is_surname(name):
        score += 1.2 if lists.is_word(name) else 2.0
    elif lists.is_given(name):
        score -= 2.5
    elif name.lower() in context.places:
        score -= 0.5
    elif lists.like_surname(name):
        score += 1.0 if not lists.is_word(name) else -1.0
    elif lists.is_word(name):
        score -= 6.0
    else:
        score += 0.5
    if part[0].initial and score < 1:
        score -= 1.0
    return score


def _left_of(text: str, first: Token, memory: Memory) -> float:
    score = memory.left.get(first.start)
    if score is None:
        score = 0.0 if first.first else 0.5
        before = text[max(0, first.start - 24) : first.start]
        if cues.office_before(text, first.start) is not None:
            score += 2.0
        elif cues.PARTY_BEFORE.search(before) or cues.CALL_BEFORE.search(before):
            score += 0.8
        memory.left[first.start] = score
    return score


def _right_of(text: str, end: int, memory: Memory) -> float:
    score = memory.right.get(end)
    if score is None:
        score = 0.0
        if cues.THING_AFTER.match(text, end) or _TAIL.match(text, end):
            score = -6.0
        elif cues.PARTY_AFTER.match(text, end) or cues.SIGNED_AFTER.match(text, end):
            score = 2.0
        elif cues.ACT_AFTER.match(text, end):
            score = 0.7
        elif cues.PROPOSAL_AFTER.match(text, end):
            score = 1.0
        memory.right[end] = score
    return score


_TAIL = re.compile(r"-\w|/[^A-ZÆØÅ\s]")


_SMALL_NEXT = re.compile(r"[ ][a-zæøå]")


def without_genitive(text: str, part: Sequence[Token], lists: NameLists, memory: Memory) -> str:
    """The last word without the s of a genitive, where it has one."""
    last = part[-1].text
    for ending in ("'s", "’s", "'", "’"):
        if last.endswith(ending) and len(last) > len(ending) + 1:
            return last[: -len(ending)]
    if not last.endswith("s") or len(last) < 4 or last.endswith("ss"):
        return last
    bare, low = last[:-1], last.lower()
    if low in memory.last and low[:-1] not in memory.last and not lists.is_surname(bare):
        return last
    end = part[-1].end
    owning = _SMALL_NEXT.match(text, end) is not None and not cues.ACT_AFTER.match(text, end)
    known = lists.is_surname(bare) or low[:-1] in memory.last or lists.like_surname(bare)
    if known and (owning or not lists.is_surname(last)):
        return bare
    if owning and not lists.is_surname(last) and cues.PROPOSAL_AFTER.match(text, end):
        return bare
    return last


def name_like(token: Token, lists: NameLists) -> bool:
    """Whether a token is an initial or stands in a list."""
    return token.initial or lists.is_given(token.text) or lists.is_surname(token.text)


def bare(part: Sequence[Token]) -> str:
    """The words, lower case, a space between."""
    return " ".join(t.text for t in part).lower()
