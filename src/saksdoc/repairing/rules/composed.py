"""Letters written as a base and a combining mark (``a`` + ring): composed, as all else expects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "composed"
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f]+")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Each letter that composes with its marks."""
    if unicodedata.is_normalized("NFC", text):
        return
    for hit in _MARKED.finditer(text):
        whole = unicodedata.normalize("NFC", hit.group())
        if whole != hit.group():
            yield Edit(hit.start(), hit.end(), whole, CAUSE, 1.0)
