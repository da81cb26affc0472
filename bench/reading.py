"""How well pages are read: word error on the dev set beside what Tesseract alone made of it.

    python bench/reading.py                     # scans and legacy files, all levels
    python bench/reading.py --only sp2016 --errors
    python bench/reading.py --repaired          # with the repair behind it
    python bench/reading.py --speed             # CPU beside bare Tesseract on the same images

Word error regardless of order counts the words of the truth that are missing, as a multiset; the
order-sensitive one is the edit distance over words. `oracle` takes each word from whichever of
the eng and nor readings has it. Needs SAKSDOC_DATA.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from saksdoc.batch.supervise import usage
from saksdoc.language import Norwegian
from saksdoc.reading import open_source
from saksdoc.recognise import RecogniseOptions, Recogniser
from saksdoc.repairing import Repairer

DEV = Path(os.environ.get("SAKSDOC_DATA", "data")) / "devset"
LETTERS = "æøåÆØÅ"


@dataclass
class Score:
    words: int = 0
    missing: int = 0
    spurious: int = 0
    moved: int = 0
    letters: int = 0
    letters_found: int = 0

    def add(self, truth: str, text: str) -> tuple[Counter, Counter]:
        true, own = words(truth), words(text)
        gone, made = Counter(true) - Counter(own), Counter(own) - Counter(true)
        self.words += len(true)
        self.missing += gone.total()
        self.spurious += made.total()
        self.moved += Levenshtein.distance(true, own)
        ours = Counter(text)
        for letter in LETTERS:
            self.letters += truth.count(letter)
            self.letters_found += min(truth.count(letter), ours[letter])
        return gone, made

    def __str__(self) -> str:
        share = 100 * self.missing / max(1, self.words)
        recall = 100 * self.letters_found / max(1, self.letters)
        return (
            f"{self.missing:4d} of {self.words} missing ({share:.2f} %), {self.spurious:3d} too "
            f"many, in order {100 * self.moved / max(1, self.words):5.2f} %, æøå {recall:.2f} %"
        )


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def documents(only: str, levels: str) -> Iterator[tuple[str, str]]:
    for row in (DEV / "index.tsv").read_text("utf-8").splitlines()[1:]:
        name, _, level, *_ = row.split("\t")
        if only in name and level in levels:
            yield name, level


def read(path: Path, recogniser: Recogniser, repairer: Repairer | None) -> str:
    pages = []
    with open_source(path) as source:
        for number in range(1, source.info.pages + 1):
            pages.append(recogniser.page(source.page(number), lambda n=number: source.image(n)))
    texts = ["\n".join(line.text for line in page.lines) for page in recogniser.together(pages)]
    return "\f".join(repairer.repair(text).text if repairer else text for text in texts)


def oracle(truth: str, *texts: str) -> str:
    """The words that any of the readings has, as often as the best of them has it."""
    best: Counter = Counter()
    for text in texts:
        best |= Counter(words(text))
    return " ".join((best & Counter(words(truth))).elements())


def accuracy(args: argparse.Namespace) -> None:
    judge = Norwegian.load()
    recogniser = Recogniser(RecogniseOptions(), judge)
    repairer = Repairer.load(judge) if args.repaired else None
    scores: dict[tuple[str, str], Score] = {}
    for name, level in documents(args.only, args.level):
        truth = (DEV / f"{name}.truth.txt").read_text("utf-8")
        texts = {kind: (DEV / f"{name}.{kind}.txt").read_text("utf-8") for kind in ("eng", "nor")}
        texts["oracle"] = oracle(truth, texts["eng"], texts["nor"])
        for kind in args.kind:
            texts[kind] = read(DEV / f"{name}.{kind}.pdf", recogniser, repairer)
        for kind, text in texts.items():
            gone, made = scores.setdefault((level, kind), Score()).add(truth, text)
            if kind in args.kind:
                print(f"{name} {kind}: {gone.total()} missing, {made.total()} too many", flush=True)
            if args.errors and kind in args.kind:
                print("   missing:", " ".join(gone.elements()))
                print("   too many:", " ".join(made.elements()))
    for (level, kind), score in sorted(scores.items()):
        half = scores[level, "nor"].missing
        print(f"{level} {kind:7s}{score}, {score.missing / max(1, half):.2f} × nor")


def speed(args: argparse.Namespace) -> None:
    """CPU of reading beside bare Tesseract (one thread) on the same images, page by page."""
    judge = Norwegian.load()
    recogniser = Recogniser(RecogniseOptions(), judge)
    ours = bare = 0.0
    folder = Path(args.scratch)
    folder.mkdir(parents=True, exist_ok=True)
    for name, level in documents(args.only, args.level):
        doc_ours = doc_bare = 0.0
        with open_source(DEV / f"{name}.scan.pdf") as source:
            for number in range(1, source.info.pages + 1):
                page, image = source.page(number), source.image(number)
                path = folder / "page.ppm"
                image.image.save(path)
                before = _cpu()
                command = ["tesseract", str(path), str(folder / "page"), "-l", "nor"]
                command += ["--dpi", str(round(image.dpi))]
                subprocess.run(
                    command, capture_output=True, check=True,
                    env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                )  # fmt: skip
                between = _cpu()
                recogniser.page(page, lambda image=image: image)
                doc_bare, doc_ours = doc_bare + between - before, doc_ours + _cpu() - between
        print(f"{name} {level}: bare {doc_bare:.1f} s, ours {doc_ours:.1f} s, "
              f"{doc_ours / doc_bare:.2f} ×", flush=True)  # fmt: skip
        ours, bare = ours + doc_ours, bare + doc_bare
    print(f"all: {ours / bare:.2f} × the CPU of bare Tesseract")


def _cpu() -> float:
    """Processor seconds of this process and its children, those at work included."""
    return usage(os.getpid()).seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--level", default="ABC")
    parser.add_argument("--kind", nargs="+", default=["scan", "legacy"])
    parser.add_argument("--repaired", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--scratch", default="/tmp/saksdoc-bench")
    args = parser.parse_args()
    (speed if args.speed else accuracy)(args)


if __name__ == "__main__":
    main()
