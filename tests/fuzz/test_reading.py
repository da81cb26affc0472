"""Whatever bytes come, opening them ends in pages or in one of saksdoc's own errors.

Small valid files are made, then damaged: bytes flipped, stretches cut, doubled or moved, numbers
made absurd, keywords put where they do not belong. ``SAKSDOC_FUZZ_SECONDS`` says how long to go on
(a few seconds where it is not set). A crash of a parser ends the run, and a hang does so after a
minute, with a trace; the damaged file is then found in the folder that the message names.
"""

from __future__ import annotations

import faulthandler
import io
import math
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from reading.made_pdfs import Made, draw, image_object, pdf_bytes, scan, words
from saksdoc.errors import SaksdocError
from saksdoc.model import ScanPage
from saksdoc.reading import open_source

SECONDS = float(os.environ.get("SAKSDOC_FUZZ_SECONDS", "3"))

HANG = 60
"""Seconds after which one file counts as a hang."""

PAGES = 4
"""Pages looked at; a damaged page tree may claim any number."""

TOKENS = (
    b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"<<",
    b">>", b"[", b"]", b"(", b")", b"/Kids", b"/Parent 3 0 R", b"/Length -1", b"/Count 99999999",
    b"/Filter /FlateDecode", b"/Filter [/LZWDecode /RunLengthDecode]", b"/Rotate 45",
    b"/UserUnit 1e30", b"/MediaBox [0 0 0 0]", b"/MediaBox [1e38 -1e38 0 9]", b"/CropBox [9 9 1 1]",
    b"/Encrypt 1 0 R", b"/Width 2147483647", b"/BitsPerComponent 7", b"/Predictor 15", b" 1 0 R ",
    b" 0 0 R ", b"q " * 500, b"[" * 3000, b"<<" * 3000, b"BT", b"ET", b"Tj", b"/Im Do", b"BI ID EI",
    b"\x00" * 64, b"\xff" * 64, b"-2147483649", b"1e999", b"nan", b"%PDF-1.7", b"\xef\xbb\xbf",
)  # fmt: skip


def _pdf(**options: object) -> bytes:
    """Text, a turned scan as JPEG, a scan over invisible text, in one file."""
    pages = (
        Made(words((72, 700, "Møte i utvalget"), (300, 690, "Sak 4/99")), rotate=90),
        Made(
            draw("Im", 595, 0, 0, 842, 0, 0), images={"Im": image_object(scan(80, 110), jpeg=True)}
        ),
        Made(
            draw("Im", 595, 0, 0, 842, 0, 0) + words((72, 700, "gammelt"), mode=3),
            crop=(10, 10, 500, 800),
            images={"Im": image_object(scan(80, 110).convert("1"))},
        ),
    )
    plain = pdf_bytes(*pages)
    if not options:
        return plain
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def _image(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    scan(60, 80).save(out, kind, **options)
    return out.getvalue()


def _fax() -> bytes:
    out = io.BytesIO()
    pages = [scan(60, 80).convert("1"), scan(70, 90).convert("1")]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return out.getvalue()


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Valid files of every kind, each with the suffix it is saved under."""
    text = "Møte i Bølgevik\n\fÆrlig talt, § 4\n"
    return (
        ("pdf", _pdf()),
        ("pdf", _pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)),
        ("pdf", _pdf(encryption=pikepdf.Encryption(owner="eier", user=""))),
        ("pdf", _pdf(linearize=True)),
        ("tif", _fax()),
        ("tif", _image("TIFF", compression="tiff_lzw")),
        ("png", _image("PNG")),
        ("jpg", _image("JPEG")),
        ("txt", text.encode()),
        ("txt", text.encode("cp1252")),
        ("txt", text.encode("utf-16")),
    )


Edit = Callable[[bytes], bytes]


def _at(data: bytes, share: float) -> int:
    return min(int(share * len(data)), len(data))


def _flipped(share: float, value: int) -> Edit:
    def edit(data: bytes) -> bytes:
        at = _at(data, share)
        return data[:at] + bytes([value]) + data[at + 1 :]

    return edit


def _cut(share: float, length: int) -> Edit:
    return lambda data: data[: _at(data, share)] + data[_at(data, share) + length :]


def _doubled(share: float, length: int) -> Edit:
    def edit(data: bytes) -> bytes:
        at = _at(data, share)
        return data[:at] + data[at : at + length] * 2 + data[at + length :]

    return edit


def _inserted(share: float, token: bytes) -> Edit:
    return lambda data: data[: _at(data, share)] + token + data[_at(data, share) :]


def _written_over(share: float, token: bytes) -> Edit:
    return lambda data: data[: _at(data, share)] + token + data[_at(data, share) + len(token) :]


def _ended(share: float) -> Edit:
    return lambda data: data[: _at(data, share)]


_SHARE = st.floats(0, 1)
_LENGTH = st.integers(1, 400)
_TOKEN = st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=12))

EDITS = st.one_of(
    st.builds(_flipped, _SHARE, st.integers(0, 255)),
    st.builds(_cut, _SHARE, _LENGTH),
    st.builds(_doubled, _SHARE, _LENGTH),
    st.builds(_inserted, _SHARE, _TOKEN),
    st.builds(_written_over, _SHARE, _TOKEN),
    st.builds(_ended, _SHARE),
)


def check(path: Path) -> None:
    """Read everything of a file; anything but pages and saksdoc's own errors is a failure."""
    try:
        source = open_source(path)
    except SaksdocError:
        return
    with source:
        for number in range(1, min(source.page_count, PAGES) + 1):
            check_page(source.page(number))
            try:
                image = source.image(number)
            except SaksdocError:
                continue
            assert image.image.mode == "L"
            assert image.scale_x > 0 < image.scale_y


def check_page(page: ScanPage) -> None:
    """What must hold of any page."""
    assert math.isfinite(page.width)
    assert math.isfinite(page.height)
    facts = page.facts
    for share in (facts.image_share, facts.invisible_share, facts.unmapped_share):
        assert 0 <= share <= 1
    for line in page.lines:
        for word in line.words:
            assert word.text
            if word.box is not None:
                assert 0 <= word.box.x0 <= word.box.x1 <= page.width + 0.01
                assert 0 <= word.box.top <= word.box.bottom <= page.height + 0.01


@pytest.mark.parametrize("number", range(len(seeds())))
def test_the_files_that_are_damaged_are_good(tmp_path: Path, number: int) -> None:
    suffix, data = seeds()[number]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    with open_source(path) as source:
        assert all(source.page(n).error is None for n in range(1, source.page_count + 1))


def test_damaged_files_end_in_a_defined_way() -> None:
    folder = Path(tempfile.gettempdir()) / f"saksdoc-fuzz-{os.getpid()}"
    folder.mkdir(exist_ok=True)

    @settings(
        max_examples=50,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds()), st.lists(EDITS, min_size=1, max_size=6))
    def damaged(seed: tuple[str, bytes], edits: list[Edit]) -> None:
        suffix, data = seed
        for edit in edits:
            data = edit(data)
        path = folder / f"damaged.{suffix}"
        path.write_bytes(data)
        faulthandler.dump_traceback_later(HANG, exit=True)
        try:
            check(path)
        finally:
            faulthandler.cancel_dump_traceback_later()

    end = time.monotonic() + SECONDS
    while True:
        damaged()
        if time.monotonic() >= end:
            break
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()


def test_the_check_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is none of saksdoc's is not swallowed."""

    def broken(*_: object, **__: object) -> Image.Image:
        raise ZeroDivisionError

    path = tmp_path / "a.png"
    path.write_bytes(_image("PNG"))
    monkeypatch.setattr("saksdoc.reading.opening.media_type_of", broken)
    with pytest.raises(ZeroDivisionError):
        check(path)
