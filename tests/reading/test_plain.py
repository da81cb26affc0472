"""Plain text: its encoding found, every line kept."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.errors import PageError, UnsupportedInput
from saksdoc.model import ScanPage
from saksdoc.reading import open_source
from saksdoc.reading.plain import decoded, pages_of

TEXT = "Møte i Ålvik formannskap – sak 12/98\nÆrlig talt: «Påls hjørne» § 4\n"


def pages(tmp_path: Path, data: bytes, name: str = "a.txt") -> list[ScanPage]:
    path = tmp_path / name
    path.write_bytes(data)
    with open_source(path) as source:
        return [source.page(number) for number in range(1, source.page_count + 1)]


def text_of(page: ScanPage) -> str:
    return "\n".join(line.text for line in page.lines)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    data = TEXT.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    (page,) = pages(tmp_path, data)
    assert page.plain
    assert text_of(page) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_found(tmp_path: Path, encoding: str) -> None:
    text = "Møtet – det siste før jul – ble hevet. «Ja» og “nei”."
    (page,) = pages(tmp_path, text.encode(encoding))
    assert text_of(page) == text


def test_zeros_alone_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedInput, match="not text"):
        pages(tmp_path, bytes(64))


def test_latin_1_is_found(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, "blåbærsyltetøy".encode("latin-1"))
    assert text_of(page) == "blåbærsyltetøy"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_breaks_of_all_systems_are_one(tmp_path: Path, end: str) -> None:
    (page,) = pages(tmp_path, TEXT.replace("\n", end).encode())
    assert text_of(page) == TEXT


def test_letters_are_composed(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, unicodedata.normalize("NFD", "Åsgård på høyden").encode())
    assert text_of(page) == "Åsgård på høyden"


def test_every_line_comes_back_as_it_stood(tmp_path: Path) -> None:
    text = "  innrykk\n\n\tTab  to  ord \n   \nslutt"
    (page,) = pages(tmp_path, text.encode())
    assert text_of(page) == text
    assert [len(line.words) for line in page.lines] == [1, 0, 1, 1, 1]
    assert [line.block for line in page.lines] == [0, 0, 1, 1, 2]


def test_a_form_feed_ends_a_page(tmp_path: Path) -> None:
    assert [text_of(p) for p in pages(tmp_path, b"en\n\fto\n\f")] == ["en\n", "to\n"]


@given(st.text(st.characters(exclude_characters="\f"), max_size=40), st.integers(1, 4))
def test_no_text_is_lost_between_pages(text: str, count: int) -> None:
    parts = [f"{text}{number}" for number in range(count)]
    assert pages_of("\f".join(parts)) == parts


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_any_utf_8_is_read_as_such(text: str) -> None:
    assert decoded(text.encode())[0] == text.removeprefix("\ufeff")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "notat"])
def test_what_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedInput, match="not text"):
        pages(tmp_path, bytes(range(256)) * 20, name)


def test_a_text_that_only_mentions_a_pdf_header_is_text(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, b"En fil begynner med %PDF-1.4\n")
    assert page.plain


def test_a_text_has_no_image(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hei")
    with open_source(path) as source, pytest.raises(PageError, match="no image"):
        source.image(1)
