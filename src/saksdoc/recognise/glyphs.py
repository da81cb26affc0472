"""The glyph reader: a small network that looks again at single letters.

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
                weights = tuple(_weights(stored[f"w{n}"], stored[f"s{n}"]) for n in range(count))
        except (OSError, ValueError, KeyError) as error:
            raise MissingRequirement(
                "the glyph model cannot be read", where=path, advice="install saksdoc again"
            ) from error
        return cls(letters, weights)

    def read(self, windows: Array) -> Array:
        """How probable each letter is: ``(n, len(letters))`` from ``(n, 2, 40, 32)``."""
        parts = [
            softmax(forward(self.weights, features(windows[start : start + _BATCH]))[-1])
            for start in range(0, len(windows), _BATCH)
        ]
        if not parts:
            return np.zeros((0, len(self.letters)), dtype=np.float32)
        return np.concatenate(parts)


def _weights(whole: npt.NDArray[np.int8], scale: npt.NDArray[np.float32]) -> Array:
    """Weights are stored as bytes with one scale a column: a quarter of the size, as good."""
    return whole.astype(np.float32) * scale


def features(windows: Array) -> Array:
    """``(n, 1283)`` from ``(n, 2, 40, 32)``: darkness, then width, top and bottom of the box."""
    dark = windows[:, 0]
    mask: npt.NDArray[np.bool_] = windows[:, 1] > 0.5
    rows: npt.NDArray[np.bool_] = np.any(mask, axis=2)
    columns: npt.NDArray[np.bool_] = np.any(mask, axis=1)
    height, width = mask.shape[1:]
    box = np.stack(
        [
            columns.sum(axis=1) / width,
            rows.argmax(axis=1) / height,
            1 - rows[:, ::-1].argmax(axis=1) / height,
        ],
        axis=1,
    )
    return np.concatenate([dark.reshape(len(windows), -1), box], axis=1, dtype=np.float32)


def forward(weights: tuple[Array, ...], inputs: Array) -> list[Array]:
    """The inputs and every layer's output; the last one holds the scores of the letters.

    ``weights`` are (matrix, bias) in turn; all layers but the last are rectified.
    """
    layers = [inputs]
    for number in range(0, len(weights), 2):
        out = layers[-1] @ weights[number] + weights[number + 1]
        layers.append(out if number + 2 == len(weights) else np.maximum(out, 0))
    return layers


def softmax(scores: Array) -> Array:
    """Probabilities from scores, a row each."""
    raised: npt.NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Array = raised / raised.sum(axis=1, keepdims=True)
    return chances
