"""A Tesseract that stays reads as the program does, and its trouble costs one image."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.errors import PageError
from saksdoc.recognise.hocr import SeenLine, lines_of_hocr
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.resident import NotResident, Resident, library_of
from saksdoc.recognise.tesseract import Tesseract, TesseractRun

SETTINGS = ("hocr_char_boxes=1",)


def drawn(text: str, mode: str = "L", ink: int = 0) -> Image.Image:
    font = ImageFont.load_default(size=40)
    image = Image.new("L", (1200, 90 + 60 * text.count("\n")), 255)
    ImageDraw.Draw(image).text((30, 20), text, font=font, fill=ink)
    return image.convert(mode)


@pytest.fixture
def library() -> str:
    found = library_of("tesseract")
    if found is None:
        pytest.skip("Tesseract is here as a program without a library")
    return found


@pytest.fixture
def resident(library: str) -> Iterator[Resident]:
    made = Resident(library, "nor", SETTINGS)
    yield made
    made.close()


def text_of(lines: tuple[SeenLine, ...]) -> str:
    return "\n".join(" ".join(word.text for word in line.words) for line in lines)


def read(resident: Resident, image: Image.Image, segmentation: int = 6) -> tuple[SeenLine, ...]:
    return lines_of_hocr(resident.hocr(image, segmentation, 200, 60.0))


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_it_reads_as_the_program_does(resident: Resident, mode: str) -> None:
    image = drawn("Kommunestyret møtes på torsdag\nSaka gjeld vegen til Storvatnet", mode)
    door = Tesseract(RecogniseOptions())
    program = door._by_program(image, TesseractRun("nor", 6, 200))
    assert read(resident, image) == lines_of_hocr(program)
    assert "torsdag" in text_of(read(resident, image))


def test_no_image_leaves_anything_to_the_next(resident: Resident) -> None:
    first, second = drawn("Formannskapet vedtok"), drawn("Rådmannen tilrår\nat saka blir utsett")
    once = [read(resident, first), read(resident, second, 3)]
    assert [read(resident, first), read(resident, second, 3)] == once
    assert text_of(once[0]) != text_of(once[1])


def test_a_blank_or_tiny_image_has_no_lines(resident: Resident) -> None:
    for size in ((1, 1), (3, 40), (600, 2)):
        assert read(resident, Image.new("L", size, 255)) == ()


def test_one_that_takes_too_long_is_stopped(resident: Resident) -> None:
    noise = np.random.default_rng(1).integers(0, 2, (2500, 1800), dtype=np.uint8) * 255
    with pytest.raises(PageError, match="longer"):
        resident.hocr(Image.fromarray(noise), 3, 300, 0.1)
    assert not resident.alive


def test_one_that_died_is_told_and_replaced(library: str) -> None:
    door = Tesseract(RecogniseOptions())
    image, run = drawn("Møteprotokoll"), TesseractRun("nor", 6, 200)
    before = door.read(image, run)
    (idle,) = door._idle
    os.kill(idle._process.pid, signal.SIGKILL)
    with pytest.raises(PageError, match="signal 9"):
        idle.hocr(image, 6, 200, 60.0)
    assert door.read(image, run) == before
    assert door._idle[-1] is not idle
    door.close()


def test_a_fork_starts_its_own(library: str) -> None:
    door = Tesseract(RecogniseOptions())
    image, run = drawn("Møteprotokoll"), TesseractRun("nor", 6, 200)
    before = door.read(image, run)
    (idle,) = door._idle
    child = os.fork()
    if not child:
        same = door.read(image, run) == before and door._idle[-1] is not idle
        door._idle[-1].close()
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert door.read(image, run) == before
    assert door._idle == [idle]
    door.close()


def test_a_closed_one_is_gone(library: str) -> None:
    door = Tesseract(RecogniseOptions())
    image, run = drawn("Møteprotokoll"), TesseractRun("nor", 6, 200)
    before = door.read(image, run)
    (idle,) = door._idle
    door.close()
    door.close()
    assert idle._process.returncode == 0
    assert door.read(image, run) == before
    door.close()


def test_settings_get_a_process_of_their_own(library: str) -> None:
    door = Tesseract(RecogniseOptions())
    image = drawn("Møteprotokoll")
    plain = TesseractRun("nor", 6)
    for run in (plain, replace(plain, settings=("thresholding_method=2",))):
        for _ in range(2):
            assert "teprotokoll" in text_of(door.read(image, run))
    assert len(door._idle) == 2
    door.close()


@pytest.mark.parametrize(
    ("library", "languages", "settings"),
    [
        ("libtesseract.so.none", "nor", ()),
        ("libc.so.6", "nor", ()),
        ("libtesseract.so.5", "xx-none", ()),
        ("libtesseract.so.5", "nor", ("no_such_setting=1",)),
    ],
)
def test_what_cannot_be_loaded_is_left_to_the_program(
    library: str, languages: str, settings: tuple[str, ...]
) -> None:
    with pytest.raises(NotResident):
        Resident(library, languages, settings)


def test_a_script_has_no_library(tmp_path: Path) -> None:
    script = tmp_path / "tesseract"
    script.write_text("#!/bin/sh\nexec libtesseract.so.5\n")
    script.chmod(0o755)
    assert library_of(str(script)) is None
    assert library_of(str(tmp_path / "none")) is None
    assert library_of(sys.executable) is None


def test_the_library_beside_the_program_is_preferred(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_bytes(b"\x7fELF\0libtesseract.so.5\0")
    program.chmod(0o755)
    assert library_of(str(program)) == "libtesseract.so.5"
    beside = tmp_path / "lib" / "libtesseract.so.5"
    beside.parent.mkdir()
    beside.touch()
    assert library_of(str(program)) == str(beside)
