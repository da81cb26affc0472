"""What a PDF's pages give: words where a reader sees them, and honest facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.made_pdfs import Made, draw, image_object, save, scan, words
from saksdoc.model import Box, LineRole, ScanPage
from saksdoc.reading import ReadingOptions, open_source
from saksdoc.reading.pdf import _user_units

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


def test_pieces_of_a_line_that_stand_a_hair_apart_are_one_line(tmp_path: Path) -> None:
    content = words((110, 701.5, "om"), (72, 680, "Neste"), (72, 700, "Møte"), (132, 699, "hagen"))
    page = read(save(tmp_path / "a.pdf", Made(content)))
    assert [line.text for line in page.lines] == ["Møte om hagen", "Neste"]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen(tmp_path: Path) -> None:
    content = words((72, 700, "kommune-"), (72, 686, "styret"))
    page = read(save(tmp_path / "a.pdf", Made(content)))
    assert [line.text for line in page.lines] == ["kommune-", "styret"]


def with_map(*pairs: tuple[int, int]) -> tuple[bytes, bytes]:
    """A font whose map gives codes other characters: its dictionary (map in object 5), the map."""
    entries = b"".join(b"<%02x> <%04x>\n" % pair for pair in pairs)
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end" % (len(pairs), entries)
    )
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
        b" /ToUnicode 5 0 R >>"
    )
    return font, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("unicode", "written"),
    [(0xF0B7, "•"), (0xFB01, "fi"), (0x2011, "-"), (0x00E5, "å"), (0x2022, "•")],
)
def test_marks_ligatures_and_hyphens_are_written_out(
    tmp_path: Path, engine: str, unicode: int, written: str
) -> None:
    font, cmap = with_map((ord("X"), unicode))
    fonts = {"A0": cmap, "F9": font}
    content = words((72, 700, "aXb"), font="F9")
    page = read(save(tmp_path / "a.pdf", Made(content), fonts=fonts), engine=engine)
    assert [line.text for line in page.lines] == [f"a{written}b"]
    assert page.facts.unmapped_share == 0


@pytest.mark.parametrize("unicode", [0xFFFD, 0xE123, 0x0007])
def test_characters_that_say_nothing_are_counted(tmp_path: Path, unicode: int) -> None:
    font, cmap = with_map((ord("X"), unicode))
    fonts = {"A0": cmap, "F9": font}
    content = words((72, 700, "aXXb"), font="F9")
    page = read(save(tmp_path / "a.pdf", Made(content), fonts=fonts))
    assert [line.text for line in page.lines] == ["a\ufffd\ufffdb"]
    assert page.facts.unmapped_share == 0.5


def test_glyphs_without_names_or_map_are_unmapped(tmp_path: Path) -> None:
    """A Type 3 font that draws squares and says nothing about what they mean."""
    square = b"0 0 700 700 re f"
    glyph = b"<< /Length %d >>\nstream\n800 0 0 0 700 700 d1 %s\nendstream"
    glyph %= (len(square) + 22, square)
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 800 800] /FontMatrix [.001 0 0 .001 0 0]"
        b" /CharProcs << /g1 5 0 R >> /Encoding << /Differences [65 /g1 /g1 /g1] >>"
        b" /FirstChar 65 /LastChar 67 /Widths [800 800 800] /Resources << >> >>"
    )
    content = words((72, 700, "ABC"), font="F9")
    fonts = {"A0": glyph, "F9": font}
    page = read(save(tmp_path / "a.pdf", Made(content), fonts=fonts))
    assert page.facts.unmapped_share == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_of_text_that_lies_on_its_side_is_told_and_kept_together(
    tmp_path: Path, engine: str, rotate: int
) -> None:
    rows = ("Budsjett for neste år", "Skole og barnehage", "Helse og omsorg")
    content = words(*((150, 600 - 14.0 * row, text) for row, text in enumerate(rows)))
    page = read(save(tmp_path / "a.pdf", Made(content, rotate=rotate)), engine=engine)
    assert page.facts.text_turn == 360 - rotate
    assert [(line.text, line.role) for line in page.lines] == [(t, LineRole.BODY) for t in rows]
    assert [line.block for line in page.lines] == [0, 0, 0]
    box = found(page, "Budsjett")
    assert (box.width < box.height) == (rotate != 180)


def test_text_up_the_margin_is_a_line_of_its_own(tmp_path: Path) -> None:
    content = words((100, 700, "Vanlig linje"))
    content += b"\nBT /F1 9 Tf 0 1 -1 0 40 300 Tm (Dok 12 arkivert) Tj ET"
    page = read(save(tmp_path / "a.pdf", Made(content)))
    assert [(line.text, line.role) for line in page.lines] == [
        ("Vanlig linje", LineRole.BODY),
        ("Dok 12 arkivert", LineRole.MARGIN),
    ]


def test_a_line_that_leans_is_one_line(tmp_path: Path) -> None:
    """A leaning OCR layer: each word a little higher than the one before."""
    first = [(72 + 30.0 * i, 700 + 1.5 * i, f"ord{i}") for i in range(8)]
    second = [(x, y - 13, text.upper()) for x, y, text in first]
    page = read(save(tmp_path / "a.pdf", Made(words(*first, *second, size=10))))
    assert [line.text for line in page.lines] == [
        " ".join(text for _, _, text in row) for row in (first, second)
    ]


def test_what_was_filled_into_a_form_is_read(tmp_path: Path) -> None:
    look = words((2, 5, "Utfylt"), size=10)
    field = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Length %d"
        b" /Resources << /Font << /F1 3 0 R >> >> >>\nstream\n%s\nendstream"
    ) % (len(look), look)
    widget = (
        b"/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /V (Utfylt) /F 4"
        b" /Rect [100 600 200 620] /AP << /N 5 0 R >> >>]"
    )
    path = save(
        tmp_path / "a.pdf", Made(words((72, 700, "Navn")), extra=widget), fonts={"Z": field}
    )
    page = read(path)
    assert [line.text for line in page.lines] == ["Navn", "Utfylt"]
    assert found(page, "Utfylt").x0 == pytest.approx(102, abs=2)


def test_a_thousand_words_on_a_line_each_are_no_trouble(tmp_path: Path) -> None:
    rows = [(72 + 9 * (i % 50), 800 - 0.7 * i, "x") for i in range(1000)]
    page = read(save(tmp_path / "a.pdf", Made(words(*rows, size=4))))
    assert sum(len(line.words) for line in page.lines) == 1000


def test_units_that_cannot_be_asked_for_are_told_to_who_debugs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4 and nothing more")
    with caplog.at_level("DEBUG"):
        assert _user_units(broken, None) == {}
    assert "a.pdf" in caplog.text
