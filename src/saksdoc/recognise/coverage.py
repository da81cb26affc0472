"""Ink without text: a layer that holds a stamp or a heading and leaves the page unread.

Looked at only where a scanned page has few words; a full layer covers its page, and decoding the
image of every sound page would cost more than all else that is done with it.
"""

from __future__ import annotations

from saksdoc.model import PageImage, ScanPage
from saksdoc.recognise.ink import binary

_FEW_WORDS = 120
"""Words on a scanned page from which its layer counts as full."""

_IMAGE = 0.5
"""Share of the page under images from which it counts as scanned."""

_COARSE = 50
"""Dots per inch at which ink is looked at: a letter is a few cells."""

_SHARE, _CELLS = 0.5, 200
"""Share of the ink, and cells of it, outside all words, that make a page unread (60 letters)."""

_SLACK = 3.0
"""Points that a word's ink may lie outside its box."""


def is_worth_looking(page: ScanPage) -> bool:
    """Whether a page's layer is so thin that its image must tell."""
    words = sum(len(line.words) for line in page.lines)
    return 0 < words < _FEW_WORDS and page.facts.image_share > _IMAGE


def uncovered(page: ScanPage, raster: PageImage) -> float:
    """Share of the page's ink that lies in no word, 0 where there is too little to matter."""
    step = max(1, round(raster.dpi / _COARSE))
    bits = binary(raster.image.convert("L").reduce(step))
    edge = max(1, _COARSE // 6)
    inner = bits[edge:-edge, edge:-edge]
    total = int(inner.sum())
    if not total:
        return 0.0
    across, down = raster.scale_x / step, raster.scale_y / step
    for line in page.lines:
        for word in line.words:
            if word.box is not None:
                rows = slice(max(0, int((word.box.top - _SLACK) * down)),
                             int((word.box.bottom + _SLACK) * down) + 1)  # fmt: skip
                columns = slice(max(0, int((word.box.x0 - _SLACK) * across)),
                                int((word.box.x1 + _SLACK) * across) + 1)  # fmt: skip
                bits[rows, columns] = False
    left = int(inner.sum())
    share = left / total
    return share if left >= _CELLS and share >= _SHARE else 0.0
