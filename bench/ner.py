"""How well and how fast the shipped name finder finds names: NorNE dev, gold tokens.

    python bench/ner.py [--model DIR] [--repeat N]

Prints precision, recall and F1 for nb and nn, each label apart and LOC+GPE taken together, the
size on disk, and words per CPU second on one core from raw strings (tokenising included) and
from gold tokens.  Needs $SAKSDOC_DATA/norne.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models" / "ner"))

import norne
from spacy.tokens import Doc
from train import score

from saksdoc.identify import ner


def speed(nlp, sentences, *, gold_tokens: bool, repeat: int) -> float:
    """Words per CPU second; the gold token is the word in both cases."""
    words = sum(len(sentence.words) for sentence in sentences)
    texts = [" ".join(sentence.words) for sentence in sentences]
    best = 0.0
    for _ in range(repeat):
        begun = time.process_time()
        given = (Doc(nlp.vocab, words=list(s.words)) for s in sentences) if gold_tokens else texts
        for _doc in nlp.pipe(given, batch_size=256):
            pass
        best = max(best, words / (time.process_time() - begun))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--repeat", type=int, default=2)
    options = parser.parse_args()
    folder = Path(os.environ["SAKSDOC_DATA"]) / "norne"
    nlp = ner.load(options.model)
    parts = {lang: norne.read(folder / f"{lang}-dev.iob") for lang in ("nb", "nn")}
    parts["nb+nn"] = parts["nb"] + parts["nn"]
    for merge in (True, False):
        print("LOC+GPE as one" if merge else "four labels")
        for lang, sentences in parts.items():
            for label, (p, r, f) in score(nlp, sentences, merge).items():
                print(f"  {lang:6} {label:4} P {p * 100:6.2f}  R {r * 100:6.2f}  F1 {f * 100:6.2f}")
    for gold in (False, True):
        rate = speed(nlp, parts["nb+nn"], gold_tokens=gold, repeat=options.repeat)
        print(f"{rate:,.0f} words/s from {'gold tokens' if gold else 'raw strings'}")
    size = sum(p.stat().st_size for p in Path(nlp.path).rglob("*") if p.is_file())
    print(f"{size / 1e6:.1f} MB on disk")


if __name__ == "__main__":
    main()
