"""Images are bettered as little as possible, and never lose their place on the page."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.model import PageImage
from saksdoc.recognise.prepare import improve, prepare


def text(size: int, dpi: float = 200, mode: str = "1") -> PageImage:
    page = Image.new("L", (1654, 2338), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size)
    for top in range(200, 2100, 2 * size):
        draw.text((180, top), "saken ble behandlet i utvalget " * 2, fill=0, font=font)
    return PageImage(page.convert(mode), dpi / 72, dpi / 72, dpi, rendered=False)


def test_a_page_that_is_well_is_left_alone() -> None:
    raster = text(30)
    ready = improve(prepare(raster))
    assert ready.image is raster.image
    assert (ready.skew, ready.rotation, ready.settings) == (0.0, 0, ())


def test_small_type_is_enlarged_and_stays_in_place() -> None:
    raster = text(13)
    ready = improve(prepare(raster))
    factor = ready.image.width / raster.image.width
    assert factor > 1.5
    assert ready.frame.point(180 * factor, 200 * factor) == pytest.approx((64.8, 72), abs=0.2)


def test_skew_is_taken_out() -> None:
    raster = text(30, mode="L")
    tilted = raster.image.rotate(-2, Image.Resampling.BICUBIC, fillcolor=255)
    ready = improve(prepare(PageImage(tilted, raster.scale_x, raster.scale_y, raster.dpi)))
    assert ready.skew == pytest.approx(2, abs=0.2)
    assert prepare(PageImage(ready.image, 1, 1, 200)).ink.skew == pytest.approx(0, abs=0.2)


def test_a_giant_page_is_reduced() -> None:
    giant = PageImage(Image.new("1", (9000, 8000), 1), 10, 10, 720)
    ready = prepare(giant)
    assert ready.image.width * ready.image.height <= 37_000_000
    assert ready.frame.point(*ready.image.size) == pytest.approx((900, 800))


def test_coarse_grey_pages_get_local_thresholding() -> None:
    assert improve(prepare(text(24, 150, "L"))).settings == ("thresholding_method=2",)
    assert improve(prepare(text(30, 200, "L"))).settings == ()


def test_a_black_and_white_page_that_comes_as_grey_is_treated_as_what_it_is() -> None:
    fax = text(24, 150, "1")
    as_grey = PageImage(fax.image.convert("L"), fax.scale_x, fax.scale_y, fax.dpi, rendered=False)
    assert improve(prepare(as_grey)).settings == ()
