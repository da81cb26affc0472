"""Training glyphs cut from single rendered lines: many fonts, three kinds of spoiling.

Cheaper than reading whole pages with Tesseract, and every letter's truth is certain. The boxes are
jittered as Tesseract's are. `python lines.py OUT.npz --lines 8000`.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from render import LEVELS, Face, _sprinkle, corpus_lines, faces, ink_box, measured

from saksdoc.recognise.ink import binary
from saksdoc.recognise.windows import Darkness, Spot

_PICK = 22
_COMMON = frozenset("abdefghjkmnoprsuvyABDEFGHJKLMNOPRSTUV0234567tlri")
_MARKED = {
    "a": "áäà", "A": "ÁÄ", "c": "č", "C": "Č", "d": "đ", "D": "Đ", "n": "ŋ", "N": "Ŋ", "s": "š",
    "S": "Š", "t": "ŧ", "T": "Ŧ", "z": "ž", "Z": "Ž", "o": "öóò", "O": "Ö", "u": "ü", "e": "éèê",
    "v": "z", "i": "ï",
}  # fmt: skip
_SELDOM = "ččžžđđŋšŧáäczcz"


class LineSetter:
    def __init__(self, seed: int, held_out: bool) -> None:
        self.chance = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.faces = faces(held_out)
        self.texts, self.sami = corpus_lines(seed, held_out)
        self.fonts: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}

    def text(self, face: Face) -> str:
        words = self.chance.choice(self.texts).split()
        start = self.chance.randrange(max(1, len(words) - 8))
        words = _sprinkle(words[start : start + 8], self.sami, self.chance)[:12]
        if self.chance.random() < 0.3:
            words = measured(words, self.chance)[:14]
        words = [self._quoted(word) for word in words]
        if self.chance.random() < 0.45:  # a bullet, further from its text or nearer
            mark = self.chance.choice("•••••···▪▪o–-*")
            words.insert(0, mark + " " * self.chance.choice([0, 0, 1, 2, 3]))
        marked = [self._marked(w) for w in words]
        return " ".join(w for w in marked if face.covers(w))

    def _quoted(self, word: str) -> str:
        """Now and then an apostrophe or quotes, straight and typeset by turns."""
        roll = self.chance.random()
        if not word[-1].isalnum() or roll > 0.15:
            return word
        if roll > 0.12:
            return word + self.chance.choice("???!!+=:;,.")
        if roll > 0.06:
            left, right = self.chance.choice(["“”", "““", "””", '""', "„“", "''", "‘’", "«»", "»«"])
            return f"{left}{word}{right}" + self.chance.choice(["", "", ".", ","])
        mark = self.chance.choice("’’'‘´\"”")
        return word + mark + self.chance.choice(["", "", "s", "er", ".", ","])

    def _marked(self, word: str) -> str:
        """Now and then a letter gets a mark: rare letters must not hang on a few words."""
        if self.chance.random() < 0.08 and word.isalpha():
            at = self.chance.randrange(len(word))
            other = self.chance.choice(_SELDOM)
            return word[:at] + (other.upper() if word[at].isupper() else other) + word[at + 1 :]
        places = [i for i, c in enumerate(word) if c in _MARKED]
        if not places or self.chance.random() > 0.2:
            return word
        at = self.chance.choice(places)
        return word[:at] + self.chance.choice(_MARKED[word[at]]) + word[at + 1 :]

    def sample(self) -> tuple[np.ndarray, list[str]]:
        chance = self.chance
        face, level = chance.choice(self.faces), chance.choice("ABBBCCC")
        text = self.text(face)
        dpi = LEVELS[level]
        size = chance.choice([8, 9, 10, 10, 11, 11, 11, 12, 12, 13, 14, 16])
        factor = 1 if level == "A" else 2
        em = max(8, round(size * dpi * factor / 72 + chance.uniform(-1, 1)))
        font = self.fonts.setdefault((face.path, em), ImageFont.truetype(face.path, em))
        pad = em
        width = int(font.getlength(text)) + 2 * pad
        page = Image.new("L", (width, 4 * em), 255)
        draw = ImageDraw.Draw(page)
        y = 2 * em + chance.uniform(-1, 1)
        ink = chance.choice([0, 0, 0, 30, 70])
        draw.text((pad, y), text, font=font, anchor="ls", fill=ink)
        if chance.random() < 0.15:  # a neighbour line, a rule under or over
            draw.text((pad, y + 1.2 * em), text[::-1], font=font, anchor="ls", fill=ink)
            draw.text((pad, y - 1.2 * em), text[::-1], font=font, anchor="ls", fill=ink)
        if chance.random() < 0.05:
            at = y + chance.choice([0.3, -1.05]) * em
            draw.line((0, at, width, at), fill=ink, width=max(1, em // 16))
        image = self.spoil(page, level, factor, dpi)
        spots, letters = self.spots(text, font, pad, y, factor)
        ink = binary(image)
        spots = [self._on_ink(spot, ink) if chance.random() < 0.7 else spot for spot in spots]
        if level != "A" and chance.random() < 0.4:
            height = spots[0].height if spots else em / factor
            image, dirt = self.dirt(image, y / factor, height, pad / factor)
            spots.append(dirt)
            letters.append("")
        return Darkness(image).windows(spots), letters

    def _on_ink(self, spot: Spot, ink: np.ndarray) -> Spot:
        """The box as the ink gives it: without what the scan has lost, with what hangs on to it."""
        reach = self.chance.choice([0, 0, 1])
        x0, top = max(0, round(spot.box[0]) - reach), max(0, round(spot.box[1]) - 1 - reach)
        x1, bottom = round(spot.box[2]) + reach, round(spot.box[3]) + 1 + reach
        rows, columns = np.nonzero(ink[top:bottom, x0:x1])
        if not len(rows):
            return spot
        box = (x0 + int(columns.min()), top + int(rows.min()),
               x0 + int(columns.max()) + 1, top + int(rows.max()) + 1)  # fmt: skip
        return Spot(box, spot.baseline, spot.height)

    def dirt(
        self, image: Image.Image, base: float, height: float, start: float
    ) -> tuple[Image.Image, Spot]:
        """A blot of a few pixels before a black-and-white line, boxed by its ink as a bullet is."""
        bits = np.array(image)
        size = self.chance.choice([1, 2, 2, 2, 3, 3, 4])
        blot = self.noise.random((size, size)) < self.chance.uniform(0.4, 0.9)
        blot[self.chance.randrange(size), self.chance.randrange(size)] = True
        left = round(start - self.chance.uniform(0.3, 0.9) * height)
        top = round(base - self.chance.uniform(0.0, 0.75) * height)
        left, top = max(0, left), max(0, top)
        bits[top : top + size, left : left + size] &= ~blot
        rows, columns = np.nonzero(blot)
        box = (left + int(columns.min()), top + int(rows.min()),
               left + int(columns.max()) + 1, top + int(rows.max()) + 1)  # fmt: skip
        return Image.fromarray(bits), Spot(box, base, height)

    def spoil(self, page: Image.Image, level: str, factor: int, dpi: int) -> Image.Image:
        chance = self.chance
        if chance.random() < 0.5:
            page = page.rotate(chance.uniform(-0.4, 0.4), Image.Resampling.BILINEAR, fillcolor=255)
        page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8) * factor))
        if factor > 1:
            page = page.resize((page.width // factor, page.height // factor), Image.Resampling.BOX)
        grey = np.asarray(page, dtype=np.float32)
        if level == "A":
            grey = grey + self.noise.normal(0, chance.uniform(2, 8), grey.shape)
            return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
        noisy = grey + self.noise.normal(0, chance.uniform(5, 22), grey.shape)
        bits = noisy > chance.choice([chance.uniform(115, 195), chance.uniform(70, 130)])
        if level == "C":
            bits ^= self.noise.random(bits.shape) < chance.choice([0, 0, 0.0005, 0.002, 0.004])
        return Image.fromarray(bits)

    def spots(self, text, font, pad, y, factor) -> tuple[list[Spot], list[str]]:
        chance = self.chance
        places = [i for i, c in enumerate(text) if c != " "]
        rare = [i for i in places if text[i] not in _COMMON]
        chance.shuffle(rare)
        chance.shuffle(places)
        picked = list(dict.fromkeys(rare[: _PICK - 5] + places[:5]))
        tall = font.getbbox("d", anchor="ls"), font.getbbox("p", anchor="ls")
        height = (tall[1][3] - tall[0][1]) / factor * chance.uniform(0.96, 1.14)
        spots, letters = [], []
        for i in picked:
            x = pad + font.getlength(text[: i + 1]) - font.getlength(text[i])
            box = [v / factor for v in ink_box(font, text[i], x, y)]
            slack = 0.12 * height if chance.random() < 0.12 else 0.03 * height + 0.5
            box = [v + chance.uniform(-slack, slack) for v in box]
            drift = chance.uniform(-1, 1) * (0.02 * height + 0.5)
            spots.append(Spot((box[0], box[1], box[2], box[3]), y / factor + drift, height))
            letters.append(text[i])
        gaps = [i for i, c in enumerate(text) if c == " "]
        if gaps and chance.random() < 0.3:  # dirt, read as if it were a letter
            x = (
                pad + font.getlength(text[: chance.choice(gaps)]) + font.getlength(" ") / 2
            ) / factor
            wide, high = chance.uniform(1, 5), chance.uniform(1, 5)
            top = y / factor - chance.uniform(0, 0.8) * height
            spots.append(Spot((x - wide / 2, top, x + wide / 2, top + high), y / factor, height))
            letters.append("")
        return spots, letters


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--lines", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--held-out", action="store_true")
    args = parser.parse_args()
    setter = LineSetter(args.seed, args.held_out)
    windows, wanted = [], []
    for _ in range(args.lines):
        stack, letters = setter.sample()
        windows.append((stack * 255).astype(np.uint8))
        wanted += letters
    args.out.parent.mkdir(parents=True, exist_ok=True)
    letters = np.array(wanted, dtype="U1")
    np.savez_compressed(args.out, windows=np.concatenate(windows), wanted=letters)


if __name__ == "__main__":
    main()
