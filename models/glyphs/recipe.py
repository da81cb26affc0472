"""Train the glyph reader: `python models/glyphs/recipe.py SAMPLES_DIR OUT_DIR [--epochs N]`.

SAMPLES_DIR holds what lines.py and samples.py made; OUT_DIR receives glyphs.npz. Plain numpy, one
thread.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np

from saksdoc.recognise.glyphs import GlyphReader, forward, patches, softmax
from saksdoc.recognise.windows import HEIGHT, WIDTH

KERNELS = ((5, 2, 16), (3, 16, 32), (3, 32, 48))
"""Size, channels in, channels out of each convolution; every one halves rows and columns."""

HIDDEN = 128
BATCH = 128


def load(folder: Path, least: int):
    windows, wanted = [], []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as part:
            windows.append(part["windows"])
            wanted.append(part["wanted"])
    windows, wanted = np.concatenate(windows), np.concatenate(wanted)
    counts = Counter(wanted.tolist())
    letters = sorted(c for c, n in counts.items() if n >= least and not "\u0370" < c < "\u0600")
    index = {letter: n for n, letter in enumerate(letters)}
    keep = np.array([w in index for w in wanted])
    return windows[keep], np.array([index[w] for w in wanted[keep]]), letters


def start(classes: int, random) -> list[np.ndarray]:
    shapes: list[tuple[int, ...]] = [(k, k, before, after) for k, before, after in KERNELS]
    shrunk = 2 ** len(KERNELS)
    shapes += [(HEIGHT // shrunk * WIDTH // shrunk * KERNELS[-1][2], HIDDEN), (HIDDEN, classes)]
    weights = []
    for shape in shapes:
        fan = int(np.prod(shape[:-1]))
        weights += [random.normal(0, (2 / fan) ** 0.5, shape), np.zeros(shape[-1])]
    return [w.astype(np.float32) for w in weights]


def gradients(weights, windows, target):
    """Mean loss over a batch, and what each weight has to do with it."""
    first = np.ascontiguousarray(windows.transpose(0, 2, 3, 1))
    layers = [first, *forward(weights, windows)]
    chances = softmax(layers[-1])
    loss = -np.log(chances[np.arange(len(target)), target] + 1e-9).mean()
    delta = chances - 0.02 / chances.shape[1]
    delta[np.arange(len(target)), target] -= 0.98
    delta /= len(target)
    grads = [None] * len(weights)
    for number in range(len(weights) - 2, -1, -2):
        kernel, before = weights[number], layers[number // 2]
        if kernel.ndim == 4:
            flat = delta.reshape(-1, kernel.shape[3])
            seen = patches(before, kernel.shape[0]).reshape(len(flat), -1)
            grads[number] = (seen.T @ flat).reshape(kernel.shape)
            grads[number + 1] = flat.sum(0)
            if number:
                back = flat @ kernel.reshape(-1, kernel.shape[3]).T
                delta = spread(back, kernel.shape, before.shape)
        else:
            grads[number] = before.reshape(len(before), -1).T @ delta
            grads[number + 1] = delta.sum(0)
            delta = (delta @ kernel.T).reshape(before.shape)
        if number:
            delta = delta * (before > 0)
    return loss, grads


def spread(back: np.ndarray, kernel: tuple[int, ...], shape: tuple[int, ...]) -> np.ndarray:
    """The gradient of every patch, added up over the pixels that it saw."""
    count, rows, columns, channels = shape
    size, pad = kernel[0], kernel[0] // 2
    out = np.zeros((count, rows + 2 * pad, columns + 2 * pad, channels), dtype=np.float32)
    back = back.reshape(count, rows // 2, columns // 2, size, size, channels)
    for y in range(size):
        for x in range(size):
            out[:, y : y + rows : 2, x : x + columns : 2] += back[:, :, :, y, x]
    return out[:, pad : pad + rows, pad : pad + columns]


def store(out: Path, weights, letters) -> None:
    out.mkdir(parents=True, exist_ok=True)
    arrays = {}
    for n, w in enumerate(weights):
        axes = tuple(range(w.ndim - 1)) if w.ndim > 1 else None
        scale = np.abs(w).max(axis=axes) / 127 + 1e-12
        arrays[f"w{n}"] = np.round(w / scale).astype(np.int8)
        arrays[f"s{n}"] = np.asarray(scale, dtype=np.float32)
    np.savez_compressed(out / "glyphs.npz", letters=np.array(letters, dtype="U1"), **arrays)


def test(out: Path, folder: Path) -> None:
    """How many letters of held-out faces are told, and which are taken for which."""
    reader = GlyphReader.from_file(out / "glyphs.npz")
    wrong: Counter = Counter()
    met: Counter = Counter()
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as part:
            chances = reader.read(part["windows"].astype(np.float32) / 255)
            for letter, best in zip(part["wanted"], chances.argmax(axis=1), strict=True):
                met[str(letter)] += 1
                if reader.letters[best] != letter:
                    wrong[str(letter), reader.letters[best]] += 1
    print(f"{100 - 100 * wrong.total() / met.total():.2f} % of {met.total()} right")
    for (letter, taken), count in wrong.most_common(60):
        print(f"{letter!r} for {taken!r}: {count} of {met[letter]}", end="; ")
    print()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("samples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--test", type=Path, help="a folder of lines of held-out faces")
    parser.add_argument("--least", type=int, default=12)
    parser.add_argument(
        "--resume", type=Path, help="a glyphs.npz of the same letters to go on from"
    )
    args = parser.parse_args()
    random = np.random.default_rng(5)
    windows, target, letters = load(args.samples, args.least)
    counts = np.bincount(target, minlength=len(letters))
    weight = (1 / np.sqrt(counts))[target]  # rare letters oftener, not equally often
    weight /= weight.sum()
    print(len(target), "glyphs,", len(letters), "letters", "".join(letters), flush=True)
    weights = start(len(letters), random)
    if args.resume:
        known = GlyphReader.from_file(args.resume)
        if list(known.letters) != letters:
            parser.error("the letters of the two differ")
        weights = [np.array(w) for w in known.weights]
        random = np.random.default_rng(6)
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    steps = args.epochs * len(target) // BATCH
    began = time.process_time()
    total = 0.0
    chosen = random.choice(len(target), (steps, BATCH), p=weight)
    for step, pick in enumerate(chosen, 1):
        batch = windows[pick].astype(np.float32) / 255
        batch[:, 0] = np.roll(batch[:, 0], tuple(random.integers(-1, 2, 2)), axis=(1, 2))
        loss, grads = gradients(weights, batch, target[pick])
        total += loss
        rate = (1e-3 if args.resume else 2e-3) * min(1, step / 200) * (
            1 - step / (steps + 1)
        ) + 1e-5
        for n, grad in enumerate(grads):
            first[n] += 0.1 * (grad - first[n])
            second[n] += 0.001 * (grad * grad - second[n])
            mean = first[n] / (1 - 0.9**step)
            square = second[n] / (1 - 0.999**step)
            weights[n] -= rate * (mean / (np.sqrt(square) + 1e-8) + 1e-4 * weights[n])
        if step % 200 == 0:
            spent = round(time.process_time() - began)
            print(step, steps, round(total / 200, 4), spent, flush=True)
            total = 0.0
        if step % 2000 == 0:
            store(args.out, weights, letters)
    store(args.out, weights, letters)
    if args.test:
        test(args.out, args.test)


if __name__ == "__main__":
    main()
