"""Train the chooser between real words that damage makes alike, from clean text.

Usage: python models/pairs/recipe.py --data DATA [OUT]

A softmax over the forms of a cluster (``clusters.py``) on hashed features of the words around them
(:mod:`saksdoc.repairing.pairs`), by AdaGrad, one language at a time; then bytes. The text is that
of the n-gram models, without the held-out blocks, the laws thinned out. Two weights join its answer
to that of the trigram: they are found on the even held-out blocks, where both are strangers to
the text; the odd blocks tell how good it is. One process, numpy; the same data give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "norwegian"))

from clusters import clusters
from corpus import judge
from heldout import BLOCK_LINES, corpora, is_held_out, language_of

from saksdoc.language import Language, NgramModel, Norwegian
from saksdoc.language.terms import term_of
from saksdoc.language.tokens import Kind, pieces
from saksdoc.repairing.pairs import REACH, cells, features, word_hash

HERE = Path(__file__).resolve().parent
THIN = {"lovdata": 5, "lovtidend": 3, "libreoffice": 4, "bokmalsordboka": 2}
"""Of these registers, far from case papers, one paragraph in so many."""
CAP = 60_000
"""Occurrences of a form at most; the rest goes into its prior."""
BITS, EPOCHS, BATCH, RATE = 18, 4, 4096, 0.15
SEED = 1
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Text:
    """A long text as numbers of forms; ``forms`` numbers them, ``capital`` marks capitals."""

    forms: dict[str, int] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)

    def add(self, line: str) -> None:
        for text, kind in pieces(line):
            self.ids.append(self.forms.setdefault(term_of(text, kind), len(self.forms)))
            self.capital.append(kind is Kind.WORD and text[0].isupper())


def read(data: Path, language: str, held: str = "") -> Text:
    """The training text of a language, or the ``even`` or ``odd`` held-out blocks."""
    found = Text()
    for path in corpora(data):
        translated = ".mt." in path.name
        if held and (translated or language_of(path) != language):
            continue
        thin = next((n for name, n in THIN.items() if path.name.startswith(name)), 1)
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                out = is_held_out(path.name, number)
                if out != bool(held) or (not held and number % thin):
                    continue
                if held and (number // BLOCK_LINES % 2 == 0) != (held == "even"):
                    continue
                verdict = judge(_WORD.findall(line.lower()), language_of(path))
                if verdict == language:
                    found.add(line)
    return found


@dataclass
class Examples:
    """Places of a text where a form of a cluster stands."""

    hashes: np.ndarray
    capital: np.ndarray
    ids: np.ndarray
    at: np.ndarray
    form: np.ndarray
    """The number of the form, over all clusters."""


def examples(text: Text, numbers: dict[str, int]) -> Examples:
    """All places of a text that are to be decided."""
    ids = np.array(text.ids, np.int32)
    table = np.array([word_hash(form) for form in text.forms], np.uint64)
    of_form = np.full(len(text.forms), -1, np.int32)
    for form, number in numbers.items():
        if form in text.forms:
            of_form[text.forms[form]] = number
    form = of_form[ids]
    at = np.flatnonzero(form >= 0)
    at = at[(at >= REACH) & (at < len(ids) - REACH)]
    return Examples(table[ids], np.array(text.capital), ids, at, form[at])


def thinned(found: Examples, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Indices of examples, no form having more than CAP, shuffled; and each form's log surplus."""
    kept, surplus = [], np.zeros(count)
    for number in range(count):
        where = np.flatnonzero(found.form == number)
        if len(where) > CAP:
            surplus[number] = math.log(len(where) / CAP)
            where = rng.choice(where, CAP, replace=False)
        kept.append(where)
    order = np.concatenate(kept)
    rng.shuffle(order)
    return order, surplus


def rivals(groups: list[list[str]]) -> tuple[np.ndarray, np.ndarray]:
    """For each form the numbers of its cluster's forms, padded with −1; and its place there."""
    widest = max(map(len, groups))
    table, place, number = [], [], 0
    for forms in groups:
        row = [*range(number, number + len(forms)), *[-1] * (widest - len(forms))]
        table += [row] * len(forms)
        place += range(len(forms))
        number += len(forms)
    return np.array(table), np.array(place)


def trained(found: Examples, groups: list[list[str]], bits: int = BITS) -> np.ndarray:
    """The weights, in nats."""
    keys = np.array([word_hash(form)[0] for forms in groups for form in forms], np.uint64)
    table, place = rivals(groups)
    rng = np.random.default_rng(SEED)
    order, surplus = thinned(found, len(keys), rng)
    # A thinned form is made rarer by the thinning: its own share is put back after training.
    weights, squares = np.zeros(1 << bits, np.float32), np.full(1 << bits, 1.0, np.float32)
    for epoch in range(EPOCHS):
        loss = 0.0
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            form = found.form[chosen]
            # By width of cluster, so that most of a batch is not padding.
            width = (table[form] >= 0).sum(axis=1)
            for wide in np.unique(width):
                some = chosen[width == wide]
                those = table[found.form[some]][:, :wide]
                rows = features(found.hashes, found.at[some], found.capital[found.at[some]])
                where = cells(rows[:, None, :], keys[those][:, :, None], 1 << bits)
                scores = weights[where].sum(axis=2) - surplus[those]
                scores -= scores.max(axis=1, keepdims=True)
                chances = np.exp(scores)
                chances /= chances.sum(axis=1, keepdims=True)
                right = place[found.form[some]]
                line = np.arange(len(some))
                loss -= np.log(chances[line, right] + 1e-9).sum()
                slope = chances
                slope[line, right] -= 1.0
                flat = where.ravel()
                gradient = np.bincount(
                    flat, np.repeat(slope.ravel(), where.shape[2]), minlength=1 << bits
                ).astype(np.float32)
                squares += gradient * gradient
                weights -= RATE * gradient / np.sqrt(squares)
        print(f"  epoch {epoch}: loss {loss / len(order):.4f} over {len(order)}", flush=True)
    return weights


def quantised(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Bytes, and what one unit of them is in nats."""
    step = float(np.quantile(np.abs(weights), 0.9999)) / 127
    return np.clip(np.round(weights / step), -127, 127).astype(np.int8), step


def said(found: Examples, weights: np.ndarray, groups: list[list[str]]) -> np.ndarray:
    """Scores (examples, widest) of the classifier, −inf where padded."""
    keys = np.array([word_hash(form)[0] for forms in groups for form in forms], np.uint64)
    table, _ = rivals(groups)
    out = np.full((len(found.at), table.shape[1]), -np.inf)
    for begin in range(0, len(found.at), BATCH):
        some = slice(begin, begin + BATCH)
        those = table[found.form[some]]
        rows = features(found.hashes, found.at[some], found.capital[found.at[some]])
        where = cells(rows[:, None, :], keys[those][:, :, None], len(weights))
        scores = weights[where].sum(axis=2, dtype=np.float64)
        out[some] = np.where(those >= 0, scores, -np.inf)
    return out


def sequence(found: Examples, text: Text, model: NgramModel, groups: list[list[str]]) -> np.ndarray:
    """Scores (examples, widest) of the trigrams that a place is part of."""
    names = [form for forms in groups for form in forms]
    own = np.array([model.id(form) for form in names])
    learned = np.array([model.id(form) for form in text.forms])[found.ids]
    table, _ = rivals(groups)
    out = np.full((len(found.at), table.shape[1]), -np.inf)
    at = found.at
    for column in range(table.shape[1]):
        number = table[found.form][:, column]
        here = own[number]
        a, b, c, d = (learned[at + k] for k in (-2, -1, 1, 2))
        total = model.logp_many(a, b, here) + model.logp_many(b, here, c)
        total = total + model.logp_many(here, c, d)
        out[:, column] = np.where(number >= 0, total, -np.inf)
    return out


def loss(scores: np.ndarray, right: np.ndarray) -> float:
    top = scores.max(axis=1, keepdims=True)
    logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(right)), right].mean())


def report(name: str, scores: np.ndarray, found: Examples, groups: list[list[str]]) -> None:
    """Loss and errors, and the commonest errors by form."""
    table, place = rivals(groups)
    names = [form for forms in groups for form in forms]
    right = place[found.form]
    best = scores.argmax(axis=1)
    wrong = best != right
    made = Counter(
        (names[f], names[table[f, b]]) for f, b in zip(found.form[wrong], best[wrong], strict=True)
    )
    print(f"  {name}: loss {loss(scores, right):.4f}, wrong {wrong.sum()} of {len(right)}; "
          + ", ".join(f"{t}→{g} {n}" for (t, g), n in made.most_common(12)), flush=True)  # fmt: skip


def shares(first: np.ndarray, second: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """The two weights that make the joint answer likeliest."""
    grid = np.arange(0.0, 1.21, 0.1)
    first, second = np.maximum(first, -1e4), np.maximum(second, -1e4)
    return min(
        ((float(a), float(b)) for a in grid for b in grid if a + b > 0),
        key=lambda ab: loss(ab[0] * first + ab[1] * second, right),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", nargs="?", type=Path, default=HERE)
    parser.add_argument("--data", type=Path, default=os.environ.get("SAKSDOC_DATA"))
    parser.add_argument("--languages", default="nb,nn")
    parser.add_argument("--bits", type=int, default=BITS)
    arguments = parser.parse_args()
    norwegian = Norwegian.load()
    path = arguments.out / "forms.json"
    stored = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    language: Language
    for language in arguments.languages.split(","):
        found = clusters(norwegian, language, HERE.parent / "confusions" / "channel.json")
        groups = [forms for forms in found if len(forms) > 1]
        names = [form for forms in groups for form in forms]
        numbers = {form: number for number, form in enumerate(names)}
        text = read(arguments.data, language)
        print(f"{language}: {len(groups)} clusters, {len(text.ids)} words", flush=True)
        weights, step = quantised(trained(examples(text, numbers), groups, arguments.bits))
        del text
        _, place = rivals(groups)
        model = norwegian.model(language)
        joint = (0.0, 0.0)
        for part in ("even", "odd"):
            text = read(arguments.data, language, part)
            there = examples(text, numbers)
            one, two = sequence(there, text, model, groups), said(there, weights, groups) * step
            if part == "even":
                joint = shares(one, two, place[there.form])
                continue
            report("trigram", one, there, groups)
            report("classifier", two, there, groups)
            both = joint[0] * np.maximum(one, -1e4) + joint[1] * np.maximum(two, -1e4)
            both[np.isneginf(one)] = -np.inf
            report(f"both {joint}", both, there, groups)
        np.save(arguments.out / f"weights-{language}.npy", weights)
        stored[language] = {
            "step": round(step, 6), "trigram": round(joint[0], 2), "classifier": round(joint[1], 2),
            "clusters": [" ".join(forms) for forms in groups],
        }  # fmt: skip
        path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
