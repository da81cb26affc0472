"""How quickly pages open, and how every broken file ends.

    python bench/reading_open.py speed FILE...   pages a second of CPU, per engine
    python bench/reading_open.py bad [FOLDER]    file, seconds, peak memory, outcome; a process each
    python bench/reading_open.py long [PAGES]    peak memory over a long PDF made on the spot

``bad`` defaults to ``$SAKSDOC_DATA/badpdfs`` and exits with 1 where a file ends in no defined way.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from saksdoc.errors import SaksdocError
from saksdoc.reading import ReadingOptions, open_source

SECONDS, MEGABYTES = 60, 1500


def speed(files: list[Path]) -> int:
    print(f"{'file':40} {'engine':10} {'pages':>5} {'chars':>7} {'pages/s CPU':>11}")
    for path in files:
        for engine in ("auto", "pdfium", "pdfplumber"):
            pages = characters = 0
            with open_source(path, ReadingOptions(engine=engine)) as source:
                source.page(1)
            start = time.process_time()
            while pages < 3 or time.process_time() - start < 1:
                with open_source(path, ReadingOptions(engine=engine)) as source:
                    for number in range(1, source.page_count + 1):
                        characters += source.page(number).facts.characters
                        pages += 1
            spent = time.process_time() - start
            rate = pages / spent
            print(f"{path.name[:40]:40} {engine:10} {pages:5} {characters // pages:7} {rate:11.1f}")
    return 0


def probe(path: Path, password: str) -> str:
    """Open a file, read every page and make every image; one line on how it ended."""
    try:
        with open_source(path, ReadingOptions(password=password or None)) as source:
            count = source.page_count
            pages = [source.page(number) for number in range(1, count + 1)]
            broken = sum(page.error is not None for page in pages)
            images = 0
            for number in range(1, count + 1):
                try:
                    images += source.image(number).image.width > 0
                except SaksdocError:
                    continue
            text = sum(page.facts.characters for page in pages)
            notes = sorted({note for page in pages for note in page.facts.notes})
            return f"ok: {count} pages, {broken} broken, {images} images, {text} chars {notes}"
    except SaksdocError as error:
        return f"{type(error).__name__}: {str(error).replace(str(path.parent) + '/', '')}"


def bad(folder: Path) -> int:
    passwords: dict[str, str] = {}
    index = folder / "index.tsv"
    if index.is_file():
        with index.open(encoding="utf-8") as file:
            passwords = {r["file"]: r["password"] for r in csv.DictReader(file, delimiter="\t")}
    undefined = 0
    for path in sorted(folder.glob("*.pdf")):
        command = [sys.executable, __file__, "probe", str(path), passwords.get(path.name, "")]
        start = time.monotonic()
        try:
            ended = subprocess.run(
                command, check=False, capture_output=True, text=True, timeout=SECONDS
            )
            lines = ended.stdout.splitlines()
            if ended.returncode or not lines:
                lines = [f"DIED ({ended.returncode}) {ended.stderr[-300:]!r}\t0"]
        except subprocess.TimeoutExpired:
            lines = ["TIMED OUT\t0"]
        outcome, _, peak = lines[-1].rpartition("\t")
        seconds = time.monotonic() - start
        wrong = outcome.startswith(("DIED", "TIMED")) or float(peak) > MEGABYTES
        undefined += wrong
        mark = "!!" if wrong else "  "
        name = f"{path.name[:52]:52}"
        print(f"{mark} {name} {seconds:5.1f} s {float(peak):6.0f} MB  {outcome}", flush=True)
    print(f"{undefined} files end in no defined way, take over {SECONDS} s or over {MEGABYTES} MB")
    return int(undefined > 0)


def long(count: int) -> int:
    import pikepdf

    pattern = Path(os.environ["SAKSDOC_DATA"]) / "devset" / "d-sp2016-1-B.legacy.pdf"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        with pikepdf.open(pattern) as source, pikepdf.new() as target:
            for number in range(count):
                target.pages.append(source.pages[number % len(source.pages)])
            target.save(path)
        start = time.process_time()
        with open_source(path) as source:
            for number in range(1, source.page_count + 1):
                source.page(number)
                source.image(number)
                if number % max(1, count // 5) == 0:
                    spent = time.process_time() - start
                    print(f"page {number}: peak {peak_megabytes():.0f} MB, {spent:.1f} s CPU")
    return 0


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> int:
    match arguments:
        case ["speed", *files] if files:
            return speed([Path(file) for file in files])
        case ["probe", path, password]:
            print(f"{probe(Path(path), password)}\t{peak_megabytes():.0f}")
            return 0
        case ["bad", *folders]:
            default = Path(os.environ.get("SAKSDOC_DATA", ".")) / "badpdfs"
            return bad(Path(folders[0]) if folders else default)
        case ["long", *count]:
            return long(int(count[0]) if count else 1000)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
