"""An upright stroke that is the letter I (``| årets møte``, ``|da``, ``] tillegg``, ``l tillegg``).

English-only engines read a lone ``I`` as ``|`` or ``]``, since English has no such word before a
small letter. Lines with several lone strokes are rows of a table and stay. An ``l`` counts only
where a sentence begins: elsewhere it may be litres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene, starts_sentence

CAUSE = "stroke"
# What must stand before a sign is looked for behind it: a pattern that begins with the sign itself
# is found several times faster.
_LONE = re.compile(r"(?P<mark>[|\]])(?<![^\s(«\"][|\]])(?=[ \t]+\w)")
_BEFORE_WORD = re.compile(r"\|(?<![^\s(«\"-]\|)(?=[a-zæøå]{2})")
_LONE_L = re.compile(r"l(?=[ ][a-zæøåA-ZÆØÅ]{2})(?:(?<=^l)|(?<=[.!?:][ \n]l))", re.MULTILINE)
_ROMAN = re.compile(r"I(?<![\w.-]I)(?:[l1][lI1]?|I[l1])(?![\w-]|\.\w)")
_CAPITALS = re.compile(r"[ ][A-ZÆØÅ]{3}")
_CAPITALS_BEFORE = re.compile(r"[A-ZÆØÅ]{3}[ ]$")
_NUMBER_BEFORE = re.compile(r"[\d½¼][ \n]*$")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Strokes that stand for I, i or the start of a name, in text that was scanned."""
    if not scene.suspicious:
        return
    for hit in _LONE.finditer(text):
        if _in_table(text, hit.start()):
            continue
        capital = starts_sentence(text, hit.start()) or _among_capitals(text, hit)
        yield Edit(hit.start(), hit.end(), "I" if capital else "i", CAUSE, 0.97)
    for hit in _ROMAN.finditer(text):
        yield Edit(hit.start(), hit.end(), "I" * len(hit.group()), CAUSE, 0.96)
    for hit in _BEFORE_WORD.finditer(text):
        word = _word_at(text, hit.end())
        letter = next((x for x in "Il" if scene.knows(x + word)), None)
        if letter and not _in_table(text, hit.start()):
            yield Edit(hit.start(), hit.end(), letter, CAUSE, 0.97)
    for hit in _LONE_L.finditer(text):
        if scene.suspicious and not _NUMBER_BEFORE.search(
            text, max(0, hit.start() - 4), hit.start()
        ):
            yield Edit(hit.start(), hit.end(), "I", CAUSE, 0.96)


def _among_capitals(text: str, hit: re.Match[str]) -> bool:
    """Whether a stroke stands between words in capitals (in a heading)."""
    before = _CAPITALS_BEFORE.search(text, max(0, hit.start() - 40), hit.start())
    return before is not None and _CAPITALS.match(text, hit.end()) is not None


def _word_at(text: str, offset: int) -> str:
    found = re.compile(r"[^\W\d_]+").match(text, offset)
    return found.group() if found else ""


def _in_table(text: str, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    return line.count("|") + line.count("]") - line.count("[") > 2
