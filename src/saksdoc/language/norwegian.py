"""Everything the package knows of written Norwegian, in one object that is loaded once and passed
on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.language.compounds import Compounds
from saksdoc.language.folding import normalise
from saksdoc.language.identify import LanguageIdentifier, LanguageShares
from saksdoc.language.lexicon import Language, Lexicon
from saksdoc.language.ngrams import NgramModel
from saksdoc.language.spelling import Spelling
from saksdoc.language.tokens import Token, tokenise

_LISTED, _COMPOUND, _SPELLED = np.log([0.20, 0.30, 0.50]).tolist()
"""How a word that the n-gram model has not learned comes about: from the dictionary, made as a
compound, or neither (names, foreign words, misprints). Shares among such words of held-out text
(bench/language.py)."""
_ONE_OF_LISTED = -12.9
"""Log of one over the number of words in the lexicon that the n-gram models have not learned."""
_FOREIGN = -4.0
"""What it costs a listed word to be of the other language."""
_CACHE = 200_000


@dataclass(frozen=True, slots=True)
class Norwegian:
    """Lexicon, compounds, spelling and the n-gram models of bokmål and nynorsk."""

    lexicon: Lexicon
    compounds: Compounds
    spelling: Spelling
    nb: NgramModel
    nn: NgramModel
    languages: LanguageIdentifier
    _inner: dict[tuple[str, Language | None], float] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None = None) -> Norwegian:
        """Map the shipped model, or the one in a folder.

        Raises:
            MissingRequirement: It is not here, or a file of it is missing or damaged.
        """
        where = folder or assets.locate("norwegian")
        try:
            lexicon = Lexicon.load(where)
            return cls(
                lexicon=lexicon,
                compounds=Compounds.load(where, lexicon),
                spelling=Spelling.load(where),
                nb=NgramModel.load(where, "nb", lexicon),
                nn=NgramModel.load(where, "nn", lexicon),
                languages=LanguageIdentifier.load(where),
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise MissingRequirement(
                f"the Norwegian language model cannot be read ({error})",
                where=where,
                advice="install saksdoc again, or rebuild it with models/norwegian/recipe.py",
            ) from error

    def model(self, language: Language) -> NgramModel:
        """The n-gram model of a language."""
        return self.nn if language == "nn" else self.nb

    def tokenise(self, text: str) -> tuple[Token, ...]:
        """See :func:`saksdoc.language.tokens.tokenise`."""
        return tokenise(text)

    def identify_language(self, text: str) -> LanguageShares:
        """The shares of the languages of a text, damaged or not."""
        return self.languages.text(text)

    def is_word(self, form: str, language: Language | None = None) -> bool:
        """Whether a form is a sound word: listed, the genitive of one, or several with hyphens."""
        if self.lexicon.is_word(form, language):
            return True
        if "-" in form:
            parts = form.split("-")
            return all(part and self.lexicon.is_word(part, language) for part in parts)
        stem = form.removesuffix("s")
        return stem != form and len(stem) > 2 and self.lexicon.is_word(stem, language)

    def logp(self, form: str, before: str, two_before: str, language: Language) -> float:
        """Natural log-probability of a word (or term) after two others, also of one never seen."""
        model = self.model(language)
        value = model.logp(form, before, two_before)
        return (
            value
            if model.knows(form) or form in model.special
            else value + self.inner(form, language)
        )

    def inner(self, form: str, language: Language | None = None) -> float:
        """Log-probability of a word among those that the n-gram models have not learned.

        With a language, words that are not of it are less likely.
        """
        asked = normalise(form), language
        found = self._inner.get(asked)
        if found is None:
            found = self._mix(*asked)
            if len(self._inner) >= _CACHE:
                self._inner.clear()
            self._inner[asked] = found
        return found

    def _mix(self, form: str, language: Language | None) -> float:
        ways = [_SPELLED + self.spelling.logp(form)]
        if self.is_word(form):
            foreign = language is not None and not self.is_word(form, language)
            ways.append(_LISTED + _ONE_OF_LISTED + (_FOREIGN if foreign else 0.0))
        compound = self.compounds.analyse(form, language)
        if compound is not None:
            ways.append(_COMPOUND + compound.logp)
        return _log_sum(ways)


def _log_sum(logs: list[float]) -> float:
    """The logarithm of the sum of what these are the logarithms of."""
    total = logs[0]
    for value in logs[1:]:
        low, high = (value, total) if total > value else (total, value)
        total = high + math.log1p(math.exp(low - high))
    return total
