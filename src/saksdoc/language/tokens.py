"""Text into tokens, the same way for training the models and for reading with them.

A word keeps the signs that damage puts inside it (``h@sten``, ``Vei1edning``, ``samfunn·i``), so
that a repair sees one token; whatever must never be repaired (numbers, dates, case numbers,
addresses, codes) is set apart by kind.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    CASE_NUMBER = "case-number"
    EMAIL = "email"
    URL = "url"
    CODE = "code"
    PUNCT = "punct"


class Token(NamedTuple):
    """A stretch of text.

    ``start`` and ``end`` are code points of the text, 0-based and half-open; ``text`` is what
    stands there.
    """

    start: int
    end: int
    text: str
    kind: Kind


_BLANK = "\n\n"
_LETTER = r"[^\W\d_]"
_WEB = r"[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]]"
_PATTERN = re.compile(
    rf"""
    # The plain word first, for speed: nothing follows that could belong to it.
    (?P<PLAIN>{_LETTER}+(?![\w@&|·'’/-]|[.!:][\w/]))
  | (?P<URL>(?:https?://|www\.){_WEB}
        | \b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:no|com|org|net|eu|dk|se|info)\b(?:/{_WEB})?)
  | (?P<EMAIL>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,6}}\b)
  | (?P<DATE>\b(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:\d{{4}}|\d{{2}})
        | \d{{4}}-\d{{2}}-\d{{2}} | \d{{1,2}}/\d{{1,2}}-\d{{2,4}})\b)
  | (?P<CASE>\b\d{{2,4}}/\d{{1,6}}(?:-\d{{1,5}})?\b)
  | (?P<NUMBER>(?<!\w)[+]?\d+(?:(?:[.,:]|[ \u00a0\u202f](?=\d{{3}}(?!\d)))\d+)*(?!\w))
    # 4pne, &rsaka: an engine's å before letters
  | (?P<LOST>(?<![\w&])(?:4(?:r|[a-zæøå]{{2,}})(?!\w)|&[a-zæøå]+(?!\w)))
  | (?P<CODE>(?<!\w)(?:\d\w*|[A-ZÆØÅ]{{1,6}}\d(?![a-zæøå])\w*)(?:[./-]\w+)*)
    # A full stop inside a word only where much follows: u.tfordringen, not bl.a.
  | (?P<WORD>[@|]?{_LETTER}(?:\w | [@&|!·](?=\w) | [-'’](?={_LETTER})
        | (?<={_LETTER})\.(?=[a-zæøå]{{3}}))*)
  | (?P<PUNCT>\.{{3}} | [^\w\s] | _)
    """,
    re.VERBOSE,
)
"""Order matters: the first alternative that fits wins."""

_KINDS = {
    "PLAIN": Kind.WORD,
    "LOST": Kind.WORD,
    "URL": Kind.URL,
    "EMAIL": Kind.EMAIL,
    "DATE": Kind.DATE,
    "CASE": Kind.CASE_NUMBER,
    "NUMBER": Kind.NUMBER,
    "CODE": Kind.CODE,
    "WORD": Kind.WORD,
    "PUNCT": Kind.PUNCT,
}


def pieces(text: str) -> Iterator[tuple[str, Kind]]:
    """Text and kind of each token, one after another: for those who count millions."""
    for found in _PATTERN.finditer(text):
        yield found.group(), _KINDS[found.lastgroup or "PUNCT"]


def retokenise(tokens: Sequence[Token], before: str, text: str) -> tuple[Token, ...]:
    """:func:`tokenise` for a text some of whose paragraphs have changed, from the tokens of the
    text before. No token reaches over a blank line, nor is told by what stands behind one.
    """
    old, new = before.split(_BLANK), text.split(_BLANK)
    if len(old) != len(new):
        return tokenise(text)
    starts = [token[0] for token in tokens]
    make = tuple.__new__
    found: list[Token] = []
    at = moved = first = 0
    for was, now in zip(old, new, strict=True):
        last = bisect_left(starts, at + len(was), first)
        shift = moved - at
        if was != now:
            found += [make(Token, (s + moved, e + moved, t, k)) for s, e, t, k in tokenise(now)]
        elif shift:
            found += [
                make(Token, (s + shift, e + shift, t, k)) for s, e, t, k in tokens[first:last]
            ]
        else:
            found += tokens[first:last]
        at += len(was) + len(_BLANK)
        moved += len(now) + len(_BLANK)
        first = last
    return tuple(found)


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; white space belongs to none.

    >>> [token.text for token in tokenise("Sak 12/345: h@sten 2.3.2020, kl. 10:30")]
    ['Sak', '12/345', ':', 'h@sten', '2.3.2020', ',', 'kl', '.', '10:30']
    """
    # A token is made as the tuple it is: its own constructor takes twice as long.
    make, kinds = tuple.__new__, _KINDS
    return tuple(
        [
            make(Token, (*found.span(), found.group(), kinds[found.lastgroup or "PUNCT"]))
            for found in _PATTERN.finditer(text)
        ]
    )
