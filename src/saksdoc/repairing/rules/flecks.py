"""Flecks of a dirty page read as signs between or behind words (``ser-at``, ``gang.med``, ``av.``).

One such sign says nothing; a page that has several is dirty, and there a sign between two common
words that often follow one another is the space it was, and a full stop behind a preposition in the
midst of a sentence is nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Language, fold
from saksdoc.model import Edit
from saksdoc.repairing.rules.fused import LANGUAGES, SMALL
from saksdoc.repairing.rules.scene import Scene

CAUSE = "fleck"
_BETWEEN = re.compile(
    r"(?<![\w./@:'’-])(?P<first>[^\W\d_]+)(?P<mark>[.·:;,'‘’-])(?P<second>[a-zæøå]+)(?![\w/@-]|[.:]\w)"
)
_BEHIND = re.compile(r"(?<![\w./-])(?P<word>[a-zæøå]{2,6})\.(?=\s+[a-zæøå]{2,})")
_BEFORE = re.compile(r"(?<![^\s])[‘_:;.](?=[a-zæøå]{2,}[ ,])")
_LOST = {fold(word): word for word in SMALL if fold(word) != word and len(word) > 1}
"""Small words as an English-only engine leaves them (``pa``)."""
SEVERAL = 4
"""So many flecks on a hundred lines or fewer make a page a dirty one. Set by hand."""
LINES = 100
OFTEN, OFTEN_HYPHENED = -14.0, -13.1
"""The two words follow one another at least so often (log-probability of both): in a million pairs
once, or twice with a hyphen between them, which may be a compound's."""
_AND = frozenset(("og", "eller"))
NEVER_LAST = frozenset(
    str.split("av at og for på med som ved fra frå om en ei eit et er de dei den å eller når vil")
)


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Flecks, on a page that shows several."""
    if not scene.suspicious:
        return
    found = [*_between(text, scene), *_behind(text, scene), *_before(text, scene)]
    if len(found) < max(SEVERAL, SEVERAL * text.count("\n") / LINES):
        return
    yield from found


def _between(text: str, scene: Scene) -> Iterator[Edit]:
    for hit in _BETWEEN.finditer(text):
        first, mark, second = hit.group("first"), hit.group("mark"), hit.group("second")
        lower = first.lower()
        rest = first[1:]
        lower, second = _LOST.get(lower, lower), _LOST.get(second, second)
        if rest != rest.lower() or (mark == "-" and scene.forms.get(hit.group().lower(), 0) > 1):
            continue
        if (lower not in SMALL and second not in SMALL) or (mark == "-" and second in _AND):
            continue
        if scene.norwegian.lexicon.number(f"{lower}{mark}{second}") >= 0:
            continue
        worth = max(_sequence(lower, second, language, scene) for language in LANGUAGES)
        if worth > (OFTEN_HYPHENED if mark == "-" else OFTEN):
            yield Edit(hit.start("mark"), hit.end("mark"), " ", CAUSE, 0.95)


def _behind(text: str, scene: Scene) -> Iterator[Edit]:
    for hit in _BEHIND.finditer(text):
        if hit.group("word") in NEVER_LAST:
            yield Edit(hit.end() - 1, hit.end(), "", CAUSE, 0.95)


def _before(text: str, scene: Scene) -> Iterator[Edit]:
    for hit in _BEFORE.finditer(text):
        if text.startswith("‘", hit.start()) and "’" in text[hit.end() : hit.end() + 80]:
            continue
        yield Edit(hit.start(), hit.end(), "", CAUSE, 0.95)


def _sequence(first: str, second: str, language: Language, scene: Scene) -> float:
    model = scene.norwegian.model(language)
    if not (model.knows(first) and model.knows(second)):
        return -99.0
    return model.logp(first, "<unk>", "<unk>") + model.logp(second, first, "<unk>")
