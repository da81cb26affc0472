"""Tokens as the statistics know them: words in lower case, everything else by its class.

Training and reading must agree on this to the letter, so both call it.
"""

from saksdoc.language.folding import normalise
from saksdoc.language.tokens import Kind, Token

START, END = "<s>", "</s>"
"""The edges of a paragraph."""

UNKNOWN, NAME = "<unk>", "<name>"
"""A word that the n-gram model does not know, in lower case and with a capital."""

_CLASSES = {
    Kind.DATE: "<date>",
    Kind.CASE_NUMBER: "<case>",
    Kind.EMAIL: "<url>",
    Kind.URL: "<url>",
    Kind.CODE: "<code>",
}
NUMBER, YEAR, SYMBOL = "<num>", "<year>", "<sym>"
_MARKS = ".,:;?!()-/%§\"'"
_SAME = str.maketrans(
    {"–": "-", "—": "-", "‐": "-", "«": '"', "»": '"', "”": '"', "“": '"', "’": "'"}
)

SPECIALS: tuple[str, ...] = (
    START,
    END,
    UNKNOWN,
    NAME,
    NUMBER,
    YEAR,
    SYMBOL,
    "<date>",
    "<case>",
    "<url>",
    "<code>",
    *_MARKS,
)
"""Terms that are not words, in the order of their ids after the last word's."""


def term(token: Token) -> str:
    """The term of a token.

    >>> from saksdoc.language.tokens import tokenise
    >>> [term(token) for token in tokenise("Sak 3 fra 1998: «Møte»")]
    ['sak', '<num>', 'fra', '<year>', ':', '"', 'møte', '"']
    """
    return term_of(token.text, token.kind)


def term_of(text: str, kind: Kind) -> str:
    """:func:`term` for a token's text and kind."""
    if kind is Kind.WORD:
        return normalise(text)
    if kind is Kind.PUNCT:
        mark = text.translate(_SAME)
        return mark if mark in _MARKS else SYMBOL
    if kind is Kind.NUMBER:
        year = len(text) == 4 and text.isdecimal() and "1800" <= text < "2100"
        return YEAR if year else NUMBER
    return _CLASSES[kind]
