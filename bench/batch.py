"""The main job beside OCRmyPDF, in one run: word error, pages a second, CPU, memory.

    SAKSDOC_DATA=… python bench/batch.py [--kind scan|legacy] [--no-rival] [--keep DIR]

Both clean the same PDFs of the dev set with two jobs, one after the other. Word error is order-free
(`saksdoc.evaluate.word_error`) over each document's whole text, summed by level; ``nor`` is what
bare Tesseract with its Norwegian model reads, ``eng`` the ruined old layer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from saksdoc.evaluate import letter_recall, word_error, words

NORWEGIAN = "æøåÆØÅ"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the dev set."""

    name: str
    language: str
    level: str
    pages: int


def documents(data: Path) -> list[Document]:
    rows = (data / "devset/index.tsv").read_text("utf-8").splitlines()[1:]
    found = []
    for row in rows:
        name, language, level, pages, *_ = row.split("\t")
        found.append(Document(name, language, level, int(pages)))
    return found


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall, cpu


def rival(files: list[Path], folder: Path) -> tuple[float, float]:
    wall = cpu = 0.0
    for file in files:
        command = [sys.executable, "-m", "ocrmypdf", "-l", "nor", "--jobs", "2"]
        command += [
            "--output-type",
            "pdf",
            "--force-ocr" if "legacy" in file.name else "--redo-ocr",
        ]
        one = timed([*command, str(file), str(folder / file.name)])
        wall, cpu = wall + one[0], cpu + one[1]
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kind", choices=["scan", "legacy"], default="scan")
    parser.add_argument("--no-rival", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    data = Path(os.environ["SAKSDOC_DATA"])
    dev = documents(data)
    files = [data / f"devset/{d.name}.{options.kind}.pdf" for d in dev]
    with tempfile.TemporaryDirectory() as scratch:
        out = options.keep or Path(scratch) / "ours"
        command = [sys.executable, "-m", "saksdoc", "clean", *map(str, files), "--out", str(out)]
        wall, cpu = timed([*command, "--jobs", "2", "--force"])
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        report(data, dev, out, options.kind)
        pages = sum(d.pages for d in dev)
        print(
            f"\nours      {pages / wall:6.2f} pages/s  CPU {cpu:7.1f} s  "
            f"largest process {peak:.0f} MB"
        )
        if not options.no_rival:
            (Path(scratch) / "theirs").mkdir()
            other_wall, other_cpu = rival(files, Path(scratch) / "theirs")
            print(f"ocrmypdf  {pages / other_wall:6.2f} pages/s  CPU {other_cpu:7.1f} s")
            print(f"ratio     {other_wall / wall:6.2f} × pages/s   {cpu / other_cpu:7.2f} × CPU")


def report(data: Path, dev: list[Document], out: Path, kind: str) -> None:
    wrong: dict[tuple[str, str], float] = defaultdict(float)
    total: dict[str, int] = defaultdict(int)
    letters: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    print(
        f"{'document':<20} {'level':<6} {'ours':>7} {'nor':>7} {'eng':>7}   "
        "word error, any order, %"
    )
    for d in dev:
        truth = (data / f"devset/{d.name}.truth.txt").read_text("utf-8")
        record = json.loads((out / f"{d.name}.{kind}.pdf/record.json").read_text("utf-8"))
        texts = {
            "ours": record["text"],
            "nor": (data / f"devset/{d.name}.nor.txt").read_text("utf-8").replace("\f", "\n"),
            "eng": (data / f"devset/{d.name}.eng.txt").read_text("utf-8").replace("\f", "\n"),
        }
        flat = truth.replace("\f", "\n")
        size = len(words(flat))
        row = []
        for name, text in texts.items():
            error = word_error(flat, text)
            row.append(100 * error)
            for level in (d.level, "all"):
                wrong[name, level] += error * size
        for level in (d.level, "all"):
            total[level] += size
        for it in letter_recall(flat, texts["ours"], NORWEGIAN):
            letters[d.level][0] += it.found
            letters[d.level][1] += it.of
        print(f"{d.name:<20} {d.language} {d.level:<3} {row[0]:7.2f} {row[1]:7.2f} {row[2]:7.2f}")
    print(f"\n{'level':<8}{'ours':>7}{'nor':>7}{'eng':>7}{'ours/nor':>10}{'æøå recall':>12}")
    for level in ("A", "B", "C", "all"):
        row = [100 * wrong[name, level] / total[level] for name in ("ours", "nor", "eng")]
        found, of = (
            letters[level] if level != "all" else map(sum, zip(*letters.values(), strict=True))
        )
        ratio = row[0] / row[1] if row[1] else float("nan")
        print(
            f"{level:<8}{row[0]:7.2f}{row[1]:7.2f}{row[2]:7.2f}{ratio:10.2f}"
            f"{100 * found / of:11.2f}%"
        )


if __name__ == "__main__":
    main()
