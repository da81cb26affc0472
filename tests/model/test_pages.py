"""Boxes on a page."""

from __future__ import annotations

import pytest

from saksdoc.model import Box


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [
        # Clockwise with y pointing down, a point (x, y) goes to (-y, x).
        (0, Box(1, 2, 4, 8)),
        (90, Box(-8, 1, -2, 4)),
        (180, Box(-4, -8, -1, -2)),
        (270, Box(2, -4, 8, -1)),
        (-90, Box(2, -4, 8, -1)),
    ],
)
def test_a_box_turns_clockwise_about_the_corner_of_the_page(degrees: int, expected: Box) -> None:
    box = Box(1, 2, 4, 8)
    assert box.turned(degrees) == expected
    assert box.turned(degrees).turned(-degrees) == box
