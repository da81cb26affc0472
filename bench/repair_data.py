"""The texts the repair is measured on; all outside the repository."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "models" / "norwegian"), str(ROOT / "models" / "confusions")]


def data() -> Path:
    """The folder of data ($SAKSDOC_DATA)."""
    folder = os.environ.get("SAKSDOC_DATA")
    if not folder:
        raise SystemExit("set SAKSDOC_DATA to the folder of data")
    return Path(folder)


@dataclass(frozen=True)
class Scan:
    """A document of the dev set: its truth, and what two engines read."""

    name: str
    language: str
    level: str
    truth: str
    eng: str
    nor: str


def devset() -> list[Scan]:
    """The dev set in order."""
    folder = data() / "devset"
    rows = csv.DictReader((folder / "index.tsv").open(encoding="utf-8"), delimiter="\t")
    return [
        Scan(row["id"], row["lang"], row["level"],
             *((folder / f"{row['id']}.{kind}.txt").read_text("utf-8")
               for kind in ("truth", "eng", "nor")))
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """Clean text of one source that no model has seen."""

    register: str
    language: str
    text: str


def clean(language: str, words: int) -> Iterator[Sample]:
    """About so many words of held-out clean text, every source having its share."""
    from heldout import held_out

    by_source: dict[str, list[str]] = {}
    for block in held_out(data(), language):
        by_source.setdefault(block.source, []).append(block.text)
    # What other sources cannot give, the larger ones may.
    left = words
    for rest, source in zip(
        range(len(by_source), 0, -1),
        sorted(by_source, key=lambda s: sum(len(t.split()) for t in by_source[s])),
        strict=True,
    ):
        share, taken = left // rest, 0
        for text in by_source[source]:
            if taken >= share:
                break
            taken += len(text.split())
            yield Sample(source.removesuffix(".txt.xz"), language, text)
        left -= taken


def english(words: int = 60_000) -> Iterator[Sample]:
    """English prose: licences and manuals that Debian and Python carry."""
    folders = ("/usr/share/common-licenses", "/usr/share/doc", "/usr/share/perl")
    taken = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if taken >= words:
                return
            if not path.is_file() or path.suffix not in ("", ".txt", ".pod") or path.is_symlink():
                continue
            if path.stat().st_size < 4000 or path.stat().st_size > 400_000:
                continue
            try:
                text = path.read_text("utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            if text.count(" the ") * 60 > len(text.split()):
                taken += len(text.split())
                yield Sample(str(path), "en", text)
