"""Heads and feet that no page shows alone are read from all; no page gets what is not its own."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.language import Norwegian
from saksdoc.model import Box, Line, Origin, ReadPage, Verdict, Word
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import Ink, binary
from saksdoc.recognise.laying import groups
from saksdoc.recognise.prepare import Prepared
from saksdoc.recognise.running import together
from saksdoc.recognise.strips import Packed, Seen, Strip, strip_of

DPI, WIDTH, HEIGHT = 150, 1240, 1754
FOOT = "Årsmelding for Nordvik"
SCALE = DPI / 72


def dots(bits: np.ndarray, share: float, seed: int) -> np.ndarray:
    """So much of the ink as is left where grey letters were scanned in black and white."""
    return bits & (np.random.default_rng(seed).random(bits.shape) < share)


def foot(text: str, down: int = 0, across: int = 0) -> np.ndarray:
    """A page's ink with one line at its foot."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    font = ImageFont.truetype("DejaVuSans.ttf", 24)
    ImageDraw.Draw(page).text((150 + across, 1640 + down), text, font=font, fill=0)
    return ~(np.asarray(page) > 128)


def strip(number: int, ink: np.ndarray, judge: Norwegian) -> Strip:
    image = Image.fromarray(~ink)
    frame = Frame.scaled(SCALE, SCALE)
    prepared = Prepared(image, frame, DPI, Ink(blank=False))
    found = strip_of(number, Seen(prepared, binary(image), ()), judge, top=False)
    assert found is not None
    return found


def empty(number: int) -> ReadPage:
    return ReadPage(number, WIDTH / SCALE, HEIGHT / SCALE, Origin.OCR, Verdict.READ)


class Reader:
    """Says what it is told stands at the foot, where it is shown any ink; boxes by the ink."""

    def __init__(self, text: str) -> None:
        self.text, self.asked = text, 0

    def __call__(self, image: Image.Image, dpi: float) -> list[SeenWord]:
        self.asked += 1
        columns = np.nonzero((np.asarray(image.convert("L")) < 200).any(axis=0))[0]
        rows = np.nonzero((np.asarray(image.convert("L")) < 200).any(axis=1))[0]
        gaps = np.nonzero(np.diff(columns) > dpi / 25)[0]
        starts = [columns[0], *columns[gaps + 1]]
        ends = [*columns[gaps] + 1, columns[-1] + 1]
        words = self.text.split()
        if len(words) != len(starts):
            return []
        return [
            SeenWord(word, (float(x0), float(rows[0]), float(x1), float(rows[-1] + 1)), 0.9)
            for word, x0, x1 in zip(words, starts, ends, strict=True)
        ]


def texts(pages: tuple[ReadPage, ...]) -> list[str]:
    return [" ".join(line.text for line in page.lines) for page in pages]


def test_ink_comes_out_of_its_packet_as_it_went_in() -> None:
    bits = np.random.default_rng(1).random((37, 61)) < 0.2
    assert (Packed.of(bits).bits() == bits).all()


def test_a_page_with_nothing_unread_keeps_no_strip(judge: Norwegian) -> None:
    image = Image.new("1", (WIDTH, HEIGHT), 1)
    prepared = Prepared(image, Frame.scaled(SCALE, SCALE), DPI, Ink(blank=False))
    assert strip_of(1, Seen(prepared, binary(image), ()), judge, top=True) is None


def test_what_was_read_well_is_not_unread(judge: Norwegian) -> None:
    ink = foot("møte")
    image = Image.fromarray(~ink)
    prepared = Prepared(image, Frame.scaled(SCALE, SCALE), DPI, Ink(blank=False))
    word = SeenWord("møte", (140.0, 1630.0, 260.0, 1680.0), 0.95)
    lines = (SeenLine((word,), word.box, 0),)
    assert strip_of(1, Seen(prepared, binary(image), lines), judge, top=False) is None
    guess = SeenWord("møte", word.box, 0.3)
    lines = (SeenLine((guess,), guess.box, 0),)
    assert strip_of(1, Seen(prepared, binary(image), lines), judge, top=False) is not None


def test_dots_of_one_foot_are_laid_over_each_other(judge: Norwegian) -> None:
    moves = {1: (0, 0), 2: (7, -9), 3: (-5, 12)}
    strips = [
        strip(number, dots(foot(FOOT, *move), 0.25, number), judge)
        for number, move in moves.items()
    ]
    (group,) = groups(strips)
    first = moves[group[0].strip.page]
    for laid in group:
        own = moves[laid.strip.page]
        assert abs(laid.down - (first[0] - own[0])) <= 1
        assert abs(laid.across - (first[1] - own[1])) <= 1


def test_other_feet_make_other_groups(judge: Norwegian) -> None:
    texts = {1: FOOT, 2: "Kystplan", 3: FOOT, 4: "Kystplan"}
    strips = [
        strip(n, dots(foot(text, across=0 if n % 2 else 500), 0.3, n), judge)
        for n, text in texts.items()
    ]
    found = sorted(sorted(laid.strip.page for laid in group) for group in groups(strips))
    assert found == [[1, 3], [2, 4]]


def test_a_foot_that_no_page_shows_alone_is_put_on_each(judge: Norwegian) -> None:
    strips = [strip(n, dots(foot(FOOT), 0.3, n), judge) for n in (1, 2, 3, 4)]
    pages = together([empty(n) for n in (1, 2, 3, 4)], strips, Reader(FOOT), judge)
    assert texts(pages) == [FOOT] * 4
    box = pages[2].lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(150 / SCALE, abs=3)
    assert box.top == pytest.approx(1645 / SCALE, abs=4)


def test_a_page_without_the_foot_gets_none_of_it(judge: Norwegian) -> None:
    strips = [strip(n, dots(foot(FOOT), 0.5, n), judge) for n in (1, 2, 3)]
    strips.append(strip(4, dots(foot("Kystplan for alle fjordene"), 0.5, 4), judge))
    pages = together([empty(n) for n in (1, 2, 3, 4)], strips, Reader(FOOT), judge)
    assert texts(pages) == [FOOT] * 3 + [""]


def test_a_page_number_is_not_carried_to_another_page(judge: Norwegian) -> None:
    numbers = {1: "12", 2: "12", 3: "10", 4: "15"}
    strips = [strip(n, dots(foot(f"{FOOT} {m}"), 0.6, n), judge) for n, m in numbers.items()]
    pages = together([empty(n) for n in numbers], strips, Reader(f"{FOOT} 12"), judge)
    assert texts(pages) == [FOOT] * 4


def test_a_number_that_all_pages_have_is_read(judge: Norwegian) -> None:
    strips = [strip(n, dots(foot(f"{FOOT} 2013"), 0.6, n), judge) for n in (1, 2, 3, 4)]
    pages = together([empty(n) for n in range(1, 5)], strips, Reader(f"{FOOT} 2013"), judge)
    assert texts(pages) == [f"{FOOT} 2013"] * 4


def test_words_that_are_sure_stay(judge: Norwegian) -> None:
    strips = [strip(n, dots(foot(FOOT), 0.5, n), judge) for n in (1, 2, 3)]
    box = together([empty(n) for n in (1, 2, 3)], strips, Reader(FOOT), judge)[0].lines[0].box
    assert box is not None
    sure = Line((Word("Møteplan", Box(box.x0, box.top, box.x1, box.bottom), confidence=0.97),))
    one = ReadPage(1, WIDTH / SCALE, HEIGHT / SCALE, Origin.OCR, Verdict.READ, lines=(sure,))
    found = together([one, empty(2), empty(3)], strips, Reader(FOOT), judge)
    assert texts(found) == ["Møteplan", FOOT, FOOT]
