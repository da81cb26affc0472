"""Which language a line is in: bokmål, nynorsk, English, Danish, Swedish or Northern Sámi.

The repair must not pull nynorsk towards bokmål, and must leave English and Sámi alone, in texts
whose æ, ø and å are gone. So everything is compared under the lexicon's folding, where ``på`` and
``pa`` are one. A word's probability in a language is that of a table of common words, mixed with
letter trigrams; no single word counts for more than a bound, so that a misread one cannot outweigh
its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from saksdoc.language.folding import fold
from saksdoc.language.lexicon import LOGP_STEP

LanguageCode = Literal["nb", "nn", "en", "da", "sv", "se"]
LANGUAGES: tuple[LanguageCode, ...] = ("nb", "nn", "en", "da", "sv", "se")
"""ISO 639-1 codes, in the order of the model's columns."""
LETTERS = "\x00?abcdefghijklmnopqrstuvwxyz"
"""The letters of folded words: the edge, any other sign, a to z."""
_CODE = {letter: code for code, letter in enumerate(LETTERS)}
_WORD = re.compile(r"[^\W\d_]+")
_PRIOR = np.log([0.60, 0.25, 0.08, 0.02, 0.02, 0.03])
"""What an archive of Norwegian case papers holds, before a word is read (rough)."""
_BOUND = 4.0
"""Nats by which one word may speak for a language over the best other."""
_NEIGHBOUR = 0.3
"""How much the lines before and after say of a line."""
_CACHE = 100_000


@dataclass(frozen=True, slots=True)
class LanguageShares:
    """Shares of the languages in a text; they sum to one. ``words`` is how many words were read.

    A text without words has the shares of the prior.
    """

    nb: float
    nn: float
    en: float
    da: float
    sv: float
    se: float
    words: int

    @property
    def main(self) -> LanguageCode:
        """The language with the largest share."""
        return max(LANGUAGES, key=self.share)

    @property
    def norwegian(self) -> float:
        """The share of bokmål and nynorsk together."""
        return self.nb + self.nn

    def share(self, language: str) -> float:
        """The share of one language; 0 for one that is not told apart."""
        return float(getattr(self, language)) if language in LANGUAGES else 0.0


@dataclass(frozen=True, slots=True)
class LanguageIdentifier:
    """The model: ``table`` has a row for each word of ``words``, ``trigrams`` one for each three
    letters, both negative log-probabilities by language in steps of LOGP_STEP.
    """

    words: marisa_trie.Trie
    table: NDArray[np.uint8]
    trigrams: NDArray[np.uint8]
    unlisted: NDArray[np.float64]
    _known: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> LanguageIdentifier:
        """Map the model from the folder of the Norwegian model."""
        words = marisa_trie.Trie()
        words.mmap(str(folder / "languages.marisa"))
        return cls(
            words=words,
            table=np.load(folder / "languages-words.npy", mmap_mode="r"),
            trigrams=np.load(folder / "languages-letters.npy", mmap_mode="r"),
            unlisted=np.load(folder / "languages-unlisted.npy"),
        )

    def text(self, text: str) -> LanguageShares:
        """The shares of a text: each line votes with its words."""
        lines = self.lines(text)
        weights = np.array([line.words for line in lines], float)
        if not weights.sum():
            return _shares(_PRIOR, 0)
        each = np.array([[line.share(language) for language in LANGUAGES] for line in lines])
        return _record(weights @ each / weights.sum(), int(weights.sum()))

    def lines(self, text: str) -> tuple[LanguageShares, ...]:
        """The shares of each line, helped by the lines beside it (a blank line parts them)."""
        split = [_WORD.findall(line) for line in text.split("\n")]
        own = [self._evidence(words) for words in split]
        none = np.zeros(len(LANGUAGES))
        answers = []
        for at, words in enumerate(split):
            before = own[at - 1] if at else none
            after = own[at + 1] if at + 1 < len(own) else none
            answers.append(_shares(_PRIOR + own[at] + _NEIGHBOUR * (before + after), len(words)))
        return tuple(answers)

    def _evidence(self, words: list[str]) -> NDArray[np.float64]:
        total = np.zeros(len(LANGUAGES))
        for word in words:
            total += self._word(word)
        return total

    def _word(self, word: str) -> NDArray[np.float64]:
        """Log-likelihood of a word by language, the best at 0, none below minus the bound."""
        known = self._known.get(word)
        if known is None:
            key = fold(word)
            row = self.words.get(key, -1)
            if row >= 0:
                value = -LOGP_STEP * self.table[row].astype(float)
            else:
                value = self.unlisted - LOGP_STEP * self.trigrams[trigram_rows(key)].sum(axis=0)
            known = np.maximum(value - value.max(), -_BOUND)
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[word] = known
        return known


def trigram_rows(key: str) -> list[int]:
    """Rows of the trigrams of a folded word between two edges before and one after."""
    codes = [0, 0, *(_CODE.get(letter, 1) for letter in key), 0]
    size = len(LETTERS)
    return [
        (codes[at] * size + codes[at + 1]) * size + codes[at + 2] for at in range(len(codes) - 2)
    ]


def _shares(scores: NDArray[np.float64], words: int) -> LanguageShares:
    exponent = np.exp(scores - scores.max())
    return _record(exponent / exponent.sum(), words)


def _record(shares: NDArray[np.float64], words: int) -> LanguageShares:
    nb, nn, en, da, sv, se = shares.tolist()
    return LanguageShares(nb=nb, nn=nn, en=en, da=da, sv=sv, se=se, words=words)
