"""A document's folder appears whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from saksdoc.errors import OutputError
from saksdoc.writing import WriteOptions, abandoned, folder, write
from writing.papers import case_paper

PLAIN = WriteOptions(pdf=False)


def test_a_folder_holds_record_texts_and_changes(tmp_path):
    made = write(case_paper(), tmp_path / "a" / "b" / "sak.pdf", PLAIN)
    assert made == tmp_path / "a" / "b" / "sak.pdf"
    assert sorted(p.name for p in made.iterdir()) == [
        "changes.jsonl", "record.json", "text.md", "text.txt",
    ]  # fmt: skip
    assert (made / "text.txt").read_bytes() == case_paper().text.encode()
    assert os.listdir(made.parent) == ["sak.pdf"]


@pytest.mark.parametrize("name", ["a" * 251 + ".pdf", "ø" * 120 + ".pdf"])
def test_a_name_as_long_as_the_disk_allows_is_no_hindrance(tmp_path, name):
    for _ in range(2):
        write(case_paper(), tmp_path / name, PLAIN)
    assert os.listdir(tmp_path) == [name]


def test_what_a_killed_writer_left_under_a_long_name_is_found(tmp_path):
    name = "ø" * 120 + ".pdf"
    with folder.whole_folder(tmp_path / name) as draft:
        left = draft.rename(draft.with_suffix(".old"))
        assert abandoned(tmp_path, name) == abandoned(tmp_path) == (left,)
        left.rename(draft)
    assert abandoned(tmp_path, name) == ()


def test_a_folder_that_is_there_is_replaced_whole(tmp_path):
    old = tmp_path / "sak"
    old.mkdir()
    (old / "stale.txt").write_text("gammelt")
    write(case_paper(), old, PLAIN)
    assert not (old / "stale.txt").exists()
    assert (old / "record.json").exists()
    assert os.listdir(tmp_path) == ["sak"]


def test_it_is_replaced_whole_where_the_system_cannot_exchange(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_exchange", lambda first, second: False)
    test_a_folder_that_is_there_is_replaced_whole(tmp_path)


def test_a_failure_leaves_the_old_folder_as_it_was(tmp_path):
    old = write(case_paper(), tmp_path / "sak", PLAIN)
    before = (old / "record.json").read_bytes()
    with pytest.raises(RuntimeError), folder.whole_folder(old) as draft:
        _fail_halfway(draft)
    assert (old / "record.json").read_bytes() == before
    assert os.listdir(tmp_path) == ["sak"]


def _fail_halfway(draft):
    (draft / "record.json").write_text("halvt")
    raise RuntimeError


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (errno.ENOSPC, "no space is left on the disk; make room and run again"),
        (errno.EACCES, "no permission to write here; choose another folder"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_a_disk_that_refuses_gives_one_clear_line(tmp_path, code, message):
    refused = OSError(code, os.strerror(code))
    with (
        pytest.raises(OutputError, match=message) as caught,
        folder.whole_folder(tmp_path / "sak"),
    ):
        raise refused
    assert str(tmp_path / "sak") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_a_file_in_the_way_gives_one_clear_line(tmp_path):
    (tmp_path / "ut").write_text("")
    with pytest.raises(OutputError, match="a file stands where a folder must be"):
        write(case_paper(), tmp_path / "ut" / "sak", PLAIN)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_leaves_nothing_behind(tmp_path):
    with (
        pytest.raises(OutputError, match="no space is left"),
        folder.whole_folder(tmp_path / "sak"),
        open("/dev/full", "w") as stream,
    ):
        print("x", file=stream, flush=True)
    assert os.listdir(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from saksdoc.writing.folder import whole_folder
with whole_folder(Path(sys.argv[1])) as draft:
    (draft / "record.json").write_text("halvt")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_left_is_found_and_cleared(tmp_path):
    place = tmp_path / "under" / "sak.pdf"
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), place], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not place.exists()
    assert len(abandoned(tmp_path)) == 1
    assert abandoned(tmp_path) == abandoned(place.parent, "sak.pdf")
    assert abandoned(place.parent, "sak") == ()
    write(case_paper(), place, PLAIN)
    assert os.listdir(place.parent) == ["sak.pdf"]


def test_a_draft_of_a_living_writer_is_let_be(tmp_path):
    living = tmp_path / f".sak.{os.getppid()}.new"
    living.mkdir()
    write(case_paper(), tmp_path / "sak", PLAIN)
    assert living.is_dir()


def test_names_that_only_look_like_drafts_are_let_be(tmp_path):
    for name in (".sak.new", ".sak.12x.new", "sak.12.new", ".git"):
        (tmp_path / name).mkdir()
    assert abandoned(tmp_path) == ()


def test_equal_input_gives_equal_bytes(tmp_path):
    first = write(case_paper(), tmp_path / "en", PLAIN)
    second = write(case_paper(), tmp_path / "to", PLAIN)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
