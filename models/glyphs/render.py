"""Pages set in many fonts and spoiled like scans, with every word's text and ink box known.

Used to train the glyph reader (recipe.py) and to measure recognition (bench/reading_rendered.py).
The text comes from the corpora, sprinkled with what Norwegian Tesseract cannot write; the faces
marked as held out are never trained on.
"""

from __future__ import annotations

import io
import lzma
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LEVELS = {"A": 300, "B": 200, "C": 150}
RARE = "áÁčČđĐŋŊšŠŧŦžŽ"
_TRAINED = [
    "LiberationSans-Regular",
    "LiberationSans-Bold",
    "LiberationSans-Italic",
    "LiberationSerif-Regular",
    "LiberationSerif-Bold",
    "LiberationSerif-Italic",
    "LiberationSansNarrow-Regular",
    "Carlito-Regular",
    "Carlito-Bold",
    "Carlito-Italic",
    "DejaVuSans",
    "DejaVuSans-Bold",
    "DejaVuSansCondensed",
    "DejaVuSerif",
    "FreeSans",
    "FreeSansBold",
    "FreeSerif",
    "FreeSerifBold",
    "FreeSerifItalic",
    "P052-Roman",
    "P052-Bold",
    "NimbusSans-Regular",
    "NimbusRoman-Regular",
    "URWBookman-Light",
    "URWGothic-Book",
    "LiberationMono-Regular",
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSerif-Regular",
    "NotoSansDisplay-Regular",
    "Caladea-Regular",
]
_HELD_OUT = [
    "C059-Roman",
    "C059-Bold",
    "NimbusSansNarrow-Regular",
    "DejaVuSerif-Bold",
    "Caladea-Bold",
    "LiberationSans-BoldItalic",
    "NimbusRoman-Bold",
    "NotoSerif-Bold",
    "FreeSans",
][:8]
_FOLDERS = ("/usr/share/fonts/truetype", "/usr/share/fonts/opentype")


@dataclass(frozen=True)
class TrueWord:
    text: str
    box: tuple[float, float, float, float]  # ink, pixels of the spoiled image
    line: int
    size: float  # points


def ink_box(font, text: str, x: float, y: float) -> tuple[float, float, float, float]:
    """Around the ink of a text set at (x, y) on its baseline; Pillow's box has bearings too."""
    mask, (left, top) = font.getmask2(text, "L", anchor="ls")
    x0, y0, x1, y1 = mask.getbbox() or (0, 0, 0, 0)
    return (x + left + x0, y + top + y0, x + left + x1, y + top + y1)


@dataclass(frozen=True)
class Face:
    path: str
    letters: frozenset[str]

    def covers(self, text: str) -> bool:
        return all(letter in self.letters for letter in text)


def faces(held_out: bool) -> list[Face]:
    wanted = _HELD_OUT if held_out else _TRAINED
    found = {}
    for folder in _FOLDERS:
        for path in sorted(Path(folder).rglob("*.[to]tf")):
            if path.stem in wanted and path.stem not in found:
                codes = TTFont(path, lazy=True).getBestCmap()
                found[path.stem] = Face(str(path), frozenset(chr(code) for code in codes))
    return [found[name] for name in wanted if name in found]


def corpus_lines(seed: int, held_out: bool) -> tuple[list[str], list[str]]:
    """Paragraphs of running text, and words with Sámi letters; the two halves never meet."""
    folder = Path(os.environ["SAKSDOC_DATA"]) / "corpora"
    names = ["regjeringen-depts.nb", "regjeringen-depts.nn", "nav-letters.nb", "ndt-treebank.nn",
             "sametinget-moteboker-clean.nb", "lovtidend-2025.nb"]  # fmt: skip
    chance = random.Random(seed)
    lines: list[str] = []
    sami: set[str] = set()
    for name in names:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
            text = stream.read(4_000_000)
        paragraphs = [p for p in text.split("\n") if 60 < len(p) < 900]
        half = paragraphs[1::2] if held_out else paragraphs[0::2]
        lines += chance.sample(half, min(len(half), 1500))
        sami |= {w for w in re.findall(r"[^\W\d_]{3,}", text) if any(c in RARE for c in w)}
    chance.shuffle(lines)
    ordered = sorted(sami)
    return lines, ordered[1::2] if held_out else ordered[0::2]


_FOREIGN = [
    "allé",
    "idé",
    "kafé",
    "komité",
    "à",
    "Östersund",
    "Märta",
    "Müller",
    "naïv",
    "fête",
    "vis-à-vis",
    "Gösta",
    "Lövgren",
]


def _sprinkle(words: list[str], sami: list[str], chance: random.Random) -> list[str]:
    """Runs of the rare, about one word in four, so that a page holds plenty of each kind."""
    out: list[str] = []
    for word in words:
        roll = chance.random()
        if roll < 0.03:
            out += chance.choice([
                f"§ {chance.randint(1, 88)}", f"§{chance.randint(1, 30)}",
                f"§ {chance.randint(1, 9)}-{chance.randint(1, 9)},",
                f"§§ {chance.randint(1, 9)} og {chance.randint(10, 19)}",
                f"(§ {chance.randint(2, 40)})",
            ]).split()  # fmt: skip
        elif roll < 0.045:
            out.append("–")
        elif roll < 0.05:
            out.append("-")
        elif roll < 0.06:
            year = chance.randint(1990, 2020)
            out.append(
                chance.choice([f"{year}–{year + 3}", f"{year}-{year + 3}", f"{year - 1900}/{year}"])
            )
        elif roll < 0.085:
            quote, stop = chance.choice("’’’'"), chance.choice(",. .")
            out.append(f"{chance.randint(10, 999)}{quote}{stop}".strip())
        elif roll < 0.10:
            left, right = chance.choice(["«»", "“”", "””", '""', "‘’", "()"])
            out.append(f"{left}{word}{right}")
        elif roll < 0.107:
            out.append(chance.choice(["post@nordvik.kommune.no", "© 2011", "20 °C", "15°", "50 %",
                                      "#12",
                                      "A & B", "og/eller", "*", "1 °", "½", "3²"]))  # fmt: skip
            out[-1:] = out[-1].split()
        elif roll < 0.115:
            out.append(chance.choice(_FOREIGN))
        elif roll < 0.125:
            out.append(
                f"{chance.randint(0, 9999):,}".replace(",", chance.choice([".", " ", ","])).replace(
                    " ", "."
                )
            )
        elif roll < 0.14:
            out.append(
                f"kr {chance.randint(1, 999)} {chance.randint(0, 999):03d},-".replace("kr ", "")
            )
            out[-1:] = out[-1].split()
        elif roll < 0.15:
            out.append(word.upper())
        elif roll < 0.20 and sami:
            out.append(
                chance.choice(sami) if chance.random() < 0.9 else chance.choice(sami).upper()
            )
            if chance.random() < 0.2:
                out[-1] += chance.choice(",.;:")
        out.append(word)
    return out


def measured(words: list[str], chance: random.Random) -> list[str]:
    """Areas, volumes, degrees and halves set between the words, one in ten."""
    out: list[str] = []
    for word in words:
        out.append(word)
        if chance.random() > 0.1:
            continue
        unit = chance.choice(["m²", "m²", "m³", "m³", "km²", "m²", "m2", "m3", "m", "cm³", "mm²"])
        number, half = f"{chance.randint(1, 999)}", f"{chance.randint(1, 9)}½"
        out += chance.choice([
            f"{number} {unit}", f"{chance.randint(1, 9)} {number.zfill(3)} {unit}",
            f"{number}{unit}", f"{number} kr/{unit}", f"{number} {unit},", f"{number} {unit}.",
            f"{unit}", f"({number} {unit})", f"{number} °C", f"{number}°", f"{number}°,",
            f"{half}", "½", f"{half} meter", f"{number}%", f"{number} %",
        ]).split()  # fmt: skip
    return out


_MARKS = "••••••··▪o–––-*"


class Setter:
    """Sets one page after the other; the same seed gives the same pages."""

    def __init__(self, seed: int, held_out: bool = False) -> None:
        self.chance = random.Random(seed)
        self.faces = faces(held_out)
        self.lines, self.sami = corpus_lines(seed, held_out)

    def page(
        self, level: str, rare: bool = True, height: float = 11.69, measures: bool = False
    ) -> tuple[Image.Image, list[TrueWord]]:
        """A spoiled page and its words; ``height`` inches. ``rare`` sprinkles, else plain text;
        ``measures`` sprinkles areas and degrees.
        """
        chance = self.chance
        face = chance.choice(self.faces)
        size = chance.choice([8, 9, 10, 10.5, 11, 11, 11, 12, 12, 13])
        zoom = 300 if level == "A" else 400 if level == "B" else 300
        font = ImageFont.truetype(face.path, round(size * zoom / 72))
        page = Image.new("L", (round(8.27 * zoom), round(height * zoom)), 255)
        draw = ImageDraw.Draw(page)
        words: list[TrueWord] = []
        y, line = zoom * 0.8, 0
        step = size * zoom / 72 * chance.uniform(1.15, 1.5)
        left, right = zoom * chance.uniform(0.7, 1.2), page.width - zoom * 0.8
        ink = chance.choice([0, 0, 0, 30, 60])
        while y < page.height - zoom * 0.8:
            paragraph = chance.choice(self.lines).split()
            if rare:
                paragraph = _sprinkle(paragraph, self.sami, chance)
            if measures:
                paragraph = measured(paragraph, chance)
            paragraph = [w for w in paragraph if face.covers(w)]
            indent = 0.0
            if rare and chance.random() < 0.5:
                mark = chance.choice(_MARKS)
                if face.covers(mark):
                    box = ink_box(font, mark, left, y)
                    draw.text((left, y), mark, font=font, anchor="ls", fill=ink)
                    words.append(TrueWord(mark, box, line, size))
                    indent = size * zoom / 72 * chance.uniform(1.0, 2.0)
            x = left + indent
            space = font.getlength(" ")
            for word in paragraph[: chance.randint(12, 40)]:
                width = font.getlength(word)
                if x + width > right:
                    x, y, line = left + indent, y + step, line + 1
                    if y >= page.height - zoom * 0.8:
                        break
                words.append(TrueWord(word, ink_box(font, word, x, y), line, size))
                draw.text((x, y), word, font=font, anchor="ls", fill=ink)
                x += width + space
            y, line = y + step * chance.uniform(1, 1.6), line + 1
        return _spoil(page, words, level, zoom, chance)


def _spoil(page, words, level, zoom, chance):
    dpi = LEVELS[level]
    angle = chance.uniform(-0.6, 0.6)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    factor = dpi / zoom
    centre = (page.width / 2, page.height / 2)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    moved = []
    for word in words:
        x0, top, x1, bottom = word.box
        dx, dy = (x0 + x1) / 2 - centre[0], (top + bottom) / 2 - centre[1]
        cx, cy = centre[0] + cos * dx + sin * dy, centre[1] - sin * dx + cos * dy
        w, h = (x1 - x0) / 2, (bottom - top) / 2
        box = tuple(factor * v for v in (cx - w, cy - h, cx + w, cy + h))
        moved.append(TrueWord(word.text, box, word.line, word.size))
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8) / factor))
    small = blurred.resize(
        (round(page.width * factor), round(page.height * factor)), Image.Resampling.BOX
    )
    grey = np.asarray(small, dtype=np.float32)
    noise = np.random.default_rng(chance.randrange(2**32))
    if level == "A":
        spoiled = grey * chance.uniform(0.85, 0.97) + noise.normal(
            0, chance.uniform(2, 8), grey.shape
        )
        image = Image.fromarray(np.clip(spoiled, 0, 255).astype(np.uint8))
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=chance.randint(45, 80))
        return Image.open(stream).convert("L"), moved
    limit = chance.uniform(125, 180)
    spoiled = grey + noise.normal(0, chance.uniform(5, 16), grey.shape)
    bits = spoiled > limit
    if level == "C":
        speck = chance.choice([0, 0.0003, 0.001])
        bits ^= noise.random(bits.shape) < speck
    return Image.fromarray(bits), moved
