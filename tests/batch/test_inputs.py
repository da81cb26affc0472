"""The inputs of a call are all its documents, each with a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from saksdoc.batch.inputs import discover
from saksdoc.errors import UsageError


def _touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_a_folder_is_searched_recursively_and_names_keep_the_path_below_it(tmp_path: Path) -> None:
    for name in ("b.pdf", "1999/mars/a.TIF", "1999/notat.txt", "c.jpeg", "d.png"):
        _touch(tmp_path / name)
    found = discover([tmp_path])
    names = [item.name for item in found.inputs]
    assert names == ["1999/mars/a.TIF", "1999/notat.txt", "b.pdf", "c.jpeg", "d.png"]


def test_other_files_and_hidden_ones_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in ("a.pdf", "index.tsv", ".hidden.pdf", ".git/b.pdf"):
        _touch(tmp_path / name)
    found = discover([tmp_path])
    assert [item.name for item in found.inputs] == ["a.pdf"]
    assert found.passed_over == 2


def test_a_file_named_by_itself_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    path = _touch(tmp_path / "sak.bak")
    assert [item.name for item in discover([path]).inputs] == ["sak.bak"]


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    _touch(tmp_path / "a.txt")
    _touch(tmp_path / "ut/a.txt/text.txt")
    found = discover([tmp_path], out=tmp_path / "ut")
    assert [item.name for item in found.inputs] == ["a.txt"]


def test_two_inputs_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    first, second = _touch(tmp_path / "x/a.pdf"), _touch(tmp_path / "y/a.pdf")
    found = discover([first, second])
    assert len(found.inputs) == 2
    kept, clash = sorted(found.inputs, key=lambda item: item.problem is not None)
    assert (kept.path, kept.name, kept.problem) == (first, "a.pdf", None)
    assert (clash.path, clash.name) == (second, str(second))
    assert str(first) in str(clash.problem)


def test_names_that_are_no_utf8_are_read_as_old_archives_wrote_them(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/m\xf8ter"
    os.mkdir(folder)
    for name in (b"s\xe6rutskrift \x96 1.txt", "årsmøte.txt".encode()):
        with open(folder + b"/" + name, "wb") as stream:
            stream.write(b"x")
    names = [item.name for item in discover([tmp_path]).inputs]
    assert names == ["møter/særutskrift – 1.txt", "møter/årsmøte.txt"]


def test_results_never_take_the_place_of_the_originals(tmp_path: Path) -> None:
    path = _touch(tmp_path / "a.pdf")
    for given in (tmp_path, path):
        with pytest.raises(UsageError, match="originals"):
            discover([given], out=tmp_path)


def test_the_same_file_named_twice_is_one_input(tmp_path: Path) -> None:
    path = _touch(tmp_path / "a.pdf")
    assert len(discover([path, path, tmp_path]).inputs) == 1


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    _touch(tmp_path / "a.pdf")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.pdf").symlink_to(tmp_path / "self.pdf")
    found = discover([tmp_path])
    assert [item.name for item in found.inputs] == ["a.pdf", "self.pdf"]
    assert found.passed_over == 1, "a link to a folder is left alone, and counted"


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        discover([tmp_path / "nowhere"])
