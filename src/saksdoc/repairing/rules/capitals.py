"""A capital Ø, Æ or Å inside a word (``bØr``, ``sØknad``): small, where that gives a word.

Engines of the 1990s had only the capital in their font tables for some sizes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "capital"
_INSIDE = re.compile(r"(?<![^\W_])[A-ZÆØÅ]?[a-zæøå]*[ÆØÅ][a-zæøåÆØÅ]*(?![^\W_])")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Words with a Norwegian capital after a small letter, or after the first of a small word."""
    for hit in _INSIDE.finditer(text):
        word = hit.group()
        lower = word[0] + word[1:].lower()
        if lower == word or not any(letter.islower() for letter in word):
            continue
        if scene.knows(lower):
            yield Edit(hit.start(), hit.end(), lower, CAUSE, 0.99)
