"""A night's work: nothing is lost, nothing is done twice, one document's trouble is its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Texts = Callable[[int], Path]


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "saksdoc", "clean", "--jobs", "2", *map(str, arguments)]


def _clean(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_command(*arguments), "--json"], capture_output=True, text=True, check=False
    )


def _heed_interrupts() -> None:
    """As in a terminal: what a shell starts in the background is told to ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _ledger(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "ledger.jsonl").read_text("utf-8").splitlines()]


def _wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_a_folder_is_cleaned_and_every_input_has_a_ledger_line(
    texts: Texts, tmp_path: Path
) -> None:
    folder, out = texts(3), tmp_path / "ut"
    (folder / "tom.pdf").write_bytes(b"")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = _clean(folder, "--out", out)
    assert done.returncode == 1
    summary = json.loads(done.stdout)
    assert (summary["cleaned"], summary["skipped"], summary["failed"]) == (3, 0, 1)
    assert [failure["path"] for failure in summary["failures"]] == ["tom.pdf"]
    assert {line["path"]: line["outcome"] for line in _ledger(out)} == {
        "sak-000.txt": "ok",
        "sak-001.txt": "ok",
        "sak-002.txt": "ok",
        "tom.pdf": "failed",
    }
    text = (out / "sak-001.txt" / "text.txt").read_text("utf-8")
    assert "møtet i Fjordvik holdes på rådhuset" in text
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert "Traceback" not in done.stderr


def test_the_largest_come_first(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(3), tmp_path / "ut"
    (folder / "sak-002.txt").write_text("Saken ble utsatt.\n" * 40, "utf-8")
    (folder / "sak-001.txt").write_text("Nei.\n", "utf-8")
    assert _clean(folder, "--out", out, "--jobs", "1").returncode == 0
    made = sorted(out.glob("*/record.json"), key=lambda path: path.stat().st_mtime_ns)
    assert [path.parent.name for path in made] == ["sak-002.txt", "sak-000.txt", "sak-001.txt"]


def test_what_is_done_and_unchanged_is_skipped(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(2), tmp_path / "ut"
    assert _clean(folder, "--out", out).returncode == 0
    stamp = (out / "sak-000.txt" / "record.json").stat().st_mtime_ns
    (folder / "sak-001.txt").write_text("En helt annen sak.\n", "utf-8")
    summary = json.loads(_clean(folder, "--out", out).stdout)
    assert (summary["cleaned"], summary["skipped"]) == (1, 1)
    assert (out / "sak-000.txt" / "record.json").stat().st_mtime_ns == stamp
    assert (out / "sak-001.txt" / "text.txt").read_text("utf-8") == "En helt annen sak.\n"
    assert [line["outcome"] for line in _ledger(out)] == ["unchanged", "ok"]


def test_force_does_it_again_and_other_options_do_too(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(1), tmp_path / "ut"
    _clean(folder, "--out", out)
    assert json.loads(_clean(folder, "--out", out, "--force").stdout)["cleaned"] == 1
    assert json.loads(_clean(folder, "--out", out, "--ocr", "never").stdout)["cleaned"] == 1
    assert json.loads(_clean(folder, "--out", out, "--ocr", "never").stdout)["skipped"] == 1


def test_a_lost_ledger_costs_no_work(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(1), tmp_path / "ut"
    _clean(folder, "--out", out)
    (out / "ledger.jsonl").unlink()
    assert json.loads(_clean(folder, "--out", out).stdout)["skipped"] == 1
    assert [line["outcome"] for line in _ledger(out)] == ["unchanged"]


def test_a_lost_result_is_made_again(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(1), tmp_path / "ut"
    _clean(folder, "--out", out)
    (out / "sak-000.txt" / "record.json").unlink()
    assert json.loads(_clean(folder, "--out", out).stdout)["cleaned"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_killed_job_goes_on_where_it_stopped(texts: Texts, tmp_path: Path, after: int) -> None:
    folder, out = texts(12), tmp_path / "ut"
    job = subprocess.Popen(_command(folder, "--out", out), stderr=subprocess.DEVNULL)
    _wait_until(lambda: out.is_dir() and len(list(out.glob("[!.]*/record.json"))) >= after)
    workers = _children(job.pid)
    job.send_signal(signal.SIGKILL)
    job.wait()
    _wait_until(lambda: not any(_alive(worker) for worker in workers))
    kept = {path: path.stat().st_mtime_ns for path in out.glob("[!.]*/record.json")}
    for folder_made in {path.parent for path in kept}:
        assert (folder_made / "text.txt").is_file(), "a folder appears whole or not at all"
    summary = json.loads(_clean(folder, "--out", out).stdout)
    assert summary["skipped"] == len(kept)
    assert summary["cleaned"] == 12 - len(kept)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert len(_ledger(out)) == 12
    assert [path.name for path in out.glob(".*")] == [".saksdoc.lock"]


@pytest.mark.slow
def test_an_interrupted_job_says_so_and_leaves_no_process(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(30), tmp_path / "ut"
    job = subprocess.Popen(
        _command(folder, "--out", out),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,
    )
    _wait_until(lambda: len(list(out.glob("[!.]*/record.json"))) >= 1)
    workers = _children(job.pid)
    job.send_signal(signal.SIGINT)
    message = job.communicate(timeout=60)[1]
    assert job.returncode == 130
    assert "run the same command again" in message
    assert "Traceback" not in message
    # The resource tracker of multiprocessing ends by itself a moment after its parent.
    _wait_until(lambda: not any(_alive(worker) for worker in workers), seconds=20)


@pytest.mark.slow
def test_a_killed_worker_costs_its_document_only(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(12), tmp_path / "ut"
    job = subprocess.Popen(
        [*_command(folder, "--out", out), "--json"], stdout=subprocess.PIPE, text=True
    )
    _wait_until(lambda: len(list(out.glob("[!.]*/record.json"))) >= 2)
    for worker in _children(job.pid)[-1:]:
        os.kill(worker, signal.SIGKILL)
    summary = json.loads(job.communicate(timeout=120)[0])
    assert summary["failed"] <= 1
    assert summary["cleaned"] == 12 - summary["failed"]
    assert len(_ledger(out)) == 12


@pytest.mark.slow
def test_a_page_that_takes_too_long_is_named_and_the_rest_is_done(
    texts: Texts, picture: Path, tmp_path: Path
) -> None:
    # One second is too short for Tesseract on a busy machine only if the page is large, so the
    # page is made of noise, which it chews on for long.
    from PIL import Image

    noise = Image.effect_noise((4000, 5600), 200).point(lambda v: 255 * (v > 140))
    slow = tmp_path / "bilder" / "stoy.png"
    noise.save(slow, dpi=(300, 300))
    good, out = texts(1) / "sak-000.txt", tmp_path / "ut"
    done = _clean(slow, good, "--out", out, "--page-seconds", "1.5")
    failures = json.loads(done.stdout)["failures"]
    assert done.returncode == 1
    assert [failure["path"] for failure in failures] == ["stoy.png"]
    assert "on page 1" in failures[0]["reason"]
    assert (out / good.name / "record.json").is_file()
    assert not (out / "stoy.png").exists()


def test_what_a_process_and_its_children_use_is_known() -> None:
    from saksdoc.batch.supervise import Usage, usage

    alone = usage(os.getpid())
    code = "held = bytearray(80_000_000); print('ready', flush=True); input()"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    assert usage(os.getpid()).memory - alone.memory > 80_000_000
    child.communicate("\n")
    assert usage(os.getpid()).seconds > alone.seconds
    assert usage(2**22 - 3) == Usage(0, 0.0)


def test_a_document_that_takes_too_much_memory_is_named_and_the_rest_is_done(
    texts: Texts, picture: Path, tmp_path: Path
) -> None:
    from PIL import Image

    # 90 million pixels: more than the least a document may be allowed.
    large = tmp_path / "bilder" / "plakat.tif"
    Image.new("RGB", (9500, 9500), "white").save(large, compression="raw", dpi=(300, 300))
    good, out = texts(1) / "sak-000.txt", tmp_path / "ut"
    done = _clean(large, good, "--out", out, "--memory", "300")
    assert done.returncode == 1
    failures = json.loads(done.stdout)["failures"]
    assert [failure["path"] for failure in failures] == ["plakat.tif"]
    assert "memory" in failures[0]["reason"]
    assert (out / good.name / "record.json").is_file()


def test_two_jobs_in_one_folder_do_not_mix(texts: Texts, tmp_path: Path) -> None:
    import fcntl

    folder, out = texts(1), tmp_path / "ut"
    out.mkdir()
    with (out / ".saksdoc.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = _clean(folder, "--out", out)
    assert done.returncode == 2
    assert "another run is at work" in done.stderr


def test_a_dry_run_changes_nothing(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(2), tmp_path / "ut"
    done = _clean(folder, "--out", out, "--dry-run")
    assert json.loads(done.stdout)["clean"] == ["sak-000.txt", "sak-001.txt"]
    assert not out.exists()


def test_images_are_read_and_given_back_searchable(picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    assert _clean(picture, "--out", out).returncode == 0
    record = json.loads((out / "brev.tif" / "record.json").read_text("utf-8"))
    assert "Møtet på rådhuset er utsatt" in record["text"]
    assert [page["origin"] for page in record["pages"]] == ["ocr", "ocr"]
    assert (out / "brev.tif" / "searchable.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["ulest.txt", "sløyfe.pdf", "tull.pdf", "hva.xyz"])
def test_trouble_is_one_line_with_what_where_and_what_to_do(
    texts: Texts, tmp_path: Path, name: str
) -> None:
    good, out, bad = texts(1) / "sak-000.txt", tmp_path / "ut", tmp_path / name
    if name == "sløyfe.pdf":
        bad.symlink_to(bad)
    else:
        bad.write_bytes(b"\x00\x01\x02 no document at all")
    if name == "ulest.txt":
        bad.chmod(0)
        if os.access(bad, os.R_OK):
            pytest.skip("root reads everything")
    done = _clean(bad, good, "--out", out)
    assert done.returncode == 1
    reasons = json.loads(done.stdout)["failures"]
    assert [failure["path"] for failure in reasons] == [name]
    assert "\n" not in reasons[0]["reason"]
    assert ";" in reasons[0]["reason"], "what to do next is missing"
    assert (out / good.name / "record.json").is_file()


def test_nothing_to_clean_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = _clean(tmp_path / "tom", "--out", tmp_path / "ut")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_output_folder_that_cannot_be_made_is_named(texts: Texts, tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("", "utf-8")
    done = _clean(texts(1), "--out", blocked / "ut")
    assert done.returncode == 2
    assert "choose another" in done.stderr


def test_a_name_that_is_no_utf8_costs_nothing(texts: Texts, tmp_path: Path) -> None:
    folder, out = texts(1), tmp_path / "ut"
    original = os.fsencode(folder) + b"/m\xf8te.txt"
    with open(original, "wb") as stream:
        stream.write("Møtet er hevet.\n".encode())
    assert _clean(folder, "--out", out).returncode == 0
    assert (out / "møte.txt" / "text.txt").read_text("utf-8") == "Møtet er hevet.\n"
    assert {line["path"]: line["outcome"] for line in _ledger(out)} == {
        "møte.txt": "ok",
        "sak-000.txt": "ok",
    }
    assert json.loads(_clean(folder, "--out", out).stdout)["skipped"] == 2


def test_a_damaged_model_is_told_once_and_in_words(texts: Texts, tmp_path: Path) -> None:
    import shutil

    from saksdoc import assets

    models = tmp_path / "models"
    shutil.copytree(assets.directory(), models)
    words = models / "norwegian" / "words.marisa"
    words.write_bytes(words.read_bytes()[:1000])
    done = subprocess.run(
        _command(texts(2), "--out", tmp_path / "ut"),
        capture_output=True, text=True, check=False,
        env={**os.environ, "SAKSDOC_MODELS": str(models)},
    )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.count("saksdoc: ") == 1


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text("ascii").split()]
    return found


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
