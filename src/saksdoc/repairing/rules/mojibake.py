"""UTF-8 read as something else (``mÃ¸te``): undone with ftfy, line by line.

ftfy's own test of badness decides; it does not fire on sound text. Only its decoding is used, not
its tidying of quotes or widths, which would change what stood in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "mojibake"
# What UTF-8's two- and three-byte letters begin with when read as Latin-1, Windows or Mac Roman.
_SIGNS = re.compile("[ÃÂâ√][\u0080-\u00bf¸¦¥†€š„…‰˜™œ∏•ò¶]")
_RUN = re.compile(r"\S+(?:[\u00a0]\S*)*")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Each run without spaces that decodes to sound text."""
    if not _SIGNS.search(text):
        return
    import ftfy

    for found in _RUN.finditer(text):
        if not _SIGNS.search(found.group()):
            continue
        fixed = ftfy.fix_encoding(found.group())
        if fixed != found.group() and "\n" not in fixed:
            yield Edit(found.start(), found.end(), fixed, CAUSE, 0.995)
