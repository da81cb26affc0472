"""An accent that is a speck (``étter``, ``prosént``): taken off an e that has none.

On noisy pages an e gets an accent oftener than å or ø is read as é. Fires where the word as it
stands is none and without the accent is one, and where no word with å or ø in its place is nearly
as common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "e→é"
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]*[éÉ][^\W\d_]*(?![\w])")
_ACCENT = re.compile("[éÉ]")
_PLAIN = str.maketrans("éÉ", "eE")
RARER = 1.5
"""Nats by which the word with e must be commoner than one with å or ø. Set by hand."""
NONE = -99.0
LEAST = -15.0
"""Log frequency the word with e must have (one in three million)."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Accents on words that have none."""
    if not scene.suspicious:
        return
    for hit in words_with(_ACCENT, _WORD, text):
        word = hit.group()
        lower = word.lower()
        if scene.knows(lower) or (word[1:] != lower[1:]) or scene.forms.get(lower, 0) > 2:
            continue
        plain = _frequency(lower.replace("é", "e"), scene)
        others = max(_frequency(lower.replace("é", letter), scene) for letter in "åøæ")
        if plain > LEAST and plain > others + RARER:
            yield Edit(
                hit.start(), hit.end(), word.replace("é", "e").replace("É", "E"), CAUSE, 0.96
            )


def _frequency(form: str, scene: Scene) -> float:
    """Log frequency of a sound word; far down for what is none."""
    lexicon = scene.norwegian.lexicon
    row = lexicon.number(form)
    if row < 0 or not lexicon.is_sound(row):
        return NONE
    seen = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
    return max((f for f in seen if f is not None), default=NONE)
