"""Which language a line is in: bokmål, nynorsk, English, Danish, Swedish or Northern Sámi.

The repair must not pull nynorsk towards bokmål, and must leave English and Sámi alone, in texts
whose æ, ø and å are gone. So everything is compared under the lexicon's folding, where ``på`` and
``pa`` are one. A word's probability in a language is that of a table of common words, mixed with
letter trigrams; no single word counts for more than a bound, so that a misread one cannot outweigh
its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_PRIOR = np.log([0.62, 0.25, 0.08, 0.005, 0.015, 0.03])
"""What an archive of Norwegian case papers holds, before a word is read (rough)."""
_BOUND = 4.0
"""Nats by which one word may speak for a language over the best other."""
_NEIGHBOUR = 0.3
"""How much the lines before and after say of a line."""
_SPELLED_BOUND = 2.0
"""The same for a word that is in no list, and judged by its letters alone."""


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
        shares, words = self.judge(text)
        if not words.sum():
            return _record(np.exp(_PRIOR) / np.exp(_PRIOR).sum(), 0)
        return _record(words @ shares / words.sum(), int(words.sum()))

    def lines(self, text: str) -> tuple[LanguageShares, ...]:
        """The shares of each line, helped by the lines beside it (a blank line parts them)."""
        shares, words = self.judge(text)
        return tuple(map(_record, shares, words.tolist()))

    def judge(self, text: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """:meth:`lines` as tables: shares, of shape (lines, languages), and each line's words."""
        split = [_WORD.findall(line) for line in text.split("\n")]
        size = np.array([len(words) for words in split])
        numbers: dict[str, int] = {}
        tokens = [numbers.setdefault(word, len(numbers)) for words in split for word in words]
        own = np.zeros((len(split), len(LANGUAGES)))
        if tokens:
            of_line = np.repeat(np.arange(len(split)), size)
            np.add.at(own, of_line, self._evidence(list(numbers))[tokens])
        scores = _PRIOR + own
        scores[1:] += _NEIGHBOUR * own[:-1]
        scores[:-1] += _NEIGHBOUR * own[1:]
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True), size

    def _evidence(self, forms: list[str]) -> NDArray[np.float64]:
        """Log-likelihood of each form by language, the best at 0, none below minus the bound."""
        keys = [fold(form) for form in forms]
        rows = np.array([self.words.get(key, -1) for key in keys])
        value = -LOGP_STEP * self.table[rows].astype(float)
        unlisted = np.flatnonzero(rows < 0)
        if len(unlisted):
            grams = [trigram_rows(keys[at]) for at in unlisted.tolist()]
            starts = np.cumsum([0, *map(len, grams[:-1])])
            flat = self.trigrams[[row for rows_of in grams for row in rows_of]].astype(float)
            spelled = -LOGP_STEP * np.add.reduceat(flat, starts, axis=0)
            value[unlisted] = self.unlisted + spelled
        bound = np.where(rows < 0, _SPELLED_BOUND, _BOUND)[:, np.newaxis]
        found: NDArray[np.float64] = np.maximum(value - value.max(axis=1, keepdims=True), -bound)
        return found


def trigram_rows(key: str) -> list[int]:
    """Rows of the trigrams of a folded word between two edges before and one after."""
    codes = [0, 0, *(_CODE.get(letter, 1) for letter in key), 0]
    size = len(LETTERS)
    return [
        (codes[at] * size + codes[at + 1]) * size + codes[at + 2] for at in range(len(codes) - 2)
    ]


def _record(shares: NDArray[np.float64], words: int) -> LanguageShares:
    nb, nn, en, da, sv, se = shares.tolist()
    return LanguageShares(nb=nb, nn=nn, en=en, da=da, sv=sv, se=se, words=words)
