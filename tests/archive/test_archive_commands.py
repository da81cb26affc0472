"""`index`, `search` and `names` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from archive.shelves import Shelf
from saksdoc.cli import cli


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_index_tells_in_norwegian_and_names_what_cannot_be_read(county: Shelf) -> None:
    broken = county.folder / "odelagt.pdf"
    broken.mkdir()
    (broken / "record.json").write_text("[]", encoding="utf-8")
    result = run("index", county.folder, "--db", county.db)
    assert result.exit_code == 1
    assert "Arkivet har 2 dokumenter" in result.stdout
    assert "odelagt.pdf" in result.stderr


def test_search_gives_the_promised_keys(county: Shelf) -> None:
    result = run("search", "prisen", "--db", county.db, "--json")
    (hit,) = json.loads(result.stdout)
    promised = {"path", "title", "case", "section", "page", "start", "end", "score", "snippet"}
    assert promised <= hit.keys()
    assert hit["path"] == "fjellvik/mai.pdf"
    assert "<mark>prisen</mark>" in hit["snippet"]


def test_search_shows_title_place_and_words(county: Shelf) -> None:
    result = run("search", "ny", "bru", "--db", county.db, "--section", "proposal")
    assert result.exit_code == 0
    assert result.stdout.startswith("1. SAK 12/05\n"), "a packet is told by its case"
    assert "fjellvik/mai.pdf · sak 12/05 · Forslag til vedtak · side 2" in result.stdout
    assert "<mark>" not in result.stdout


def test_no_hit_is_no_error_and_brings_advice(county: Shelf) -> None:
    result = run("search", "partnerskapsmgte", "--db", county.db, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
    assert "Mente du" in result.stderr
    result = run("search", "bru", "--person", "Kåre Næss Moe", "--db", county.db)
    assert "Mente du «Kåre Ness»?" in result.stderr


def test_names_gives_the_promised_keys(county: Shelf) -> None:
    entries = json.loads(run("names", "--db", county.db, "--kind", "person", "--json").stdout)
    promised = {"id", "kind", "name", "aliases", "roles", "documents", "mentions"}
    assert all(promised <= entry.keys() for entry in entries)
    assert {entry["name"] for entry in entries} == {
        "Kåre Ness",
        "Oddrun Tveitane",
        "Randi-Luise Mogård",
    }


def test_rulings_are_made_explained_and_undone(county: Shelf) -> None:
    def people() -> set[str]:
        entries = json.loads(run("names", "--db", county.db, "--kind", "person", "--json").stdout)
        return {entry["name"] for entry in entries}

    before = people()
    merged = run("names", "merge", "Kåre Ness", "Oddrun Tveitane", "--db", county.db)
    assert merged.exit_code == 0, merged.output
    assert people() == before - {"Oddrun Tveitane"}
    assert "slått sammen for hånd" in run("names", "why", "Kåre Ness", "--db", county.db).stdout
    run("names", "--db", county.db, "split", "Kåre Ness", "--alias", "Oddrun Tveitane")
    assert people() == before


def test_wrong_use_ends_in_one_line(county: Shelf) -> None:
    for words in (
        ("search", "", "--db", county.db),
        ("search", "bru", "--from", "i fjor", "--db", county.db),
        ("names", "why", "Ukjent Person", "--db", county.db),
        ("search", "bru", "--db", county.db.with_name("ingen.db")),
    ):
        result = run(*words)
        assert result.exit_code != 0
