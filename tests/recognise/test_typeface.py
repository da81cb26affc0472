"""Sizes and weights that tell a heading from text."""

from dataclasses import replace

import pytest
from PIL import Image

from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.ink import binary
from saksdoc.recognise.typeface import settings, steadied


def line(text: str, top: float, em: float) -> SeenLine:
    """Letters half an em wide on one line; low letters 0.45 em high, tall ones 0.66."""
    words, x = [], 20.0
    for piece in text.split():
        glyphs = []
        for letter in piece:
            high = em * (0.45 if letter in "acemnorsuvwxz" else 0.66)
            glyphs.append(Glyph(letter, (x, top + em - high, x + em / 2, top + em), 0.9))
            x += em / 2
        box = (glyphs[0].box[0], min(g.box[1] for g in glyphs), x, top + em)
        words.append(SeenWord(piece, box, 0.9, tuple(glyphs)))
        x += em / 3
    return SeenLine(tuple(words), (20, top, x, top + em), 0, height=em * 1.2)


def page(lines: list[SeenLine], strokes: list[int]) -> Image.Image:
    """Every glyph drawn as an upright stroke of its line's width."""
    image = Image.new("1", (1200, 600), 1)
    for each, wide in zip(lines, strokes, strict=True):
        for word in each.words:
            for glyph in word.glyphs:
                x0, top, _, bottom = (round(v) for v in glyph.box)
                image.paste(0, (x0 + 2, top, x0 + 2 + wide, bottom))
    return image


def test_capitals_and_small_letters_of_one_size_are_one_size() -> None:
    lines = [line("budsjettet blir behandlet", 50 * n, 30) for n in range(3)]
    lines.append(line("BEHANDLING FRA", 200, 30))
    found = settings(lines, binary(page(lines, [3] * 4)))
    assert {round(each.size, 1) for each in found} == {round(found[0].size, 1)}


def test_a_larger_heading_is_larger() -> None:
    lines = [line("budsjettet blir behandlet", 60 * n, 30) for n in range(3)]
    lines.append(line("budsjettet blir behandlet", 300, 45))
    found = settings(lines, binary(page(lines, [3, 3, 3, 5])))
    assert found[3].size == pytest.approx(1.5 * found[0].size, rel=0.05)


def test_wide_strokes_are_bold() -> None:
    lines = [line("budsjettet blir behandlet", 60 * n, 30) for n in range(4)]
    found = settings(lines, binary(page(lines, [3, 3, 3, 5])))
    assert [all(each.bold) for each in found] == [False, False, False, True]
    assert not any(found[0].bold)


def test_glyphs_without_extent_do_no_harm() -> None:
    flat = tuple(Glyph(c, (20, 50, 20, 50), 0.1) for c in "nnnnnnbbbbbb")
    odd = SeenLine((SeenWord("nnnnnnbbbbbb", (20, 50, 20, 50), 0.1, flat),), (20, 50, 20, 50), 0)
    assert len(settings([odd], binary(Image.new("1", (100, 100), 1)))) == 1


def test_a_height_that_specks_raised_is_what_the_letters_say() -> None:
    sound = replace(line("budsjettet blir behandlet", 50, 30), height=27.0)
    raised = replace(line("budsjettet blir behandlet", 100, 30), height=60.0)
    short = replace(line("jf.", 150, 30), height=60.0)
    kept, mended, left = steadied([sound, raised, short])
    assert kept.height == 27.0
    assert mended.height == pytest.approx(0.94 * 0.45 / 0.52 * 30, rel=0.05)
    assert left.height == 60.0  # too few letters to tell
