"""What written Norwegian looks like: words, compounds, word sequences, spelling, language of a
text.

Everything hangs on :class:`Norwegian`, loaded once and passed on::

    norwegian = Norwegian.load()
    norwegian.is_word("partnerskapsmøtet")
    norwegian.lexicon.matches("mgte", substitutions)
    norwegian.nb.logp("møte", "et", "i")
"""

from saksdoc.language.compounds import Compound, Compounds
from saksdoc.language.folding import fold, normalise
from saksdoc.language.identify import LANGUAGES, LanguageIdentifier, LanguageShares
from saksdoc.language.lexicon import Entry, Flag, Language, Lexicon, Match
from saksdoc.language.ngrams import NgramModel
from saksdoc.language.norwegian import Norwegian
from saksdoc.language.spelling import Spelling
from saksdoc.language.substitutions import Alignment, Edit, Substitutions, align
from saksdoc.language.terms import term
from saksdoc.language.tokens import Kind, Token, tokenise

__all__ = [
    "LANGUAGES",
    "Alignment",
    "Compound",
    "Compounds",
    "Edit",
    "Entry",
    "Flag",
    "Kind",
    "Language",
    "LanguageIdentifier",
    "LanguageShares",
    "Lexicon",
    "Match",
    "NgramModel",
    "Norwegian",
    "Spelling",
    "Substitutions",
    "Token",
    "align",
    "fold",
    "normalise",
    "term",
    "tokenise",
]
