"""UTF-8 read as something else (``mÃ¸te``): undone with ftfy, run by run.

ftfy's own test of badness decides; it does not fire on sound text. It holds back where little
speaks for it (``RÃ¥det``, ``Ã¥``); there the lexicon decides: what decodes to known words is
decoded. Only ftfy's decoding is used, not its tidying of quotes or widths, which would change what
stood in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "mojibake"
# What UTF-8's two- and three-byte letters begin with when read as Latin-1, Windows or Mac Roman.
_SIGNS = re.compile("[ÃÂâ√][\u0080-\u00bf¸¦¥†€š„…‰˜™œ∏•ò¶]")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\S+(?:[\u00a0]\S*)*")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Each run without spaces that decodes to sound text."""
    if not _SIGNS.search(text):
        return
    import ftfy

    for found in _RUN.finditer(text):
        run = found.group()
        if not _SIGNS.search(run):
            continue
        fixed = ftfy.fix_encoding(run)
        if fixed == run:
            fixed = _decoded(run, scene)
        if fixed != run and "\n" not in fixed:
            yield Edit(found.start(), found.end(), fixed, CAUSE, 0.995)


def _decoded(run: str, scene: Scene) -> str:
    """A run decoded from Windows-1252, where that gives nothing but known words; else as it is."""
    try:
        # ftfy registers the codec: Windows-1252 with its holes filled, as browsers decode it.
        fixed = run.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return run
    words = _WORD.findall(fixed)
    return fixed if words and all(scene.knows(word.lower()) for word in words) else run
