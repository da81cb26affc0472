"""Content streams are taken apart without losing a byte's place."""

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.writing.operators import UnreadableContent, operators


def names(data):
    return [operator.name for operator in operators(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"q 1 0 0 1 0 0 cm /Im0 Do Q", [b"q", b"cm", b"Do", b"Q"]),
        (b"BT (a\\) b) Tj (c (d) e) Tj ET", [b"BT", b"Tj", b"Tj", b"ET"]),
        (b"[(a) -120 <0041>] TJ", [b"TJ"]),
        (b"/Span <</ActualText (x) /K [1 2]>> BDC EMC", [b"BDC", b"EMC"]),
        (b"% (Tj\n1 Tr", [b"Tr"]),
        (b"-.5 0 Td 1. 2 Td +3 4-5 Td", [b"Td", b"Td", b"Td"]),
        (b"0 g(a)Tj(b)'", [b"g", b"Tj", b"'"]),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q", [b"BI", b"Q"]),
        (b"BI /W 3 /H 1 ID a EI\x9cb\nEI\nq", [b"BI", b"q"]),
        (b"", []),
    ],
)
def test_operators_are_found(data, expected):
    assert names(data) == expected


@pytest.mark.parametrize("data", [b"(a Tj", b"[1 2", b"]", b"BI /W 1 ID abc", b")"])
def test_broken_content_is_an_error(data):
    with pytest.raises(UnreadableContent):
        names(data)


def test_an_operator_knows_its_operands_and_its_place():
    data = b"q\n12.5 -3 Td\n[(a)] TJ"
    move = list(operators(data))[1]
    assert (move.operands, move.number(1)) == ((b"12.5", b"-3"), -3.0)
    assert data[move.start : move.end] == b"12.5 -3 Td"


PIECES = st.sampled_from(
    [b"q ", b"Q\n", b"(a(b)\\()Tj ", b"[(x)-3.5(y)]TJ\n", b"1 0 0 1 5 6 Tm ", b"3 Tr ",
     b"<0041>Tj ",
     b"/F1 12 Tf ", b"% note\n", b"/P<</MCID 0>>BDC ", b"EMC ", b"0.5 g\r"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_the_operators_are_those_that_a_pdf_library_finds(pieces):
    data = b"".join(pieces)
    with pikepdf.new() as pdf:
        known = pikepdf.parse_content_stream(pdf.make_stream(data))
    assert names(data) == [str(i.operator).encode() for i in known]
