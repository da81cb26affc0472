"""What Tesseract says is understood, and what it does not say is named."""

from pathlib import Path

import pytest
from PIL import Image

from saksdoc.errors import MissingRequirement, PageError
from saksdoc.recognise.hocr import lines_of_hocr
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.tesseract import Tesseract, TesseractRun

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body>
<div class='ocr_page' id='page_1' title='image ""; bbox 0 0 800 600; ppageno 0'>
 <div class='ocr_carea' title="bbox 50 40 300 120">
  <p class='ocr_par' lang='nor' title="bbox 50 40 300 70">
   <span class='ocr_line' title="bbox 50 40 300 70; baseline -0.01 -6; x_size 30; x_ascenders 8">
    <span class='ocrx_word' title='bbox 50 40 150 70; x_wconf 93'>
     <span class='ocrx_cinfo' title='x_bboxes 50 40 60 64; x_conf 98.5'>p</span>
     <span class='ocrx_cinfo' title='x_bboxes 62 40 72 64; x_conf 97'>å</span>
    </span>
    <span class='ocrx_word' title='bbox 160 40 300 70; x_wconf 60'>
     <span class='ocrx_cinfo' title='x_bboxes 160 40 170 64; x_conf 60'>&amp;</span>
    </span>
   </span>
  </p>
  <p class='ocr_par' title="bbox 50 90 300 120">
   <span class='ocr_caption' title="bbox 50 90 300 120; baseline 0 0; x_size 24">
    <span class='ocrx_word' title='bbox 50 90 90 120; x_wconf 50'> </span>
    <span class='ocrx_word' title='bbox 50 90 90 120; x_wconf 50'>Vedtak</span>
   </span>
  </p>
 </div>
</div></body></html>"""


def test_words_glyphs_and_measures_are_read() -> None:
    first, second = lines_of_hocr(HOCR.encode())
    assert [word.text for word in first.words] == ["på", "&"]
    assert first.words[0].confidence == pytest.approx(0.93)
    assert first.words[0].glyphs[1].box == (62, 40, 72, 64)
    assert first.height == 30
    assert first.baseline_at(150) == pytest.approx(70 - 6 - 1)
    assert [word.text for word in second.words] == ["Vedtak"]
    assert (first.block, second.block) == (0, 1)


def test_empty_answer_is_a_page_error() -> None:
    with pytest.raises(PageError):
        lines_of_hocr(b"")


def test_missing_program_says_how_to_install_it() -> None:
    door = Tesseract(RecogniseOptions(tesseract="no-such-tesseract"))
    with pytest.raises(MissingRequirement, match="install"):
        door.read(Image.new("1", (50, 50), 1), TesseractRun("nor"))


def script(folder: Path, body: str) -> str:
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_a_hang_costs_one_page(tmp_path: Path) -> None:
    door = Tesseract(RecogniseOptions(tesseract=script(tmp_path, "exec sleep 30"), timeout=0.3))
    with pytest.raises(PageError, match="longer"):
        door.read(Image.new("1", (50, 50), 1), TesseractRun("nor"))


def test_a_crash_costs_one_page(tmp_path: Path) -> None:
    door = Tesseract(RecogniseOptions(tesseract=script(tmp_path, "echo boom >&2; exit 3")))
    with pytest.raises(PageError, match="boom"):
        door.read(Image.new("1", (50, 50), 1), TesseractRun("nor"))


def test_a_missing_language_is_named(tmp_path: Path) -> None:
    told = "Failed loading language 'nor'"
    door = Tesseract(RecogniseOptions(tesseract=script(tmp_path, f'echo "{told}" >&2; exit 1')))
    with pytest.raises(MissingRequirement, match="nor"):
        door.read(Image.new("1", (50, 50), 1), TesseractRun("nor"))
