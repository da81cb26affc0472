"""Specks read as signs inside a word (``u.tfordringen``, ``samfunn·i``, ``ved~tak``): taken out; a
letter with a full stop that is one letter in broken print (``enstemmj.g``) is put back.

Fires where the letters without the sign are one word, and the halves are not two; where a middle
dot stands between two words, it is the space it was. In scanned text a middle dot that hangs at a
word in the midst of a line (``·av``, ``til·``), and an apostrophe that nothing opened (``ble'``),
are nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "speck"
_INSIDE = re.compile(
    r"(?<![\w./@:-])(?P<first>[^\W\d_]+)(?P<mark>[.·•~^*,:;'‘’`_\"|!])(?P<second>[a-zæøåé]+)(?![\w/@])"
)
_SIGN = re.compile(r"[.·•~^*,:;'‘’`_\"|!](?=[a-zæøåé])(?<=[^\W\d_].)")
_APOSTROPHES = "'’‘`"
_NEVER = "~^_|"
"""Signs that no one writes between two words."""
_WITH_STOP = {"j": "i", "J": "l", "L": "t", "i": "t"}
"""What a letter and a full stop are together: one letter in broken print (``enstemmj.g``,
``forsJ.ag``, ``ui.vikling``)."""
SHORTEST = 5
_HANGING = re.compile(r"[·•](?:(?<=[a-zæøå,][ ].)(?=[a-zæøå]{2})|(?<=[a-zæøå]{2}.)(?=[ ][a-zæøå]))")
_APOSTROPHE = re.compile("'(?=[ ][a-zæøå])")
_UNOPENED = re.compile(r"(?<=[ ])(?P<word>[a-zæøå]+[a-rt-wyæøå])(?P<mark>'[ ])(?=[a-zæøå])")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs inside words."""
    lexicon = scene.norwegian.lexicon
    for hit in words_with(_SIGN, _INSIDE, text):
        first, second, mark = hit.group("first"), hit.group("second"), hit.group("mark")
        if mark in _APOSTROPHES and len(second) <= 2:
            continue
        if text.startswith((".", "/"), hit.end()) and text[hit.end() + 1 : hit.end() + 2].isalpha():
            continue
        halves = lexicon.is_word(first), lexicon.is_word(second)
        if mark in "·•" and all(halves):
            yield Edit(hit.start("mark"), hit.end("mark"), " ", CAUSE, 0.95, scene.suspicious)
        elif (
            (not all(halves) or mark in _NEVER)
            and len(first) + len(second) > 4
            and lexicon.is_word(first + second)
        ):
            if mark == "." and lexicon.number(first + ".") >= 0:
                continue
            sure = scene.suspicious
            yield Edit(hit.start("mark"), hit.end("mark"), "", CAUSE, 0.97 if sure else 0.8, sure)
        elif mark == "." and scene.suspicious and first[-1] in _WITH_STOP and not all(halves):
            true = _WITH_STOP[first[-1]]
            if len(first) + len(second) > SHORTEST and scene.knows(first[:-1] + true + second):
                yield Edit(hit.start("mark") - 1, hit.end("mark"), true, CAUSE, 0.96)
    if scene.suspicious:
        yield from _hanging(text, scene)


def _hanging(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs that hang at a word."""
    for hit in _HANGING.finditer(text):
        yield Edit(hit.start(), hit.end(), "", CAUSE, 0.95)
    for hit in words_with(_APOSTROPHE, _UNOPENED, text):
        if scene.norwegian.lexicon.is_word(hit.group("word")):
            line = text.rfind("\n", 0, hit.start()) + 1
            if "'" not in text[line : hit.start("mark")]:
                yield Edit(hit.start("mark"), hit.start("mark") + 1, "", CAUSE, 0.95)
