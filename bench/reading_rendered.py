"""Signs, letters and boxes on pages whose every word is known.

    python bench/reading_rendered.py --pages 30           # held-out faces, levels A B C in turn
    python bench/reading_rendered.py --from DIR           # pages kept by models/glyphs/samples.py

Prints, for § bullets dashes quotes and Sámi letters: how many of the true ones came out, how many
came out where there are none (a 10,000 words), and how well the words' boxes lie on their ink.
Needs SAKSDOC_DATA.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "models" / "glyphs"))

from render import LEVELS, Setter, TrueWord

from saksdoc.language import Norwegian
from saksdoc.model import PageFacts, PageImage, ScanPage, Word
from saksdoc.recognise import RecogniseOptions, Recogniser

CLASSES = {
    "§": "§", "bullet": "•·▪", "dash": "–", "apostrophe": "’", "quotes": "”“", "@": "@", "©°": "©°", "²³": "²³", "½": "½",
    "á": "áÁ", "č": "čČ", "đ": "đĐ", "ŋ": "ŋŊ", "š": "šŠ", "ŧ": "ŧŦ", "ž": "žŽ", "äöé": "äöéÖ",
    "æøå": "æøåÆØÅ", "iIl1": "iIl1", "comma": ",", "stop": ".",
}  # fmt: skip


class Tally:
    def __init__(self) -> None:
        self.true: Counter = Counter()
        self.found: Counter = Counter()
        self.false: Counter = Counter()
        self.wrong: defaultdict = defaultdict(Counter)
        self.words = self.right = 0
        self.ious: list[float] = []

    def page(self, truth: list[TrueWord], words: list[tuple[str, tuple]]) -> None:
        shelves = defaultdict(list)
        for text, box in words:
            for shelf in range(int(box[1] // 40), int(box[3] // 40) + 1):
                shelves[shelf].append((text, box))
        for true in truth:
            near = {pair for shelf in range(int(true.box[1] // 40), int(true.box[3] // 40) + 1)
                    for pair in shelves[shelf]}  # fmt: skip
            over = sorted((p for p in near if _over(p[1], true.box)), key=lambda p: p[1][0])
            text = "".join(text for text, _ in over)
            self.words += 1
            self.right += text == true.text
            if over:
                self.ious.append(max(_iou(box, true.box) for _, box in over))
            else:
                self.ious.append(0.0)
            for name, letters in CLASSES.items():
                there = sum(letter in letters for letter in true.text)
                same = sum(min(true.text.count(c), text.count(c)) for c in set(letters))
                if name == "bullet":  # a round dot is a bullet in any of its sizes
                    same = min(there, sum(c in letters for c in text))
                self.true[name] += there
                self.found[name] += same
                if there > same:
                    self.wrong[name][f"{true.text}>{text}"] += 1
        self._false(truth, words)

    def _false(self, truth: list[TrueWord], words: list[tuple[str, tuple]]) -> None:
        """Signs in words under which no true word has them; words may be parted otherwise."""
        shelves = defaultdict(list)
        for true in truth:
            for shelf in range(int(true.box[1] // 40), int(true.box[3] // 40) + 1):
                shelves[shelf].append(true)
        for text, box in words:
            near = {true for shelf in range(int(box[1] // 40), int(box[3] // 40) + 1)
                    for true in shelves[shelf] if _meet(true.box, box)}  # fmt: skip
            under = "".join(true.text for true in sorted(near, key=lambda t: t.box[0]))
            for name, letters in CLASSES.items():
                there = sum(c in letters for c in under)
                extra = sum(c in letters for c in text) - there
                if extra > 0:
                    self.false[name] += extra
                    self.wrong[name][f"{under}>>{text}"] += 1

    def show(self, errors: int) -> None:
        print(f"words {self.words}, right {100 * self.right / self.words:.2f} %")
        good = sum(iou >= 0.6 for iou in self.ious)
        print(f"boxes with IoU 0.6 or more: {100 * good / len(self.ious):.1f} %")
        for name in CLASSES:
            true, found = self.true[name], self.found[name]
            false = 10_000 * self.false[name] / self.words
            recall = 100 * found / max(1, true)
            print(f"{name:10s} {found:5d} of {true:5d} = {recall:5.1f} %, "
                  f"false {false:.1f} a 10,000",
                  " ".join(w for w, _ in self.wrong[name].most_common(errors)))  # fmt: skip


def _over(box: tuple, other: tuple) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 0.5 * min(box[2] - box[0], other[2] - other[0]) and down > 0


def _meet(box: tuple, other: tuple) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 1 and down > -6  # a dash is thin, and its box a guess


def _iou(box: tuple, other: tuple) -> float:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    both = across * down
    area = (box[2] - box[0]) * (box[3] - box[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return both / (area - both)


def pages(args: argparse.Namespace) -> Iterator[tuple[str, object, list[TrueWord]]]:
    if args.kept:
        for path in sorted(args.kept.glob("*.pkl")):
            image, truth, _ = pickle.loads(path.read_bytes())
            yield path.stem[-1], image, truth
        return
    setter = Setter(args.seed, held_out=not args.trained)
    for number in range(args.pages):
        level = "ABC"[number % 3]
        yield level, *setter.page(level, rare=not args.plain, measures=args.measures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--pages", type=int, default=30, help="30 hold 200 § and bullets, 10,000 words"
    )
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--from", dest="kept", type=Path)
    parser.add_argument("--trained", action="store_true", help="the faces trained on")
    parser.add_argument("--plain", action="store_true", help="running text without rare signs")
    parser.add_argument("--measures", action="store_true", help="with areas, degrees and halves")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    recogniser = Recogniser(RecogniseOptions(), Norwegian.load())
    tallies: defaultdict = defaultdict(Tally)
    for level, image, truth in pages(args):
        dpi = LEVELS[level]
        scale = dpi / 72
        facts = PageFacts(image_share=1.0, single_image=True)
        page = ScanPage(1, image.width / scale, image.height / scale, facts=facts)
        raster = PageImage(image, scale, scale, dpi, rendered=False)
        read = recogniser.page(page, lambda raster=raster: raster)
        words = [pixels(word, scale) for line in read.lines for word in line.words]
        for name in (level, "all"):
            tallies[name].page(truth, words)
    for name, tally in sorted(tallies.items()):
        print(f"== {name}")
        tally.show(args.errors if name == "all" else 0)


def pixels(word: Word, scale: float) -> tuple[str, tuple]:
    box = word.box
    return word.text, (box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


if __name__ == "__main__":
    main()
