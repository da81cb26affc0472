"""A page's raster is the page as a reader sees it, from its own pixels where it is one image."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageOps

from reading.made_pdfs import Made, draw, image_object, save, scan, words
from saksdoc.model import Box, PageImage
from saksdoc.reading import open_source
from saksdoc.reading.pixels import MAX_PIXELS

WHOLE = (595, 0, 0, 842, 0, 0)


def image_of(path: Path, number: int = 1) -> PageImage:
    with open_source(path) as source:
        return source.image(number)


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Equal but for the blur of compression and resampling."""
    small = [image.convert("L").resize((80, 112), Image.Resampling.BOX) for image in (one, other)]
    return int(np.asarray(ImageChops.difference(*small)).max()) < 60


def stored(kind: str, picture: Image.Image) -> bytes:
    """The picture as an image XObject of some kind."""
    size = b"/Width %d /Height %d" % picture.size
    match kind:
        case "grey":
            return image_object(picture)
        case "colour":
            return image_object(picture.convert("RGB"))
        case "bilevel":
            return image_object(picture.convert("1"))
        case "jpeg":
            return image_object(picture, jpeg=True)
        case "colour jpeg":
            return image_object(picture.convert("RGB"), jpeg=True)
        case "inverted":
            return image_object(ImageOps.invert(picture), extra=b"/Decode [1 0]")
        case "inverted bilevel":
            turned = ImageOps.invert(picture).convert("1")
            return image_object(turned, extra=b"/Decode [1 0]")
        case "indexed":
            data = bytes(1 if value > 128 else 0 for value in picture.tobytes())
            space = b"/ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>] /BitsPerComponent 8"
        case "stencil":
            data = picture.convert("1").tobytes()
            space = b"/ImageMask true /BitsPerComponent 1"
        case "cmyk":
            data = b"".join(bytes((0, 0, 0, 255 - value)) for value in picture.tobytes())
            space = b"/ColorSpace /DeviceCMYK /BitsPerComponent 8"
        case "fax":
            buffer = io.BytesIO()
            picture.convert("1").save(buffer, "TIFF", compression="group4")
            with Image.open(buffer) as tiff:
                at, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
                photometric = tiff.tag_v2[262]
            data = buffer.getvalue()[at : at + length]
            black = b"false" if photometric == 0 else b"true"
            parms = b"/DecodeParms << /K -1 /Columns %d /Rows %d /BlackIs1 %s >>"
            parms %= (*picture.size, black)
            space = b" /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
            return _xobject(size + space + parms, data)
        case "jpeg 2000":
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG2000")
            return _xobject(size + b" /Filter /JPXDecode", buffer.getvalue())
        case _:
            raise AssertionError(kind)
    return _xobject(size + b" /Filter /FlateDecode " + space, zlib.compress(data))


def _xobject(entries: bytes, data: bytes) -> bytes:
    head = b"<< /Type /XObject /Subtype /Image %s /Length %d >>" % (entries, len(data))
    return head + b"\nstream\n" + data + b"\nendstream"


KINDS = (
    "grey", "colour", "bilevel", "jpeg", "colour jpeg", "inverted", "inverted bilevel", "indexed",
    "stencil", "cmyk", "fax", "jpeg 2000",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_of_any_kind_comes_as_the_page_shows_it(tmp_path: Path, kind: str) -> None:
    made = Made(draw("Im", *WHOLE), images={"Im": stored(kind, scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.mode == "L"
    assert page.image.width in (413, 414)
    assert page.image.height == 585
    assert alike(page.image, scan())


@pytest.mark.parametrize("kind", ["grey", "colour", "bilevel", "jpeg", "inverted", "fax"])
def test_a_scan_is_taken_as_it_is_and_not_rendered(tmp_path: Path, kind: str) -> None:
    made = Made(draw("Im", *WHOLE), images={"Im": stored(kind, scan())})
    assert not image_of(save(tmp_path / "a.pdf", made)).rendered


def test_its_pixels_are_untouched(tmp_path: Path) -> None:
    made = Made(draw("Im", *WHOLE), images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.tobytes() == scan().tobytes()
    assert page.scale_x == pytest.approx(413 / 595)
    assert page.scale_y == pytest.approx(585 / 842)


UPRIGHT = {
    0: WHOLE,
    90: (0, 595, -842, 0, 842, 0),
    180: (-595, 0, 0, -842, 595, 842),
    270: (0, -595, 842, 0, 0, 595),
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_scan_laid_sideways_and_turned_back_is_upright(tmp_path: Path, rotate: int) -> None:
    box = (0, 0, 595, 842) if rotate % 180 == 0 else (0, 0, 842, 595)
    placed = draw("Im", *UPRIGHT[rotate])
    made = Made(placed, box, rotate=rotate, images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert not page.rendered
    assert page.image.tobytes() == scan().tobytes()


@pytest.mark.parametrize(
    ("rotate", "turn"),
    [
        (90, Image.Transpose.ROTATE_270),
        (180, Image.Transpose.ROTATE_180),
        (270, Image.Transpose.ROTATE_90),
    ],
)
def test_a_page_turned_by_its_rotation_is_shown_turned(
    tmp_path: Path, rotate: int, turn: Image.Transpose
) -> None:
    made = Made(draw("Im", *WHOLE), rotate=rotate, images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert not page.rendered
    assert page.image.tobytes() == scan().transpose(turn).tobytes()


def test_a_mirrored_scan_is_mirrored(tmp_path: Path) -> None:
    made = Made(draw("Im", -595, 0, 0, 842, 595, 0), images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.tobytes() == ImageOps.mirror(scan()).tobytes()


def test_a_leaning_scan_is_rendered_at_its_own_resolution(tmp_path: Path) -> None:
    leaning = draw("Im", 590, 20, -28, 835, 10, -5)
    page = image_of(save(tmp_path / "a.pdf", Made(leaning, images={"Im": stored("grey", scan())})))
    assert page.rendered
    assert page.dpi == pytest.approx(50, rel=0.05)


def test_a_scan_with_margins_lies_where_it_lies(tmp_path: Path) -> None:
    made = Made(draw("Im", 413, 0, 0, 585, 100, 150), images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.size == (595, 842)
    inner = page.image.crop((100, 842 - 150 - 585, 513, 842 - 150))
    assert inner.tobytes() == scan().tobytes()
    assert page.image.getpixel((50, 50)) == 255


def test_a_cropped_scan_shows_the_crop(tmp_path: Path) -> None:
    images = {"Im": stored("grey", scan())}
    whole, crop = (0, 0, 413, 585), (20, 30, 393, 545)
    made = Made(draw("Im", 413, 0, 0, 585, 0, 0), whole, crop, images=images)
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.tobytes() == scan().crop((20, 40, 393, 555)).tobytes()


def test_strips_make_one_picture(tmp_path: Path) -> None:
    whole = scan(400, 600)
    cut = [whole.crop((0, 150 * i, 400, 150 * i + 150)) for i in range(4)]
    images = {f"I{i}": stored("grey", strip) for i, strip in enumerate(cut)}
    content = b" ".join(draw(f"I{i}", 400, 0, 0, 150, 0, 450 - 150 * i) for i in range(4))
    page = image_of(save(tmp_path / "a.pdf", Made(content, (0, 0, 400, 600), images=images)))
    assert page.dpi == pytest.approx(72, abs=0.5)
    assert alike(page.image, whole)


@pytest.mark.parametrize(
    "over",
    [b"0 g 50 700 200 40 re f", b"1 g 60 690 200 70 re f", words((300, 300, "Ugradert"), size=30)],
)
def test_what_is_drawn_over_a_scan_is_seen(tmp_path: Path, over: bytes) -> None:
    """A redaction above all: what a reader cannot see must not be read from the image below."""
    made = Made(draw("Im", *WHOLE) + b"\n" + over, images={"Im": stored("grey", scan())})
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.rendered
    assert not alike(page.image, scan())


def test_a_clipped_scan_shows_no_more_than_the_clip(tmp_path: Path) -> None:
    clipped = b"q 0 0 595 600 re W n " + draw("Im", *WHOLE) + b" Q"
    page = image_of(save(tmp_path / "a.pdf", Made(clipped, images={"Im": stored("grey", scan())})))
    top = page.image.crop((0, 0, page.image.width, page.image.height * 230 // 842))
    assert np.asarray(top).min() > 200


def test_text_is_rendered_at_the_resolution_asked_for(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", Made(words((72, 700, "Møte"))))
    with open_source(path) as source:
        page = source.image(1, dpi=144)
    assert page.rendered
    assert page.image.size == (1190, 1684)
    ink = np.argwhere(np.asarray(page.image) < 128)
    top, left = ink.min(axis=0)
    assert left / page.scale_x == pytest.approx(73, abs=1.5)
    assert top / page.scale_y == pytest.approx(842 - 700 - 8.6, abs=1.5)


def test_a_giant_page_is_kept_within_the_pixels(tmp_path: Path) -> None:
    made = Made(words((1000, 19_000, "Kart"), size=500), box=(0, 0, 20_000, 20_000))
    page = image_of(save(tmp_path / "a.pdf", made))
    assert page.image.width * page.image.height <= 1.01 * MAX_PIXELS
    assert np.asarray(page.image).min() < 128


def test_a_page_without_height_still_has_a_row_of_pixels(tmp_path: Path) -> None:
    page = image_of(save(tmp_path / "a.pdf", Made(box=(0, 0, 20_000, 0.01))))
    assert page.image.height >= 1


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_word_boxes_lie_on_their_ink(tmp_path: Path, rotate: int) -> None:
    placed = [(80.0 + 130 * (n % 3), 700.0 - 60 * (n // 3), w) for n, w in enumerate(INKED)]
    made = Made(words(*placed, size=16), crop=(30, 40, 560, 800), rotate=rotate)
    with open_source(save(tmp_path / "a.pdf", made)) as source:
        page, image = source.page(1), source.image(1, dpi=300)
    dark = np.asarray(image.image) < 128
    boxes = [word.box for line in page.lines for word in line.words if word.box is not None]
    assert len(boxes) == len(INKED)
    for box in boxes:
        left, right = round((box.x0 - 6) * image.scale_x), round((box.x1 + 6) * image.scale_x)
        top, bottom = round((box.top - 6) * image.scale_y), round((box.bottom + 6) * image.scale_y)
        rows, columns = np.nonzero(dark[top:bottom, left:right])
        ink = Box(
            (left + columns.min()) / image.scale_x,
            (top + rows.min()) / image.scale_y,
            (left + columns.max() + 1) / image.scale_x,
            (top + rows.max() + 1) / image.scale_y,
        )
        shared = box.intersection(ink)
        assert shared / (box.area + ink.area - shared) > 0.8


INKED = ("Møte", "vedtak", "Ålvik", "§", "gjøre", "kommunestyret")
