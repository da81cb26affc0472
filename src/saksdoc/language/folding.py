"""One key for a word and for what an English-only reader makes of it.

An OCR engine without Norwegian letters writes ``å`` as ``a``, ``ø`` as ``o`` or ``a``, ``æ`` as
``e``. Folding sends the true word and these commonest misreadings to the same key, so that a
damaged word finds its candidates with one look-up. Rarer misreadings (``ø`` read as ``g``, ``@``,
``eg``) are not folded, since each of them would throw thousands of sound words together; they are
walked as alternatives (see :meth:`saksdoc.language.lexicon.Lexicon.matches`).

The two classes come from counting misreadings in pages read with Tesseract ``eng`` at 300 dpi:
å → a 95 %; ø → o, a, g about 30 % each; æ → e 95 %.
"""

import re
import unicodedata
from operator import add

A_CLASS = "aåoøäöáàâãóòôõ"
"""Letters that fold to ``a``: the back vowels, which stand for one another in damaged text."""

E_CLASS = "eæéèêë"
"""Letters that fold to ``e``."""

_FOLDED = str.maketrans({**dict.fromkeys(A_CLASS, "a"), **dict.fromkeys(E_CLASS, "e")})
_COMMON = range(0x180)
"""Letters that the tables name one and all, for a letter they lack costs them twenty times as much.
"""
_FOLD: dict[int, int | str | None] = {**{code: code for code in _COMMON}, **_FOLDED}


class _Restoration(dict[int, int | None]):
    """Keeps the letters that folding changes, and leaves out all others, named or not."""

    def __missing__(self, code: int) -> None:
        return None


_LOST = _Restoration()
_LOST.update({**dict.fromkeys(_COMMON), **{code: code for code in _FOLDED}})

_PLACES = re.compile("[ae]")
SEPARATOR = "\t"
"""Stands between key and restoration in the lexicon's trie; never part of a word."""


def normalise(form: str) -> str:
    """The form as the lexicon spells it: NFC, lower case."""
    lowered = form.lower()
    return lowered if lowered.isascii() else unicodedata.normalize("NFC", lowered)


def fold(form: str) -> str:
    """The folded key of a word.

    >>> fold("møte") == fold("mate") == fold("måte")
    True
    """
    return normalise(form).translate(_FOLD)


def fold_normalised(form: str) -> str:
    """:func:`fold` for a form that is already lower case and NFC."""
    return form.translate(_FOLD)


def restoration(form: str) -> str:
    """The letters that folding loses, in order: with the key they give the (lower-case) form back.

    >>> fold("møte"), restoration("møte")
    ('mate', 'øe')
    """
    return form.translate(_LOST)


def unfold(key: str, letters: str) -> str:
    """Put the letters of :func:`restoration` back into a key.

    >>> unfold("mate", "øe")
    'møte'
    """
    pieces = _PLACES.split(key)
    return "".join(map(add, pieces, letters)) + pieces[-1]
