"""How many pixels a page may have, and grey pixels from whatever mode an image has."""

from __future__ import annotations

import numpy as np
from PIL import Image

MAX_PIXELS = 40_000_000
"""A page given to a reader: A4 at 600 dpi is 35 million."""

MAX_SOURCE_PIXELS = 178_000_000
"""An image that is decoded at all: A3 at 900 dpi is 157 million. Pillow draws its line there too
(twice ``Image.MAX_IMAGE_PIXELS``)."""


def affordable_scale(width: float, height: float, limit: int = MAX_PIXELS) -> float:
    """The factor (at most 1) by which ``width`` × ``height`` pixels fit the limit."""
    pixels = max(width, 1.0) * max(height, 1.0)
    return float(min(1.0, (limit / pixels) ** 0.5))


def grey(image: Image.Image) -> Image.Image:
    """The image in mode ``L``, transparent parts white."""
    if image.mode == "L":
        return image.copy()
    if image.mode.startswith("I") or image.mode == "F":
        return _stretched(image)
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, layer).convert("L")
    return image.convert("L")


def _stretched(image: Image.Image) -> Image.Image:
    """Deep greys (16 bit and more) to eight bits: 65,535 is white, or the brightest found."""
    deep = image.convert("F")
    high = float(np.asarray(deep).max(initial=0.0))
    white = next((level for level in (255.0, 65535.0) if high <= level), high)
    return deep.point(lambda value: value * (255.0 / white) + 0.5).convert("L")
