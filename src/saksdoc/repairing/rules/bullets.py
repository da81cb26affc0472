"""A bullet at the start of a line, read as a letter or sign (``e``, ``©``, ``¢``, ``«``, ``+``).

A lone ``e`` or ``o`` is no Norwegian word, so at the start of a line, before a word, it is a bullet
wherever the text was read without Norwegian letters, or where the list has it twice. Signs that
people also type as bullets (``*``, ``-``) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "bullet"
_LETTER = re.compile(r"^[ \t]*(?P<mark>[eo])(?=[ \t]+[(«\"|@]*\w)", re.MULTILINE)
_SIGN = re.compile(r"^[ \t]*(?P<mark>[©¢®°¤])(?=[ \t]+[(«\"|@]*\w)", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*(?P<mark>[«»@])(?=[ \t]+\w[^»\n]*$)", re.MULTILINE)
_PLUS = re.compile(r"^[ \t]*(?P<mark>[+])(?=[ \t]+[(«\"]?[^\W\d_]{2,})", re.MULTILINE)
_NUMBER_NEXT = re.compile(r"[ \t]+\d")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Bullets misread; nothing in a text that shows no other sign of a scanner."""
    if not scene.suspicious:
        return
    for pattern, alone in ((_LETTER, False), (_SIGN, True), (_QUOTE, False), (_PLUS, False)):
        hits = list(pattern.finditer(text))
        for hit in hits:
            mark = hit.group("mark")
            if mark == "©" and _NUMBER_NEXT.match(text, hit.end()):
                continue
            damaged = scene.damaged(hit.start())
            twice = sum(other.group("mark") == mark for other in hits) > 1
            sure = alone or damaged or (twice and pattern is _LETTER)
            # A word broken off before the line's end makes a lone letter look like a bullet.
            confidence = 0.97 if sure else 0.6
            yield Edit(hit.start("mark"), hit.end("mark"), "•", CAUSE, confidence, sure)
