"""Finds people: which capitalised words are a person's name, and where one name ends.

Evidence is added up: known given names and surnames, initials, the office before a name, the act
after it, what the rest of the document calls people, and what spaCy sees. Lists of members that
run together are parted by choosing the division with the most evidence (dynamic programming).
A person that is none is the worst error, so the threshold is high.

The weights were set by hand on six documents and are the same for all kinds of text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saksdoc.identify import cues
from saksdoc.identify.found import Found
from saksdoc.identify.names import NameLists
from saksdoc.identify.tokens import PARTICLES, Token, runs, unread
from saksdoc.model import EntityKind

THRESHOLD = 3.5
LONGEST = 6
_PART_LEFT = -1.5  # a capitalised word beside a name that the name does not take


@dataclass(frozen=True, slots=True)
class PeopleContext:
    """What a person finder knows beside the text.

    ``barred`` are spans (start, end) that bodies hold; ``label`` gives spaCy's label for a span
    (``PER``, ``ORG`` …, or empty); ``places`` are lower-case place names; ``known`` are full
    names the user gives.
    """

    lists: NameLists
    places: frozenset[str] = frozenset()
    barred: tuple[tuple[int, int], ...] = ()
    label: Callable[[int, int], str] = lambda start, end: ""
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Memory:
    """What the document itself has taught: full names met, and their last names."""

    full: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)


def find_people(text: str, tokens: tuple[Token, ...], context: PeopleContext) -> tuple[Found, ...]:
    """Every person named in full (or by given name initial and surname), in text order.

    Two passes: the second knows the names that the first was sure of.
    """
    memory = _Memory(full=set(context.known))
    candidates = [r for r in runs(text, tokens, capitals=False) if len(r) > 1]
    shouted = [r for r in runs(text, tokens, capitals=True) if len(r) > 1]
    for run in candidates:
        for segment, score in _divide(text, run, context, memory):
            if score >= THRESHOLD:
                last = _without_genitive(text, segment, context.lists, memory)
                memory.full.add(" ".join([_bare(segment[:-1]), last.lower()]))
                memory.last.add(last.lower())
    found = []
    for run in candidates:
        for segment, score in _divide(text, run, context, memory):
            if score >= THRESHOLD:
                found.append(_found(text, segment, score, context, memory))
    for run in shouted:
        found += _capitals(text, run, context, memory)
    found += _inverted(text, context, memory)
    found += _royal(text)
    found = _apart(found)
    return tuple(sorted(found, key=lambda f: f.start))


def _divide(
    text: str, run: list[Token], context: PeopleContext, memory: _Memory
) -> list[tuple[list[Token], float]]:
    """The division of a run into names with the most evidence."""
    best: list[tuple[float, int | None]] = [(0.0, None)]
    scores: dict[tuple[int, int], float] = {}
    for end in range(1, len(run) + 1):
        skip = best[end - 1][0] + (_PART_LEFT if not run[end - 1].initial else -0.5)
        choice: tuple[float, int | None] = (skip, None)
        for begin in range(max(0, end - LONGEST), end - 1):
            score = _evidence(text, run[begin:end], context, memory)
            scores[begin, end] = score
            if score >= THRESHOLD and best[begin][0] + score > choice[0]:
                choice = (best[begin][0] + score, begin)
        best.append(choice)
    parts = []
    end = len(run)
    while end > 0:
        opening = best[end][1]
        if opening is None:
            end -= 1
            continue
        parts.append((run[opening:end], scores[opening, end]))
        end = opening
    return parts[::-1]


def _evidence(text: str, part: list[Token], context: PeopleContext, memory: _Memory) -> float:
    first, last = part[0], part[-1]
    if last.initial or last.text in PARTICLES or first.text in PARTICLES:
        return -9.0
    if first.initial and text[first.end : first.end + 1] not in (".", "_"):
        return -9.0
    if (not first.initial and first.text.lower() in cues.NO_FIRST) or _crosses(
        context.barred, first.start, last.end
    ):
        return -9.0
    if all(token.initial for token in part[:-1]) and len(part) > 4:
        return -9.0
    score = _given(first, context, memory) + _middle(part[1:-1], context.lists)
    score += _last(text, part, context, memory) + _around(text, part)
    bare = _without_genitive(text, part, context.lists, memory).lower()
    if f"{_bare(part[:-1])} {bare}" in memory.full:
        score += 2.0
    if len(part) > 4:
        score -= len(part) - 4
    for one, two in itertools.pairwise(part):
        if "\n" in text[one.end : two.start]:
            score -= 1.5 if _name_like(two, context.lists) else 4.0
    label = context.label(first.start, last.end)
    return score + {"PER": 1.5, "": 0.0, "PART": 0.0}.get(label, -1.5)


def _given(first: Token, context: PeopleContext, memory: _Memory) -> float:
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


def _last(text: str, part: list[Token], context: PeopleContext, memory: _Memory) -> float:
    lists = context.lists
    name = _without_genitive(text, part, lists, memory)
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
        score -= 2.5
    else:
        score += 0.5
    if part[0].initial and score < 1:
        score -= 1.0
    return score


def _around(text: str, part: list[Token]) -> float:
    start, end = part[0].start, part[-1].end
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    if cues.THING_AFTER.match(after) or re.match(r"-\w|/[^A-ZÆØÅ\s]", after):
        return -6.0
    score = 0.0 if part[0].first else 0.5
    if cues.OFFICE_BEFORE.search(before):
        score += 2.0
    elif cues.PARTY_BEFORE.search(before) or cues.CALL_BEFORE.search(before):
        score += 0.8
    if cues.PARTY_AFTER.match(after) or cues.SIGNED_AFTER.match(after):
        score += 2.0
    elif cues.ACT_AFTER.match(after):
        score += 0.7
    elif cues.PROPOSAL_AFTER.match(after):
        score += 1.0
    return score


def _without_genitive(text: str, part: Sequence[Token], lists: NameLists, memory: _Memory) -> str:
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
    follows = re.match(r"[ ]([a-zæøå]+)", text[part[-1].end : part[-1].end + 30])
    owning = follows is not None and not cues.ACT_AFTER.match(
        text[part[-1].end : part[-1].end + 30]
    )
    known = lists.is_surname(bare) or low[:-1] in memory.last or lists.like_surname(bare)
    if known and (owning or not lists.is_surname(last)):
        return bare
    if (
        owning
        and not lists.is_surname(last)
        and cues.PROPOSAL_AFTER.match(text[part[-1].end : part[-1].end + 40])
    ):
        return bare
    return last


def _found(
    text: str, part: list[Token], score: float, context: PeopleContext, memory: _Memory
) -> Found:
    words = [f"{t.text}." if t.initial else unread(t.text) for t in part[:-1]]
    words.append(_without_genitive(text, part, context.lists, memory))
    sure = min(1.0, 0.5 + score / 14)
    return Found(part[0].start, part[-1].end, EntityKind.PERSON, " ".join(words), round(sure, 2))


def _capitals(text: str, run: list[Token], context: PeopleContext, memory: _Memory) -> list[Found]:
    """Names in capitals: only where the document knows them, or all of a short run is a name."""
    found = []
    for begin in range(len(run)):
        for end in range(min(len(run), begin + LONGEST), begin + 1, -1):
            part = run[begin:end]
            if _bare(part) in memory.full or _bare(part) in context.known:
                found.append(_titled(part, 0.85))
                return found
    lists = context.lists
    if _shouted_initial(run, context):
        return [_titled(run, 0.7)]
    whole = len(run) <= 4 and not run[-1].initial and lists.is_given(run[0].text)
    if whole and all(_name_like(t, lists) for t in run[1:]) and lists.is_surname(run[-1].text):
        plain = [t for t in run if not t.initial and lists.is_word(t.text)]
        if not plain and not _crosses(context.barred, run[0].start, run[-1].end):
            found.append(_titled(run, 0.75))
    return found


def _shouted_initial(run: list[Token], context: PeopleContext) -> bool:
    """``KARI N. NORDVIK``: a word, initials, a word, and neither word is an ordinary one."""
    middle = run[1:-1]
    ends = (run[0], run[-1])
    return (
        0 < len(middle) < 3
        and all(token.initial for token in middle)
        and not any(token.initial or len(token.text) < 4 for token in ends)
        and not any(context.lists.is_word(token.text) for token in ends)
        and not any(token.text.lower() in context.places for token in ends)
        and not _crosses(context.barred, run[0].start, run[-1].end)
    )


def _name_like(token: Token, lists: NameLists) -> bool:
    return token.initial or lists.is_given(token.text) or lists.is_surname(token.text)


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


def _inverted(text: str, context: PeopleContext, memory: _Memory) -> list[Found]:
    """``Møgster, Randi-Luise``: surname, comma, given names, and then the line or cell ends."""
    lists = context.lists
    found = []
    for match in _INVERTED.finditer(text):
        last, given = match["last"].split(), match["first"].replace(".", " ").split()
        full = " ".join([*given, *last]).lower()
        if _crosses(context.barred, match.start(), match.end()):
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


def _royal(text: str) -> list[Found]:
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


def _apart(found: list[Found]) -> list[Found]:
    """Of names that overlap the surer, then the longer stays."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (-(f.end - f.start), -f.score)):
        if all(item.end <= k.start or k.end <= item.start for k in kept):
            kept.append(item)
    return kept


def _bare(part: Sequence[Token]) -> str:
    return " ".join(t.text for t in part).lower()


def _crosses(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in spans)
