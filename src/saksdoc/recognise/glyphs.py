"""The glyph reader: a small convolutional network that looks again at single letters.

Norwegian Tesseract has no output for ``§ @ – • ° ©``, ä and the Sámi letters, and on coarse scans
it confuses what hardly differs (``, .``, ``’ ”``, ``i l I``). This network has seen all of them
as Tesseract boxes them (models/glyphs), so that a page need not be read twice. It is asked about
glyphs in question only; who asks weighs its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.recognise.windows import Array

STRIDE = 2
_BATCH = 512


@dataclass(frozen=True, slots=True)
class GlyphReader:
    """The network's weights and its letters; ``""`` stands for no letter at all (dirt)."""

    letters: tuple[str, ...]
    weights: tuple[Array, ...]

    @classmethod
    def load(cls) -> GlyphReader:
        """The shipped reader.

        Raises:
            MissingRequirement: The model is not here, or is no glyph model.
        """
        return cls.from_file(assets.locate("glyphs") / "glyphs.npz")

    @classmethod
    def from_file(cls, path: Path) -> GlyphReader:
        """A reader as models/glyphs/recipe.py writes it."""
        try:
            with np.load(path) as stored:
                letters = tuple(str(letter) for letter in stored["letters"])
                count = sum(1 for name in stored.files if name.startswith("w"))
                weights = tuple(stored[f"w{n}"].astype(np.float32) for n in range(count))
        except (OSError, ValueError, KeyError) as error:
            raise MissingRequirement(
                "the glyph model cannot be read", where=path, advice="install saksdoc again"
            ) from error
        return cls(letters, weights)

    def read(self, windows: Array) -> Array:
        """How probable each letter is: ``(n, len(letters))`` from ``(n, 2, 40, 32)``."""
        parts = [
            softmax(forward(self.weights, windows[start : start + _BATCH])[-1])
            for start in range(0, len(windows), _BATCH)
        ]
        if not parts:
            return np.zeros((0, len(self.letters)), dtype=np.float32)
        return np.concatenate(parts)


def patches(maps: Array, size: int) -> Array:
    """The ``size`` × ``size`` patches of ``(n, c, h, w)`` at every second place, as rows.

    Shape ``(n, h / 2, w / 2, c * size * size)``; the edges are padded with nothing.
    """
    pad = size // 2
    padded = np.pad(maps, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(2, 3))
    view = view[:, :, ::STRIDE, ::STRIDE].transpose(0, 2, 3, 1, 4, 5)
    return np.ascontiguousarray(view).reshape(*view.shape[:3], -1)


def forward(weights: tuple[Array, ...], windows: Array) -> list[Array]:
    """Every layer's output; the last one holds the scores of the letters.

    Three convolutions of stride 2 and two full layers; ``weights`` are (matrix, bias) in turn, a
    convolution's matrix being ``(c * size * size, channels)``.
    """
    layers: list[Array] = [windows]
    for number in range(3):
        matrix, bias = weights[2 * number], weights[2 * number + 1]
        size = round((matrix.shape[0] / layers[-1].shape[1]) ** 0.5)
        out = np.maximum(patches(layers[-1], size) @ matrix + bias, 0)
        layers.append(np.ascontiguousarray(out.transpose(0, 3, 1, 2)))
    flat = layers[-1].reshape(len(windows), -1)
    layers.append(np.maximum(flat @ weights[6] + weights[7], 0))
    layers.append(layers[-1] @ weights[8] + weights[9])
    return layers


def softmax(scores: Array) -> Array:
    """Probabilities from scores, a row each."""
    raised: npt.NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Array = raised / raised.sum(axis=1, keepdims=True)
    return chances
