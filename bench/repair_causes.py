"""Why the repair leaves what it leaves: each word still wrong, by what kept it from being healed.

    python bench/repair_causes.py dev                   the dev set, read with ``eng``
    python bench/repair_causes.py dev --reader nor
    python bench/repair_causes.py PAGES                 rendered pages (models/confusions/render.py)

Prints words healed and harmed, then a table of causes by quality (A, B, C); ``--list`` adds the
words: quality, page, what it should be, what was read, what it became.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from repair_data import devset

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models" / "confusions"))

from align import chunks, pages

from saksdoc.model import Change
from saksdoc.repairing import RepairContext, Repairer

MARKS = ".,;:()[]«»\"“”'’‘-–—!?•·*|"


def documents(where: str, reader: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, quality, truth and reading of each document, with single spaces."""
    if where == "dev":
        for scan in devset():
            read = getattr(scan, reader)
            yield scan.name, scan.level, " ".join(scan.truth.split()), " ".join(read.split())
    else:
        for page in pages(Path(where), reader):
            yield page.name, page.quality, page.truth, page.read


def cause(truth: str, read: str, now: str, shown: list[Change], repairer: Repairer) -> str:
    """What kept ``read``, which became ``now``, from becoming ``truth``."""
    if len(truth) > 60 or abs(len(truth) - len(read)) > 6:
        return "page torn apart"
    true, was, became = (word.strip(MARKS) for word in (truth, read, now))
    for name, is_so in (
        ("marks only", true == became),
        ("case only", true.lower() == became.lower()),
        ("space lost", true.count(" ") > was.count(" ")),
        ("space gained", true.count(" ") < was.count(" ")),
        ("no letters", not any(c.isalpha() for c in true)),
        ("lone sign", len(true) == 1),
        ("a code", any(c.isdigit() for c in true)),
        ("read is a word", repairer.norwegian.is_word(was)),
    ):
        if is_so:
            return name
    compound = repairer.norwegian.compounds.analyse(true) is not None
    if not repairer.norwegian.is_word(true) and not compound:
        return "no word: truth unknown"
    known = {c.after for c in shown} | {other.text for c in shown for other in c.alternatives}
    if true.lower() in {word.strip(MARKS).lower() for word in known}:
        made = any(c.applied for c in shown)
        return "no word: another chosen" if made else "no word: below the threshold"
    return "no word: truth no candidate" if shown else "no word: nothing found"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("where", help="dev, or a folder of rendered pages")
    parser.add_argument("--reader", default="eng")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    repairer = Repairer.load()
    context = RepairContext(read_by="nor" if arguments.reader == "nor" else "unknown")
    totals: Counter[str] = Counter()
    left: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name, quality, truth, read in documents(arguments.where, arguments.reader):
        clean = repairer.repair(read, context)
        at = 0
        for true, was in chunks(truth, read):
            start, end = at, at + len(was)
            at = end + 1
            now = clean.text[slice(*clean.to_clean(start, end))]
            totals["words"] += 1
            if now == true:
                totals["healed"] += was != true
                continue
            shown = [c for c in clean.changes if start <= c.raw_start < end]
            why = "harmed" if was == true else cause(true, was, now, shown, repairer)
            left[why].append((quality, name, true, was, now))
    print(f"words\t{totals['words']}\thealed\t{totals['healed']}\tharmed\t{len(left['harmed'])}")
    for why, rows in sorted(left.items(), key=lambda item: -len(item[1])):
        by = Counter(row[0] for row in rows)
        print(f"{why}\t{len(rows)}\t" + "\t".join(f"{q} {by[q]}" for q in "ABC"))
        for row in rows if arguments.list else ():
            print("   ", *row, sep="\t")


if __name__ == "__main__":
    main()
