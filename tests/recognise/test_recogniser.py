"""The front door, with the real reader."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.errors import MissingRequirement, PageError
from saksdoc.language import Norwegian
from saksdoc.model import Box, Line, Origin, PageFacts, PageImage, ScanPage, Verdict, Word
from saksdoc.recognise import RecogniseOptions, Recogniser
from saksdoc.recognise.coverage import is_worth_looking, uncovered

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract here")

SENTENCES = [
    "Kommunestyret vedtar budsjettet for neste periode",
    "Saken ble behandlet i formannskapet forrige tirsdag",
    "Administrasjonen foreslo at planen sendes ut til merknader",
    "Utvalget sluttet seg enstemmig til forslaget om skolen",
]


def raster(image: Image.Image, dpi: float = 200) -> PageImage:
    return PageImage(image, dpi / 72, dpi / 72, dpi, rendered=False)


def scan(turn: int = 0) -> PageImage:
    """A page of ASCII Norwegian in Pillow's own face, turned clockwise by ``turn``."""
    page = Image.new("L", (1654, 2338), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(32)
    for number, sentence in enumerate(SENTENCES * 4):
        draw.text((180, 250 + 60 * number), sentence, fill=0, font=font)
    return raster(page.rotate(-turn, expand=True))


def forbidden() -> PageImage:
    raise AssertionError("the image was asked for")


def page(text: str = "", facts: PageFacts | None = None, *, plain: bool = False) -> ScanPage:
    lines = tuple(
        Line(tuple(Word(w, Box(60 + 40 * n, 50 + 14 * at, 95 + 40 * n, 61 + 14 * at), 11.0)
                   for n, w in enumerate(line.split())))
        for at, line in enumerate(text.splitlines())
    )  # fmt: skip
    return ScanPage(1, 595.4, 841.7, lines, facts or PageFacts(), plain)


@pytest.fixture(scope="module")
def recogniser(judge: Norwegian) -> Recogniser:
    return Recogniser(RecogniseOptions(), judge)


def test_sound_text_is_used_without_asking_for_the_image(recogniser: Recogniser) -> None:
    read = recogniser.page(page("\n".join(SENTENCES)), forbidden)
    assert (read.origin, read.verdict) == (Origin.TEXT_LAYER, Verdict.USE)
    assert [line.text for line in read.lines] == SENTENCES
    assert read.damage < 0.01


def test_plain_text_keeps_its_lines(recogniser: Recogniser) -> None:
    read = recogniser.page(page("mgte i gar", plain=True), forbidden)
    assert read.origin is Origin.PLAIN_TEXT
    assert read.lines[0].text == "mgte i gar"


def test_never_takes_even_a_bad_layer(judge: Norwegian) -> None:
    never = Recogniser(RecogniseOptions(ocr="never"), judge)
    bad = "Radmannen foreslar at soknaden blir innvilget\nMotet pa radhuset ble holdt i gar"
    read = never.page(page(bad, PageFacts(image_share=1.0)), forbidden)
    assert read.verdict is Verdict.REREAD
    assert read.origin is Origin.TEXT_LAYER
    assert read.lines[0].text.startswith("Radmannen")
    assert read.damage > 0.1


def test_a_blank_image_is_not_read(judge: Norwegian) -> None:
    blind = Recogniser(RecogniseOptions(tesseract="no-such-tesseract"), judge)
    white = raster(Image.new("L", (1654, 2338), 250))
    read = blind.page(page(facts=PageFacts(image_share=1.0)), lambda: white)
    assert read.origin is Origin.BLANK
    assert any("blank" in reason for reason in read.reasons)


def test_a_page_said_to_be_blank_is_looked_at(judge: Norwegian) -> None:
    white = raster(Image.new("L", (1654, 2338), 250))
    blind = Recogniser(RecogniseOptions(tesseract="no-such-tesseract"), judge)
    assert blind.page(page(), lambda: white).origin is Origin.BLANK
    with pytest.raises(MissingRequirement):  # there is ink, so it would be read
        blind.page(page(), scan)


def test_an_image_that_cannot_be_had_costs_the_page_only(recogniser: Recogniser) -> None:
    def broken() -> PageImage:
        raise PageError("the image is cut off", where="a.pdf")

    read = recogniser.page(page(facts=PageFacts(image_share=1.0)), broken)
    assert read.error is not None
    assert "cut off" in read.error


def words_of(read_lines: tuple[Line, ...]) -> list[str]:
    return [word.text for line in read_lines for word in line.words]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_it_lies(recogniser: Recogniser, turn: int) -> None:
    image = scan(turn)
    width, height = image.image.width / image.scale_x, image.image.height / image.scale_y
    read = recogniser.page(
        ScanPage(1, width, height, (), PageFacts(image_share=1.0)), lambda: image
    )
    found = words_of(read.lines)
    wanted = " ".join(SENTENCES).split()
    assert sum(word in found for word in wanted) >= 0.9 * len(wanted)
    assert read.rotation == (360 - turn) % 360
    for line in read.lines:
        box = line.box
        assert box is not None
        assert -1 <= box.x0 <= box.x1 <= width + 1
        assert -1 <= box.top <= box.bottom <= height + 1


@needs_tesseract
@pytest.mark.slow
def test_a_crooked_scan_is_straightened_and_boxes_lie_on_the_page(
    recogniser: Recogniser,
) -> None:
    crooked = raster(scan().image.rotate(-2.5, Image.Resampling.BICUBIC, fillcolor=255))
    read = recogniser.page(page(facts=PageFacts(image_share=1.0)), lambda: crooked)
    assert read.skew == pytest.approx(2.5, abs=0.3)
    assert words_of(read.lines)[:3] == SENTENCES[0].split()[:3]
    ink = crooked.image.convert("L")
    for line in read.lines[:4]:
        for word in line.words:
            assert word.box is not None
            x = (word.box.x0 + word.box.x1) / 2 * crooked.scale_x
            y = (word.box.top + word.box.bottom) / 2 * crooked.scale_y
            near = ink.crop((int(x - 12), int(y - 12), int(x + 12), int(y + 12)))
            assert near.getextrema()[0] < 128


def test_a_thin_layer_over_a_full_page_is_seen_as_thin() -> None:
    image = scan()
    stamp = page("Nordvik kommune", PageFacts(image_share=1.0))
    assert is_worth_looking(stamp)
    assert uncovered(stamp, image) > 0.9
    words = tuple(
        Line((Word("tekst", Box(60, 85 + 21.6 * n, 480, 105 + 21.6 * n)),)) for n in range(16)
    )
    assert uncovered(ScanPage(1, 595.4, 841.7, words), image) == 0.0


@needs_tesseract
@pytest.mark.slow
def test_a_page_whose_layer_leaves_the_ink_unread_is_read(recogniser: Recogniser) -> None:
    image = scan()
    stamp = page("Nordvik kommune", PageFacts(image_share=1.0))
    read = recogniser.page(stamp, lambda: image)
    assert read.verdict is Verdict.REREAD
    assert any("no text" in reason for reason in read.reasons)
    assert "Kommunestyret" in words_of(read.lines)


@needs_tesseract
@pytest.mark.slow
def test_a_ruined_layer_is_read_anew_and_told_as_joined(recogniser: Recogniser) -> None:
    layer = page("Motet pa radhuset ble holdt i gar\nogsa nar", PageFacts(image_share=1.0))
    image = scan()
    read = recogniser.page(layer, lambda: image)
    assert (read.verdict, read.origin) == (Verdict.REREAD, Origin.MERGED)
    assert "Kommunestyret" in words_of(read.lines)


def test_a_missing_program_ends_the_job(judge: Norwegian, tmp_path: Path) -> None:
    door: Callable[[], PageImage] = scan
    blind = Recogniser(RecogniseOptions(tesseract=str(tmp_path / "none")), judge)
    with pytest.raises(MissingRequirement):
        blind.page(page(facts=PageFacts(image_share=1.0)), door)
