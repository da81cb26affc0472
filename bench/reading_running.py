"""Running feet too faint to be read on any one page: read from all pages of a document together.

    python bench/reading_running.py --documents 12 --pages 4

Sets documents whose body is black and whose foot is grey, so that black-and-white scanning leaves
fragments of it; prints how many of the feet's words came out, and how many came out that do not
stand there: page by page, and together (`Recogniser.together`). Text is drawn from the corpora at
run time. Needs SAKSDOC_DATA.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(Path(__file__).parent.parent / "models" / "glyphs"))

from render import LEVELS, corpus_lines, faces

from saksdoc.language import Norwegian
from saksdoc.model import PageFacts, PageImage, ReadPage, ScanPage
from saksdoc.recognise import RecogniseOptions, Recogniser

_ZOOM = 2
"""Pages are set at so many times the resolution they are scanned at."""


class Document:
    """One document: a face, a grey, a foot."""

    def __init__(self, seed: int, level: str, pages: int) -> None:
        self.chance = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.level, self.pages = level, pages
        self.dpi = LEVELS[level]
        lines, _ = corpus_lines(seed, held_out=True)
        self.face = self.chance.choice(faces(held_out=bool(seed % 2)))
        self.bodies = [[w for w in line.split() if self.face.covers(w)] for line in lines]
        words = [w for line in self.bodies[:40] for w in line if w.isalpha()]
        start = self.chance.randrange(len(words) - 8)
        self.words = words[start : start + self.chance.randint(3, 7)]
        self.size = self.chance.choice([8, 8.5, 9, 10])
        self.first, self.total = self.chance.randint(1, 60), self.chance.randint(61, 130)
        self.numbered = self.chance.choice(["Side {} av {}", "Side {}", "{}/{}", ""])
        self.ruled = self.chance.random() < 0.5
        self.limit = self.chance.uniform(125, 165)
        self.grey = round(self.limit + self.chance.uniform(-16, 4))
        self.sharp = self.chance.uniform(0.3, 0.6)

    def page(self, number: int) -> tuple[Image.Image, str]:
        """A spoiled page, and the foot that stands on it."""
        scale = self.dpi * _ZOOM / 72
        page = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
        draw = ImageDraw.Draw(page)
        self._body(draw, scale)
        font = ImageFont.truetype(self.face.path, round(self.size * scale))
        left, base = " ".join(self.words), 800 * scale
        right = self.numbered.format(self.first + number, self.total)
        draw.text((70 * scale, base), left, font=font, anchor="ls", fill=self.grey)
        draw.text((525 * scale, base), right, font=font, anchor="rs", fill=self.grey)
        if self.ruled:
            at = base - 1.1 * self.size * scale
            draw.line((60 * scale, at, 535 * scale, at), fill=self.grey, width=round(0.7 * scale))
        return self._spoiled(page), f"{left} {right}".strip()

    def _body(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        font = ImageFont.truetype(self.face.path, round(11 * scale))
        y = 80.0
        while y < self.chance.choice([400, 700, 740]):
            words = self.chance.choice(self.bodies)[:12]
            draw.text((70 * scale, y * scale), " ".join(words)[:85], font=font, anchor="ls", fill=0)
            y += 15

    def _spoiled(self, page: Image.Image) -> Image.Image:
        chance = self.chance
        page = page.rotate(chance.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
        page = page.transform(
            page.size, Image.Transform.AFFINE,
            (1, 0, chance.uniform(-6, 6) * _ZOOM, 0, 1, chance.uniform(-6, 6) * _ZOOM),
            fillcolor=255,
        )  # fmt: skip
        page = page.filter(ImageFilter.GaussianBlur(self.sharp * _ZOOM))
        small = page.resize((page.width // _ZOOM, page.height // _ZOOM), Image.Resampling.BOX)
        grey = np.asarray(small, dtype=np.float32)
        bits = grey + self.noise.normal(0, 14, grey.shape) > self.limit
        if self.level == "C":
            bits ^= self.noise.random(bits.shape) < 0.0003
        return Image.fromarray(bits).convert("L")


def found(pages: tuple[ReadPage, ...], feet: list[str]) -> tuple[Counter, str]:
    """Words of the feet that came out, that were missed, and that were made up."""
    tally: Counter = Counter()
    shown = ""
    for page, foot in zip(pages, feet, strict=True):
        low = [w for line in page.lines for w in line.words if w.box and w.box.top > 785]
        own, true = Counter(w.text for w in low), Counter(foot.split())
        tally["true"] += true.total()
        tally["found"] += (own & true).total()
        tally["false"] += (own - true).total()
        shown = shown or " ".join(w.text for w in low)
    return tally, shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", default="BC")
    args = parser.parse_args()
    judge = Norwegian.load()
    sums: dict[str, Counter] = {}
    for seed in range(args.seed, args.seed + args.documents):
        document = Document(seed, args.level[seed % len(args.level)], args.pages)
        recogniser = Recogniser(RecogniseOptions(), judge)
        scale = document.dpi / 72
        pages, feet = [], []
        for number in range(1, args.pages + 1):
            image, foot = document.page(number)
            page = ScanPage(number, image.width / scale, image.height / scale,
                            facts=PageFacts(image_share=1.0, single_image=True))  # fmt: skip
            raster = PageImage(image, scale, scale, document.dpi, rendered=False)
            pages.append(recogniser.page(page, lambda raster=raster: raster))
            feet.append(foot)
        for name, read in (
            ("each", tuple(pages)),
            ("together", recogniser.together(tuple(pages))),
        ):
            tally, shown = found(read, feet)
            sums.setdefault(f"{document.level} {name}", Counter()).update(tally)
            print(f"{seed} {document.level} grey {document.grey} {name:9s}{dict(tally)}  "
                  f"{feet[0]!r}: {shown!r}", flush=True)  # fmt: skip
    for name, tally in sorted(sums.items()):
        share = 100 * tally["found"] / tally["true"]
        print(f"{name:12s}{share:5.1f} % of {tally['true']}, {tally['false']} too many")


if __name__ == "__main__":
    main()
