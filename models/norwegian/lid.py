"""Train the language identification: common words and letter trigrams of six languages, folded.

Bokmål and nynorsk come from the corpora's counts, English from a frequency list (symspellpy, MIT),
Danish and Swedish from the odd lines of the identification sentences (Apache-2.0; the even lines
stay for bench/language.py), Northern Sámi from the Sámi paragraphs that stand in the Norwegian
corpora.
"""

import re
from collections import Counter
from pathlib import Path

import marisa_trie
import numpy as np
import vocabulary

from saksdoc.language.folding import fold, normalise
from saksdoc.language.identify import LANGUAGES, LETTERS, trigram_rows
from saksdoc.language.lexicon import ABSENT, LOGP_STEP

WORDS_OF_EACH = {"nb": 30_000, "nn": 30_000, "en": 12_000, "da": 4_000, "sv": 4_000, "se": 2_000}
UNLISTED = {"nb": 0.12, "nn": 0.12, "en": 0.15, "da": 0.35, "sv": 0.35, "se": 0.3}
"""How much of running text is not among the listed words: more where the list is short."""
KIN = {"da": 0.5, "sv": 0.15}
"""How much of what their short lists lack is taken to be as in bokmål."""
_WORD = re.compile(r"[^\W\d_]+")


def write(words: vocabulary.Vocabulary, sami: list[str], lists: Path, out: Path) -> str:
    """Train and write; returns what there is of each language."""
    counts = {
        "nb": _folded(words.counts["nb"]),
        "nn": _folded(words.counts["nn"]),
        "en": _folded(Counter(vocabulary.english())),
        "se": _sami(sami, words.counts["nb"] + words.counts["nn"]),
    }
    for language in ("da", "sv"):
        lines = (lists / f"lid_test_lingua_{language}.txt").read_text("utf-8").splitlines()
        counts[language] = _read("\n".join(lines[1::2]))
    listed = sorted({w for k, c in counts.items() for w, _ in c.most_common(WORDS_OF_EACH[k])})
    trie = marisa_trie.Trie(listed)
    trie.save(str(out / "languages.marisa"))
    letters = np.stack([_letters(counts[language]) for language in LANGUAGES], axis=1)
    table = np.empty((len(listed), len(LANGUAGES)))
    spelled = np.array([letters[trigram_rows(word)].sum(axis=0) for word in listed])
    rows = np.array([trie[word] for word in listed])
    bokmal = np.array([counts["nb"][word] for word in listed], float) / sum(counts["nb"].values())
    for column, language in enumerate(LANGUAGES):
        total, rest = sum(counts[language].values()), UNLISTED[language]
        seen = np.array([counts[language][word] for word in listed], float) / total
        kin, guessed = KIN.get(language, 0.0), np.exp(spelled[:, column])
        guessed = kin * bokmal + (1 - kin) * guessed
        table[rows, column] = np.log((1 - rest) * seen + rest * guessed)
    np.save(out / "languages-words.npy", _bytes(table))
    np.save(out / "languages-letters.npy", _bytes(letters))
    np.save(out / "languages-unlisted.npy", np.log([UNLISTED[language] for language in LANGUAGES]))
    return ", ".join(f"{language} {sum(counts[language].values()):.0f}" for language in LANGUAGES)


def _bytes(logp: np.ndarray) -> np.ndarray:
    return np.minimum(ABSENT - 1, np.round(-logp / LOGP_STEP)).astype(np.uint8)


def _folded(counts: Counter) -> Counter:
    folded: Counter = Counter()
    for form, count in counts.items():
        for word in _WORD.findall(form):
            folded[fold(word)] += count
    return folded


def _sami(paragraphs: list[str], norwegian: Counter) -> Counter:
    """Words of the Sámi paragraphs, many of which are half Norwegian, that Norwegian seldom has."""
    found: Counter = Counter()
    for paragraph in paragraphs:
        words = [word for word in _WORD.findall(paragraph) if norwegian[normalise(word)] < 20]
        found.update(fold(word) for word in words)
    found.update(dict.fromkeys(_COMMON_SAMI, max(found.values(), default=1)))
    return found


_COMMON_SAMI = ("ja", "lea", "leat", "dan", "ahte", "mii", "dahje", "go", "dat", "maid", "ii", "nu")
"""Northern Sámi function words, some of them too like Norwegian to be left by the sieve."""


def _read(text: str) -> Counter:
    return Counter(fold(word) for word in _WORD.findall(text))


def _letters(counts: Counter) -> np.ndarray:
    """Log-probability of each letter after two others, smoothed by the shorter contexts."""
    size = len(LETTERS)
    table = np.zeros(size**3)
    scale = 10_000 / sum(counts.values())  # large corpora must not be surer than small ones
    for word, count in counts.items():
        np.add.at(table, trigram_rows(word), count * min(1.0, scale))
    table = table.reshape(size, size, size)
    p = np.full(size, 1 / size)
    for order in range(1, 4):
        of_order = table.sum(axis=tuple(range(3 - order)))
        p = (of_order + 5 * p) / (of_order.sum(axis=-1, keepdims=True) + 5)
    return np.log(p).reshape(-1)
