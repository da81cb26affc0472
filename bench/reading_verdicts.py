"""Good text read again, bad text trusted: both faults of the verdict, on labelled pages.

    python bench/reading_verdicts.py [--show]

Good pages: the dev truth, and running text of every corpus. Bad pages: the dev pages' English-only
layers, whole and mixed into the good text line by line (10, 25, 50 %), and texts whose letters a
font has shifted. Prints the area under the ROC curve, the two faults at the threshold in use, and
the milliseconds a verdict takes. Needs SAKSDOC_DATA.
"""

from __future__ import annotations

import argparse
import lzma
import os
import random
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from saksdoc.language import Norwegian
from saksdoc.model import Line, ScanPage, Word
from saksdoc.recognise.verdict import faults

MARKS = ".,:;-–—'\"’”“«»()"
DATA = Path(os.environ.get("SAKSDOC_DATA", "data"))


def page(text: str) -> ScanPage:
    lines = [tuple(Word(word) for word in line.split()) for line in text.splitlines()]
    return ScanPage(1, 595, 842, tuple(Line(words) for words in lines if words))


def shifted(text: str) -> str:
    """Codes 29 too low, as subset fonts without a map come out."""
    return "".join(chr(ord(c) - 29) if 60 < ord(c) < 123 else c for c in text)


def mixed(good: str, bad: str, share: float, chance: random.Random) -> tuple[str, int]:
    """A share of the good lines with the bad layer's words in them; and how many words differ."""
    lines = good.splitlines()
    words = [(word, number) for number, line in enumerate(lines) for word in line.split()]
    taken = {number for number in range(len(lines)) if chance.random() < share}
    other = bad.split()
    out: dict[int, list[str]] = {number: [] for number in range(len(lines))}
    spoiled = 0
    matcher = SequenceMatcher(None, [word for word, _ in words], other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for step, (word, number) in enumerate(words[i1:i2]):
            if tag == "replace" and i2 - i1 == j2 - j1 and number in taken:
                spoiled += word.strip(MARKS) != other[j1 + step].strip(MARKS)
                word = other[j1 + step]
            out[number].append(word)
    return "\n".join(" ".join(line) for line in out.values()), spoiled


def labelled(seed: int) -> list[tuple[str, bool, str]]:
    """(kind, is bad, text)."""
    chance = random.Random(seed)
    found = []
    for path in sorted((DATA / "devset").glob("*.truth.txt")):
        good = path.read_text("utf-8").split("\f")
        bad = path.with_name(path.name.replace(".truth.", ".eng.")).read_text("utf-8").split("\f")
        for true, read in zip(good, bad, strict=False):
            if len(true.split()) < 8:
                continue
            found.append(("dev truth", False, true))
            text, spoiled = mixed(true, read, 1.0, chance)
            found.append(("dev English layer", spoiled > 0, text))
            found.append(("shifted codes", True, shifted(true)))
            for share in (0.1, 0.25, 0.5):
                text, spoiled = mixed(true, read, share, chance)
                if spoiled:
                    found.append((f"{share:.0%} English layer", True, text))
    for path in sorted((DATA / "corpora").glob("*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            paragraphs = [p for p in stream.read(1_500_000).split("\n") if len(p) > 30]
        chance.shuffle(paragraphs)
        for number in range(12):
            text = "\n".join(paragraphs[number * 8 : number * 8 + 8])
            found.append((path.name.split(".txt")[0], False, text))
    for name in ("da", "sv"):
        lines = (DATA / "lists" / f"lid_test_lingua_{name}.txt").read_text("utf-8").splitlines()
        found += [(f"language {name}", False, "\n".join(lines[n : n + 20])) for n in (0, 100, 200)]
    return found


def area(good: list[float], bad: list[float]) -> float:
    """The chance that a bad page weighs more than a good one."""
    pairs = [(b > g) + 0.5 * (b == g) for g in good for b in bad]
    return sum(pairs) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    judge = Norwegian.load()
    good, bad = [], []
    wrong: Counter = Counter()
    of: Counter = Counter()
    began = time.process_time()
    for kind, is_bad, text in labelled(args.seed):
        first = faults(page(text), judge)[0]
        (bad if is_bad else good).append(first.weight)
        of[kind] += 1
        if (first.weight >= 1) != is_bad:
            wrong[kind] += 1
            if args.show:
                print(f"{kind}: weight {first.weight:.2f}, {first.words}: {text[:90]!r}")
    spent = time.process_time() - began
    print(f"area under the curve {area(good, bad):.4f}")
    for name, enough in (("born-digital", 1.0), ("over an image", 0.3)):
        again, trusted = sum(w >= enough for w in good), sum(w < enough for w in bad)
        print(f"{name}: good pages read again {again} of {len(good)}, "
              f"bad pages trusted {trusted} of {len(bad)}")  # fmt: skip
    print("heaviest good pages:", [round(w, 2) for w in sorted(good)[-12:]])
    print(f"{1000 * spent / (len(good) + len(bad)):.1f} ms a verdict")
    for kind in of:
        print(f"   {kind}: {wrong[kind]} of {of[kind]} wrong")


if __name__ == "__main__":
    main()
