"""An ``&`` read for the å of a short word (``p& Tindvik``, ``st&r``).

Nobody writes an ampersand right behind a small letter and leaves it hanging, so this shows even
where a text kept its other letters and nothing else is searched for. Firms (``Berg & Dahl``,
``H&M``) have spaces or capitals, addresses have no space around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "å→&"
_WORD = re.compile(r"(?<![^\s(«\"])[^\W\d_][a-zæøå]{0,6}&[a-zæøå]{0,6}(?=[\s.,;:!?)»\"]|$)")
COMMON = -10.5
"""Log frequency the word with å must have (one in 36,000); set by hand."""
SHORTEST_INSIDE = 4
"""With letters on both sides of the sign, shorter forms may be abbreviations (``r&d``)."""
_SMALL = re.compile(r"[a-zæøå]&")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs that stand for å."""
    for hit in _WORD.finditer(text):
        form = hit.group()
        inside = not form.endswith("&")
        if not _SMALL.search(form) or (inside and len(form) < SHORTEST_INSIDE):
            continue
        word = form.replace("&", "å")
        lexicon = scene.norwegian.lexicon
        row = lexicon.number(word)
        if row < 0 or not lexicon.is_sound(row):
            continue
        seen = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
        if max((f for f in seen if f is not None), default=-99.0) > COMMON:
            yield Edit(hit.start(), hit.end(), word, CAUSE, 0.97)
