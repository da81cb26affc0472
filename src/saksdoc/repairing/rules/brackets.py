"""A capital Ø read as ``(``, ``(P``, ``(D`` or ``@`` (``(Pkonomi``, ``(rjan``, ``E@S``), and a
bracket that is a table's rule, an I or a round one (``[Tor``, ``[nnstilling``, ``[se``).

Fires only where the bracket is never closed and the rest is no word by itself while ``Ø`` and the
rest is one: ``(lesaren`` of a sound text has its ``)``, and is a word without Ø. ``@`` is a small ø
inside a sentence, where the word is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Flag
from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene, starts_sentence

CAUSE, SQUARE, REFERENCE = "ø→(", "bracket", "(j→u"
_OPEN = re.compile(
    r"[(@€GQ0](?<![^\s«\"(/-].)(?:(?<=\()[PD0OS]?|(?<=[@€Q0])|(?<=G)@)(?P<rest>[a-zæøå]{2,})"
)
_CAPITAL = re.compile(r"(?<=[A-ZÆØÅ])O?@O?(?=[A-ZÆØÅ])|(?<![\w@])(?:O@|@O)(?=[a-zæøå]{3})")
_SQUARE = re.compile(r"\[(?<![^\s]\[)(?P<rest>[^\W\d_]{2,})(?![^\W_])")
_HEADING = re.compile(r"(?:^|\n|[ ])\d+(?:\.\d+)+\.?[ ]$")
_UF = re.compile(r"Uf(?<![\w.]Uf)(?=r?[.,])")
CLOSES_WITHIN = 120
_NAMED = int(Flag.CAPITAL | Flag.NAME)


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Brackets that stand for a capital Ø, an I, a round bracket or nothing."""
    yield from _squares(text, scene)
    if scene.suspicious:
        yield from _references(text)
    for hit in _CAPITAL.finditer(text) if "@" in text else ():
        if scene.damaged(hit.start()):
            yield Edit(hit.start(), hit.end(), "Ø", CAUSE, 0.97)
    for hit in _OPEN.finditer(text):
        rest, mark = hit.group("rest"), text[hit.start() : hit.start("rest")]
        if mark.startswith("("):
            ahead = text[hit.end() : hit.end() + CLOSES_WITHIN].split("\n\n")[0]
            whole = mark[1:] + rest
            if 0 <= ahead.find(")") < (ahead + "(").find("(") or scene.knows(whole):
                continue
        for after in (f"Ø{rest}", f"Ø{rest}".replace("a", "å", 1)):
            if scene.norwegian.lexicon.is_word(after) or scene.is_compound(after):
                if mark == "@" and not _is_capital(text, hit, after, scene):
                    after = after.lower()
                yield Edit(hit.start(), hit.end(), after, CAUSE, 0.97)
                break


def _references(text: str) -> Iterator[Edit]:
    """``Uf.`` for ``(jf.``, where a bracket closes that none opened."""
    for hit in _UF.finditer(text):
        ahead = text[hit.end() : hit.end() + CLOSES_WITHIN].split("\n\n")[0]
        if 0 <= ahead.find(")") < (ahead + "(").find("("):
            yield Edit(hit.start(), hit.start() + 1, "(j", REFERENCE, 0.97)


def _is_capital(text: str, hit: re.Match[str], word: str, scene: Scene) -> bool:
    """Whether a word at a place has a capital: a sentence or a numbered heading begins, or it is a
    name or the first part of one (``Øst-Finnmark``).
    """
    row = scene.norwegian.lexicon.number(word)
    named = row >= 0 and bool(scene.norwegian.lexicon.flags[row] & _NAMED)
    beside = _HEADING.search(text, max(0, hit.start() - 12), hit.start())
    joined = text[hit.end() : hit.end() + 2]
    named = named or (joined[:1] == "-" and joined[1:].isupper())
    return named or beside is not None or starts_sentence(text, hit.start())


def _squares(text: str, scene: Scene) -> Iterator[Edit]:
    """Square brackets that are never closed, before a word."""
    if not scene.suspicious:
        return
    for hit in _SQUARE.finditer(text):
        ahead = text[hit.end() : hit.end() + CLOSES_WITHIN].split("\n\n")[0]
        if "]" in ahead:
            continue
        rest = hit.group("rest")
        closes = ahead.find(")")
        if closes >= 0 and "(" not in ahead[:closes]:
            yield Edit(hit.start(), hit.start() + 1, "(", SQUARE, 0.96)
        elif rest.islower() and scene.knows("i" + rest) and not scene.knows(rest):
            yield Edit(hit.start(), hit.start() + 1, "I", SQUARE, 0.96)
        elif rest.islower() and scene.knows(rest) and starts_sentence(text, hit.start()):
            yield Edit(hit.start(), hit.start() + 1, "I ", SQUARE, 0.9, False)
        elif rest.istitle():
            yield Edit(hit.start(), hit.start() + 1, "", SQUARE, 0.95)
