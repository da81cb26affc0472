"""Where letters stand, and where words part."""

import numpy as np
import pytest

from saksdoc.language import Norwegian
from saksdoc.recognise.cutting import glyph_boxes
from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.spacing import parted


def ink(*strokes: tuple[int, int, int, int]) -> np.ndarray:
    """A page of 60 × 400 with rectangles of ink (x0, top, x1, bottom)."""
    bits = np.zeros((60, 400), dtype=np.bool_)
    for x0, top, x1, bottom in strokes:
        bits[top:bottom, x0:x1] = True
    return bits


def test_letters_apart_get_their_own_ink() -> None:
    strokes = [(10, 20, 20, 40), (24, 20, 34, 40), (38, 10, 48, 40)]
    assert glyph_boxes("nob", (8, 8, 50, 42), ink(*strokes)) == strokes


def test_a_letter_of_two_pieces_is_one() -> None:
    quote = [(10, 10, 12, 18), (15, 10, 17, 18)]
    letter = (22, 20, 33, 40)
    boxes = glyph_boxes('"n', (8, 8, 35, 42), ink(*quote, letter))
    assert boxes == [(10, 10, 17, 18), letter]


def test_touching_letters_are_parted_at_the_thinnest_column() -> None:
    left, right = (10, 20, 20, 40), (21, 20, 31, 40)
    boxes = glyph_boxes("no", (8, 8, 33, 42), ink(left, right, (20, 38, 21, 39)))
    assert boxes is not None
    assert boxes[0][2] == pytest.approx(20, abs=1)
    assert boxes[1][0] == pytest.approx(20, abs=1)


def test_a_letter_that_reaches_out_of_its_box_is_taken_whole() -> None:
    sign, neighbour = (22, 10, 36, 44), (44, 20, 54, 40)
    assert glyph_boxes("$", (12, 8, 27, 46), ink(sign, neighbour)) == [sign]


def test_no_ink_gives_no_boxes() -> None:
    assert glyph_boxes("no", (8, 8, 33, 42), ink()) is None


def word(text: str, starts: list[int], wide: int = 10) -> tuple[SeenWord, np.ndarray]:
    strokes = [(x, 20, x + wide, 40) for x in starts]
    box = (starts[0], 20, starts[-1] + wide, 40)
    glyphs = tuple(Glyph(c, box, 0.9) for c in text)
    return SeenWord(text, box, 0.9, glyphs), ink(*strokes)


@pytest.mark.parametrize(
    ("text", "starts", "pieces"),
    [
        ("3av", [10, 32, 44], ["3", "av"]),
        ("3av", [10, 22, 34], ["3av"]),
        ("5015", [10, 32, 44, 56], ["5", "015"]),
        ("5015", [10, 22, 44, 56], ["5015"]),
        ("avsaka", [10, 22, 46, 58, 70, 82], ["av", "saka"]),
        ("møte", [10, 22, 46, 58], ["møte"]),
    ],
)
def test_words_part_only_where_ink_and_sense_do(
    judge: Norwegian, text: str, starts: list[int], pieces: list[str]
) -> None:
    one, bits = word(text, starts)
    line = SeenLine((one,), one.box, 0, height=30)
    (found,) = parted([line], bits, judge)
    assert [piece.text for piece in found.words] == pieces
    assert found.words[-1].box[2] == one.box[2]
