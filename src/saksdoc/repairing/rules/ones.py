"""A lone 1, j, l or ``J.`` that is the word ``i`` (``samfunnsliv 1 Troms fylke``), in text that was
scanned.

Numbers stand alone far oftener than a misread ``i``; so the words around must want a preposition,
and want it e^5 times as much as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Language
from saksdoc.language.terms import NUMBER, UNKNOWN
from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import word_start
from saksdoc.repairing.rules.fused import LANGUAGES
from saksdoc.repairing.rules.scene import Scene

CAUSE = "i→1"
_LONE = re.compile(
    r"(?P<two>[^\W\d_]+)\s+(?P<one>[a-zæøå]{2,})[ ](?P<sign>[1jl]|J\.)[ ](?P<next>[^\W\d_]{2,})"
    r"(?=[\s.,;:])"
)
_ONE = re.compile(r"[ ](?:[1jl](?<=[a-zæøå]{2}..)|J\.(?<=[a-zæøå]{2}...))[ ](?=[^\W\d_]{2})")
MARGIN = 5.0
"""Nats by which the words around must prefer ``i``. Set by hand."""
_COUNTED = frozenset(
    str.split(
        "kapittel kap nr nummer punkt pkt sak ledd del side tabell vedlegg alternativ gruppe trinn "
        "sone fase bind klasse artikkel paragraf minst cirka ca om på av til og eller med for"
    )
)


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Lone ones between words."""
    if not scene.suspicious:
        return
    for hit in _lone(text):
        before, after = hit.group("one"), hit.group("next").lower()
        written = NUMBER if hit.group("sign") == "1" else UNKNOWN
        if before in _COUNTED and written == NUMBER:
            continue
        gain = max(
            _gain(hit.group("two").lower(), before, after, lang, scene, written)
            for lang in LANGUAGES
        )
        if gain > MARGIN:
            yield Edit(hit.start("sign"), hit.end("sign"), "i", CAUSE, 0.95)


def _lone(text: str) -> Iterator[re.Match[str]]:
    """What ``_LONE.finditer`` gives, sought from each lone one."""
    done = 0
    for place in _ONE.finditer(text):
        gap = word_start(text, place.start())
        while gap and text[gap - 1].isspace():
            gap -= 1
        found = _LONE.match(text, max(done, word_start(text, gap)))
        if found is not None:
            done = found.end()
            yield found


def _gain(
    two: str, before: str, after: str, language: Language, scene: Scene, written: str
) -> float:
    """How much likelier ``i`` is between two words than what is written, in nats."""
    model = scene.norwegian.model(language)
    if not model.knows(before):
        return 0.0

    def worth(form: str) -> float:
        return model.logp(form, before, two) + model.logp(after, form, before)

    return worth("i") - worth(written)
