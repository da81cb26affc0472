"""Glyphs as Tesseract boxes them on rendered pages, with the letter that truly stands there."""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from render import LEVELS, Setter, TrueWord

from saksdoc.recognise.cutting import boxes_of
from saksdoc.recognise.hocr import SeenLine, SeenWord
from saksdoc.recognise.ink import binary
from saksdoc.recognise.options import RecogniseOptions
from saksdoc.recognise.tesseract import Tesseract, TesseractRun
from saksdoc.recognise.windows import Darkness, spot_of

NOTHING = "\x00"


def true_text(word: SeenWord, truth: list[TrueWord]) -> str:
    """The true words under a seen word, joined."""
    x0, top, x1, bottom = word.box
    found = []
    for true in truth:
        tx0, ttop, tx1, tbottom = true.box
        across = min(x1, tx1) - max(x0, tx0)
        down = min(bottom, tbottom) - max(top, ttop)
        if across > 0.6 * (tx1 - tx0) and down > 0.3 * (tbottom - ttop):
            found.append((tx0, true.text))
    return "".join(text for _, text in sorted(found))


def labels(word: SeenWord, truth: list[TrueWord]) -> list[str | None]:
    """The true letter of each glyph; None where the alignment leaves doubt."""
    seen = [glyph.text for glyph in word.glyphs]
    target = true_text(word, truth)
    if not target:
        x0, top, x1, bottom = word.box
        touched = any(
            min(x1, t.box[2]) > max(x0, t.box[0]) and min(bottom, t.box[3]) > max(top, t.box[1])
            for t in truth
        )
        return [None if touched else NOTHING] * len(seen)
    out: list[str | None] = [None] * len(seen)
    for op in Levenshtein.opcodes("".join(seen), target):
        same = op.src_end - op.src_start == op.dest_end - op.dest_start
        if op.tag == "equal" or (op.tag == "replace" and same):
            for i in range(op.src_end - op.src_start):
                out[op.src_start + i] = target[op.dest_start + i]
    if len(target) != len(seen):  # beside a gap the alignment is a guess
        for op in Levenshtein.opcodes("".join(seen), target):
            if op.tag != "equal":
                for i in range(max(0, op.src_start - 1), min(len(seen), op.src_end + 1)):
                    out[i] = None
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--height", type=float, default=5.5, help="inches of a page")
    parser.add_argument("--keep", type=Path, help="also keep pages and readings there")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    setter = Setter(args.seed, args.held_out)
    tesseract = Tesseract(RecogniseOptions(timeout=600))
    chance = random.Random(args.seed)
    for number in range(args.pages):
        level = chance.choice("ABBBCCC")
        image, truth = setter.page(level, height=args.height)
        lines = tesseract.read(image, TesseractRun("nor", 3, LEVELS[level]))
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            kept = args.keep / f"{args.seed}-{number:04d}-{level}.pkl"
            kept.write_bytes(pickle.dumps((image, truth, lines)))
        save(args.out / f"{args.seed}-{number:04d}-{level}.npz", image, lines, truth, chance)


def save(path: Path, image, lines: tuple[SeenLine, ...], truth: list[TrueWord], chance) -> None:
    spots, wanted, read, sure = [], [], [], []
    met: dict[str, int] = {}
    ink = binary(image)
    for line in lines:
        for word in line.words:
            boxes = boxes_of(word, ink)
            for glyph, box, label in zip(word.glyphs, boxes, labels(word, truth), strict=True):
                if label is None or len(glyph.text) != 1:
                    continue
                met[label] = met.get(label, 0) + 1
                # enough of the common letters; every misread one
                if (
                    label == glyph.text
                    and label.isalpha()
                    and met[label] > (80 if label in "ilt" else 25)
                ):
                    continue
                middle = (box[0] + box[2]) / 2
                spots.append(spot_of(box, line.baseline_at(middle), line.height))
                wanted.append(label)
                read.append(glyph.text)
                sure.append(glyph.confidence)
    stack = Darkness(image).windows(spots)
    np.savez_compressed(
        path, windows=(stack * 255).astype(np.uint8), wanted=np.array(wanted, dtype="U1"),
        read=np.array(read, dtype="U1"), confidence=np.array(sure, dtype=np.float32),
    )  # fmt: skip


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
