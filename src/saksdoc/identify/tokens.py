"""Words with their places, as the name finders need them.

A capitalised run is what names are made of: words and initials with nothing between but a space,
a line break or the full stop of an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*")
_GAP = re.compile(r"[ \t\u00a0]{1,3}|[ \t]?\n[ \t]?|")
_GAP_INITIAL = re.compile(r"[ ]?[._]?[ \t\u00a0]{0,2}\n?")
PARTICLES = frozenset(("von", "van", "de", "af", "du", "le", "la", "bin", "al"))
# Capitalised, and never part of a name: parties, and the labels of case headers (``Vuorká`` is the
# Sámi ``Arkiv``).
PARTIES = frozenset(("FrP", "Frp", "KrF", "Krf", "SáB", "SaB", "SfP", "Ap", "Sp", "Sv", "RVs"))
SHORTENED = frozenset(("Chr", "Fr", "Joh", "Th", "Kr", "Wilh", "Edv", "Kj", "Hj", "Aug"))
LABELS = frozenset(("Arkiv", "Vuorká", "Saksbehandler", "Sakshandsamar", "Utvalg", "Møtedato"))
_MISREAD_I = ("ln", "lv")  # how a capital I is misread before a name's next letter
_NO_NAME = PARTIES | LABELS
_ENDERS = frozenset('.!?:;•»"”')


@dataclass(frozen=True, slots=True)
class Token:
    """A word; ``first`` says that it opens a sentence, a line or a list item."""

    text: str
    start: int
    end: int
    first: bool
    line_start: bool

    @property
    def initial(self) -> bool:
        """One capital letter. A small one counts within a name (``Eilif o. Larsen``)."""
        return len(self.text) == 1 or self.text in SHORTENED

    @property
    def capitalised(self) -> bool:
        """``Kari``, ``Randi-Luise``, ``O'Brien``; not ``KARI``."""
        large = self.text[0].isupper() or self.text.startswith(_MISREAD_I)
        return (
            large and len(self.text) > 1 and not self.text.isupper() and self.text not in _NO_NAME
        )

    @property
    def compound(self) -> bool:
        """``Solberg-regjeringen``, ``Mayen-loven``; and ``Inger-marie``, which a list must tell."""
        return "-" in self.text and self.text.rsplit("-", 1)[1].islower()

    @property
    def capitals(self) -> bool:
        """``KARI``."""
        return len(self.text) > 1 and self.text.isupper()


def unread(word: str) -> str:
    """Undo a misread l or I: ``ElIa`` → ``Ella``, ``lngrid`` → ``Ingrid``."""
    if word.startswith(_MISREAD_I):
        word = f"I{word[1:]}"
    return re.sub(r"(?<=[a-zæøå])I(?=[a-zæøåI]|$)", "l", word)


def tokenise(text: str) -> tuple[Token, ...]:
    """Every word of the text; digits and signs stand between them."""
    tokens = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start > 1 and text[start - 1] == " " and text[start - 2].isalpha():
            tokens.append(Token(match.group(), start, match.end(), first=False, line_start=False))
            continue  # most words: another before them
        before = text[max(0, start - 6) : start]
        bare = before.rstrip(" \t\u00a0([«-–—•")
        line_start = not bare or bare.endswith("\n")
        first = line_start or bare[-1] in _ENDERS
        tokens.append(Token(match.group(), start, match.end(), first, line_start))
    return tuple(tokens)


def runs(text: str, tokens: tuple[Token, ...], *, capitals: bool) -> Iterator[list[Token]]:
    """Stretches of capitalised words and initials (or of words in capitals) that stand together."""
    run: list[Token] = []
    for token in tokens:
        if not run and token.text.islower() and not token.text.startswith(_MISREAD_I):
            continue  # most words: none can begin a run
        small = token.text.islower() and (not run or text[token.end : token.end + 1] != ".")
        fits = (token.initial and not small) or (token.capitals if capitals else token.capitalised)
        broken = capitals and run and "\n" in text[run[-1].end : token.start]
        if run and fits and (broken or not _joined(text, run[-1], token)):
            yield from _finished(run)
            run = []
        if fits or (run and token.text in PARTICLES and _joined(text, run[-1], token)):
            run.append(token)
        elif run:
            yield from _finished(run)
            run = []
    yield from _finished(run)


def _finished(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].text in PARTICLES:
        run = run[:-1]
    if any(not token.initial for token in run):
        yield run


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    pattern = _GAP_INITIAL if left.initial else _GAP
    return bool(gap or left.initial) and pattern.fullmatch(gap) is not None
