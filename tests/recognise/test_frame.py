"""Boxes always come back to the page, whatever was done to the image."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from saksdoc.recognise.frame import Frame
from saksdoc.recognise.ink import Ink
from saksdoc.recognise.prepare import Prepared, turned

SIDE = st.integers(20, 600)


def prepared(width: int, height: int) -> Prepared:
    return Prepared(Image.new("1", (width, height), 1), Frame.scaled(2, 2), 144, Ink(blank=True))


@settings(deadline=None, max_examples=20)
@given(SIDE, SIDE)
def test_four_quarter_turns_are_none(width: int, height: int) -> None:
    start = prepared(width, height)
    page = start
    for _ in range(4):
        page = turned(page, 90)
    assert page.image.size == (width, height)
    assert page.rotation == 0
    assert page.frame.point(7, 11) == pytest.approx(start.frame.point(7, 11))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_box_of_a_turned_page_lies_where_the_ink_was(degrees: int) -> None:
    image = Image.new("L", (400, 300), 255)
    image.paste(0, (100, 50, 160, 70))
    page = turned(Prepared(image, Frame.scaled(2, 2), 144, Ink(blank=True)), degrees)
    ink = page.image.point([255 - value for value in range(256)]).getbbox()
    assert ink is not None
    box = page.frame.box(ink)
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((50, 25, 80, 35))


def test_after_applies_the_first_frame_first() -> None:
    moved = Frame(1, 0, 10, 0, 1, 20)
    doubled = Frame(2, 0, 0, 0, 2, 0)
    assert doubled.after(moved).point(1, 1) == (22, 42)
    assert moved.after(doubled).point(1, 1) == (12, 22)


def test_a_slightly_turned_box_keeps_its_height() -> None:
    tilted = Frame(0.99985, -0.01745, 0, 0.01745, 0.99985, 0)  # one degree
    box = tilted.box((0, 100, 1000, 120))
    assert box.height == pytest.approx(20, abs=0.1)
    assert box.width == pytest.approx(1000, abs=1)
