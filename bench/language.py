"""What the Norwegian language model weighs, costs and knows.

    python bench/language.py [--data "$SAKSDOC_DATA"] [--words 60000]

Prints size on disk, load time, memory, look-ups a second, perplexity and unknown words on held-out
text by source, the real-word pairs decided by context alone, and the language identification. Times
are CPU times of one process.
"""

import argparse
import math
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "models" / "norwegian")]

from heldout import held_out

from saksdoc import assets
from saksdoc.language import Norwegian, Substitutions
from saksdoc.language.splitting import Splitter
from saksdoc.language.terms import END, START, term
from saksdoc.language.tokens import Kind, tokenise

PAIRS = ("pa på", "sa så", "for før", "far får", "ga gå", "mal mål", "var vår", "la lå", "ar år")
DAMAGE = str.maketrans({"å": "a", "ø": "g", "æ": "e", "Å": "A", "Ø": "@", "Æ": "E"})
MISREADINGS = (
    *(("a", "å", 0.1), ("a", "ø", 1.2), ("o", "ø", 1.2), ("g", "ø", 1.2), ("e", "æ", 0.1)),
    *(("e", "ø", 2.5), ("ae", "æ", 3), ("ze", "æ", 3), ("eg", "ø", 3), ("og", "ø", 3)),
    *(("@", "ø", 0.1), ("4", "å", 0.5), ("I", "l", 1), ("1", "l", 0.5), ("!", "l", 0.5)),
    *(("ii", "li", 1), ("|", "i", 0.5)),
)


def memory() -> float:
    """Peak resident memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rate(what: str, items: list, call: Callable[[object], object]) -> None:
    begin = time.process_time()
    for item in items:
        call(item)
    spent = time.process_time() - begin
    print(f"  {what:34s} {1e6 * spent / len(items):8.2f} µs")


def weight(before: float) -> Norwegian:
    folder = assets.locate("norwegian")
    size = sum(
        path.stat().st_size
        for path in folder.iterdir()
        if path.suffix in {".npy", ".marisa", ".json"}
    )
    begin = time.process_time()
    norwegian = Norwegian.load()
    norwegian.logp("møtet", "til", "vises", "nb")
    print(f"size {size / 1e6:.1f} MB, loaded in {time.process_time() - begin:.3f} s CPU")
    print(f"memory {memory() - before:.0f} MB more than Python with numpy ({before:.0f} MB)")
    print(f"words {len(norwegian.lexicon)}")
    return norwegian


def speeds(norwegian: Norwegian, text: str) -> None:
    tokens = tokenise(text)
    words = [t.text for t in tokens if t.kind is Kind.WORD]
    types = sorted(set(words))
    damaged = sorted({word.translate(DAMAGE) for word in types})
    substitutions = Substitutions.of(MISREADINGS)
    splitter = Splitter(norwegian.compounds, substitutions)
    model = norwegian.nb
    print(f"speed ({len(words)} words, {len(types)} forms)")
    rate(
        "tokenise, 1000 signs", [text[at : at + 1000] for at in range(0, len(text), 1000)], tokenise
    )
    rate("lexicon.number, a form", types, norwegian.lexicon.number)
    rate(
        "lexicon.matches, a damaged form",
        damaged,
        lambda w: norwegian.lexicon.matches(w, substitutions),
    )
    lost = [w for w in damaged if norwegian.lexicon.number(w) < 0 and len(w) > 9]
    rate("compounds.analyse, an unlisted form", lost, norwegian.compounds.analyse)
    rate(
        "splitter.matches, an unlisted form",
        lost,
        splitter.matches,
    )
    ids = [model.id(word) for word in words]
    triples = list(zip(ids, ids[1:], ids[2:], strict=False))
    rate("ngrams.logp_ids, new", triples, lambda t: model.logp_ids(*t))
    rate("ngrams.logp_ids, remembered", triples, lambda t: model.logp_ids(*t))
    array = np.array(triples)
    begin = time.process_time()
    model.logp_many(array[:, 0], array[:, 1], array[:, 2])
    print(f"  {'ngrams.logp_many':34s} {1e6 * (time.process_time() - begin) / len(array):8.2f} µs")
    rate("identify_language, a line", text.splitlines(), norwegian.identify_language)


def perplexity(norwegian: Norwegian, data: Path, limit: int) -> None:
    for language in ("nb", "nn"):
        totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0, 0])
        for block in held_out(data, language):
            row = totals[block.source]
            if row[1] > limit:
                continue
            for line in block.text.splitlines():
                _add(norwegian, language, line, row)
        print(f"held-out {language}: perplexity of words and signs, unknown to the model, words")
        everything = [sum(row[i] for row in totals.values()) for i in range(3)]
        for source, row in [*sorted(totals.items()), ("all", everything)]:
            value, share = math.exp(-row[0] / row[1]), 100 * row[2] / row[1]
            print(f"  {source:48s} {value:8.1f} {share:6.2f} % {row[1]:8.0f}")


def _add(norwegian: Norwegian, language: str, line: str, row: list[float]) -> None:
    terms = [t.text if t.kind is Kind.WORD else term(t) for t in tokenise(line)]
    model = norwegian.model(language)
    context = [START, START]
    for form in [*terms, END]:
        row[0] += norwegian.logp(form, context[1], context[0], language)
        row[1] += 1
        row[2] += not (model.knows(form) or form in model.special)
        context = [context[1], form]


def unknown(norwegian: Norwegian, data: Path) -> None:
    """What the words are that the n-gram model does not know, in held-out bokmål."""
    kinds: Counter = Counter()
    for block in held_out(data, "nb"):
        if block.number % 8:
            continue
        for token in tokenise(block.text):
            if token.kind is Kind.WORD and not norwegian.nb.knows(token.text):
                listed = norwegian.lexicon.is_word(token.text)
                compound = norwegian.compounds.analyse(token.text)
                kinds["listed" if listed else "compound" if compound else "neither"] += 1
    total = sum(kinds.values())
    print(
        "unknown to the n-grams: "
        + ", ".join(f"{k} {100 * n / total:.0f} %" for k, n in kinds.items())
    )


def pairs(norwegian: Norwegian, data: Path) -> None:
    """Real-word pairs decided by the trigrams around them alone (no cost of misreading)."""
    partner = {}
    for pair in PAIRS:
        one, other = pair.split()
        partner[one], partner[other] = other, one
    for language in ("nb", "nn"):
        right: Counter = Counter()
        total: Counter = Counter()
        for block in held_out(data, language):
            for line in block.text.splitlines():
                _decide(norwegian, language, line, (partner, right, total))
        print(f"real-word pairs by context alone, {language}: right, of how many")
        for word in sorted(word for word in total if total[word] > 9):
            print(f"  {word:6s} {100 * right[word] / total[word]:6.1f} % {total[word]:6d}")


def _decide(
    norwegian: Norwegian, language: str, line: str, told: tuple[dict, Counter, Counter]
) -> None:
    partner, right, total = told
    model = norwegian.model(language)
    terms = [START, START, *(term(t) for t in tokenise(line)), END, END]
    ids = [model.id(form) for form in terms]
    for at in range(2, len(terms) - 2):
        other = partner.get(terms[at])
        if other is None:
            continue
        scores = []
        for form in (terms[at], other):
            middle = model.id(form)
            b, c, d = ids[at - 1], ids[at + 1], ids[at + 2]
            scores.append(
                norwegian.logp(form, terms[at - 1], terms[at - 2], language)
                + model.logp_ids(b, middle, c)
                + model.logp_ids(middle, c, d)
            )
        total[terms[at]] += 1
        right[terms[at]] += scores[0] > scores[1]


def identification(norwegian: Norwegian, data: Path) -> None:
    print(
        "language identification, even lines of the sentence lists (the odd ones taught da and sv)"
    )
    for language in ("nb", "nn", "da", "sv"):
        lines = (
            (data / "lists" / f"lid_test_lingua_{language}.txt")
            .read_text("utf-8")
            .splitlines()[::2]
        )
        for name, damage in (("sound", {}), ("without æøå", DAMAGE)):
            told = Counter(
                norwegian.identify_language(line.translate(damage)).main for line in lines
            )
            wrong = ", ".join(f"{k} {n}" for k, n in told.most_common() if k != language)
            share = 100 * told[language] / len(lines)
            print(f"  {language} {name:12s} {share:6.1f} % of {len(lines)}; {wrong}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("SAKSDOC_DATA", HERE.parent.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--words", type=int, default=60_000, help="held-out words of each source")
    options = parser.parse_args()
    norwegian = weight(memory())
    text = "\n".join(
        block.text for block in held_out(options.data, "nb") if "depts" in block.source
    )
    speeds(norwegian, text[:200_000])
    perplexity(norwegian, options.data, options.words)
    unknown(norwegian, options.data)
    pairs(norwegian, options.data)
    identification(norwegian, options.data)


if __name__ == "__main__":
    main()
