"""A capital inside a word (``jJakttid``, ``rJdet``, ``ElIa``, ``iBergvik``, ``KariMoen``): a letter
read twice, a J for å, an I for l, or the beginning of a name that ran together with a word.

Engines of the 1990s left them. The whole must be a word with the letter taken out or put in; two
words are parted only before a name, behind a preposition or a given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Flag
from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE, FUSED, LOST, ALIKE = "twice", "fused", "å→j", "l→i"
_HUMP = re.compile(r"[a-zæøå][A-ZÆØÅ](?=[a-zæøå])|[a-zæøå]J(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = frozenset(
    str.split("i på av til fra frå ved og for med om hos mot over under ved som er ble har")
)
_SHORT = frozenset(("på", "så", "må", "få", "gå", "nå", "råd", "når", "vår", "får", "går", "mål"))
"""Short words that are taken for such; ``dJ`` is rather d and a bracket."""
LONG, SHORTEST_NAME = 4, 3
"""Letters that a word, and each of two names, must have. Set by hand, as is all here."""
_NAMED, _GIVEN, _WORDLY = int(Flag.NAME), int(Flag.GIVEN_NAME), int(Flag.DICTIONARY)


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Capitals behind small letters, in text that was scanned."""
    if not scene.suspicious:
        return
    for hit in _HUMP.finditer(text):
        start, at = hit.start(), hit.start() + 1
        while start and text[start - 1].isalpha():
            start -= 1
        whole = _WORD.match(text, start)
        if whole is None or text[start - 1 : start] in ("-", "@", ".", "/"):
            continue
        word = whole.group()
        small, capital = text[at - 1], text[at]
        rest = word[: at - start] + word[at + 1 - start :]
        if sum(letter.isupper() for letter in word[1:]) > 1:
            continue
        if small.upper() == capital:
            halves = word[: at - start], word[at - start :]
            fused = all(len(h) >= LONG and scene.knows(h.lower()) for h in halves)
            if len(rest) >= LONG and not fused and scene.knows(rest.lower()):
                yield Edit(at, at + 1, "", CAUSE, 0.97)
        elif (
            capital == "I"
            and len(word) >= LONG
            and _is_known(f"{word[: at - start]}l{word[at + 1 - start :]}", scene)
        ):
            yield Edit(at, at + 1, "l", ALIKE, 0.97)
        elif capital == "J" and _is_word(f"{word[: at - start]}å{word[at + 1 - start :]}", scene):
            yield Edit(at, at + 1, "å", LOST, 0.96)
        elif _are_two(word[: at - start], word[at - start :], scene):
            yield Edit(at, at, " ", FUSED, 0.96)


def _is_word(form: str, scene: Scene) -> bool:
    """Whether a form is a word that å may end or stand in."""
    if len(form) < LONG or form[-1] == "å":
        return form in _SHORT
    return scene.knows(form.lower())


def _is_known(form: str, scene: Scene) -> bool:
    """Whether a form is a word or a name."""
    return scene.knows(form.lower()) or bool(_flags(form, scene) & _NAMED)


def _are_two(first: str, second: str, scene: Scene) -> bool:
    """Whether a preposition and a name ran together, or a given name and another name."""
    if len(second) < SHORTEST_NAME or not _flags(second, scene) & _NAMED:
        return False
    if first in _BEHIND:
        return True
    return (
        len(first) >= SHORTEST_NAME
        and first[0].isupper()
        and bool(_flags(first, scene) & _GIVEN)
        and not _flags(second, scene) & _WORDLY
    )


def _flags(form: str, scene: Scene) -> int:
    row = scene.norwegian.lexicon.number(form.lower())
    return int(scene.norwegian.lexicon.flags[row]) if row >= 0 else 0
