"""A capital Ø, Æ or Å inside a word (``bØr``, ``sØknad``): small, where that gives a word.

Engines of the 1990s had only the capital in their font tables for some sizes. Where a text has many
such words, it is small in those that no lexicon has as well. Others lacked the capital Å
(``Apning``, ``OMRADER``): it is put back where that alone makes a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Flag
from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "capital"
SEVERAL, MANY = 3, 8
_BEGINNING = re.compile(r"(?<=[a-zæøå][ ])Ø[a-zæøå]{2,}(?![\w-])")
_LACKING = re.compile(r"(?<![^\W_])(?:A[a-zæøå]{4,}|[A-ZÆØÅ]{5,})(?![\w-])")
COMMON = -13.0
"""Log frequency that the word with Å must have. Set by hand."""
_NAMED = int(Flag.CAPITAL | Flag.NAME)
_AMONG_SMALL = re.compile(r"^[A-ZÆØÅ]?[a-zæøå]*[ÆØÅ][a-zæøå]+$")
_LETTER = re.compile("[ÆØÅ]")
_INSIDE = re.compile(r"(?<![^\W_])[A-ZÆØÅ]?[a-zæøå]*[ÆØÅ][a-zæøåÆØÅY]*(?![^\W_])")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Words with a Norwegian capital after a small letter, or after the first of a small word; and,
    where there are several, small words inside a sentence that begin with one (``de Øvrige``).
    """
    inside = list(words_with(_LETTER, _INSIDE, text))
    if sum(hit.group()[1:] != hit.group()[1:].lower() for hit in inside) >= SEVERAL:
        for hit in _BEGINNING.finditer(text):
            row = scene.norwegian.lexicon.number(hit.group())
            if row >= 0 and not scene.norwegian.lexicon.flags[row] & _NAMED:
                yield Edit(hit.start(), hit.end(), hit.group().lower(), CAUSE, 0.96)
    found = [
        (hit, lower, scene.knows(lower))
        for hit in inside
        if (lower := hit.group()[0] + hit.group()[1:].lower()) != hit.group()
        and any(letter.islower() for letter in hit.group())
    ]
    many = sum(known for _, _, known in found) >= MANY
    for hit, lower, known in found:
        if known or (many and _AMONG_SMALL.search(hit.group())):
            yield Edit(hit.start(), hit.end(), lower, CAUSE, 0.99 if known else 0.97)
    if scene.old:
        yield from _lacking(text, scene)


def _lacking(text: str, scene: Scene) -> Iterator[Edit]:
    """Forms that are no words, and become one with an Å for an A."""
    lexicon = scene.norwegian.lexicon
    for hit in _LACKING.finditer(text):
        word = hit.group()
        row = lexicon.number(word) if "A" in word else -1
        sound = row >= 0 and (lexicon.is_sound(row) or lexicon.flags[row] & _NAMED)
        if "A" not in word or sound or scene.is_compound(word):
            continue
        made = []
        for at in (at for at, letter in enumerate(word) if letter == "A"):
            whole = f"{word[:at]}Å{word[at + 1 :]}"
            row = lexicon.number(whole)
            seen = lexicon.frequency(row, "nb") if row >= 0 else None
            if seen is not None and seen > COMMON:
                made.append(whole)
        if len(made) == 1:
            yield Edit(hit.start(), hit.end(), made[0], "å→a", 0.97)
