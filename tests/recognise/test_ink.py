"""What the ink tells before anything is read."""

import random

import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.recognise.ink import binary, isolated, measure


def lines_of_text(width: int = 1240, height: int = 1754, pitch: int = 34) -> Image.Image:
    """A page of words, an eighth of an inch high."""
    chance = random.Random(4)
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(24)
    for top in range(200, height - 200, pitch):
        words = [
            "".join(chance.choices("aeinrstdlogmkpvhf", k=chance.randint(2, 11))) for _ in "x" * 11
        ]
        draw.text((150, top), " ".join(words), fill=0, font=font)
    return page


def test_an_empty_page_is_blank() -> None:
    assert measure(Image.new("L", (1240, 1754), 244), 150).blank


def test_scattered_specks_are_blank() -> None:
    page = Image.new("1", (1240, 1754), 1)
    chance = random.Random(1)
    for _ in range(300):
        page.putpixel((chance.randrange(1240), chance.randrange(1754)), 0)
    assert measure(page, 150).blank


def test_a_dark_edge_alone_is_blank() -> None:
    page = Image.new("1", (1240, 1754), 1)
    page.paste(0, (0, 0, 8, 1754))
    assert measure(page, 150).blank


def test_one_short_line_is_not_blank() -> None:
    page = Image.new("1", (1240, 1754), 1)
    for x in range(600, 650, 6):
        page.paste(0, (x, 900, x + 2, 912))
    assert not measure(page, 150).blank


@pytest.mark.parametrize("angle", [-3.0, -1.2, 0.0, 0.6, 2.0])
def test_skew_is_measured_to_a_fifth_of_a_degree(angle: float) -> None:
    page = lines_of_text().rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert measure(page, 150).skew == pytest.approx(angle, abs=0.2)


def test_ink_of_a_page_on_its_side_falls_into_columns() -> None:
    upright = lines_of_text()
    assert measure(upright, 150).sideways < 1
    assert measure(upright.transpose(Image.Transpose.ROTATE_90), 150).sideways > 1.15


def test_x_height_is_about_that_of_the_letters() -> None:
    assert measure(lines_of_text(), 150).x_height == pytest.approx(13, abs=2.5)


def test_only_lonely_pixels_are_isolated() -> None:
    page = Image.new("1", (40, 40), 1)
    page.paste(0, (10, 10, 12, 12))
    page.putpixel((30, 30), 0)
    found = isolated(binary(page), 2)
    assert found[30, 30]
    assert found.sum() == 1
