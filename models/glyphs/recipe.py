"""Train the glyph reader: `python models/glyphs/recipe.py SAMPLES_DIR OUT_DIR [--epochs N]`.

SAMPLES_DIR holds what samples.py made; OUT_DIR receives glyphs.npz. Plain numpy, one thread.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

from saksdoc.recognise.glyphs import features, forward, softmax

HIDDEN = (160, 96)


def load(folder: Path, least: int):
    windows, wanted, read = [], [], []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as part:
            windows.append(part["windows"])
            wanted.append(part["wanted"])
            read.append(part["read"])
    windows, wanted = np.concatenate(windows), np.concatenate(wanted)
    read = np.concatenate(read)
    counts = Counter(wanted.tolist())
    letters = sorted(c for c, n in counts.items() if n >= least and not "\u0370" < c < "\u0600")
    index = {letter: n for n, letter in enumerate(letters)}
    keep = np.array([w in index for w in wanted])
    return windows[keep], np.array([index[w] for w in wanted[keep]]), letters, read[keep]


def start(classes: int, random) -> list[np.ndarray]:
    weights = []
    sizes = (1283, *HIDDEN, classes)
    for before, after in pairwise(sizes):
        weights += [random.normal(0, (2 / before) ** 0.5, (before, after)), np.zeros(after)]
    weights[0] *= 2  # most of a window is white
    return [w.astype(np.float32) for w in weights]


def gradients(weights, inputs, target, random):
    layers = forward(tuple(weights), inputs)
    chances = softmax(layers[-1])
    loss = -np.log(chances[np.arange(len(target)), target] + 1e-9).mean()
    delta = chances - 0.02 / chances.shape[1]
    delta[np.arange(len(target)), target] -= 0.98
    delta /= len(target)
    grads = [None] * len(weights)
    for number in range(len(weights) - 2, -1, -2):
        before = layers[number // 2]
        grads[number], grads[number + 1] = before.T @ delta, delta.sum(0)
        if number:
            delta = (delta @ weights[number].T) * (before > 0)
    return loss, grads


def store(out: Path, weights, letters) -> None:
    out.mkdir(parents=True, exist_ok=True)
    arrays = {}
    for n, w in enumerate(weights):
        scale = np.abs(w).max(axis=0) / 127 + 1e-12 if w.ndim > 1 else np.abs(w).max() / 127 + 1e-12
        arrays[f"w{n}"] = np.round(w / scale).astype(np.int8)
        arrays[f"s{n}"] = np.asarray(scale, dtype=np.float32)
    np.savez_compressed(out / "glyphs.npz", letters=np.array(letters, dtype="U1"), **arrays)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("samples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--least", type=int, default=12)
    args = parser.parse_args()
    random = np.random.default_rng(5)
    windows, target, letters, _ = load(args.samples, args.least)
    counts = np.bincount(target, minlength=len(letters))
    weight = (1 / np.sqrt(counts))[target]  # rare letters oftener, not equally often
    weight /= weight.sum()
    print(len(target), "glyphs,", len(letters), "letters", "".join(letters), flush=True)
    weights = start(len(letters), random)
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    steps = args.epochs * len(target) // 128
    began = time.process_time()
    total = 0.0
    for step in range(1, steps + 1):
        pick = random.choice(len(target), 128, p=weight)
        batch = windows[pick].astype(np.float32) / 255
        batch[:, 0] = np.roll(batch[:, 0], tuple(random.integers(-1, 2, 2)), axis=(1, 2))
        inputs = features(batch)
        inputs[:, :-3] *= random.random((128, 1280)) > 0.1
        loss, grads = gradients(weights, inputs, target[pick], random)
        total += loss
        rate = 2e-3 * min(1, step / 200) * (1 - step / (steps + 1)) + 1e-5
        for n, grad in enumerate(grads):
            first[n] += 0.1 * (grad - first[n])
            second[n] += 0.001 * (grad * grad - second[n])
            mean = first[n] / (1 - 0.9**step)
            spread = second[n] / (1 - 0.999**step)
            weights[n] -= rate * (mean / (np.sqrt(spread) + 1e-8) + 1e-4 * weights[n])
        if step % 200 == 0:
            print(
                step, steps, round(total / 200, 4), round(time.process_time() - began), flush=True
            )
            total = 0.0
        if step % 2000 == 0:
            store(args.out, weights, letters)
    store(args.out, weights, letters)


if __name__ == "__main__":
    main()
