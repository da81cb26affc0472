"""Build the shipped name finder from $SAKSDOC_DATA, with one command.

    python models/ner/recipe.py --out models/ner [--work DIR]

Steps, each skipped where `--work` holds its outcome already: the text for the vectors (3 minutes),
the vectors (10), the training (60; all on one core).  Seeds are fixed and one thread is used, so
the same machine gives the same model.  Needs floret, which nothing else in the project needs:
`pip install floret`.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import augment
import lists
import norne
import spacy
import train
import vectors
from spacy.language import Language

SOURCES = [
    {"name": "NorNE (train, nb and nn)", "license": "CC0 (annotation)"},
    {"name": "SSB given names and surnames", "license": "NLOD / CC BY 4.0"},
    {"name": "Norwegian public texts, see models/ner/README.md", "license": "various, open"},
]

SETTLE = train.Plan(
    epochs=2,
    dropout=0.35,
    rate=0.0004,
    warm=50,
    seed=12,
    shares=augment.Shares(forms=0.15, damaged=0.15),
)
"""A short second training with many more lines of forms: the first is for running text. What
ships is the mean of the weights before and after, which keeps the good of both."""


def build_vectors(data: Path, work: Path) -> Path:
    """The vector table, made anew where `work` has none."""
    text, table = work / "text.txt", work / "vectors.floret"
    if not table.exists():
        if not text.exists():
            print(f"{vectors.write_text(data, text):,} words of text", flush=True)
        vectors.train(text, table, vectors.Table())
    return table


def finish(nlp: Language, out: Path, result: dict[str, float]) -> None:
    """Write the pipeline as it ships: described, and without the words of its training text.

    What else lies in `out` (this recipe, the card) stays.
    """
    nlp.meta.update(
        name="saksdoc_ner",
        version="1.0.0",
        description="People, organisations and places in Norwegian case papers (nb, nn, OCR).",
        license="MIT",
        sources=SOURCES,
        performance=result,
    )
    nlp.to_disk(out)
    strings = sorted(nlp.get_pipe("ner").labels)
    (out / "vocab" / "strings.json").write_text(json.dumps(strings), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("/tmp/saksdoc-ner"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    data = Path(os.environ["SAKSDOC_DATA"])
    table = build_vectors(data, options.work)
    gold = {
        (lang, part): norne.read(data / "norne" / f"{lang}-{part}.iob")
        for lang in ("nb", "nn")
        for part in ("train", "dev")
    }
    names = lists.load(data)
    learn = gold["nb", "train"] + gold["nn", "train"]
    dev = gold["nb", "dev"] + gold["nn", "dev"]
    train.set_up()
    trained, settled = options.work / "trained", options.work / "settled"
    if not trained.exists():
        plan = train.Plan()
        train.train(train.blank(table, plan), learn, dev, train.Run(names, plan, trained))
    if not settled.exists():
        train.settle(spacy.load(trained), learn, dev, train.Run(names, SETTLE, settled))
    nlp = train.average(spacy.load(trained), spacy.load(settled))
    result = {f"{k}_f": round(f, 4) for k, (_, _, f) in train.score(nlp, dev).items()}
    finish(nlp, options.out, result)


if __name__ == "__main__":
    main()
