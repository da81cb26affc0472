"""TIFF, PNG and JPEG: a frame is a page, upright, of the size its resolution says."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reading.made_pdfs import scan
from saksdoc.errors import InputError, LimitExceeded
from saksdoc.reading import open_source
from saksdoc.reading.raster import ASSUMED_DPI, believable_dpi


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [scan(400 + 10 * i, 600).convert("1") for i in range(3)]
    path = tmp_path / "fax.tif"
    frames[0].save(
        path, save_all=True, append_images=frames[1:], compression="group4", dpi=(200, 100)
    )
    with open_source(path) as source:
        assert (source.page_count, source.info.media_type) == (3, "image/tiff")
        for number, frame in enumerate(frames, start=1):
            page, image = source.page(number), source.image(number)
            assert page.width == pytest.approx(frame.width * 72 / 200)
            assert page.height == pytest.approx(frame.height * 72 / 100)
            assert image.image.tobytes() == frame.convert("L").tobytes()
            assert (image.scale_x, image.scale_y) == pytest.approx((200 / 72, 100 / 72))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_a_tiff_of_any_mode_is_read_as_grey(tmp_path: Path, mode: str) -> None:
    plain = scan(200, 280)
    if mode == "I;16":
        pixels = Image.fromarray(np.asarray(plain).astype("uint16") * 257)
    elif mode in ("I", "F"):
        pixels = plain.convert(mode)
    else:
        pixels = (
            plain.convert("RGBA").convert(mode) if mode in ("LA", "RGBA") else plain.convert(mode)
        )
    path = tmp_path / "a.tiff"
    pixels.save(path, dpi=(100, 100))
    with open_source(path) as source:
        grey = source.image(1).image
    assert (grey.mode, grey.size) == ("L", plain.size)
    assert int(np.abs(np.asarray(grey).astype(int) - np.asarray(plain)).max()) <= 2


def test_see_through_parts_are_white(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path)
    with open_source(path) as source:
        assert source.image(1).image.getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("orientation", "undo"),
    [
        (3, Image.Transpose.ROTATE_180),
        (6, Image.Transpose.ROTATE_90),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_photograph_comes_upright(
    tmp_path: Path, orientation: int, undo: Image.Transpose
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = scan(240, 320)
    path = tmp_path / "a.jpg"
    upright.transpose(undo).save(path, quality=95, exif=exif, dpi=(96, 96))
    with open_source(path) as source:
        page, image = source.page(1), source.image(1).image
    assert (page.width, page.height) == pytest.approx((240 * 72 / 96, 320 * 72 / 96))
    assert image.size == upright.size
    assert np.abs(np.asarray(image).astype(int) - np.asarray(upright)).mean() < 4


@pytest.mark.parametrize(
    ("stated", "narrow", "dpi"),
    [
        (None, 2480, ASSUMED_DPI),
        ((0, 0), 2480, ASSUMED_DPI),
        ((1, 1), 2480, ASSUMED_DPI),
        ((72, 72), 2480, ASSUMED_DPI),
        ((72, 72), 600, 72),
        ((float("nan"), 300), 2480, ASSUMED_DPI),
        ((99999, 99999), 2480, ASSUMED_DPI),
        ((300, 300), 2480, 300),
        ((200, 200), 1654, 200),
        ("rubbish", 1654, ASSUMED_DPI),
    ],
)
def test_only_resolutions_that_can_be_are_believed(stated: object, narrow: int, dpi: float) -> None:
    assert believable_dpi(stated, narrow) == (dpi, dpi)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not hold."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("side", [20_000, 100_000])
def test_a_decompression_bomb_is_refused_in_words(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_claiming(side, side))
    with pytest.raises(LimitExceeded, match="million pixels"), open_source(path) as source:
        source.image(1)


@pytest.mark.parametrize("suffix", ["tif", "png", "jpg"])
def test_a_truncated_image_is_named(tmp_path: Path, suffix: str) -> None:
    whole = tmp_path / f"whole.{suffix}"
    scan().save(whole)
    path = tmp_path / f"cut.{suffix}"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 3])
    with pytest.raises(InputError, match=rf"cut\.{suffix}"), open_source(path) as source:
        source.image(1)


def test_a_broken_frame_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [scan(300, 400), scan(310, 400)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    data = bytearray(path.read_bytes())
    second = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, second)[0]
    later = struct.unpack_from("<I", data, second + 2 + 12 * count)[0]
    data[later + 2 : later + 40] = b"\xff" * 38
    path.write_bytes(data)
    with open_source(path) as source:
        assert source.image(1).image.tobytes() == frames[0].tobytes()
        with pytest.raises(InputError, match="page 2"):
            source.image(2)
