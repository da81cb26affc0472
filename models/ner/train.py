"""Train the spaCy pipeline: subword vectors, a convolutional encoder, transitions.

A loop of our own rather than `spacy train`, because sentences are augmented
anew each epoch and the learning rate is drawn down to nothing by a plan.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import augment
import numpy as np
import spacy
from lists import Names
from norne import Sentence
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.initialize import convert_vectors
from spacy.util import fix_random_seed
from thinc.api import Adam, Model, NumpyOps, set_current_ops

Spans = set[tuple[int, int, int, str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What decides the outcome of a run."""

    epochs: int = 10
    width: int = 96
    depth: int = 4
    pieces: int = 3
    hidden: int = 64
    dropout: float = 0.2
    rate: float = 0.0015
    warm: int = 250
    words: int = 900
    seed: int = 11
    rows: tuple[int, ...] = (6000, 1500, 2500, 2500)
    shares: augment.Shares = field(default_factory=augment.Shares)


def set_up() -> None:
    """Let thinc multiply with NumPy's OpenBLAS, 3.6 times as fast here as its own BLIS."""
    set_current_ops(NumpyOps(use_blis=False))


def blank(vectors: Path, plan: Plan) -> Language:
    """An untrained pipeline over the vector table."""
    fix_random_seed(plan.seed)
    nlp = spacy.blank("nb")
    convert_vectors(nlp, vectors, truncate=-1, prune=-1, mode="floret")
    nlp.vocab.vectors.name = "saksdoc_floret"
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": plan.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": plan.width,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": list(plan.rows),
                "include_static_vectors": True,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": plan.width,
                "depth": plan.depth,
                "window_size": 1,
                "maxout_pieces": plan.pieces,
            },
        },
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def document(nlp: Language, sentence: Sentence) -> Doc:
    """A gold Doc of one sentence."""
    doc = Doc(nlp.vocab, words=list(sentence.words))
    doc.ents = tuple(Span(doc, a, b, label=label) for a, b, label in sentence.spans)
    return doc


def _joined(sentences: list[Sentence], rng: random.Random) -> Iterator[Sentence]:
    """Runs of one to three neighbours as one text, as a paragraph would hold them."""
    at = 0
    while at < len(sentences):
        count = rng.choice((1, 1, 2, 3))
        words: list[str] = []
        spans: list[tuple[int, int, str]] = []
        for sentence in sentences[at : at + count]:
            spans += [(a + len(words), b + len(words), kind) for a, b, kind in sentence.spans]
            words += sentence.words
        yield Sentence(tuple(words), tuple(spans))
        at += count


def _batches(sentences: list[Sentence], size: int) -> Iterator[list[Sentence]]:
    batch: list[Sentence] = []
    total = 0
    for sentence in sentences:
        batch.append(sentence)
        total += len(sentence.words)
        if total >= size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def score(
    nlp: Language, sentences: list[Sentence], merge: bool = True
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1 by label and `ALL` on gold tokens; `merge` counts GPE as LOC."""

    def kind(label: str) -> str:
        return "LOC" if merge and label == "GPE" else label

    docs = [Doc(nlp.vocab, words=list(sentence.words)) for sentence in sentences]
    gold: Spans = set()
    found: Spans = set()
    for at, (sentence, doc) in enumerate(
        zip(sentences, nlp.pipe(docs, batch_size=256), strict=True)
    ):
        gold |= {(at, a, b, kind(label)) for a, b, label in sentence.spans}
        found |= {(at, ent.start, ent.end, kind(ent.label_)) for ent in doc.ents}
    table = {}
    for label in [*sorted({item[3] for item in gold | found}), "ALL"]:
        g = {item for item in gold if label in ("ALL", item[3])}
        f = {item for item in found if label in ("ALL", item[3])}
        hits = len(g & f)
        p, r = hits / max(len(f), 1), hits / max(len(g), 1)
        table[label] = (p, r, 2 * p * r / max(p + r, 1e-9))
    return table


def _rate(step: int, total: int, plan: Plan) -> float:
    """Linear up over `warm` steps, then cosine down to a fiftieth."""
    if step < plan.warm:
        return plan.rate * (step + 1) / plan.warm
    share = (step - plan.warm) / max(1, total - plan.warm)
    return plan.rate * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * min(1.0, share)))))


@dataclass(frozen=True, slots=True)
class Run:
    """Names to draw from, the plan, and where the best pipeline is kept."""

    names: Names
    plan: Plan
    out: Path


def train(nlp: Language, sentences: list[Sentence], dev: list[Sentence], run: Run) -> None:
    """Train an untrained `nlp`; keep the averaged weights that do best on dev in `run.out`."""
    first = [document(nlp, s) for s in sentences[:400]]
    examples = [Example(Doc(nlp.vocab, words=[t.text for t in doc]), doc) for doc in first]
    nlp.initialize(lambda: examples)
    best = 0.0
    for table in _epochs(nlp, sentences, dev, run):
        if table["ALL"][2] > best:
            best = table["ALL"][2]
            nlp.to_disk(run.out)


def settle(nlp: Language, sentences: list[Sentence], dev: list[Sentence], run: Run) -> None:
    """Train a trained `nlp` a little longer by another plan; keep the last weights."""
    for _ in _epochs(nlp, sentences, dev, run):
        nlp.to_disk(run.out)


def average(one: Language, other: Language) -> Language:
    """`one` with the mean of both pipelines' weights; they must be of the same descent."""
    pairs = zip(_weights(one), _weights(other), strict=True)
    for (layer, name), (twin, _) in pairs:
        layer.set_param(name, (layer.get_param(name) + twin.get_param(name)) / 2)
    return one


def _weights(nlp: Language) -> list[tuple[Model, str]]:
    layers = nlp.get_pipe("ner").model.walk()
    return [(x, name) for x in layers for name in x.param_names if x.has_param(name)]


def _epochs(
    nlp: Language, sentences: list[Sentence], dev: list[Sentence], run: Run
) -> Iterator[dict[str, tuple[float, float, float]]]:
    """Train; after each epoch give the scores on dev, while `nlp` has its averaged weights."""
    plan = run.plan
    rng = random.Random(plan.seed)
    optimizer = Adam(
        learn_rate=plan.rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True
    )
    finder = nlp.get_pipe("ner")
    words = sum(len(s.words) for s in sentences)
    total = int(plan.epochs * words / plan.words)
    step = 0
    for number in range(plan.epochs):
        begun = time.time()
        texts = list(_joined(augment.epoch(sentences, run.names, plan.shares, rng), rng))
        rng.shuffle(texts)
        losses: dict[str, float] = {}
        gc.collect()
        gc.freeze()  # the collector would walk all documents again and again
        for batch in _batches(texts, plan.words):
            optimizer.learn_rate = _rate(step, total, plan)
            golds = [document(nlp, s) for s in batch]
            pairs = [Example(Doc(nlp.vocab, words=[t.text for t in doc]), doc) for doc in golds]
            finder.update(pairs, drop=plan.dropout, sgd=optimizer, losses=losses)
            step += 1
        with nlp.use_params(optimizer.averages):
            table = score(nlp, dev)
            line = " ".join(f"{label} {f * 100:.2f}" for label, (_, _, f) in table.items())
            taken = time.time() - begun
            print(f"epoch {number} loss {losses['ner']:.0f} dev {line} {taken:.0f} s", flush=True)
            yield table
