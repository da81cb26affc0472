"""Names by their sound, so that old and new spellings are one."""

from __future__ import annotations

import re
from functools import lru_cache

from saksdoc.identify.forms import fold

# Spellings of one sound (folded); Thomassen = Tomassen, Christian = Kristian, Aase = Åse.
_SOUNDS = (
    ("aa", "a"), ("th", "t"), ("ph", "f"), ("ch", "k"), ("ck", "k"), ("c", "k"), ("w", "v"),
    ("z", "s"), ("x", "ks"), ("q", "k"), ("oe", "o"), ("ae", "e"), ("ie", "i"), ("gj", "g"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sound(name: str) -> str:
    """A name without the choices of its speller."""
    out = fold(name)
    for old, new in _SOUNDS:
        out = out.replace(old, new)
    return re.sub(r"(.)\1", r"\1", out)
