"""A cent sign among letters (``h¢yere``, ``¢ve``, ``Troms¢``): the ø it was.

No one writes the sign beside a letter. Some engines write a ``g`` with it (``b¢gr``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "ø→¢"
_WORD = re.compile(r"(?<![^\W_])(?P<first>[^\W\d_]*)(?P<mark>g?¢[go]?)(?P<rest>[^\W\d_]*)(?!\w)")
_MARK = re.compile(r"g?¢[go]?")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Words with the sign in them."""
    for hit in _WORD.finditer(text):
        first, mark, rest = hit.group("first"), hit.group("mark"), hit.group("rest")
        if len(first) + len(rest) < 2 or not (first or rest).isalpha():
            continue
        before, after = mark.split("¢")
        upper = (first + rest).isupper()
        letter = "Ø" if upper else "ø"
        # With a letter of the sign's own beside it, the longer reading comes first.
        ways = [(letter, 0.97)] if mark != "¢" else []
        ways.append((before + letter + after, 0.98))
        for inner, confidence in ways:
            whole = first + inner + rest
            if inner == ways[-1][0] or scene.knows(whole.lower()):
                yield Edit(hit.start(), hit.end(), whole, CAUSE, confidence)
                break
