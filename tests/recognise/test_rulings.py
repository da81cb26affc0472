"""A table's rules go, letters stay."""

from PIL import Image

from saksdoc.recognise.rulings import without_rulings


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
