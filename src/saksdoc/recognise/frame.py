"""From pixels of the image that was read to points of the page that it shows.

An image may be turned, straightened and enlarged before it is read. The frame remembers all of it
as one affine map, so that a word's box always lies in the coordinates of the original page.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksdoc.model import Box

Pixels = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in pixels, origin top left, half-open."""


@dataclass(frozen=True, slots=True)
class Frame:
    """``x = a*px + b*py + c``, ``y = d*px + e*py + f``: image pixels to page points."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def scaled(cls, scale_x: float, scale_y: float) -> Frame:
        """A plain image with ``scale`` pixels a point, lying upright on the page."""
        return cls(1 / scale_x, 0.0, 0.0, 0.0, 1 / scale_y, 0.0)

    def after(self, first: Frame) -> Frame:
        """The map that applies ``first`` and then this one."""
        return Frame(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            self.a * first.c + self.b * first.f + self.c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            self.d * first.c + self.e * first.f + self.f,
        )

    def point(self, px: float, py: float) -> tuple[float, float]:
        """Where a pixel lies on the page, points."""
        return self.a * px + self.b * py + self.c, self.d * px + self.e * py + self.f

    def box(self, pixels: Pixels) -> Box:
        """The page box of a rectangle of pixels.

        A slightly turned rectangle keeps its own width and height about its centre: the upright
        hull of a long tilted word would take in half of its neighbours.
        """
        x0, top, x1, bottom = pixels
        cx, cy = self.point((x0 + x1) / 2, (top + bottom) / 2)
        width, height = x1 - x0, bottom - top
        if abs(self.a) >= abs(self.b):
            half_x, half_y = abs(self.a) * width / 2, abs(self.e) * height / 2
        else:
            half_x, half_y = abs(self.b) * height / 2, abs(self.d) * width / 2
        return Box(cx - half_x, cy - half_y, cx + half_x, cy + half_y)

    @property
    def points_per_pixel(self) -> float:
        """How many points one pixel measures down the page."""
        return max(abs(self.e), abs(self.d))
