"""Every input that cannot be read ends in one clear line: what, where, what to do."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from reading.made_pdfs import Made, pdf_bytes, save, scan, words
from saksdoc.errors import InputError, PasswordNeeded, SaksdocError, UnsupportedInput
from saksdoc.reading import ReadingOptions, open_source


def line(error: SaksdocError) -> str:
    text = str(error)
    assert "\n" not in text
    return text


def refused(path: Path, kind: type[SaksdocError] = InputError, **options: str) -> str:
    with pytest.raises(kind) as caught:
        open_source(path, ReadingOptions(**options)).close()
    assert caught.value.advice
    text = line(caught.value)
    assert path.name in text
    return text


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "a.pdf")


def test_an_image_by_name_only(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"no image at all")
    text = refused(path, UnsupportedInput)
    assert "not the image that its name says" in text
    assert "does not read" not in text


def test_a_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "a.pdf"
    link.symlink_to(tmp_path / "gone.pdf")
    assert "link" in refused(link)


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "a.pdf"
    link.symlink_to(link)
    assert "leads back to itself" in refused(link)


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.pdf"
    folder.mkdir()
    assert "folder" in refused(folder)


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert "not a regular file" in refused(tmp_path / "a.pdf")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", Made())
    path.chmod(0)
    assert "no permission" in refused(path)


def test_no_permission_is_named_also_to_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "a.pdf", Made())

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert "no permission" in refused(path)


@pytest.mark.parametrize("suffix", ["pdf", "txt", "png"])
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.touch()
    assert "empty" in refused(path)


def test_not_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"Dette er ingen PDF.\n" * 10)
    assert "not a PDF" in refused(path)


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes())
    assert "no page" in refused(path)


def test_a_pdf_cut_short_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(Made())[:40])
    assert "not a PDF that can be opened" in refused(path)


def test_a_pdf_that_lost_its_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = pdf_bytes(Made(words((72, 700, "reddet"))))
    path.write_bytes(data[: data.rindex(b"xref")])
    with open_source(path) as source:
        assert source.page(1).lines[0].text == "reddet"


@pytest.mark.parametrize(
    ("name", "head", "advice"),
    [
        ("a.docx", b"PK\x03\x04rest", "save it as PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as PDF"),
        ("a.pdf", b"PK\x03\x04rest", "save it as PDF"),
        ("a.gif", b"GIF89a", "convert it to PNG"),
        ("a.xyz", b"noe annet", "saksdoc reads PDF"),
    ],
)
def test_other_kinds_are_refused_with_advice(
    tmp_path: Path, name: str, head: bytes, advice: str
) -> None:
    path = tmp_path / name
    path.write_bytes(head + b"\0" * 100)
    assert advice in refused(path, UnsupportedInput)


@pytest.mark.parametrize("name", ["a.txt.pdf", "uten endelse", "a.dat"])
def test_a_pdf_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    with open_source(save(tmp_path / name, Made(words((72, 700, "hei"))))) as source:
        assert source.info.media_type == "application/pdf"


def test_an_image_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    scan().save(path, "PNG")
    with open_source(path) as source:
        assert source.info.media_type == "image/png"


@pytest.fixture
def encrypted(tmp_path: Path) -> Callable[..., Path]:
    def make(user: str, owner: str = "eier", strength: int = 6) -> Path:
        plain = save(tmp_path / "plain.pdf", Made(words((72, 700, "hemmelig"))))
        path = tmp_path / "a.pdf"
        with pikepdf.open(plain) as pdf:
            pdf.save(path, encryption=pikepdf.Encryption(user=user, owner=owner, R=strength))
        return path

    return make


@pytest.mark.parametrize("strength", [4, 6])
def test_an_empty_password_opens_by_itself(encrypted: Callable[..., Path], strength: int) -> None:
    with open_source(encrypted("", strength=strength)) as source:
        assert source.page(1).lines[0].text == "hemmelig"


def test_an_empty_password_of_the_owner_opens_too(encrypted: Callable[..., Path]) -> None:
    with open_source(encrypted("skjært", owner="")) as source:
        assert source.page(1).lines[0].text == "hemmelig"


@pytest.mark.parametrize("strength", [4, 6])
@pytest.mark.parametrize("password", ["skjært", "eier"])
def test_the_password_opens(encrypted: Callable[..., Path], password: str, strength: int) -> None:
    with open_source(encrypted("skjært", strength=strength), ReadingOptions(password)) as source:
        assert source.page(1).lines[0].text == "hemmelig"


def test_an_unknown_password_is_asked_for(encrypted: Callable[..., Path]) -> None:
    text = refused(encrypted("skjært"), PasswordNeeded)
    assert "encrypted" in text
    assert "--password" in text


def test_a_wrong_password_is_named_as_such(encrypted: Callable[..., Path]) -> None:
    assert "does not open it" in refused(encrypted("skjært"), PasswordNeeded, password="feil")


def test_a_password_that_is_not_needed_does_no_harm(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", Made(words((72, 700, "åpen"))))
    with open_source(path, ReadingOptions("unødig")) as source:
        assert source.page(1).lines[0].text == "åpen"


def test_the_file_is_named_by_its_digest_and_left_alone(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", Made(words((72, 700, "hei"))))
    path.chmod(stat.S_IRUSR)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with open_source(path) as source:
        assert source.info.sha256 == hashlib.sha256(before[0]).hexdigest()
        assert (source.info.path, source.info.pages) == (str(path), 1)
        source.page(1)
        source.image(1)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_name_that_is_not_utf_8_opens(tmp_path: Path) -> None:
    data = pdf_bytes(Made(words((72, 700, "gammelt"))))
    path = os.fsdecode(os.fsencode(tmp_path) + "/møte.pdf".encode("latin-1"))
    Path(path).write_bytes(data)
    with open_source(Path(path)) as source:
        assert source.page(1).lines[0].text == "gammelt"


@pytest.mark.parametrize("number", [0, -1, 2])
def test_a_page_that_is_not_there(tmp_path: Path, number: int) -> None:
    with open_source(save(tmp_path / "a.pdf", Made())) as source:
        with pytest.raises(IndexError):
            source.page(number)
        with pytest.raises(IndexError):
            source.image(number)


@pytest.mark.parametrize("kid", [b"42", b"null", b"/Side", b"1 0 R"])
def test_one_broken_page_costs_that_page_only(tmp_path: Path, kid: bytes) -> None:
    data = pdf_bytes(*(Made(words((72, 700, text))) for text in ("en", "to", "tre")))
    kids = re.search(rb"/Kids \[\d+ 0 R (\d+ 0 R)", data)
    assert kids is not None
    path = tmp_path / "a.pdf"
    path.write_bytes(data[: kids.start(1)] + kid.ljust(6) + data[kids.end(1) :])
    with open_source(path) as source:
        pages = [source.page(number) for number in range(1, source.page_count + 1)]
    assert [[line.text for line in page.lines] for page in pages] == [["en"], [], ["tre"]]
    assert [page.error is None for page in pages] == [True, False, True]
