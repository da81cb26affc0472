"""Reading order by geometry."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from saksdoc.model import Box, Line, LineRole, Word
from saksdoc.recognise.order import in_order


def line(text: str, x: float, y: float, size: float = 11.0, block: int = 0) -> Line:
    """Words set from x along y, half a size a letter."""
    words = []
    for piece in text.split():
        wide = len(piece) * size * 0.5
        words.append(Word(piece, Box(x, y, x + wide, y + size), size))
        x += wide + size * 0.3
    return Line(tuple(words), block)


PROSE = "Rådmannen foreslår at saken sendes på høring"


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [each.text for each in lines]


def test_one_column_runs_down_the_page() -> None:
    lines = [line(f"{PROSE} {n}", 70, 100 + 14 * n) for n in range(5)]
    assert texts(in_order(lines[::-1])) == texts(tuple(lines))


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(f"{PROSE} v{n}", 50, 100 + 14 * n, 10) for n in range(6)]
    right = [line(f"{PROSE} h{n}", 320, 104 + 14 * n, 10) for n in range(6)]
    head = line("Møteprotokoll for formannskapet i Nordvik kommune holdt på rådhuset i går", 50, 60)
    mixed = [head, *(piece for pair in zip(left, right, strict=True) for piece in pair)]
    assert texts(in_order(mixed)) == texts((head, *left, *right))


def test_lines_joined_across_two_columns_are_cut() -> None:
    joined = []
    for n in range(6):
        left, right = (
            line(f"{PROSE} v{n}", 50, 100 + 14 * n, 10),
            line(PROSE, 320, 100 + 14 * n, 10),
        )
        joined.append(Line(left.words + right.words))
    found = texts(in_order(joined))
    assert found[:6] == [f"{PROSE} v{n}" for n in range(6)]
    assert found[6:] == [PROSE] * 6


def test_table_cells_stay_in_their_row() -> None:
    rows = [("0041/03", "Formannskapet", "01.09.2003"), ("0042/03", "Kommunestyret", "15.09.2003"),
            ("0043/03", "Driftsutvalget", "22.09.2003")]  # fmt: skip
    cells = [
        line(row[c], 60 + 160 * c, 100 + 15 * r) for c in range(3) for r, row in enumerate(rows)
    ]
    found = in_order(cells)
    assert texts(found) == [" ".join(row) for row in rows]
    assert {each.role for each in found} == {LineRole.TABLE}
    assert len({each.block for each in found}) == 1


def test_notes_in_the_margin_follow_the_text_they_stand_beside() -> None:
    text = [line(f"{PROSE} i kommunen {n}", 180, 100 + 14 * n) for n in range(8)]
    notes = [line("Se sak", 60, 130, 7.5), line("12/04", 60, 140, 7.5)]
    found = in_order([*notes, *text])
    assert texts(found) == texts((*text, *notes))
    assert [each.role for each in found[-2:]] == [LineRole.MARGIN] * 2


def test_label_and_value_stay_on_one_line() -> None:
    found = in_order([line("Saksbehandler:", 60, 100), line("Kari Nesheim", 220, 100.5)])
    assert texts(found) == ["Saksbehandler: Kari Nesheim"]


def test_a_bullet_stays_with_its_item_however_wide_the_gap() -> None:
    marks = [line(mark, 60, 100 + 15 * n) for n, mark in enumerate("•–•")]
    items = [line("støtte til laget", 110, 100 + 15 * n) for n in range(3)]
    joined = [Line(a.words + b.words) for a, b in zip(marks, items, strict=True)]
    found = in_order(joined)
    assert texts(found)[0] == "• støtte til laget"
    assert {each.role for each in found} == {LineRole.BODY}


def test_a_tilted_row_stays_a_row() -> None:
    cells = [line(f"celle{c}", 60 + 180 * c, 100 + 180 * c * 0.0175) for c in range(3)]
    below = [line(f"under{c}", 60 + 180 * c, 114 + 180 * c * 0.0175) for c in range(3)]
    assert texts(in_order([*cells, *below], tilt=1.0)) == [
        "celle0 celle1 celle2", "under0 under1 under2",
    ]  # fmt: skip


def test_white_space_parts_blocks() -> None:
    found = in_order([line(PROSE, 70, y) for y in (100, 114, 128, 170, 184)])
    assert [each.block for each in found] == [0, 0, 0, 1, 1]


def test_words_without_boxes_are_kept() -> None:
    loose = Line((Word("uten"), Word("ramme")))
    assert texts(in_order([loose, line(PROSE, 70, 100)])) == [PROSE, "uten ramme"]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 800), st.sampled_from([7.0, 11.0, 18.0]),
                  st.sampled_from([PROSE, "Sak 3", "vedtak", "1 2 3"])),
        max_size=25,
    )
)  # fmt: skip
def test_no_word_is_lost_or_doubled(places: list[tuple[float, float, float, str]]) -> None:
    lines = [line(text, x, y, size) for x, y, size, text in places]
    before = Counter(word for each in lines for word in each.words)
    assert Counter(word for each in in_order(lines) for word in each.words) == before
