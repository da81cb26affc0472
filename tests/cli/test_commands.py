"""Every command keeps to the contract: what it prints, where, and the code it ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DAMAGED = "Radet gnsker at mgtet i ar holdes pa radhuset.\nVedtaket er enstemmig.\n"
CLEAN = "Rådet ønsker at møtet i år holdes på rådhuset.\nVedtaket er enstemmig.\n"


def _run(*arguments: object, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "saksdoc", *map(str, arguments)],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "skadd.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


def test_repair_prints_the_clean_text_and_nothing_else(damaged: Path) -> None:
    done = _run("repair", damaged)
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN, "")


def test_repair_loads_nothing_that_finds_names() -> None:
    code = (
        "import sys; from saksdoc import repair; print(repair(sys.argv[1]).text, end='');"
        "sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, DAMAGED],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, CLEAN)


@pytest.mark.parametrize("arguments", [("repair",), ("repair", "-")])
def test_repair_reads_stdin(arguments: tuple[str, ...]) -> None:
    assert _run(*arguments, text=DAMAGED).stdout == CLEAN


def test_changes_replay_on_the_raw_text(damaged: Path, tmp_path: Path) -> None:
    changes = tmp_path / "changes.jsonl"
    assert _run("repair", damaged, "--changes", changes).returncode == 0
    rows = [json.loads(line) for line in changes.read_text("utf-8").splitlines()]
    text = DAMAGED
    for row in sorted(rows, key=lambda row: -row["raw_start"]):
        assert DAMAGED[row["raw_start"] : row["raw_end"]] == row["before"]
        assert 0 <= row["confidence"] <= 1
        if row["applied"]:
            text = text[: row["raw_start"]] + row["after"] + text[row["raw_end"] :]
    assert text == CLEAN


def test_suggest_applies_nothing(damaged: Path, tmp_path: Path) -> None:
    changes = tmp_path / "changes.jsonl"
    done = _run("repair", damaged, "--suggest", "--changes", changes)
    assert "mgtet → møtet" in done.stdout
    assert "Vedtaket" not in done.stdout
    rows = [json.loads(line) for line in changes.read_text("utf-8").splitlines()]
    assert rows
    assert not any(row["applied"] for row in rows)


@pytest.mark.parametrize(
    "arguments",
    [
        ("repair", "borte.txt"),
        ("inspect", "borte.pdf"),
        ("inspect", "."),
        ("evaluate", "--truth", "borte.txt", "--text", "borte.txt"),
        ("clean", "borte", "--out", "ut"),
        ("index", "borte", "--db", "arkiv.db"),
    ],
)
def test_a_path_that_is_not_there_is_wrong_usage_in_one_line(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert arguments[1].removeprefix("--truth") in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("search", "møte"), ("names",)])
def test_an_archive_that_is_not_there_is_something_missing(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = _run(*arguments, "--db", tmp_path / "borte.db")
    assert (done.returncode, done.stdout) == (3, "")
    assert "saksdoc index" in done.stderr


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_repair_keeps_the_line_breaks_of_the_file(ends: str, tmp_path: Path) -> None:
    path, changes = tmp_path / "fil.txt", tmp_path / "changes.jsonl"
    raw = DAMAGED.replace("\n", ends)
    path.write_bytes(raw.encode("cp1252"))
    done = subprocess.run(
        [sys.executable, "-m", "saksdoc", "repair", str(path), "--changes", str(changes)],
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8") == CLEAN.replace("\n", ends)
    for row in map(json.loads, changes.read_text("utf-8").splitlines()):
        assert raw[row["raw_start"] : row["raw_end"]] == row["before"]


def test_results_are_utf8_whatever_the_locale_says(damaged: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "saksdoc", "repair", "--suggest", str(damaged)],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert "mgtet → møtet" in done.stdout.decode("utf-8")


def test_a_result_that_finds_no_room_is_one_line(damaged: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "saksdoc", "repair", str(damaged)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("saksdoc: No space left on device; check")
    assert "Traceback" not in done.stderr


def test_what_nobody_foresaw_is_one_line_too(damaged: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    environment = {**os.environ, "SAKSDOC_MODELS": str(models)}
    for arguments in (["repair", damaged], ["clean", damaged, "--out", tmp_path / "ut"]):
        done = subprocess.run(
            [sys.executable, "-m", "saksdoc", *map(str, arguments)],
            capture_output=True, text=True, env=environment, check=False,
        )  # fmt: skip
        assert done.returncode == 3
        assert "'norwegian' is not here" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_register_heals_a_name_that_no_list_has(tmp_path: Path) -> None:
    register = tmp_path / "navn.txt"
    register.write_text("Zøvrik velforening\nTrulså Bygdøvær\n", "utf-8")
    text = DAMAGED + "Saken ble lagt fram av Zgvrik velforening i fjor.\n"
    assert "Zgvrik" in _run("repair", text=text).stdout
    assert "Zøvrik velforening i fjor" in _run("repair", "--register", register, text=text).stdout


def test_evaluate_gives_the_figures_of_the_contract(tmp_path: Path) -> None:
    truth, before, after = (tmp_path / name for name in ("t.txt", "b.txt", "a.txt"))
    truth.write_text("møtet er på rådhuset", "utf-8")
    before.write_text("mgtet er pa radhuset", "utf-8")
    after.write_text("møtet er pa rådhuset", "utf-8")
    done = _run("evaluate", "--truth", truth, "--text", after, "--before", before, "--json")
    figures = json.loads(done.stdout)
    assert figures["words"] == 4
    assert figures["wer"] == figures["word_error"] == 0.25
    assert figures["cer"] == pytest.approx(1 / 20)
    assert figures["letters"]["ø"]["recall"] == 1
    assert figures["letters"]["å"]["recall"] == 0.5
    assert (figures["precision"], figures["harm_per_10k"]) == (1, 0)
    assert figures["recall"] == pytest.approx(2 / 3)
    assert figures["healed"] == pytest.approx(2 / 3)
    assert "precision" not in json.loads(
        _run("evaluate", "--truth", truth, "--text", after, "--json").stdout
    )


def test_inspect_says_what_a_page_is_and_why(damaged: Path) -> None:
    report = json.loads(_run("inspect", damaged, "--json").stdout)
    assert report["path"] == str(damaged)
    (page,) = report["pages"]
    assert (page["number"], page["verdict"], page["origin"]) == (1, "use", "plain-text")
    assert page["reasons"]
    assert page["damage"] > 0.5
    assert _run("inspect", damaged).returncode == 0


def test_doctor_knows_what_is_here() -> None:
    done = _run("doctor", "--json")
    report = json.loads(done.stdout)
    by_name = {check["name"]: check for check in report["checks"]}
    assert set(report["checks"][0]) == {"name", "ok", "found", "advice"}
    assert by_name["Tesseract language nor"]["ok"]
    assert done.returncode == (0 if report["ok"] else 3)


def test_doctor_says_how_to_get_tesseract(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "saksdoc", "doctor"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "apt-get install tesseract-ocr" in done.stdout


def test_clean_stops_before_the_work_where_tesseract_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "saksdoc", "clean", str(tmp_path), "--out", str(tmp_path / "ut")],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "apt-get install" in done.stderr
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(
    "arguments", [("clean",), ("search",), ("repair", "--nope"), ("nonsense",)]
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(arguments: tuple[str, ...]) -> None:
    done = _run(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr
    assert done.stdout == ""


COMMANDS = ("clean", "inspect", "repair", "index", "names", "search", "evaluate", "doctor")


def _help_without_weight(*arguments: str) -> str:
    """What --help prints; fails where it loads a stage or a large library."""
    code = (
        f"import sys; from saksdoc.cli import cli; cli([*{arguments!r}, '--help'],"
        "standalone_mode=False);"
        "heavy = {'spacy', 'numpy', 'pdfplumber', 'pypdfium2', 'pikepdf', 'rapidfuzz', 'rich',"
        "'saksdoc.pipeline', 'saksdoc.archive', 'saksdoc.model'} & set(sys.modules);"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_help_loads_nothing_heavy() -> None:
    told = _help_without_weight()
    assert [command for command in COMMANDS if command not in told] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    assert "--help" in _help_without_weight(command)


def test_the_limits_that_clean_shows_are_those_of_the_batch() -> None:
    from saksdoc.batch import Limits
    from saksdoc.cli.clean import MEMORY, PAGE_SECONDS

    assert Limits() == Limits(MEMORY, PAGE_SECONDS)


def test_importing_saksdoc_loads_nothing_heavy() -> None:
    code = (
        "import sys, saksdoc; sys.exit(str({'numpy', 'spacy', 'click', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"
