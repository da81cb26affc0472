"""Letters and brackets taken apart or bent: ``I<`` for K, ``}`` for a bracket, ``0g`` for ``og``.

Old print makes a K of two pieces (``MØTEBOl<``) and hooks of brackets (``a}``). Nobody writes these
signs so: an angle right behind a capital, a brace that nothing opens or closes, a zero before a g.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "bent"
_K = re.compile(r"(?<=[A-ZÆØÅ]{2})[IlJ1|]<(?=[A-ZÆØÅ]|[\s.,:;]|\Z)")
_CLOSES = re.compile(r"\}(?<=[\w%.]\})(?![\w}])")
_OPENS = re.compile(r"\{(?<![^\s]\{)(?=\w)")
_AND = re.compile(r"(?:0g|oq|o9|0q)(?<=[a-zæøå,] ..)(?= [a-zæøå])")
_SMALL_S = re.compile(r"[A-ZÆØÅ](?<![^\W_].)[A-ZÆØÅ]{2,}s[A-ZÆØÅ]{2,}(?![^\W_])")
NEAR = 80


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Such signs, in text that was scanned."""
    if not scene.suspicious:
        return
    for hit in _K.finditer(text):
        yield Edit(hit.start(), hit.end(), "K", CAUSE, 0.97)
    for hit in _CLOSES.finditer(text):
        before = text[max(0, hit.start() - NEAR) : hit.start()]
        if "{" not in before:
            yield Edit(hit.start(), hit.end(), ")", CAUSE, 0.96)
    for hit in _OPENS.finditer(text):
        ahead = text[hit.end() : hit.end() + NEAR]
        closes = ahead.find(")")
        if closes >= 0 and "}" not in ahead and "(" not in ahead[:closes]:
            yield Edit(hit.start(), hit.end(), "(", CAUSE, 0.96)
    for hit in _AND.finditer(text):
        yield Edit(hit.start(), hit.end(), "og", CAUSE, 0.96)
    for hit in _SMALL_S.finditer(text):
        if scene.knows(hit.group().lower()):
            yield Edit(hit.start(), hit.end(), hit.group().upper(), CAUSE, 0.97)
