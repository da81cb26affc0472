"""Build the Norwegian language model: lexicon, compounds, n-grams, spelling, language
identification.

    python models/norwegian/recipe.py [--data "$SAKSDOC_DATA"] [--out models/norwegian] [--every N]

One process, about five minutes of processor time. The same data give the same bytes. Without options
the data come from $SAKSDOC_DATA and the model goes to $SAKSDOC_MODELS/norwegian.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import compounding
import corpus as corpora
import kneser_ney
import lid
import marisa_trie
import numpy as np
import vocabulary

from saksdoc.language import staticmap
from saksdoc.language.compounds import LINKS
from saksdoc.language.folding import SEPARATOR, fold_normalised, normalise, restoration
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Flag, Lexicon
from saksdoc.language.spelling import ALPHABET, UNSEEN_COUNT, letter_codes
from saksdoc.language.terms import NAME, SPECIALS, START, UNKNOWN

BUDGET = {"nb": (950_000, 1_280_000), "nn": (400_000, 400_000)}
"""How many bigrams and trigrams each language keeps."""
MIN_PART_COUNT = 0.05
"""Parts that serve in fewer compounds than this (a share of one) are no parts."""
MIN_COUNT = {"nb": 2.0, "nn": 2.0}
"""Words seen less often are unknown to the n-gram model."""


def main() -> None:
    options = _arguments()
    text = corpora.read(options.data, options.every)
    _say(f"{len(text.surfaces)} surfaces; {sum(text.dropped.values())} paragraphs dropped")
    build(text, options.data / "lists", options.out)


def build(text: corpora.Corpus, lists: Path, out: Path) -> None:
    """Everything from the counted text to the files."""
    out.mkdir(parents=True, exist_ok=True)
    words = vocabulary.build(text, lists)
    forms = write_lexicon(words, out)
    _say(f"lexicon of {len(forms)}; {len(words.dropped)} suspects dropped")
    write_compounds(words, forms, lists, out)
    _say("compounds")
    write_spelling(words, out)
    _say("spelling")
    _say("languages: " + lid.write(words, text.sami, lists, out))
    for language in ("nb", "nn"):
        _say(f"{language}: {write_ngrams(text, words, Lexicon.load(out), language, out)}")
    _say(f"{sum(path.stat().st_size for path in out.iterdir()) / 1e6:.1f} MB")


def _say(what: str) -> None:
    print(f"{time.process_time():7.1f} s  {what}", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    here = Path(__file__).resolve().parent
    data = Path(os.environ.get("SAKSDOC_DATA", here.parents[1].parent / "shared" / "data"))
    models = Path(os.environ.get("SAKSDOC_MODELS", here.parent))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data)
    parser.add_argument("--out", type=Path, default=models / "norwegian")
    parser.add_argument("--every", type=int, default=1, help="take one paragraph in N, for a trial")
    return parser.parse_args()


def write_lexicon(words: vocabulary.Vocabulary, out: Path) -> list[str]:
    """The trie, flags and frequencies; returns the forms in the order of their rows."""
    entries = sorted(fold_normalised(f) + SEPARATOR + restoration(f) for f in words.flags)
    trie = marisa_trie.Trie(entries)
    trie.save(str(out / "words.marisa"))
    forms = [""] * len(entries)
    for form in words.flags:
        forms[trie[fold_normalised(form) + SEPARATOR + restoration(form)]] = form
    np.save(out / "flags.npy", np.array([int(words.flags[form]) for form in forms], np.uint16))
    for language in ("nb", "nn"):
        codes = vocabulary.frequency_codes(words.counts[language], forms)
        np.save(out / f"frequency-{language}.npy", codes)
    return forms


def write_compounds(words: vocabulary.Vocabulary, forms: list[str], lists: Path, out: Path) -> None:
    """Bytes of log shares: three columns of first parts (no link, s, e) and one of last parts."""
    found = compounding.learn(words.counts["nb"] + words.counts["nn"], words.flags, lists)
    firsts = sum(sum(counter.values()) for counter in found.first.values())
    lasts = sum(found.last.values())
    table = np.full((len(forms), 4), ABSENT, np.uint8)
    columns = [*((found.first[link], firsts) for link in LINKS), (found.last, lasts)]
    for row, form in enumerate(forms):
        for column, (counter, total) in enumerate(columns):
            count = counter.get(form, 0.0)
            if count >= MIN_PART_COUNT:
                table[row, column] = min(ABSENT - 1, round(np.log(total / count) / LOGP_STEP))
    rows = np.flatnonzero(table.min(axis=1) < ABSENT)
    np.save(out / "parts-rows.npy", rows.astype(np.uint32))
    np.save(out / "parts-shares.npy", table[rows])
    keys = sorted({fold_normalised(forms[row]) for row in rows.tolist()})
    marisa_trie.Trie(keys).save(str(out / "parts-keys.marisa"))


def write_spelling(words: vocabulary.Vocabulary, out: Path) -> None:
    """Interpolated letter 4-grams over word types, as bytes of log-probability."""
    size = len(ALPHABET)
    counts = np.zeros((size,) * 4)
    total = words.counts["nb"] + words.counts["nn"]
    for form, flag in words.flags.items():
        if flag & (Flag.NOISY | Flag.ENGLISH) and not total[form]:
            continue
        codes = letter_codes(form)
        for i in range(3, len(codes)):
            counts[codes[i - 3], codes[i - 2], codes[i - 1], codes[i]] += 1
    p = np.full(size, 1 / size)
    for order in range(1, 5):
        table = counts.sum(axis=tuple(range(4 - order)))
        seen = table.sum(axis=-1, keepdims=True)
        kinds = (table > 0).sum(axis=-1, keepdims=True) + UNSEEN_COUNT  # Witten-Bell
        p = (table + kinds * p) / (seen + kinds)
    np.save(
        out / "letters.npy",
        np.minimum(ABSENT - 1, np.round(-np.log(p) / LOGP_STEP)).astype(np.uint8),
    )


def write_ngrams(
    text: corpora.Corpus,
    words: vocabulary.Vocabulary,
    lexicon: Lexicon,
    language: str,
    out: Path,
) -> str:
    """One language's trigram model; returns what it holds."""
    ids, learned = _ids(text, words.counts[language], lexicon, language)
    np.save(out / f"vocabulary-{language}.npy", learned.astype(np.uint32))
    groups = [group for group in text.streams if group.startswith(language)]
    streams = [(ids[text.stream(group)], corpora.GROUPS[group]) for group in groups]
    size, start = len(SPECIALS) + len(learned), SPECIALS.index(START)
    model = kneser_ney.train(streams, kneser_ney.Options(size, start, *BUDGET[language]))
    one = np.minimum(ABSENT - 1, np.round(-model.unigram / LOGP_STEP)).astype(np.uint8)
    np.save(out / f"one-{language}.npy", one)
    books: dict[str, list[float]] = {}
    books["unigram_backoff"], codes = _codebook(model.unigram_backoff)
    np.save(out / f"backoff-one-{language}.npy", codes)
    low = kneser_ney.MASK
    for name, file, keys, values in (
        ("bigram", "two", model.bigram, model.bigram_logp),
        ("context", "backoff-two", model.context, model.context_backoff),
        ("trigram", "three", model.trigram, model.trigram_logp),
    ):
        books[name], codes = _codebook(values)
        parts = [keys >> kneser_ney.BITS & low, keys & low]
        third = None
        if name == "trigram":
            parts, third = [keys >> 2 * kneser_ney.BITS, parts[0]], keys & low
        staticmap.build(parts[0], parts[1], third, codes).save(out / f"{file}-{language}.npy")
    (out / f"levels-{language}.json").write_text(json.dumps(books) + "\n", "utf-8")
    return (
        f"{len(model.bigram)} bigrams, {len(model.trigram)} trigrams, {len(model.context)} contexts"
    )


def _ids(
    text: corpora.Corpus, counts: Counter, lexicon: Lexicon, language: str
) -> tuple[np.ndarray, np.ndarray]:
    """The id of each surface (its word, its class, or unknown), and the rows of words learned."""
    special = {name: number for number, name in enumerate(SPECIALS)}
    rows = np.full(len(text.surfaces), -1, np.int64)
    ids = np.empty(len(text.surfaces), np.int32)
    for number, surface in enumerate(text.spelled()):
        form = normalise(surface)
        if surface in special:
            ids[number] = special[surface]
            continue
        if counts[form] >= MIN_COUNT[language]:
            rows[number] = lexicon.number(form)
        ids[number] = special[NAME if surface[0] != form[0] else UNKNOWN]
    learned = np.unique(rows[rows >= 0])
    ids[rows >= 0] = len(SPECIALS) + np.searchsorted(learned, rows[rows >= 0])
    return ids, learned


def _codebook(values: np.ndarray) -> tuple[list[float], np.ndarray]:
    """At most 64 levels, and each value's level.

    Levels stand as dense as the cube root of the values' density, which makes the mean squared
    error least (Panter and Dite 1951); zero, where it is met, is a level of its own.
    """
    has_zero = bool((values == 0).any())
    telling = values[values != 0] if has_zero else values
    count, edges = np.histogram(telling, bins=2000)
    mass = np.append(0.0, np.cumsum(np.cbrt(count)))
    size = staticmap.CODES - has_zero
    levels = np.interp((np.arange(size) + 0.5) / size * mass[-1], mass, edges)
    levels = np.unique(np.append(levels, 0.0) if has_zero else levels)
    codes = np.searchsorted((levels[1:] + levels[:-1]) / 2, values).astype(np.uint8)
    return [round(float(level), 4) for level in levels], codes


if __name__ == "__main__":
    main()
