"""From a PDF's user space to the page as a reader sees it.

A page may be cropped, turned (``/Rotate``) and scaled (``/UserUnit``); everything that leaves this
package is in points of the page as shown, origin top left. One frame a page does the sum once, so
that no engine has to think about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksdoc.model import Box


@dataclass(frozen=True, slots=True)
class Matrix:
    """An affine map as PDF writes it: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Matrix:
        """This map, followed by ``other``."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Where a direction comes to point; no shift."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright box around a mapped rectangle."""
        corners = [self.point(x, y) for x, y in ((x0, y0), (x1, y1), (x0, y1), (x1, y0))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page as shown: ``width`` × ``height`` points, and the map from user space to it.

    ``rotation``: ``/Rotate``, degrees clockwise, one of 0, 90, 180, 270.
    ``unit``: ``/UserUnit``, points a unit of user space.
    """

    width: float
    height: float
    to_page: Matrix
    rotation: int = 0
    unit: float = 1.0

    def visible(self, x0: float, y0: float, x1: float, y1: float) -> Box | None:
        """The part of a rectangle of user space that shows, or None. Called once a word, so the
        quarter turns are not summed out for every corner.
        """
        to = self.to_page
        if to.b == 0 == to.c:
            xa, xb = to.a * x0 + to.e, to.a * x1 + to.e
            ya, yb = to.d * y0 + to.f, to.d * y1 + to.f
        else:
            xa, xb = to.c * y0 + to.e, to.c * y1 + to.e
            ya, yb = to.b * x0 + to.f, to.b * x1 + to.f
        left, right = (xa, xb) if xa < xb else (xb, xa)
        top, bottom = (ya, yb) if ya < yb else (yb, ya)
        if left < 0.0 or top < 0.0 or right > self.width or bottom > self.height:
            return clipped(Box(left, top, right, bottom), self.box)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    @property
    def box(self) -> Box:
        """The whole page."""
        return Box(0.0, 0.0, self.width, self.height)


def page_frame(
    bounds: tuple[float, float, float, float], rotation: int, unit: float = 1.0
) -> PageFrame:
    """The frame of a page.

    Args:
        bounds: The visible rectangle in user space, ``(left, bottom, right, top)``.
        rotation: ``/Rotate``, any multiple of 90; others count as the nearest below.
        unit: ``/UserUnit``.
    """
    left, bottom, right, top = bounds
    turn = int(rotation // 90) % 4
    wide, high = right - left, top - bottom
    matrix = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[turn]
    if turn % 2:
        wide, high = high, wide
    scaled = matrix.then(Matrix(unit, 0, 0, unit, 0, 0))
    return PageFrame(wide * unit, high * unit, scaled, turn * 90, unit)


def clipped(box: Box, page: Box) -> Box | None:
    """The part of a box that lies on the page, or None where none does."""
    x0, top = max(box.x0, page.x0), max(box.top, page.top)
    x1, bottom = min(box.x1, page.x1), min(box.bottom, page.bottom)
    return Box(x0, top, x1, bottom) if x0 < x1 and top < bottom else None
