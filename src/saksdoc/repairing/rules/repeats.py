"""What a document repeats, read otherwise once: a line that stands on many pages (``SAHETINGET``
for SAMETINGET), a person's name in lists (``Håret Solvik`` for Måret Solvik).

A running head is damaged differently on each page, so its readings vote. Only a form that is no
word (in a name, no given name) gives way, to one that is like it but for a letter or two, that
stands between the same neighbours, and that the document has several times as often.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from saksdoc.language import Flag
from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "repeated"
_NAME = re.compile(
    r"(?<![\w-])(?=(?P<first>[A-ZÆØÅ][a-zæøåé]{2,14})[ ](?P<last>[A-ZÆØÅ][a-zæøåé]{2,20})(?![\w-]))"
)
MOST_WORDS, LONGEST = 7, 90
"""Words and letters of a line at most: heads are short."""
OFTEN, TIMES = 4, 4
"""So often a line or name must stand, and so many times as often as the odd reading. Set by hand.
"""
SHORT, LONG, MOST = 3, 8, 2
"""Letters of a form that is too short to be known again; from so many on two letters may differ."""
_GIVEN = int(Flag.GIVEN_NAME)
Pattern = tuple[tuple[str, ...], int]
"""The words of a line with one left out, and its place."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Odd readings of what the document repeats, in text that was scanned."""
    if scene.suspicious:
        yield from _lines(text, scene)
        yield from _names(text, scene)


def _lines(text: str, scene: Scene) -> Iterator[Edit]:
    lines: list[tuple[int, list[str]]] = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= LONGEST and len(words := line.split()) <= MOST_WORDS:
            lines.append((start, words))
        start += len(line) + 1
    counts = Counter([tuple(map(_plain, words)) for _, words in lines])
    heads: dict[Pattern, dict[str, int]] = defaultdict(dict)
    for plain, count in counts.items():
        if count >= OFTEN:
            for at, word in enumerate(plain):
                heads[_without(plain, at)][word] = count
    if not heads:
        return
    for start, written in lines:
        plain = tuple(map(_plain, written))
        count = counts[plain]
        if count >= OFTEN:
            continue
        for at, word in enumerate(plain):
            rivals = heads.get(_without(plain, at))
            after = _outvoted(word, count, rivals) if rivals else ""
            if after and not scene.knows(word.strip(".,:;").lower()):
                place = text.index(written[at], start)
                yield Edit(place, place + len(word), after, CAUSE, 0.96)
                break


def _names(text: str, scene: Scene) -> Iterator[Edit]:
    hits = list(_NAME.finditer(text))
    counts = Counter([hit.group("first", "last") for hit in hits])
    rivals: dict[str, dict[str, int]] = defaultdict(dict)
    for (first, last), count in counts.items():
        if count >= OFTEN:
            rivals[last][first] = count
    for hit in hits:
        first, last = hit.group("first", "last")
        if last not in rivals or first in rivals[last]:
            continue
        row = scene.norwegian.lexicon.number(first.lower())
        if row >= 0 and scene.norwegian.lexicon.flags[row] & _GIVEN:
            continue
        after = _outvoted(first, counts[first, last], rivals[last])
        if after:
            yield Edit(hit.start("first"), hit.end("first"), after, CAUSE, 0.96)


def _plain(word: str) -> str:
    """A word, its number (of a page, a case) left open."""
    return "#" if word.strip("./-").isdecimal() or "/" in word else word


def _without(words: tuple[str, ...], at: int) -> Pattern:
    return (*words[:at], *words[at + 1 :]), at


def _outvoted(word: str, count: int, rivals: Mapping[str, int]) -> str:
    """The commonest form that a word is a reading of; empty for none."""
    near = [
        (far, -often, form)
        for form, often in rivals.items()
        if often >= TIMES * count and form.isalpha() and 0 < (far := _apart(word, form)) <= MOST
    ]
    return min(near, default=(0, 0, ""))[2]


def _apart(read: str, form: str) -> int:
    """In how many letters two forms differ; more than :data:`MOST` where they are not alike."""
    if len(form) <= SHORT or not any(map(str.isalpha, read)):
        return MOST + 1
    if len(read) == len(form):
        found = sum(a != b for a, b in zip(read, form, strict=True))
        return found if found == 1 or len(form) >= LONG else MOST + 1
    short, long = sorted((read, form), key=len)
    alike = len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
    return 1 if alike else MOST + 1
