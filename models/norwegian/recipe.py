"""Build the Norwegian language model: lexicon, compounds, n-grams, spelling, language
identification.

    python models/norwegian/recipe.py [--data ../shared/data] [--out models/norwegian] [--every N]

One process, about ten minutes, under 4 GB. The same data give the same bytes. Without options the
data come from $SAKSDOC_DATA and the model goes to $SAKSDOC_MODELS/norwegian.
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
from saksdoc.language.folding import SEPARATOR, fold_normalised, normalise, restoration
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Flag, Lexicon
from saksdoc.language.spelling import ALPHABET, UNSEEN_COUNT, letter_codes
from saksdoc.language.terms import NAME, SPECIALS, UNKNOWN

BUDGET = {"nb": (1_700_000, 2_200_000), "nn": (600_000, 600_000)}
"""How many bigrams and trigrams each language keeps."""
MIN_COUNT = {"nb": 2.0, "nn": 2.0}
"""Words seen less often are unknown to the n-gram model."""


def main() -> None:
    options = _arguments()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    clock = time.monotonic()

    def said(what: str) -> None:
        print(f"{time.monotonic() - clock:7.1f} s  {what}", file=sys.stderr, flush=True)

    text = corpora.read(options.data, options.every)
    said(f"read {len(text.surfaces)} surfaces; dropped {sum(text.dropped.values())} paragraphs")
    words = vocabulary.build(text, options.data / "lists")
    forms = write_lexicon(words, out)
    said(f"lexicon of {len(forms)}; {len(words.dropped)} suspects dropped")
    write_compounds(words, forms, out)
    said("compounds")
    write_spelling(words, out)
    said("spelling")
    said("languages: " + lid.write(words, text.sami, options.data / "lists", out))
    for language in ("nb", "nn"):
        said(f"{language}: {write_ngrams(text, words, Lexicon.load(out), language, out)}")
    said(f"{sum(path.stat().st_size for path in out.iterdir()) / 1e6:.1f} MB")


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


def write_compounds(words: vocabulary.Vocabulary, forms: list[str], out: Path) -> None:
    """Bytes of log shares: three columns of first parts (no link, s, e) and one of last parts."""
    first, last, share = compounding.learn(words.counts["nb"] + words.counts["nn"], words.flags)
    firsts, lasts = sum(sum(c.values()) for c in first.values()), sum(last.values())
    table = np.full((len(forms), 4), ABSENT, np.uint8)
    columns = [*((first[link], firsts) for link in compounding.LINKS), (last, lasts)]
    for row, form in enumerate(forms):
        for column, (counter, total) in enumerate(columns):
            count = counter.get(form, 0.0)
            if count >= 0.2:
                table[row, column] = min(ABSENT - 1, round(np.log(total / count) / LOGP_STEP))
    np.save(out / "compounds.npy", table)
    parts = {
        fold_normalised(form) for form, row in zip(forms, table, strict=True) if row.min() < ABSENT
    }
    marisa_trie.Trie(sorted(parts)).save(str(out / "parts.marisa"))
    (out / "compounds.json").write_text(json.dumps({"share": round(share, 4)}) + "\n", "utf-8")


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
        out / "spelling.npy",
        np.minimum(ABSENT - 1, np.round(-np.log(p) / LOGP_STEP)).astype(np.uint8),
    )


def write_ngrams(
    text: corpora.Corpus, words: vocabulary.Vocabulary, lexicon: Lexicon, language: str, out: Path
) -> str:
    """One language's trigram model; returns what it holds."""
    ids = _ids(text, words.counts[language], lexicon, language)
    streams = [(ids[text.stream(language)], 1.0)]
    if language == "nn":
        streams.append((ids[text.stream("nn-mt")], vocabulary.MT_WEIGHT))
    bigrams, trigrams = BUDGET[language]
    size = len(lexicon) + len(SPECIALS)
    start = len(lexicon)
    model = kneser_ney.train(streams, kneser_ney.Options(size, start, bigrams, trigrams))
    known = np.unique(ids[text.stream(language)])
    unigram = np.full(size, ABSENT, np.uint8)
    unigram[known] = np.minimum(ABSENT - 1, np.round(-model.unigram[known] / LOGP_STEP))
    np.save(out / f"unigram-{language}.npy", unigram)
    books: dict[str, list[float]] = {}
    books["unigram_backoff"], codes = _codebook(model.unigram_backoff)
    np.save(out / f"backoff-{language}.npy", codes)
    low = kneser_ney.MASK
    for name, keys, values in (
        ("bigram", model.bigram, model.bigram_logp),
        ("context", model.context, model.context_backoff),
        ("trigram", model.trigram, model.trigram_logp),
    ):
        books[name], codes = _codebook(values)
        parts = [keys >> kneser_ney.BITS & low, keys & low]
        third = None
        if name == "trigram":
            parts, third = [keys >> 2 * kneser_ney.BITS, keys >> kneser_ney.BITS & low], keys & low
        staticmap.build(parts[0], parts[1], third, codes).save(out / f"{name}-{language}.npy")
    (out / f"ngrams-{language}.json").write_text(json.dumps(books) + "\n", "utf-8")
    return (
        f"{len(model.bigram)} bigrams, {len(model.trigram)} trigrams, {len(model.context)} contexts"
    )


def _ids(text: corpora.Corpus, counts: Counter, lexicon: Lexicon, language: str) -> np.ndarray:
    """The id of each surface: its row, its class, or unknown."""
    size = len(lexicon)
    special = {name: size + i for i, name in enumerate(SPECIALS)}
    ids = np.empty(len(text.surfaces), np.int32)
    for number, surface in enumerate(text.spelled()):
        if surface in special:
            ids[number] = special[surface]
            continue
        form = normalise(surface)
        row = lexicon.number(form) if counts[form] >= MIN_COUNT[language] else -1
        ids[number] = row if row >= 0 else special[NAME if surface[0] != form[0] else UNKNOWN]
    return ids


def _codebook(values: np.ndarray) -> tuple[list[float], np.ndarray]:
    """64 levels by quantile, and each value's level."""
    telling = values[values != 0] if (values == 0).any() else values
    levels = np.quantile(telling, (np.arange(staticmap.CODES - 1) + 0.5) / (staticmap.CODES - 1))
    levels = np.unique(np.append(levels, 0.0) if (values == 0).any() else levels)
    edges = (levels[1:] + levels[:-1]) / 2
    codes = np.searchsorted(edges, values).astype(np.uint8)
    return [round(float(level), 4) for level in levels], codes


if __name__ == "__main__":
    main()
