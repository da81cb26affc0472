"""A bullet that was left out comes back; a speck before a line does not become one."""

import numpy as np

from saksdoc.recognise.bullets import with_bullets
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.tesseract import SeenLine, SeenWord
from saksdoc.recognise.windows import Darkness


class Sure:
    """A glyph reader that takes everything for a bullet, and counts what it is asked."""

    letters = ("•", "·", "▪", "–", "-")

    def __init__(self) -> None:
        self.asked = 0

    def read(self, windows: np.ndarray) -> np.ndarray:
        self.asked += len(windows)
        return np.tile([1.0, 0.0, 0.0, 0.0, 0.0], (len(windows), 1))


def found(mark: tuple[int, int, int, int], first: str = "støtte") -> tuple[list[str], int]:
    from PIL import Image

    ink = np.zeros((120, 400), dtype=np.bool_)
    ink[50:70, 100:160] = True
    x0, top, x1, bottom = mark
    ink[top:bottom, x0:x1] = True
    box = (100.0, 45.0, 160.0, 75.0)
    line = SeenLine((SeenWord(first, box, 0.9),), box, 0, (0.0, -5.0), 32.0)
    reader = Sure()
    out = with_bullets([line], Darkness(Image.fromarray(~ink)), ink, reader)  # type: ignore[arg-type]
    return [word.text for word in out[0].words], reader.asked


def test_a_dot_alone_before_a_line_is_its_bullet() -> None:
    assert found((70, 56, 78, 64)) == (["•", "støtte"], 1)
    assert found((70, 56, 78, 64), "«Plan»") == (["•", "«Plan»"], 1)


def test_a_speck_is_none() -> None:
    assert found((70, 59, 72, 61)) == (["støtte"], 0)


def test_ink_at_the_foot_of_the_line_is_none() -> None:
    assert found((70, 68, 78, 74))[0] == ["støtte"]


def test_the_shipped_reader_knows_every_mark() -> None:
    assert set("•·▪–-") <= set(GlyphReader.load().letters)
