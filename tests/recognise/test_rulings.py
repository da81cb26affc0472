"""A table's rules go, letters stay."""

import numpy as np
import pytest
from PIL import Image

from saksdoc.recognise.rulings import _rules, without_rulings


def table() -> Image.Image:
    page = Image.new("1", (1240, 1754), 1)
    for x in (200, 600, 1000):
        page.paste(0, (x, 300, x + 3, 900))
    for y in (300, 500, 700, 900):
        page.paste(0, (200, y, 1003, y + 3))
    page.paste(0, (204, 400, 214, 424))  # a letter close to its rule
    return page


def test_rules_are_taken_out_and_the_letter_stays() -> None:
    bare = without_rulings(table(), 150)
    assert bare is not None
    assert bare.convert("L").point([255 - v for v in range(256)]).getbbox() == (204, 400, 214, 424)


def test_a_page_without_upright_rules_is_left_alone() -> None:
    page = Image.new("1", (1240, 1754), 1)
    page.paste(0, (200, 400, 900, 403))  # an underlining
    page.paste(0, (300, 600, 306, 640))  # a stem
    assert without_rulings(page, 150) is None


def test_the_dark_edge_of_a_scan_is_no_rule() -> None:
    page = Image.new("1", (1240, 1754), 1)
    page.paste(0, (1236, 0, 1240, 1754))
    assert without_rulings(page, 150) is None


def test_a_thick_bar_is_no_rule() -> None:
    page = Image.new("1", (1240, 1754), 1)
    page.paste(0, (300, 300, 330, 900))
    assert without_rulings(page, 150) is None


def plainly(bits: np.ndarray, length: int, across: int) -> np.ndarray:
    """What upright rules are, cell by cell."""
    height, width = bits.shape
    thick = bits.copy()
    thick[:, 1:] |= bits[:, :-1]
    thick[:, :-1] |= bits[:, 1:]
    spread = np.zeros_like(bits)
    for column in range(width):
        for top in range(height - length + 1):
            if thick[top : top + length, column].sum() >= 0.9 * length:
                spread[top : top + length, column] = True
    for row in range(height):
        for left in range(width - across):
            if spread[row, left : left + across + 1].all():
                bits = bits.copy()
                bits[row, left : left + across + 1] = False
    return bits & spread


@pytest.mark.parametrize("seed", range(12))
def test_no_rule_is_passed_over_or_made_up(seed: int) -> None:
    dice = np.random.default_rng(seed)
    bits = dice.random((140, 40)) < 0.1
    for column in dice.integers(0, 40, 6):
        top, length = dice.integers(0, 80), dice.integers(30, 120)
        bits[top : top + length, column] |= dice.random(len(bits[top : top + length])) < 0.93
    dpi = 72.0  # 0.55 inches are 40 cells, and 2 + 2 may be marked across
    found = _rules(bits, dpi, 0.55)
    assert np.array_equal(found, plainly(bits, 40, 4))
    assert found.any()
