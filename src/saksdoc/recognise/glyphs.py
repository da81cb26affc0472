"""The glyph reader: a small network that looks again at single letters.

Norwegian Tesseract has no output for ``§ @ – • ° ©``, ä and the Sámi letters, and on coarse scans
it confuses what hardly differs (``, .``, ``’ ”``, ``i l I``). This network has seen all of them
as Tesseract boxes them (models/glyphs), so that a page need not be read twice. It is asked about
glyphs in question only; who asks weighs its answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.recognise.windows import Array

_BATCH = 64
"""Windows looked at together: what they take stays in the processor's cache."""


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
            softmax(self._scores(windows[start : start + _BATCH]))
            for start in range(0, len(windows), _BATCH)
        ]
        if not parts:
            return np.zeros((0, len(self.letters)), dtype=np.float32)
        return np.concatenate(parts)

    def _scores(self, windows: Array) -> Array:
        *_, scores = forward(self.weights, windows)
        return scores


def _weights(whole: npt.NDArray[np.int8], scale: npt.NDArray[np.float32]) -> Array:
    """Weights are stored as bytes with one scale a column: a quarter of the size, as good."""
    return whole.astype(np.float32) * scale


def forward(weights: Sequence[Array], windows: Array) -> Iterator[Array]:
    """Every layer's output for ``(n, 2, 40, 32)`` windows; the last holds the scores of letters.

    ``weights`` are (matrix, bias) in turn. A matrix of four axes (rows, columns, from, to) is a
    convolution that goes over every second pixel; all layers but the last are rectified.
    """
    out: Array = np.ascontiguousarray(windows.transpose(0, 2, 3, 1))
    for number in range(0, len(weights), 2):
        kernel, bias = weights[number], weights[number + 1]
        if kernel.ndim == 4:
            seen = patches(out, kernel.shape[0])
            shape = (*seen.shape[:3], kernel.shape[3])
            flat = seen.reshape(-1, kernel[..., 0].size) @ kernel.reshape(-1, kernel.shape[3])
            out = flat.reshape(shape) + bias
        else:
            out = out.reshape(len(out), -1) @ kernel + bias
        if number + 2 < len(weights):
            out = np.maximum(out, 0)
        yield out


def patches(images: Array, size: int) -> Array:
    """What a convolution of ``size`` × ``size`` sees at every second pixel.

    ``(n, rows / 2, columns / 2, size, size, channels)`` from ``(n, rows, columns, channels)``.
    """
    pad = size // 2
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    ordered: Array = np.ascontiguousarray(seen[:, ::2, ::2].transpose(0, 1, 2, 4, 5, 3))
    return ordered


def softmax(scores: Array) -> Array:
    """Probabilities from scores, a row each."""
    raised: npt.NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Array = raised / raised.sum(axis=1, keepdims=True)
    return chances
