"""An l read as an exclamation mark, a bracket or a stroke at a word's edge (``ti!``, ``ska!``).

A sentence does not go on in small letters after an exclamation mark, and a bracket that closes has
one that opens. Fires where the word with ``l`` is common, or is with å for its a (``må!`` read
``ma!``); and for ``!`` before a word that is none without it (``!ettere``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "l→!"
_TAIL = re.compile(
    r"(?<![\w\[(«\"-])(?P<word>[A-ZÆØÅ]?[a-zæøå]{1,11})(?P<mark>[!\]|])(?=\s+[a-zæøå(\d])"
)
_MARK = re.compile(r"[!\]|](?<=[a-zæøå].)(?=\s+[a-zæøå(\d])")
_HEAD = re.compile(r"!(?<![^\s(«\"]!)(?P<rest>[a-zæøå]{3,})(?![\w!])")
_KL = re.compile(r"k(?<![\w.]k)[I|!1](?P<dot>\.?)(?=[ ]?\d{1,2}[.:]\d\d)")
COMMON, CALLED = -11.0, -9.0
"""Log frequency the word with l must have (one in 60,000); with a ``!`` behind what is a word
itself, which may be a call, one in 8,000. Set by hand."""
MARGIN = 2.0
"""Nats by which a word may be rarer with the l than without."""
NONE = -99.0
NEAR = 60


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs that stand for l."""
    if not scene.suspicious:
        return
    for hit in words_with(_MARK, _TAIL, text):
        word, mark = hit.group("word"), hit.group("mark")
        if mark == "]" and "[" in text[max(0, hit.start() - NEAR) : hit.start()]:
            continue
        if mark == "|" and text.count("|", hit.start() - NEAR, hit.end() + NEAR) > 1:
            continue
        whole = word.lower() + "l"
        seen = max(_frequency(form, scene) for form in (whole, whole.replace("a", "å")))
        least = CALLED if mark == "!" and scene.knows(word.lower()) else COMMON
        if seen > least and seen > _frequency(word.lower(), scene) - MARGIN:
            yield Edit(hit.start("mark"), hit.end("mark"), "l", CAUSE, 0.97)
    for hit in _HEAD.finditer(text):
        rest = hit.group("rest")
        if scene.knows("l" + rest) and not scene.knows(rest):
            yield Edit(hit.start(), hit.start() + 1, "l", CAUSE, 0.97)
    for hit in _KL.finditer(text):
        yield Edit(hit.start(), hit.end(), "kl" + (hit.group("dot") or "."), CAUSE, 0.97)


def _frequency(form: str, scene: Scene) -> float:
    lexicon = scene.norwegian.lexicon
    row = lexicon.number(form)
    seen = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn")) if row >= 0 else ()
    return max((f for f in seen if f is not None), default=NONE)
