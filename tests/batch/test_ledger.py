"""The ledger survives whatever happens to the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from saksdoc.batch import Entry, Ledger, Outcome
from saksdoc.errors import OutputError


def _entry(name: str, outcome: Outcome = Outcome.OK, seconds: float = 1.0) -> Entry:
    return Entry(name, "0" * 64, outcome, None, seconds, {"saksdoc": "1"}, 2)


def test_what_is_added_is_on_the_disk_at_once(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(_entry("a.pdf"))
        assert Ledger(tmp_path).entries == {"a.pdf": _entry("a.pdf")}


def test_a_torn_last_line_costs_that_line_only(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(_entry("a.pdf"))
        ledger.add(_entry("b.pdf"))
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    with Ledger(tmp_path) as ledger:
        assert set(ledger.entries) == {"a.pdf"}
        ledger.add(_entry("c.pdf"))
    assert set(Ledger(tmp_path).entries) == {"a.pdf", "c.pdf"}


def test_a_line_of_something_else_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text('[1]\n{"path": 1}\nnull\n', "utf-8")
    assert Ledger(tmp_path).entries == {}


def test_settling_leaves_one_line_an_input_in_the_order_asked(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for name in ("old.pdf", "b.pdf", "a.pdf"):
            ledger.add(_entry(name))
        ledger.add(_entry("b.pdf", Outcome.UNCHANGED))
        ledger.settle(["a.pdf", "b.pdf"])
    lines = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text().splitlines()]
    assert [line["path"] for line in lines] == ["a.pdf", "b.pdf", "old.pdf"]
    assert lines[1]["outcome"] == "unchanged"
    assert set(lines[0]) >= {"path", "sha256", "outcome", "reason", "seconds", "versions"}


def test_a_full_disk_is_told_by_the_line_that_finds_no_room(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space left"), Ledger(tmp_path) as ledger:
        ledger.add(_entry("a.pdf"))
