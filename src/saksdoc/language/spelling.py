"""How Norwegian words are spelled: the probability of a word that no list has.

A table of letter 4-grams over word types, so that an unknown name or compound has a sane
probability and a misread one a worse one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from saksdoc.language.folding import normalise
from saksdoc.language.lexicon import LOGP_STEP

ALPHABET = "\x00?-abcdefghijklmnopqrstuvwxyzæøåé"
"""The edge of a word, any other sign, then the letters."""
UNSEEN_COUNT = 1
_CODE = {letter: code for code, letter in enumerate(ALPHABET)}
_OTHER = ALPHABET.index("?")


def letter_codes(form: str) -> list[int]:
    """Codes of a lower-case form between three edges before and one behind."""
    return [0, 0, 0, *(_CODE.get(letter, _OTHER) for letter in form), 0]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letter 4-grams; ``table`` is flat, of negative log-probabilities in steps of LOGP_STEP."""

    table: memoryview

    @classmethod
    def load(cls, folder: Path) -> Spelling:
        """Map the table from the folder of the Norwegian model."""
        return cls(memoryview(np.load(folder / "letters.npy", mmap_mode="r").reshape(-1)))

    def logp(self, form: str) -> float:
        """Natural log-probability of a form among all strings."""
        table, code, size, three = self.table, _CODE.get, len(ALPHABET), len(ALPHABET) ** 3
        at = total = 0
        for letter in normalise(form):
            at = at % three * size + code(letter, _OTHER)
            total += table[at]
        return -LOGP_STEP * (total + table[at % three * size])
