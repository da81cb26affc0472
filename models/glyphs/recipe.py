"""Train the glyph reader: `python models/glyphs/recipe.py SAMPLES_DIR OUT_DIR [--epochs N]`.

SAMPLES_DIR holds what samples.py made; OUT_DIR receives glyphs.npz. Plain numpy, one thread.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np

from saksdoc.recognise.glyphs import forward, patches, softmax

SIZES = (5, 3, 3)
CHANNELS = (2, 16, 32, 48)
HIDDEN = 96


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
    letters = sorted(letter for letter, count in counts.items() if count >= least)
    index = {letter: n for n, letter in enumerate(letters)}
    keep = np.array([w in index for w in wanted])
    return windows[keep], np.array([index[w] for w in wanted[keep]]), letters, read[keep]


def start(classes: int, random) -> list[np.ndarray]:
    weights = []
    for size, before, after in zip(SIZES, CHANNELS, CHANNELS[1:]):
        fan = before * size * size
        weights += [random.normal(0, (2 / fan) ** 0.5, (fan, after)), np.zeros(after)]
    flat = CHANNELS[-1] * 5 * 4
    weights += [random.normal(0, (2 / flat) ** 0.5, (flat, HIDDEN)), np.zeros(HIDDEN)]
    weights += [random.normal(0, (1 / HIDDEN) ** 0.5, (HIDDEN, classes)), np.zeros(classes)]
    return [w.astype(np.float32) for w in weights]


def gradients(weights, batch, target, random):
    layers = forward(tuple(weights), batch)
    drop = (random.random(layers[4].shape) < 0.75).astype(np.float32) / 0.75
    hidden = layers[4] * drop
    chances = softmax(hidden @ weights[8] + weights[9])
    loss = -np.log(chances[np.arange(len(target)), target] + 1e-9).mean()
    delta = chances * 1.0
    smooth = 0.02 / delta.shape[1]
    delta -= smooth
    delta[np.arange(len(target)), target] -= 0.98
    delta /= len(target)
    grads = [None] * 10
    grads[8], grads[9] = hidden.T @ delta, delta.sum(0)
    delta = (delta @ weights[8].T) * drop * (layers[4] > 0)
    flat = layers[3].reshape(len(batch), -1)
    grads[6], grads[7] = flat.T @ delta, delta.sum(0)
    delta = (delta @ weights[6].T).reshape(layers[3].shape)
    for number in (2, 1, 0):
        delta = (delta * (layers[number + 1] > 0)).transpose(0, 2, 3, 1)
        rows = patches(layers[number], SIZES[number])
        flat_delta = delta.reshape(-1, delta.shape[-1])
        grads[2 * number] = rows.reshape(len(flat_delta), -1).T @ flat_delta
        grads[2 * number + 1] = flat_delta.sum(0)
        if number:
            back = (flat_delta @ weights[2 * number].T).reshape(rows.shape)
            delta = fold(back, layers[number].shape, SIZES[number])
    return loss, grads


def fold(rows, shape, size):
    """The transpose of `patches`: adds what overlaps."""
    n, c, h, w = shape
    pad = size // 2
    out = np.zeros((n, c, h + 2 * pad, w + 2 * pad), dtype=np.float32)
    parts = rows.reshape(n, h // 2, w // 2, c, size, size).transpose(0, 3, 1, 2, 4, 5)
    for y in range(size):
        for x in range(size):
            out[:, :, y : y + h : 2, x : x + w : 2] += parts[..., y, x]
    return out[:, :, pad : pad + h, pad : pad + w]


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
        shift = random.integers(-1, 2, 2)
        batch = np.roll(batch, tuple(shift), axis=(2, 3))
        loss, grads = gradients(weights, batch, target[pick], random)
        total += loss
        rate = 2e-3 * min(1, step / 200) * (1 - step / (steps + 1)) + 1e-5
        for n, grad in enumerate(grads):
            first[n] += 0.1 * (grad - first[n])
            second[n] += 0.001 * (grad * grad - second[n])
            mean = first[n] / (1 - 0.9**step)
            spread = second[n] / (1 - 0.999**step)
            weights[n] -= rate * (mean / (np.sqrt(spread) + 1e-8) + 1e-4 * weights[n])
        if step % 200 == 0:
            print(step, steps, round(total / 200, 4), round(time.process_time() - began), flush=True)
            total = 0.0
        if step % 1000 == 0:
            store(args.out, weights, letters)
    store(args.out, weights, letters)


def store(out: Path, weights, letters) -> None:
    out.mkdir(parents=True, exist_ok=True)
    arrays = {f"w{n}": w.astype(np.float16) for n, w in enumerate(weights)}
    np.savez_compressed(out / "glyphs.npz", letters=np.array(letters, dtype="U1"), **arrays)


if __name__ == "__main__":
    main()
