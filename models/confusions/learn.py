"""Count which letter groups are read as which, on pages made by render.py.

Usage: python models/confusions/learn.py PAGES OUT

Writes OUT/channel.json: for each reader and quality the groups ``[set, read, share, count]``,
where ``share`` is how often the group, wherever it was set, was read so. Groups seen once, or
longer than three letters, are left out: they are accidents of one page. A lone letter (``å``,
``I``) has no word to hold it, and is misread otherwise than in a word: ``lone`` counts it apart,
over all qualities. ``words`` counts the groups inside of words over all qualities, those seen once
too, but only where the two words are clearly one: what is no word is searched for these as well.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from align import chunks, confusions, pages

LONGEST = 3
LEAST = 2
READERS = ("eng", "nor")
MARKS = ".,;:!?()[]«»\"“”'’‘-–—•·*|"
UNSET = 300
"""As many occurrences without a misreading are added to those of each group, for the seldom ones."""
ALIKE = 4
"""Two words are one where not more than one letter, and one more in four, was misread."""


def counted(folder: Path, reader: str, quality: str) -> list[list[object]]:
    """The confusions of one reader at one quality, commonest first."""
    groups: Counter[tuple[str, str]] = Counter()
    set_text: list[str] = []
    for page in pages(folder, reader):
        if page.quality != quality:
            continue
        for truth, read in chunks(page.truth, page.read):
            # A chunk torn apart is a page gone wrong, not a confusion of letters.
            if len(truth) == 1:
                continue
            if truth and read and abs(len(truth) - len(read)) <= 4 and truth.count(" ") < 3:
                set_text.append(truth)
                groups.update(confusions(truth, read))
    everything = "\n".join(set_text)
    rows: list[list[object]] = []
    for (truth, read), count in groups.most_common():
        if count < LEAST or len(truth) > LONGEST or len(read) > LONGEST or not truth:
            continue
        rows.append([truth, read, round(count / max(count, everything.count(truth)), 6), count])
    return rows


def lone(folder: Path, reader: str) -> list[list[object]]:
    """What lone letters were read as: ``[set, read, share, count]``."""
    reads: Counter[tuple[str, str]] = Counter()
    of: Counter[str] = Counter()
    for page in pages(folder, reader):
        for truth, read in chunks(page.truth, page.read):
            if len(truth) == 1 and truth.isalpha():
                of[truth] += 1
                reads[truth, read] += 1
    return [
        [truth, read, round(count / of[truth], 5), count]
        for (truth, read), count in reads.most_common()
        if count >= LEAST and truth != read and len(read) == 1
    ]


def words(folder: Path, reader: str) -> list[list[object]]:
    """The confusions inside of words, seldom ones too: ``[set, read, share, count]``."""
    groups: Counter[tuple[str, str]] = Counter()
    bare: list[str] = []
    for page in pages(folder, reader):
        for truth, read in chunks(page.truth, page.read):
            true, written = truth.strip(MARKS), read.strip(MARKS)
            if not true.isalpha() or len(true) < ALIKE or not written or " " in written:
                continue
            bare.append(true)
            found = list(confusions(true, written))
            if sum(max(len(a), len(b)) for a, b in found) <= 1 + len(true) // ALIKE:
                groups.update(found)
    everything = "\n".join(bare)
    return [
        [true, read, round(count / (everything.count(true) + UNSET), 6), count]
        for (true, read), count in groups.most_common()
        if max(len(true), len(read)) <= LONGEST
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    channel = {
        reader: {quality: counted(arguments.pages, reader, quality) for quality in "ABC"}
        for reader in READERS
    }
    for reader, qualities in channel.items():
        qualities["lone"] = lone(arguments.pages, reader)
        qualities["words"] = words(arguments.pages, reader)
    arguments.out.mkdir(parents=True, exist_ok=True)
    lines = ["{"]
    for reader, qualities in channel.items():
        lines.append(f' "{reader}": {{')
        for quality, rows in qualities.items():
            body = ",\n".join("   " + json.dumps(row, ensure_ascii=False) for row in rows)
            lines.append(f'  "{quality}": [\n{body}\n  ]{"," if quality != "words" else ""}')
        lines.append(" }" + ("," if reader != READERS[-1] else ""))
    lines.append("}")
    (arguments.out / "channel.json").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
