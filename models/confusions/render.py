"""Make pages whose truth is known: running text set in many fonts, spoilt, and read by Tesseract.

Usage: python models/confusions/render.py PART OUT [--pages N] [--readers eng] [--seed 1] [--balanced]

PART is ``learn`` (paragraphs the language models are trained on too) or ``held`` (paragraphs they
have never seen: thresholds and calibration come from these). Each page becomes one JSON file in
OUT: language, quality, font, and for every set paragraph line the truth, and what was read. Pages
already there are kept, so that a broken run goes on. Same seed, same pages.

Qualities are those of Norwegian archives' scans: A 300 dpi grey, B 200 dpi bilevel, C 150 dpi
bilevel with speckle.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "norwegian"))

FONT_FOLDERS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/crosextra",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/texmf/fonts/opentype/public/tex-gyre",
)
# Text faces of office documents, weighted as they are met: (regular, bold, italic, weight).
FAMILIES = (
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf", 6),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf", 6),
    ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf", 6),
    ("Caladea-Regular.ttf", "Caladea-Bold.ttf", "Caladea-Italic.ttf", 3),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", 2),
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", 1),
    ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", 1),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", 2),
    ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", 1),
    ("texgyrepagella-regular.otf", "texgyrepagella-bold.otf", "texgyrepagella-italic.otf", 2),
    ("texgyreheros-regular.otf", "texgyreheros-bold.otf", "texgyreheros-italic.otf", 2),
    ("texgyretermes-regular.otf", "texgyretermes-bold.otf", "texgyretermes-italic.otf", 2),
    ("texgyrebonum-regular.otf", "texgyrebonum-bold.otf", "texgyrebonum-italic.otf", 1),
    ("texgyreschola-regular.otf", "texgyreschola-bold.otf", "texgyreschola-italic.otf", 1),
    ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf",
     "LiberationSansNarrow-Italic.ttf", 1),
)  # fmt: skip
DPI = {"A": 300, "B": 200, "C": 150}
# Registers to take paragraphs from, nearest to case papers first, with weights.
CORPORA = {
    "nb": (("sametinget-moteboker-clean", 5), ("giella-admin-other", 4), ("regjeringen-depts", 4),
           ("sametinget-other", 2), ("lovdata-laws-regulations", 1), ("nav-letters", 1)),
    "nn": (("regjeringen-depts", 5), ("giella-facta-science", 4), ("nav-letters", 2),
           ("lovdata-laws-regulations", 2), ("skatteetaten-skattemelding", 1)),
}  # fmt: skip
LINES_A_PAGE = 48


def font_path(name: str) -> str:
    """The file of a font, looked for in Debian's font folders."""
    for folder in FONT_FOLDERS:
        path = Path(folder) / name
        if path.is_file():
            return str(path)
    raise SystemExit(f"font {name} is not here; apt install the fonts the card names")


def paragraphs(language: str, part: str, data: Path) -> dict[str, list[str]]:
    """The paragraphs of one part, by corpus."""
    from heldout import is_held_out

    wanted = part == "held"
    found: dict[str, list[str]] = {}
    for name, _ in CORPORA[language]:
        path = data / "corpora" / f"{name}.{language}.txt.xz"
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            found[name] = [
                line.strip()
                for number, line in enumerate(stream)
                if 60 < len(line) < 1500 and is_held_out(path.name, number) == wanted
            ]
    return found


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines of text no wider than ``width`` pixels."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        trial = f"{line} {word}".strip()
        if line and font.getlength(trial) > width:
            lines.append(line)
            line = word
        else:
            line = trial
    return [*lines, line] if line else lines


class PageMaker:
    """Sets one page after another from a store of paragraphs."""

    def __init__(self, store: dict[str, list[str]], language: str) -> None:
        self.store = store
        self.corpora = [(n, w) for n, w in CORPORA[language] if store[n]]

    def page(self, quality: str, rng: random.Random) -> tuple[Image.Image, list[str], str, float]:
        """An image, the truth line by line, the font's name and its size in points."""
        dpi = DPI[quality]
        family = rng.choices(FAMILIES, [f[3] for f in FAMILIES])[0]
        points = rng.choice((9.5, 10, 10.5, 11, 11, 11, 12, 12))
        size = round(points * dpi / 72)
        faces = [ImageFont.truetype(font_path(name), size) for name in family[:3]]
        margin = round(0.9 * dpi)
        width = round(8.27 * dpi)
        step = round(size * rng.uniform(1.15, 1.45))
        lines: list[tuple[str, int, int]] = []
        while len(lines) < LINES_A_PAGE:
            lines += self._block(faces, width - 2 * margin, size, rng)
        image = Image.new("L", (width, 2 * margin + step * len(lines)), 255)
        draw = ImageDraw.Draw(image)
        for row, (text, face, indent) in enumerate(lines):
            if text:
                draw.text((margin + indent, margin + row * step), text, 0, faces[face])
        truth = [text for text, _, _ in lines if text]
        return spoilt(image, quality, rng), truth, family[0], points

    def _block(
        self, faces: list[ImageFont.FreeTypeFont], width: int, size: int, rng: random.Random
    ) -> list[tuple[str, int, int]]:
        name = rng.choices([n for n, _ in self.corpora], [w for _, w in self.corpora])[0]
        text = rng.choice(self.store[name])
        face = rng.choices((0, 1, 2), (88, 8, 4))[0]
        indent = 0
        if rng.random() < 0.12:
            text = f"• {text[0].upper()}{text[1:200]}"
            text = text.rsplit(" ", 1)[0]
            indent = 2 * size
        set_lines = wrapped(text, faces[face], width - indent)
        return [(line, face, indent) for line in set_lines] + [("", 0, 0)]


def spoilt(image: Image.Image, quality: str, rng: random.Random) -> Image.Image:
    """The page as a scanner gives it."""
    noise = np.random.default_rng(rng.randrange(2**32))
    image = image.rotate(rng.uniform(-0.3, 0.3), Image.Resampling.BICUBIC, fillcolor=255)
    if quality == "A":
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.1)))
        grey = np.asarray(image, dtype=np.float32)
        grey = grey * rng.uniform(0.8, 0.95) + 25 + noise.normal(0, rng.uniform(2, 8), grey.shape)
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.6)))
    grey = np.asarray(image, dtype=np.float32) + noise.normal(0, 10, (image.height, image.width))
    ink = grey < rng.uniform(120, 175)
    if quality == "C":
        share = rng.choice((0.0005, 0.001, 0.002, 0.004))
        flecks = noise.random(ink.shape)
        ink = (ink | (flecks < share)) & ~(flecks > 1 - share)
    return Image.fromarray(np.where(ink, 0, 255).astype(np.uint8))


def read(image: Image.Image, reader: str, dpi: int) -> str:
    """What Tesseract makes of a page."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name, dpi=(dpi, dpi))
        command = ["tesseract", file.name, "-", "-l", reader, "--dpi", str(dpi)]
        result = subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    return result.stdout.decode("utf-8").replace("\f", "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", choices=("learn", "held"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=180)
    parser.add_argument("--readers", default="eng", help="comma-separated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--balanced", action="store_true", help="as many nynorsk pages as bokmål")
    parser.add_argument("--data", type=Path, default=os.environ.get("SAKSDOC_DATA"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    makers = {
        language: PageMaker(paragraphs(language, arguments.part, Path(arguments.data)), language)
        for language in CORPORA
    }
    for number in range(arguments.pages):
        if arguments.balanced:
            language, quality = ("nb", "nn")[number % 2], "ABC"[number // 2 % 3]
        else:
            language, quality = "nn" if number % 3 == 2 else "nb", "ABC"[number // 3 % 3]
        path = arguments.out / f"{arguments.part}-{number:04}-{language}-{quality}.json"
        record = json.loads(path.read_text("utf-8")) if path.exists() else {}
        missing = [reader for reader in arguments.readers.split(",") if reader not in record]
        if not missing:
            continue
        rng = random.Random(zlib.crc32(f"{arguments.seed}-{path.name}".encode()))
        image, truth, font, points = makers[language].page(quality, rng)
        record |= {"language": language, "quality": quality, "font": font, "points": points,
                   "truth": truth}  # fmt: skip
        for reader in missing:
            record[reader] = read(image, reader, DPI[quality])
        path.write_text(json.dumps(record, ensure_ascii=False, indent=0), "utf-8")


if __name__ == "__main__":
    main()
