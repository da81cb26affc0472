"""Finds people: which capitalised words are a person's name, and where one name ends.

Lists of members that run together are parted by choosing the division with the most evidence
(dynamic programming). A person that is none is the worst error, so the threshold is high.
"""

from __future__ import annotations

from saksdoc.identify import cues
from saksdoc.identify.bodies import apart
from saksdoc.identify.evidence import (
    LONGEST,
    THRESHOLD,
    Memory,
    PeopleContext,
    bare,
    evidence,
    without_genitive,
)
from saksdoc.identify.found import Found
from saksdoc.identify.oddnames import inverted, royal, shouted
from saksdoc.identify.tokens import PARTICLES, Token, runs, unread
from saksdoc.model import EntityKind

_PART_LEFT = -1.5  # a capitalised word beside a name that the name does not take


def find_people(text: str, tokens: tuple[Token, ...], context: PeopleContext) -> tuple[Found, ...]:
    """Every person named in full (or by given name initial and surname), in text order.

    Two passes: the second knows the names that the first was sure of.
    """
    memory = Memory(full=set(context.known))
    candidates = [r for r in runs(text, tokens, capitals=False) if len(r) > 1]
    for run in candidates:
        for segment, score in _divide(text, run, context, memory):
            if score >= THRESHOLD:
                last = without_genitive(text, segment, context.lists, memory)
                memory.full.add(" ".join([bare(segment[:-1]), last.lower()]))
                memory.last.add(last.lower())
    found = []
    for run in candidates:
        for segment, score in _divide(text, run, context, memory):
            if score >= THRESHOLD:
                found.append(_found(text, segment, score, context, memory))
    for run in runs(text, tokens, capitals=True):
        if len(run) > 1:
            found += shouted(text, run, context, memory)
    found += inverted(text, context, memory)
    found += royal(text)
    found = apart(found)
    return tuple(sorted(found, key=lambda f: f.start))


def _divide(
    text: str, run: list[Token], context: PeopleContext, memory: Memory
) -> list[tuple[list[Token], float]]:
    """The division of a run into names with the most evidence."""
    best: list[tuple[float, int | None]] = [(0.0, None)]
    scores: dict[tuple[int, int], float] = {}
    for end in range(1, len(run) + 1):
        skip = best[end - 1][0] + (_PART_LEFT if not run[end - 1].initial else -0.5)
        choice: tuple[float, int | None] = (skip, None)
        for begin in range(max(0, end - LONGEST), end - 1):
            score = evidence(text, run[begin:end], context, memory)
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
    return [(_widened(text, part, run, parts, context), score) for part, score in parts[::-1]]


def _widened(
    text: str, part: list[Token], run: list[Token], parts: list[tuple[list[Token], float]],
    context: PeopleContext,
) -> list[Token]:  # fmt: skip
    """A name with the unknown capitalised word beside it: ``Karita Bekkemellem Orheim``."""
    lists = context.lists
    if context.label(part[0].start, part[-1].end) == "PER":
        return part
    taken = {token.start for other, _ in parts for token in other}
    first, last = run.index(part[0]), run.index(part[-1])
    if first and not lists.is_given(part[0].text) and not part[0].initial:
        before = run[first - 1]
        loose = not before.first and _unknown(before, taken, context)
        if loose and "\n" not in text[before.end : part[0].start]:
            part = [before, *part]
    if last + 1 < len(run) and not lists.is_surname(part[-1].text):
        after = run[last + 1]
        if _unknown(after, taken, context) and "\n" not in text[part[-1].end : after.start]:
            part = [*part, after]
    return part


def _unknown(token: Token, taken: set[int], context: PeopleContext) -> bool:
    low = token.text.lower()
    return (
        token.start not in taken
        and not token.initial
        and not token.compound
        and token.text not in PARTICLES
        and low not in cues.NO_FIRST
        and low not in context.places
        and not context.lists.is_word(token.text)
        and not context.barred.touch(token.start, token.end)
        and cues.OFFICE_ALONE.fullmatch(token.text) is None
    )


def _large(initial: str) -> str:
    return initial.upper() if len(initial) == 1 else initial


def _found(
    text: str, part: list[Token], score: float, context: PeopleContext, memory: Memory
) -> Found:
    words = [f"{_large(t.text)}." if t.initial else unread(t.text) for t in part[:-1]]
    words.append(without_genitive(text, part, context.lists, memory))
    sure = min(1.0, 0.5 + score / 14)
    return Found(part[0].start, part[-1].end, EntityKind.PERSON, " ".join(words), round(sure, 2))
