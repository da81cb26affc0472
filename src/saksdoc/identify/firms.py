"""Finds municipalities and firms: a name, and ``kommune`` or a legal form after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.identify.forms import FUNCTION_WORDS, NO_LEFT, POSITIONS
from saksdoc.identify.found import Found
from saksdoc.identify.heads import key_of
from saksdoc.identify.names import NameLists
from saksdoc.identify.reach import UP, BodyContext
from saksdoc.model import EntityKind

_FIRM = re.compile(
    rf"(?<![\w])(?P<name>[{UP}][\w&'’.-]*(?:[ ](?:og[ ]|&[ ])?[{UP}][\w&'’.-]*){{0,4}}"
    r"(?:[ ][a-zæøå]{3,}){0,2})[ ]"
    r"(?P<form>AS|A/S|A\.S|ASA|ANS|BA|SA|DA|KF|IKS|HF|RHF|SF|AlS|AfS|Ltd\.?)(?![\w])"
)
_TOWN = re.compile(
    rf"(?<![\w-])(?P<name>[{UP}][\w-]+(?:[ ](?:og[ ])?[{UP}][\w-]+){{0,2}})[ \n]"
    r"(?P<form>kommunen?|komm?eune|herad|suohkan|gielda|tjïelte|KOMMUNE)(?P<genitive>[sS])?(?![\w])"
)
# The end of a line of running text: a small word, then the first words of a name.
_LINE_END = re.compile(
    rf"[ ](?:med|av|fra|frå|til|og|hos|for|ved|mot|mellom|at|som)[ ]"
    rf"(?P<name>[{UP}][\w&'’-]*(?:[ ][{UP}][\w&'’-]*){{0,2}})[ ]?\n$"
)


def towns(text: str, context: BodyContext) -> Iterator[Found]:
    """``Øygarden kommune``, ``EVJE OG HORNNES KOMMUNE``, ``Guovdageainnu suohkan``."""
    for match in _TOWN.finditer(text):
        parts = match["name"].split()
        while parts and " ".join(parts).lower() not in context.register.places:
            parts = parts[1:]
        if not parts:
            parts = match["name"].split()[-1:]
            if context.lists.is_word(parts[0]) or parts[0] in NO_LEFT:
                continue
            before = match["name"].split()[-2:-1]
            parts = [*before, *parts] if before and before[0] in POSITIONS else parts
        name = " ".join(parts)
        start = match.end("name") - len(name)
        form = match["form"].lower()
        if match["form"].isupper():
            name = name.title()
        form = "kommune" if form.startswith("komm") else form
        clean = f"{name} {form}"
        yield Found(start, match.end(), EntityKind.BODY, clean, 0.98, key=key_of(clean))


def firms(text: str, lists: NameLists) -> Iterator[Found]:
    """``Oves varesenter AS``, ``Helse Bergen HF``."""
    for match in _FIRM.finditer(text):
        parts = match["name"].split()
        while parts and (parts[0] in NO_LEFT or parts[0] in ("Fra", "Firmaet", "Selskapet")):
            parts = parts[1:]
        small = [i for i, p in enumerate(parts) if p.isupper() and p.lower() in FUNCTION_WORDS]
        parts = parts[small[-1] + 1 :] if small else parts
        if parts and parts[0][0].isupper() and not any(p in FUNCTION_WORDS for p in parts):
            name = " ".join([*parts, match["form"]])
            start = match.end() - len(name)
            first = _line_before(text, start, lists)
            if first:
                start, name = start - len(first), f"{' '.join(first.split())} {name}"
            yield Found(start, match.end(), EntityKind.BODY, name, 0.9, key=key_of(name))


def _line_before(text: str, start: int, lists: NameLists) -> str:
    """What of the firm's name stands at the end of the line before, its line break included."""
    match = _LINE_END.search(text, max(0, start - 80), start)
    if match is None:
        return ""
    parts = match["name"].split()
    if any(p in NO_LEFT or p.isupper() for p in parts) or lists.is_word(parts[-1]):
        return ""
    if lists.is_given(parts[0]):
        return ""  # a person, then a firm
    return text[match.start("name") : start]
