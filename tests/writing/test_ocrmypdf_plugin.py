"""OCRmyPDF with saksdoc as its engine puts repaired words under the pages."""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("ocrmypdf")
pytestmark = pytest.mark.slow

FAX = Path(__file__).parent.parent.parent / "samples" / "documents" / "faks.scan.pdf"
LEGACY = FAX.with_name("saksframlegg-nb.legacy.pdf")


def run(*arguments):
    command = [sys.executable, "-m", "ocrmypdf", "--plugin", "saksdoc.ocrmypdf_plugin"]
    return subprocess.run(
        [*command, "--jobs", "1", *arguments], capture_output=True, text=True, check=False
    )


def words(path):
    with pypdfium2.PdfDocument(path) as opened:
        return " ".join(page.get_textpage().get_text_bounded() for page in opened).split()


def test_a_ruined_layer_is_replaced_by_repaired_words(tmp_path):
    made = tmp_path / "ut.pdf"
    sidecar = tmp_path / "ut.txt"
    done = run("--redo-ocr", "--output-type", "pdf", "--pages", "1", "--sidecar", sidecar,
               LEGACY, made)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = set(words(made))
    assert {"Nordvåg", "Kommunedirektørens", "undersøkt:"} <= found
    assert "Nordvåg" in sidecar.read_text("utf-8")
    with pypdfium2.PdfDocument(made) as opened:
        assert "saksdoc" in opened.get_metadata_dict()["Creator"]


def test_words_lie_where_they_are_seen(tmp_path):
    """The page's title lies in its upper third and runs over half of the width."""
    made = tmp_path / "ut.pdf"
    done = run("--output-type", "pdf", FAX, made)
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(made) as opened:
        width, height = opened[0].get_size()
        page = opened[0].get_textpage()
        text = page.get_text_range()
        title = text.index("Merknad")
        left, low, *_ = page.get_charbox(title)
        right = page.get_charbox(text.index("23/00877") + 7)[2]
    assert height * 0.67 < low < height
    assert right - left > width * 0.5


def test_a_renderer_that_wants_files_is_refused_in_one_line(tmp_path):
    done = run("--pdf-renderer", "sandwich", FAX, tmp_path / "ut.pdf")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
