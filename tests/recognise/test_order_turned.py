"""The reading order of a page that lies on its side or on its head is that of the page held up."""

from __future__ import annotations

import pytest

from saksdoc.model import Box, Line, Word
from saksdoc.recognise.order import in_order, in_order_turned

WIDTH, HEIGHT = 595.0, 842.0
TEXT = ("Møtet skal holdes i salen", "vedtaket må gjøres", "før sommeren er omme")


def upright() -> list[Line]:
    lines = []
    for row, text in enumerate(TEXT):
        x, words = 72.0, []
        for token in text.split():
            box = Box(x, 100.0 + 14 * row, x + 6 * len(token), 110.0 + 14 * row)
            words.append(Word(token, box, 10.0))
            x = box.x1 + 4
        lines.append(Line(tuple(words)))
    return lines


def lying(box: Box, turn: int) -> Box:
    """Where a box lies on a page that must be turned by ``turn`` clockwise to stand upright."""
    match turn:
        case 90:
            return Box(box.top, WIDTH - box.x1, box.bottom, WIDTH - box.x0)
        case 180:
            return Box(WIDTH - box.x1, HEIGHT - box.bottom, WIDTH - box.x0, HEIGHT - box.top)
        case _:
            return Box(HEIGHT - box.bottom, box.x0, HEIGHT - box.top, box.x1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_if_held_up(turn: int) -> None:
    page = [
        Line(tuple(Word(w.text, lying(w.box, turn), w.size) for w in line.words if w.box))
        for line in upright()
    ]
    ordered = in_order_turned(list(reversed(page)), turn)
    assert [line.text for line in ordered] == list(TEXT)
    assert {word for line in ordered for word in line.words} == {
        word for line in page for word in line.words
    }


def test_a_page_that_is_not_turned_is_left_to_the_common_way() -> None:
    assert in_order_turned(upright(), 0) == in_order(upright())
