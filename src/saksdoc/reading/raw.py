"""What an engine found on a page, before it is made into lines and facts.

pdfplumber and pypdfium2 see the same page through different eyes; both deliver these records, so
that lines, facts and the choice between the two are written once.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from saksdoc.model import Box
from saksdoc.reading.geometry import Matrix, PageFrame

DESCENT = 0.2
"""Share of a character's box below the baseline, in most fonts."""

COVERING_SHARE = 0.9
"""An image that covers this share of the page hides what was drawn before it."""

SPELLED = str.maketrans(
    {
        "\x02": "-",
        "\ufffe": "-",
        "\xad": "-",
        "\u2010": "-",
        "\u2011": "-",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf071\uf0a8", "•"),
        "\uf0e0": "→",
        "\uf0e8": "→",
        "\uf02d": "–",
    }
)
"""The hyphens of pdfium's line ends (U+0002, U+FFFE), the soft one, which a text layer only holds
where it shows, Unicode's own two; the ligatures of typesetters; and the list marks and arrows of
Symbol and Wingdings, which word processors put at U+F000 plus their place in the font."""

UNMAPPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff\U0001fffe\U0001ffff\U000f0000-\U0010ffff]"
)
"""Characters that say nothing: controls, private use, U+FFFD and its like."""


@dataclass(slots=True)
class RawWord:
    """A word of the text layer, in points of the page as shown.

    ``baseline``: y of the baseline at the word's start. ``turn``: degrees clockwise (0, 90, 180,
    270) the page must be turned for the word to stand upright. ``fresh``: the engine saw a line
    begin here. ``hidden``: drawn invisibly or under an image. ``unmapped``: characters without a
    usable Unicode value.
    """

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    turn: int = 0
    fresh: bool = False
    hidden: bool = False
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """A raster image on the page: ``place`` maps the unit square (image upright, origin bottom
    left) to the page as shown; ``width`` × ``height`` in pixels.
    """

    place: Matrix
    width: int
    height: int

    @property
    def box(self) -> Box:
        """Around the image, points."""
        return self.place.box(0, 0, 1, 1)

    @property
    def dpi(self) -> float | None:
        """Pixels an inch, the finer of the two directions; None for an image of no size."""
        across = math.hypot(self.place.a, self.place.b)
        down = math.hypot(self.place.c, self.place.d)
        if across < 0.01 or down < 0.01:
            return None
        return 72 * max(self.width / across, self.height / down)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as one engine sees it. ``drawing`` counts vector paths and shadings, ``texts`` the
    text objects drawn, whether or not they gave words.
    """

    frame: PageFrame
    words: tuple[RawWord, ...] = ()
    images: tuple[Placement, ...] = ()
    drawing: int = 0
    texts: int = 0
    notes: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """Characters of all words."""
        return sum(len(word.text) for word in self.words)

    @property
    def unmapped(self) -> int:
        """Characters without a usable Unicode value."""
        return sum(word.unmapped for word in self.words)


def turn_of(across: float, down: float) -> int:
    """The turn, degrees clockwise, that makes text upright which runs in a direction (y downward).

    Text that leans by less than 26° counts as running along.
    """
    if abs(down) <= 0.5 * abs(across):
        return 0 if across > 0 else 180
    return 270 if down > 0 else 90


def image_share(images: Sequence[Placement], page: Box, cells: int = 64) -> float:
    """The share of the page that images cover, 0–1, counted on a grid of ``cells`` × ``cells``."""
    if page.area <= 0 or not images:
        return 0.0
    rows = [0] * cells
    for image in images:
        box = image.box
        first, last = (round(v / page.width * cells) for v in (box.x0, box.x1))
        top, bottom = (round(v / page.height * cells) for v in (box.top, box.bottom))
        first, last = max(0, first), min(cells, last)
        if first >= last:
            continue
        mask = (1 << last) - (1 << first)
        for row in range(max(0, top), min(cells, bottom)):
            rows[row] |= mask
    return sum(row.bit_count() for row in rows) / cells**2


def as_written(text: str) -> str:
    """A word in NFC, ligatures spelled out, hyphens that show as such, what says nothing U+FFFD.

    >>> as_written("oﬃsiell på")
    'offisiell på'
    """
    return unicodedata.normalize("NFC", UNMAPPED.sub("\ufffd", text.translate(SPELLED)))


def count_unmapped(text: str) -> int:
    """How many characters say nothing, list marks aside."""
    return len(UNMAPPED.findall(text.translate(SPELLED)))
