"""The figures: how far a text is from its truth, and what a repair did to it.

All comparisons are of NFC text, by grapheme (a letter with its marks counts as one) or by word
(what stands between white space). Rates are shares of the truth, 0 is perfect, and may pass 1.
"""

from saksdoc.evaluate.agreement import Agreement, agreement, b_cubed
from saksdoc.evaluate.changes import Effect, effect
from saksdoc.evaluate.text import (
    LetterRecall,
    TextScores,
    graphemes,
    letter_recall,
    score,
    word_error,
    words,
)

__all__ = [
    "Agreement",
    "Effect",
    "LetterRecall",
    "TextScores",
    "agreement",
    "b_cubed",
    "effect",
    "graphemes",
    "letter_recall",
    "score",
    "word_error",
    "words",
]
