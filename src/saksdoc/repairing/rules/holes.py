"""A letter that the engine could not read and left a sign for (``forsl~g``, ``f_lgende``).

Engines of the 1990s wrote ``~`` or ``_``, some a full stop, where they gave up. One such sign says
nothing; where a text has several words that only one letter makes whole, the letter that the words
around want is put in, and a lone sign before an infinitive is the ``å`` it oftenest was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.flecks import SHORTENED
from saksdoc.repairing.rules.fused import LANGUAGES
from saksdoc.repairing.rules.scene import Scene

CAUSE = "hole"
_HOLE = re.compile(
    r"(?<![^\s(«\"])(?P<word>[^\W\d_]*[~_][a-zæøå]*)(?=[ .,;:)\n](?![~_]))"
    r"|(?P<capitals>(?<![\w'])[A-ZÆØÅ]+['.][A-ZÆØÅ]{3,})(?!\w)"
)
_CAPITALS = re.compile(r"(?P<capitals>[A-ZÆØÅ](?<![\w'].)[A-ZÆØÅ]*['.][A-ZÆØÅ]{3,})(?!\w)")
"""What is left of it in a text without those signs."""
_DOT = re.compile(r"(?<=[a-zæøå]{2})\.(?=[a-zæøå]{2})")
_DOTTED = re.compile(r"(?<![\w./@-])[^\W\d_]{2,}\.[a-zæøå]{2,}(?![\w./@-])")
_VERB = re.compile(r"[~_] (?P<verb>[a-zæøå]{2,}e)\b")
_LETTERS = "abdefghiklmnoprstuvyåøæ"
_LOST = "åøæ"
_LONE = frozenset("~_")
LOST = 2.0
"""Nats that speak for a letter which those engines lacked, before all others. Set by hand, as is
all here."""
KNOWN, KNOWN_SHORT, SHORT = -13.5, -9.0, 3
"""Log frequency the word must have; and the one of as few letters as this."""
MARGIN = 2.5
"""Nats by which the best letter must be likelier than the next."""
INFINITIVE = -13.0
"""``å`` and what follows stand together at least this often."""
SEVERAL = 3
LONG = 10
"""A compound that no lexicon has is so long at least."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Holes, in a text that has several."""
    if not scene.suspicious:
        return
    found = []
    for hit in (_HOLE if "~" in text or "_" in text else _CAPITALS).finditer(text):
        name = "word" if hit.group("capitals") is None else "capitals"
        word, start = hit.group(name), hit.start(name)
        filled = (
            _lone(text, start, scene)
            if word in _LONE
            else _filled(word, text[text.rfind(" ", 0, max(0, start - 1)) + 1 : start - 1], scene)
        )
        if filled:
            found.append(Edit(start, start + len(word), filled, CAUSE, 0.95))
    if len(found) >= SEVERAL:
        yield from found
        if scene.old:
            yield from _dotted(text, scene)


def _dotted(text: str, scene: Scene) -> Iterator[Edit]:
    """Full stops for one of the letters that those engines lacked (``spørsm.let``)."""
    for dot in _DOT.finditer(text):
        hit = _DOTTED.match(text, text.rfind(" ", 0, dot.start()) + 1)
        if hit is None or not hit.start() < dot.start() < hit.end():
            continue
        if all(scene.knows(half) for half in hit.group().lower().split(".")):
            continue
        filled = _filled(hit.group(), "", scene)
        if filled:
            yield Edit(hit.start(), hit.end(), filled, CAUSE, 0.95)


def _filled(word: str, before: str, scene: Scene) -> str:
    """The word with the likeliest letter; empty where none is clearly so."""
    lexicon = scene.norwegian.lexicon
    at = re.search("[~_'.]", word)
    if at is None or not word.strip("~_"):
        return ""
    before, stem = before.lower() if before.isalpha() else "<unk>", word[: at.start()]
    if at.end() == len(word) and (
        word[-1] == "_" or stem in SHORTENED or (len(stem) > SHORT and scene.knows(stem))
    ):
        return ""
    capitals = word[-1].isupper()
    worth = []
    for letter in _LOST if capitals or "." in word else _LETTERS:
        whole = _put(word, at, letter).lower()
        row = lexicon.number(whole)
        if row < 0 or not lexicon.is_sound(row):
            continue
        seen = [f for code in LANGUAGES if (f := lexicon.frequency(row, code)) is not None]
        if max(seen, default=-17.0) < (KNOWN_SHORT if len(whole) <= SHORT else KNOWN):
            continue
        wanted = max(scene.norwegian.logp(whole, before, "<unk>", code) for code in LANGUAGES)
        worth.append((wanted + LOST * (letter in _LOST), letter))
    if not worth and len(word) >= LONG and not capitals:
        worth = [
            (compound.logp, letter)
            for letter in _LOST
            if (compound := scene.norwegian.compounds.analyse(_put(word, at, letter).lower()))
        ]
    worth.sort(reverse=True)
    if not worth or (len(worth) > 1 and worth[0][0] - worth[1][0] < MARGIN):
        return ""
    letter = worth[0][1].upper() if capitals else worth[0][1]
    return _put(word, at, letter)


def _put(word: str, at: re.Match[str], letter: str) -> str:
    return word[: at.start()] + letter + word[at.end() :]


def _lone(text: str, start: int, scene: Scene) -> str:
    """``å`` where a lone sign stands before an infinitive."""
    following = _VERB.match(text, start)
    if following is None:
        return ""
    verb = following.group("verb")
    likely = max(
        scene.norwegian.logp("å", "<unk>", "<unk>", code)
        + scene.norwegian.logp(verb, "å", "<unk>", code)
        for code in LANGUAGES
    )
    return "å" if likely > INFINITIVE else ""
