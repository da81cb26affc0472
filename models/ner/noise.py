"""Damage clean words as an English-only OCR engine does, for training data.

Exists so that the vectors and the tagger have met `mgte` and `pa` before they
meet a scan.  The shares come from counts over 300 dpi Norwegian pages read
with Tesseract `eng` (å → a 95 %, ø → o/g/a about 30 % each, æ → e 95 %, and
so on); they need only be roughly right.
"""

from __future__ import annotations

import random

_LETTERS: dict[str, tuple[tuple[str, float], ...]] = {
    "å": (("a", 0.93), ("4", 0.04), ("&", 0.01), ("é", 0.01), ("3", 0.01)),
    "ø": (("o", 0.30), ("g", 0.29), ("a", 0.25), ("e", 0.10), ("@", 0.03), ("eg", 0.03)),
    "æ": (("e", 0.93), ("ze", 0.04), ("ee", 0.03)),
    "Å": (("A", 0.93), ("4", 0.07)),
    "Ø": (("O", 0.45), ("@", 0.25), ("S", 0.15), ("G", 0.15)),
    "Æ": (("E", 0.5), ("A", 0.2), ("AE", 0.3)),
}
_OTHERS: dict[str, tuple[tuple[str, float], ...]] = {
    "I": (("l", 0.5), ("|", 0.3), ("]", 0.2)),
    "l": (("I", 0.5), ("1", 0.3), ("!", 0.2)),
    "i": (("l", 0.6), ("1", 0.4)),
    "m": (("rn", 1.0),),
    "c": (("e", 1.0),),
    "e": (("c", 1.0),),
    "§": (("8", 0.7), ("&", 0.3)),
}


def _pick(choices: tuple[tuple[str, float], ...], rng: random.Random) -> str:
    """Draw one replacement by weight."""
    spot = rng.random() * sum(weight for _, weight in choices)
    for text, weight in choices:
        spot -= weight
        if spot <= 0:
            return text
    return choices[-1][0]


def damage(word: str, rng: random.Random, *, letters: float, others: float) -> str:
    """Return `word` with æøå misread at rate `letters` and other signs at rate `others` (0–1)."""
    out = []
    for sign in word:
        if sign in _LETTERS and rng.random() < letters:
            out.append(_pick(_LETTERS[sign], rng))
        elif sign in _OTHERS and rng.random() < others:
            out.append(_pick(_OTHERS[sign], rng))
        else:
            out.append(sign)
    return "".join(out)
