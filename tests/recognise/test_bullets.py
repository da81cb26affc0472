"""A bullet that was left out comes back; a speck before a line does not become one."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from saksdoc.recognise.bullets import with_bullets, with_single_marks
from saksdoc.recognise.glyphs import GlyphReader
from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.windows import Darkness


class Sure:
    """A glyph reader that takes everything for a bullet, and counts what it is asked."""

    letters = ("•", "·", "▪", "–", "-")

    def __init__(self) -> None:
        self.asked = 0

    def read(self, windows: np.ndarray) -> np.ndarray:
        self.asked += len(windows)
        return np.tile([1.0, 0.0, 0.0, 0.0, 0.0], (len(windows), 1))


def found(
    mark: tuple[int, int, int, int],
    first: str = "støtte",
    dust: Sequence[tuple[int, int]] = (),
) -> tuple[list[str], int]:
    ink = np.zeros((120, 400), dtype=np.bool_)
    ink[50:70, 100:160] = True
    x0, top, x1, bottom = mark
    ink[top:bottom, x0:x1] = True
    for x, y in dust:
        ink[y, x] = True
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


def test_lone_specks_beside_a_dot_do_not_hide_it() -> None:
    assert found((70, 56, 78, 64), dust=((60, 50), (88, 66))) == (["•", "støtte"], 1)


def test_two_marks_before_a_line_are_no_bullet() -> None:
    assert found((70, 56, 78, 64), dust=((60, 50), (60, 51), (61, 50), (61, 51), (62, 50), (62, 51),
                                         (60, 52), (61, 52), (62, 52), (60, 53), (61, 53),
                                         (62, 53), (63, 53), (63, 52), (63, 51), (63, 50),
                                         (60, 54)))[1] == 0  # fmt: skip


@pytest.mark.parametrize(("second", "asked"), [(72, 2), (40, 0)])
def test_a_dot_hardly_larger_than_a_speck_needs_another_above_or_below(
    second: int, asked: int
) -> None:
    ink = np.zeros((220, 400), dtype=np.bool_)
    lines = []
    for top, left in ((45, 70), (145, second)):
        ink[top + 5 : top + 25, 100:160] = True
        ink[top + 12 : top + 14, left : left + 3] = True
        box = (100.0, float(top), 160.0, top + 30.0)
        lines.append(SeenLine((SeenWord("støtte", box, 0.9),), box, 0, (0.0, -5.0), 32.0))
    reader = Sure()
    with_bullets(lines, Darkness(Image.fromarray(~ink)), ink, reader)  # type: ignore[arg-type]
    assert reader.asked == asked


def marked(text: str, *others: str, alone: bool = False) -> list[list[str]]:
    """The words of the lines, where a square of ink was read as some text before others."""
    ink = np.zeros((120, 400), dtype=np.bool_)
    ink[56:64, 70:78] = True
    glyphs = tuple(Glyph(letter, (70, 56, 78, 64), 0.5) for letter in text)
    mark = SeenWord(text, (70.0, 55.0, 78.0, 65.0), 0.5, glyphs)
    words = tuple(SeenWord(other, (100.0, 45.0, 160.0, 75.0), 0.9) for other in others)
    box, wide = (100.0, 45.0, 160.0, 75.0), (70.0, 45.0, 160.0, 75.0)
    if alone:
        lines = [
            SeenLine((mark,), mark.box, 0, (0.0, -5.0), 32.0),
            SeenLine(words, box, 1, (0.0, -5.0), 32.0),
        ]
    else:
        lines = [SeenLine((mark, *words), wide, 0, (0.0, -5.0), 32.0)]
    return [[word.text for word in line.words] for line in with_single_marks(lines, ink)]


def test_a_mark_is_one_sign_however_many_were_seen_in_it() -> None:
    assert marked("*+", "støtte") == [["*", "støtte"]]
    assert marked("*«.", "støtte") == [["*", "støtte"]]
    assert marked("8)", "støtte") == [["8)", "støtte"]]


@pytest.mark.parametrize(("left", "words"), [(70, ["«", "Ny", "plan"]), (88, ["«Ny", "plan"])])
def test_a_mark_that_stands_apart_is_no_quote_of_its_word(left: int, words: list[str]) -> None:
    ink = np.zeros((120, 400), dtype=np.bool_)
    glyphs = []
    for letter, x0, wide in (("«", left, 8), ("N", 100, 14), ("y", 117, 12)):
        ink[56:64, x0 : x0 + wide] = True
        glyphs.append(Glyph(letter, (x0, 56, x0 + wide, 64), 0.5))
    first = SeenWord("«Ny", (float(left), 50.0, 129.0, 70.0), 0.9, tuple(glyphs))
    line = SeenLine(
        (first, SeenWord("plan", (150.0, 50.0, 200.0, 70.0), 0.9)),
        (float(left), 45.0, 200.0, 75.0), 0, (0.0, -5.0), 32.0,
    )  # fmt: skip
    assert [word.text for word in with_single_marks([line], ink)[0].words] == words


def test_a_mark_that_was_read_as_a_line_of_its_own_stands_before_its_line() -> None:
    assert marked("»", "støtte", "til", alone=True) == [["»", "støtte", "til"]]


def test_ink_at_the_foot_of_the_line_is_none() -> None:
    assert found((70, 68, 78, 74))[0] == ["støtte"]


def test_the_shipped_reader_knows_every_mark() -> None:
    assert set("•·▪–-") <= set(GlyphReader.load().letters)
