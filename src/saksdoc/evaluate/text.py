"""CER, WER, word error regardless of order, and recall per letter."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

#: The letters English-only readers lose.
NORWEGIAN_LETTERS = "æøåÆØÅ"


@dataclass(frozen=True, slots=True)
class LetterRecall:
    """How many of a letter's occurrences in the truth were read as that letter."""

    letter: str
    found: int
    of: int

    @property
    def recall(self) -> float:
        """0–1; 1 where the truth has none."""
        return self.found / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class TextScores:
    """A text against its truth. ``words`` is the number of words of the truth."""

    cer: float
    wer: float
    word_error: float
    letters: tuple[LetterRecall, ...]
    words: int


def words(text: str) -> list[str]:
    """What stands between white space, in NFC.

    >>> words("Møtet  i går.")
    ['Møtet', 'i', 'går.']
    """
    return unicodedata.normalize("NFC", text).split()


def graphemes(text: str) -> list[str]:
    r"""Letters with their combining marks, white space folded to one space.

    >>> graphemes("a\u0301 b")
    ['á', ' ', 'b']
    """
    clusters: list[str] = []
    for letter in " ".join(words(text)):
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def score(truth: str, text: str) -> TextScores:
    """Measure a text against its truth.

    CER and WER are Levenshtein distances over graphemes and words, divided by the length of the
    truth, and so see the order; ``word_error`` does not.
    """
    true_letters, letters = graphemes(truth), graphemes(text)
    true_words, own_words = words(truth), words(text)
    return TextScores(
        cer=_rate(Levenshtein.distance(true_letters, letters), len(true_letters), len(letters)),
        wer=_rate(Levenshtein.distance(true_words, own_words), len(true_words), len(own_words)),
        word_error=word_error(truth, text),
        letters=letter_recall(truth, text),
        words=len(true_words),
    )


def word_error(truth: str, text: str) -> float:
    """Word error regardless of order.

    The words are compared as multisets, page by page where both texts have the same number of
    pages (parted by form feeds): ``max(missing, surplus)`` over the number of words of the truth,
    so that a misread word counts once.

    >>> word_error("a b c d", "d c b x")
    0.25
    """
    true_pages, pages = truth.split("\f"), text.split("\f")
    if len(true_pages) != len(pages):
        true_pages, pages = [truth], [text]
    wrong = total = surplus = 0
    for true_page, page in zip(true_pages, pages, strict=True):
        expected, found = Counter(words(true_page)), Counter(words(page))
        wrong += max((expected - found).total(), (found - expected).total())
        total += expected.total()
        surplus += found.total()
    return _rate(wrong, total, surplus)


def letter_recall(
    truth: str, text: str, letters: Iterable[str] = NORWEGIAN_LETTERS
) -> tuple[LetterRecall, ...]:
    """Recall of single letters, over an alignment by words and then by letters.

    Words that stand in both texts in another order are taken out first, so that reading order
    does not count here.
    """
    wanted = tuple(letters)
    expected, found = Counter(words(truth)), Counter(words(text))
    common = expected & found
    hit = Counter(letter for word in common.elements() for letter in word)
    for left, right in _leftovers(words(truth), words(text), common):
        hit.update(_aligned(left, right))
    of = Counter(letter for word in words(truth) for letter in word)
    return tuple(LetterRecall(letter, hit[letter], of[letter]) for letter in wanted)


def _leftovers(
    truth: Sequence[str], text: Sequence[str], common: Counter[str]
) -> list[tuple[str, str]]:
    """Runs of words that are in one text only, paired by the order they stand in."""
    runs = []
    left, right = _without(truth, common), _without(text, common)
    for op in Levenshtein.opcodes(left, right):
        first = "".join(left[op.src_start : op.src_end])
        second = "".join(right[op.dest_start : op.dest_end])
        runs.append((first, second))
    return runs


def _without(sequence: Sequence[str], common: Counter[str]) -> list[str]:
    budget = Counter(common)
    kept = []
    for word in sequence:
        if budget[word] > 0:
            budget[word] -= 1
        else:
            kept.append(word)
    return kept


def _aligned(truth: str, text: str) -> list[str]:
    return [
        letter
        for op in Levenshtein.opcodes(truth, text)
        if op.tag == "equal"
        for letter in truth[op.src_start : op.src_end]
    ]


def _rate(wrong: int, of: int, found: int) -> float:
    if of:
        return wrong / of
    return 1.0 if found else 0.0
