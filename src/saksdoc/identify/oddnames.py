"""Names that stand otherwise: in capitals, surname first, with a royal title."""

from __future__ import annotations

import re

from saksdoc.identify import cues
from saksdoc.identify.evidence import LONGEST, Memory, PeopleContext, bare, name_like
from saksdoc.identify.found import Found
from saksdoc.identify.tokens import Token
from saksdoc.model import EntityKind


def shouted(text: str, run: list[Token], context: PeopleContext, memory: Memory) -> list[Found]:
    """Names in capitals: only where the document knows them, or all of a short run is a name."""
    found = []
    for begin in range(len(run)):
        for end in range(min(len(run), begin + LONGEST), begin + 1, -1):
            part = run[begin:end]
            if bare(part) in memory.full or bare(part) in context.known:
                found.append(_titled(part, 0.85))
                return found
    lists = context.lists
    if _shouted_initial(text, run, context):
        return [_titled(run, 0.7)]
    whole = len(run) <= 4 and not run[-1].initial and lists.is_given(run[0].text)
    if whole and all(name_like(t, lists) for t in run[1:]) and lists.is_surname(run[-1].text):
        plain = [t for t in run if not t.initial and lists.is_word(t.text)]
        if not plain and not context.barred.touch(run[0].start, run[-1].end):
            found.append(_titled(run, 0.75))
    return found


def _shouted_initial(text: str, run: list[Token], context: PeopleContext) -> bool:
    """``KARI N. NORDVIK``: a word, initials, a word, and neither word is an ordinary one."""
    middle = run[1:-1]
    ends = (run[0], run[-1])
    return (
        0 < len(middle) < 3
        and all(token.initial and text[token.end : token.end + 1] == "." for token in middle)
        and not any(token.initial or len(token.text) < 4 for token in ends)
        and not any(context.lists.is_word(token.text) for token in ends)
        and not any(token.text.lower() in context.places for token in ends)
        and not context.barred.touch(run[0].start, run[-1].end)
    )


def _titled(part: list[Token], score: float) -> Found:
    words = [
        f"{t.text}." if t.initial else "-".join(p.capitalize() for p in t.text.split("-"))
        for t in part
    ]
    return Found(part[0].start, part[-1].end, EntityKind.PERSON, " ".join(words), score)


_INVERTED = re.compile(
    r"(?P<last>[A-ZÆØÅÁ][\w'-]+(?:[ ][A-ZÆØÅÁ][\w'-]+)?),[ ]"
    r"(?P<first>[A-ZÆØÅÁ][\w'-]*\.?(?:[ ][A-ZÆØÅÁ](?:[\w'-]+|\.)){0,2})"
    r"(?=[ \t]*(?:$|[\n;():\t–—/]|\d| - |,[ ](?:leder|leiar|nest|medlem|\d)))",
    re.MULTILINE,
)


def inverted(text: str, context: PeopleContext, memory: Memory) -> list[Found]:
    """``Møvik, Randi-Luise``: surname, comma, given names, and then the line or cell ends."""
    lists = context.lists
    found = []
    for match in _INVERTED.finditer(text):
        last, given = match["last"].split(), match["first"].replace(".", " ").split()
        full = " ".join([*given, *last]).lower()
        if context.barred.touch(match.start(), match.end()):
            continue
        names = all(lists.is_given(g) or len(g) == 1 for g in given) and lists.is_given(given[0])
        surname = lists.is_surname(last[-1]) or lists.like_surname(last[-1])
        plain = not lists.is_given(last[0]) and not lists.is_word(last[-1])
        if full in memory.full or (names and surname and plain and _opens(text, match.start())):
            words = [f"{g}." if len(g) == 1 else g for g in given]
            name = " ".join([*words, *last])
            found.append(Found(match.start(), match.end(), EntityKind.PERSON, name, 0.85))
    return found


_ROYAL = re.compile(
    r"(?<!\w)(?:Kong|Dronning|Kronprins|Kronprinsesse|Prinsesse|Prins)[ ]"
    r"(?P<name>[A-ZÆØÅ][a-zæøå]+(?:[ ][A-ZÆØÅ][a-zæøå]+|-[A-ZÆØÅ][a-zæøå]+)?(?:[ ][IVX]+)?)(?!\w)"
)


def royal(text: str) -> list[Found]:
    """``Kong Olav V``: the one kind of person whose title is part of the name."""
    return [
        Found(m.start(), m.end(), EntityKind.PERSON, m.group(), 0.9)
        for m in _ROYAL.finditer(text)
        if not cues.THING_AFTER.match(text[m.end() : m.end() + 30])
    ]


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start]
    head = before.rsplit("\n", 1)[-1].strip()
    return not head or head[-1] in ":;•–—-)" or head.endswith(("v/", "ved")) or head[-1].isdigit()
