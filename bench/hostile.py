"""Broken and hostile files through ``saksdoc clean``: how each ends, how long it takes, how much.

    python bench/hostile.py [FOLDER] [--only NAME]      # default: $SAKSDOC_DATA/badpdfs

Each file is cleaned by itself (seconds by the clock and of the processor, start and models
included, and the largest process), then all of them in one go, where no file may take another
along. Exits with 1 where a file ends in no defined way, or above the limits.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SECONDS, MEGABYTES = 60, 1500
JOBS = 2


@dataclass(frozen=True, slots=True)
class Ended:
    """How one run of ``clean`` ended."""

    code: int
    wall: float
    cpu: float
    megabytes: float
    ledger: dict[str, tuple[str, str]]


def cleaned(files: list[Path], passwords: dict[str, str]) -> Ended:
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "saksdoc", "clean", *map(str, files), "--out", scratch]
        command += ["--jobs", str(min(JOBS, len(files)))]
        if len(files) == 1 and (password := passwords.get(files[0].name)):
            command += ["--password", password]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ledger = Path(scratch) / "ledger.jsonl"
        lines = ledger.read_text("utf-8").splitlines() if ledger.is_file() else []
        entries = [json.loads(line) for line in lines]
        return Ended(
            process.returncode, time.perf_counter() - begun, used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024,
            {entry["path"]: (entry["outcome"], entry["reason"] or "") for entry in entries},
        )  # fmt: skip


def alone(files: list[Path], passwords: dict[str, str]) -> int:
    """A line a file; how many end wrongly."""
    wrong = 0
    for path in files:
        ended = cleaned([path], passwords)
        outcome, reason = ended.ledger.get(path.name, ("NOTHING", f"exit code {ended.code}"))
        bad = outcome == "NOTHING" or ended.cpu > SECONDS or ended.megabytes > MEGABYTES
        wrong += bad
        print(f"{'!!' if bad else '  '} {path.name[:48]:<48}{ended.wall:7.1f} s{ended.cpu:7.1f} s CPU"
              f"{ended.megabytes:6.0f} MB  {outcome} {reason[:90]}", flush=True)  # fmt: skip
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("SAKSDOC_DATA", ".")) / "badpdfs"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    passwords: dict[str, str] = {}
    index = options.folder / "index.tsv"
    if index.is_file():
        with index.open(encoding="utf-8") as file:
            passwords = {
                row["file"]: row["password"] for row in csv.DictReader(file, delimiter="\t")
            }
    files = sorted(path for path in options.folder.glob("*.pdf") if options.only in path.name)
    wrong = alone(files, passwords)
    ended = cleaned(files, {})
    lost = [path.name for path in files if path.name not in ended.ledger]
    failed = sum(outcome == "failed" for outcome, _ in ended.ledger.values())
    print(f"in one go: {len(ended.ledger)} of {len(files)} in the ledger, {failed} failed, exit code "
          f"{ended.code}, {ended.wall:.0f} s, {ended.cpu:.0f} s CPU, {ended.megabytes:.0f} MB")  # fmt: skip
    print(f"{wrong} alone and {len(lost)} together in no defined way, above {SECONDS} s of the "
          f"processor or above {MEGABYTES} MB {lost or ''}")  # fmt: skip
    return int(wrong > 0 or bool(lost))


if __name__ == "__main__":
    sys.exit(main())
