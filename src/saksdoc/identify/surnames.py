"""Lone surnames: ``Møvik`` alone, tied to the one person of the document it can mean.

A surname that two people share is tied to neither, unless an office says which. A surname that
the text also uses as a place (``i Tafjord``) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saksdoc.identify import cues
from saksdoc.identify.found import Found
from saksdoc.identify.names import NameLists
from saksdoc.identify.organisations import PLACE_BEFORE
from saksdoc.identify.same import same_person
from saksdoc.identify.spans import Spans
from saksdoc.identify.tokens import Token
from saksdoc.model import EntityKind

_GOES_ON = re.compile(r"[-/]\w|[ ][A-ZÆØÅ][\w-]")
_LED = re.compile(r"[A-ZÆØÅ][\w.-]*[ -]$")
_FROM = re.compile(r"(?:^|[ \n])(?:til|fra|frå)[ \n]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SurnameContext:
    """What is known: lists, place names (lower case), what is taken, spaCy's label of a span."""

    lists: NameLists
    places: frozenset[str]
    taken: Spans
    label: Callable[[int, int], str]


def find_surnames(
    text: str, tokens: Sequence[Token], people: Sequence[Found], context: SurnameContext
) -> tuple[Found, ...]:
    """Lone surnames of the people found, and of those whom an office announces."""
    by_last: dict[str, set[str]] = {}
    for person in people:
        by_last.setdefault(person.name.split()[-1].lower(), set()).add(person.name)
    places: set[str] = set()
    found: list[Found] = []
    for token in tokens:
        if not token.capitalised or token.compound or context.taken.touch(token.start, token.end):
            continue
        name = _bare(token.text, by_last)
        owners = by_last.get(name.lower(), set())
        if not owners and not context.lists.is_surname(name):
            continue
        called = cues.office_before(text, token.start, 50) is not None
        if PLACE_BEFORE.search(text[max(0, token.start - 10) : token.start]) and not called:
            places.add(name.lower())
        item = _one(text, token, name, owners, context, called=called)
        if item is not None:
            found.append(item)
    return tuple(f for f in found if _bare(text[f.start : f.end], by_last).lower() not in places)


def _bare(name: str, by_last: dict[str, set[str]]) -> str:
    low = name.lower()
    return name[:-1] if low not in by_last and low.endswith("s") and low[:-1] in by_last else name


def _one(
    text: str, token: Token, name: str, owners: set[str], context: SurnameContext, *, called: bool
) -> Found | None:  # fmt: skip
    if not called and not owners:
        return None
    if not _alone(text, token, context, called=called):
        return None
    full = _the_one(owners, context.lists)
    if full is not None:
        return Found(token.start, token.end, EntityKind.PERSON, full, 0.8, False)
    if called and context.lists.is_surname(name):
        return Found(token.start, token.end, EntityKind.PERSON, name, 0.6, False)
    return None


def _the_one(owners: set[str], lists: NameLists) -> str | None:
    """The name, if all the names that end so are forms of one."""
    if not owners:
        return None
    longest = max(sorted(owners), key=lambda n: (len(n.split()), len(n)))
    return longest if all(same_person(longest, o, lists) for o in owners) else None


def _alone(text: str, token: Token, context: SurnameContext, *, called: bool) -> bool:
    lead = text[max(0, token.start - 25) : token.start]
    if cues.THING_AFTER.match(text, token.end) or _GOES_ON.match(text, token.end):
        return False
    if called:
        return True
    plain = context.lists.is_word(token.text) or context.lists.is_given(token.text)
    if _LED.search(lead) or plain or token.text.lower() in context.places:
        return False
    if context.label(token.start, token.end) in ("LOC", "GPE", "ORG"):
        return False
    return not (PLACE_BEFORE.search(lead) or _FROM.search(lead))
