"""What a PDF's pages give: words where a reader sees them, and honest facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.made_pdfs import Made, draw, image_object, save, scan, words
from saksdoc.model import Box, ScanPage
from saksdoc.reading import ReadingOptions, open_source

ENGINES = ("pdfium", "pdfplumber")


def read(path: Path, number: int = 1, **options: str) -> ScanPage:
    with open_source(path, ReadingOptions(**options)) as source:
        return source.page(number)


def found(page: ScanPage, text: str) -> Box:
    for line in page.lines:
        for word in line.words:
            if word.text == text and word.box is not None:
                return word.box
    raise AssertionError(f"{text!r} is not among {[line.text for line in page.lines]}")


@pytest.mark.parametrize("engine", ENGINES)
def test_words_have_text_size_weight_and_place(tmp_path: Path, engine: str) -> None:
    content = words((72, 700, "Møte i Bølgevik")) + words((72, 650, "Vedtak"), size=18, font="F2")
    page = read(save(tmp_path / "a.pdf", Made(content)), engine=engine)
    assert [line.text for line in page.lines] == ["Møte i Bølgevik", "Vedtak"]
    first, heading = page.lines[0].words[0], page.lines[1].words[0]
    assert (first.size, first.bold) == (12, False)
    assert (heading.size, heading.bold) == (18, True)
    assert first.box is not None
    assert first.box.x0 == pytest.approx(72, abs=2)
    assert first.box.bottom == pytest.approx(842 - 700, abs=3)
    assert 8 < first.box.height < 14


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("rotate", "size", "corner"),
    [
        (0, (400, 600), (50, 100)),
        (90, (600, 400), (500, 50)),
        (180, (400, 600), (350, 500)),
        (270, (600, 400), (100, 350)),
    ],
)
def test_boxes_follow_the_page_as_shown(
    tmp_path: Path, engine: str, rotate: int, size: tuple[int, int], corner: tuple[int, int]
) -> None:
    """The word starts 50 points from the left and 100 below the top of the crop box."""
    content = words((150, 650, "Xylofon"), size=10)
    made = Made(content, box=(40, 30, 640, 880), crop=(100, 150, 500, 750), rotate=rotate)
    page = read(save(tmp_path / "a.pdf", made), engine=engine)
    assert (page.width, page.height) == size
    assert page.facts.rotation == rotate
    box = found(page, "Xylofon")
    assert min(abs(box.x0 - corner[0]), abs(box.x1 - corner[0])) < 3
    assert min(abs(box.top - corner[1]), abs(box.bottom - corner[1])) < 3
    assert (box.width > box.height) == (rotate in (0, 180))


@pytest.mark.parametrize("engine", ENGINES)
def test_user_unit_scales_the_page(tmp_path: Path, engine: str) -> None:
    made = Made(words((50, 150, "Stor"), size=10), box=(0, 0, 200, 200), unit=2.5)
    page = read(save(tmp_path / "a.pdf", made), engine=engine)
    assert (page.width, page.height) == (500, 500)
    assert found(page, "Stor").x0 == pytest.approx(125, abs=3)
    assert page.lines[0].words[0].size == 25


def test_words_outside_the_crop_box_are_not_read(tmp_path: Path) -> None:
    content = words((150, 700, "synlig"), (550, 700, "borte"))
    page = read(save(tmp_path / "a.pdf", Made(content, crop=(100, 100, 500, 800))))
    assert [line.text for line in page.lines] == ["synlig"]


def test_invisible_text_under_a_scan_is_told(tmp_path: Path) -> None:
    image = {"Im": image_object(scan())}
    layer = draw("Im", 595, 0, 0, 842, 0, 0) + b"\n" + words((72, 700, "gammel tekst"), mode=3)
    page = read(save(tmp_path / "a.pdf", Made(layer, images=image)))
    assert page.facts.single_image
    assert page.facts.invisible_share == 1
    assert page.facts.image_share == 1
    assert page.facts.image_dpi == pytest.approx(50, abs=0.5)
    assert page.facts.characters == len("gammeltekst")


def test_text_drawn_before_a_scan_that_covers_it_is_invisible(tmp_path: Path) -> None:
    image = {"Im": image_object(scan())}
    layer = words((72, 700, "under")) + b"\n" + draw("Im", 595, 0, 0, 842, 0, 0)
    page = read(save(tmp_path / "a.pdf", Made(layer, images=image)))
    assert page.facts.invisible_share == 1


def test_visible_text_on_a_scan_is_not_invisible(tmp_path: Path) -> None:
    image = {"Im": image_object(scan())}
    layer = draw("Im", 595, 0, 0, 842, 0, 0) + b"\n" + words((72, 700, "stempel"))
    page = read(save(tmp_path / "a.pdf", Made(layer, images=image)))
    assert page.facts.invisible_share == 0
    assert not page.facts.single_image


def test_a_blank_page_has_nothing(tmp_path: Path) -> None:
    page = read(save(tmp_path / "a.pdf", Made()))
    assert page.lines == ()
    assert page.error is None
    assert page.facts.characters == page.facts.drawing == page.facts.image_share == 0


def test_columns_are_lines_of_their_own(tmp_path: Path) -> None:
    rows = [(72.0, 700.0 - 14 * i, f"venstre {i}") for i in range(5)]
    rows += [(330.0, 700.0 - 14 * i, f"høyre {i}") for i in range(5)]
    rows.sort(key=lambda row: -row[1])
    page = read(save(tmp_path / "a.pdf", Made(words(*rows))))
    assert sorted(line.text for line in page.lines) == sorted(text for _, _, text in rows)


def test_a_line_drawn_in_pieces_and_out_of_order_is_one_line(tmp_path: Path) -> None:
    content = words((140, 700, "hagen"), (72, 680, "Neste"), (72, 700, "Møte"), (110, 700, "om"))
    page = read(save(tmp_path / "a.pdf", Made(content)))
    assert [line.text for line in page.lines] == ["Møte om hagen", "Neste"]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen(tmp_path: Path) -> None:
    content = words((72, 700, "kommune-"), (72, 686, "styret"))
    page = read(save(tmp_path / "a.pdf", Made(content)))
    assert [line.text for line in page.lines] == ["kommune-", "styret"]
