from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from archive.shelves import Paper, Shelf
from saksdoc.archive import entities, index, names, search
from saksdoc.errors import ArchiveError, UsageError


def paths(shelf: Shelf, query: str) -> list[str]:
    return [hit.path for hit in search(shelf.db, query)]


def vocabulary(db: Path) -> list[tuple[str, int, int]]:
    """Every indexed word with its counts."""
    with sqlite3.connect(db) as connection:
        return connection.execute("SELECT term, doc, cnt FROM vocabulary").fetchall()


def test_another_version_of_the_tables_is_laid_anew(county: Shelf) -> None:
    with sqlite3.connect(county.db) as connection:
        connection.execute("UPDATE facts SET value = 'older' WHERE name = 'analysis'")
    assert county.index().added == 2
    assert paths(county, "klær") == ["brev.txt"]


def test_a_second_run_reads_nothing_anew(county: Shelf) -> None:
    report = county.index()
    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 0, 2, 0)


def test_changed_and_vanished_documents_follow(county: Shelf) -> None:
    county.put("brev.txt", Paper("Ganske andre ord om havna."))
    shutil.rmtree(county.folder / "fjellvik")
    report = county.index()
    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 1, 0, 1)
    assert paths(county, "havn") == ["brev.txt"]
    assert paths(county, "klær") == []
    assert paths(county, "bru") == []
    assert names(county.db) == ()


def test_an_archive_kept_up_to_date_equals_one_made_at_once(county: Shelf) -> None:
    county.put("ny.txt", Paper("Kåre Ness skrev om ferga.", people={"Kåre Ness": []}))
    county.put("brev.txt", Paper("Ganske andre ord om ei bru."))
    county.index()
    fresh = Shelf.__new__(Shelf)
    fresh.folder, fresh.db = county.folder, county.db.with_name("fersk.db")
    fresh.index()
    assert names(county.db) == names(fresh.db)
    for query in ("bru", "ferge", "møte", "bakgrunn"):
        assert search(county.db, query) == search(fresh.db, query)
    assert vocabulary(county.db) == vocabulary(fresh.db)


def test_a_broken_record_is_named_and_costs_nobody_else(county: Shelf) -> None:
    broken = county.folder / "odelagt.pdf"
    broken.mkdir()
    (broken / "record.json").write_text("{", encoding="utf-8")
    report = county.index()
    assert [(t.path, t.reason) for t in report.troubles] == [
        ("odelagt.pdf", "the record is not JSON")
    ]
    assert report.documents == 2
    assert paths(county, "bru")


def test_a_run_that_dies_leaves_the_archive_as_it_was(
    county: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> int:
        raise KeyboardInterrupt

    county.put("brev.txt", Paper("Ganske andre ord."))
    monkeypatch.setattr(entities, "bring_together", die)
    with pytest.raises(KeyboardInterrupt):
        county.index()
    assert paths(county, "klær") == ["brev.txt"]


def test_another_file_is_never_overwritten(shelf: Shelf) -> None:
    with sqlite3.connect(shelf.db) as connection:
        connection.execute("CREATE TABLE precious(value)")
    with pytest.raises(ArchiveError, match="no archive of saksdoc"):
        shelf.index()
    with sqlite3.connect(shelf.db) as connection:
        assert connection.execute("SELECT count(*) FROM precious").fetchone() == (0,)


def test_hidden_half_written_folders_are_passed_over(county: Shelf) -> None:
    shutil.copytree(county.folder / "brev.txt", county.folder / ".brev.txt.99.new")
    assert county.index().documents == 2


def test_the_folder_must_be_one(shelf: Shelf) -> None:
    shelf.folder.rmdir()
    with pytest.raises(UsageError, match="no folder"):
        shelf.index()


def test_an_empty_folder_makes_an_empty_archive(shelf: Shelf) -> None:
    assert shelf.index().documents == 0
    assert search(shelf.db, "bru") == ()


def test_a_wrong_folder_does_not_empty_the_archive(county: Shelf, tmp_path: Path) -> None:
    other = tmp_path / "tom"
    other.mkdir()
    with pytest.raises(UsageError, match="would be emptied"):
        index(other, county.db)
    assert paths(county, "bru")
