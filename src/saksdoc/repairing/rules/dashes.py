"""A dash read as a longer one or a tilde (``—``, ``~``): the short dash that Norwegian writes.

Norwegian has no em dash; an English-only engine reads nearly every ``–`` as one. A lone hyphen
between blanks stays: it is one six times in seven (rendered pages).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "dash"
_LONG = re.compile(r"—|(?<=[ \t])~(?=[ \t])")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Dashes too long, where letters were lost too."""
    for hit in _LONG.finditer(text):
        if scene.damaged(hit.start()):
            yield Edit(hit.start(), hit.end(), "–", CAUSE, 0.97)
