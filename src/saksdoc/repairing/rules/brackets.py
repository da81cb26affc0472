"""A capital Ø read as ``(``, ``(P``, ``(D`` or ``@`` (``(Pkonomi``, ``(rjan``).

Fires only where the bracket is never closed and the rest is no word by itself while ``Ø`` and the
rest is one: ``(lesaren`` of a sound text has its ``)``, and is a word without Ø.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "ø→("
_OPEN = re.compile(r"(?<![^\s«\"(/-])(?P<mark>\([PD0OS]?|[@€]|G@|Q|0)(?P<rest>[a-zæøå]{2,})")
CLOSES_WITHIN = 120


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Brackets that stand for a capital Ø."""
    for hit in _OPEN.finditer(text):
        rest, mark = hit.group("rest"), hit.group("mark")
        if mark.startswith("("):
            ahead = text[hit.end() : hit.end() + CLOSES_WITHIN].split("\n\n")[0]
            whole = mark[1:] + rest
            if 0 <= ahead.find(")") < (ahead + "(").find("(") or scene.knows(whole):
                continue
        for after in (f"Ø{rest}", f"Ø{rest}".replace("a", "å", 1)):
            if scene.norwegian.lexicon.is_word(after) or scene.is_compound(after):
                yield Edit(hit.start(), hit.end(), after, CAUSE, 0.97)
                break
