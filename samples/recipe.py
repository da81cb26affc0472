"""Makes the samples: papers written for this project, set in type, printed, scanned and misread.

Everything in them is invented: no such municipality, county, firm or person exists. The sources in
``source/`` are set on A4 pages (PDF), drawn as a scanner would see them (grey or bilevel, skewed,
speckled), and put into PDFs with or without the text layer of an English-only reader: these are
the ``documents/``. In ``truth/`` lies ``NAME.txt``, what is printed, line by line, pages ended by
a form feed; and ``NAME.json`` (written by hand, not made here), what a reader should understand.

Run ``python samples/recipe.py``; it needs the development extras, the Liberation fonts (Debian:
fonts-liberation) and Tesseract with ``eng``. The same versions of these give the same files.
"""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageFilter

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/liberation")
DATE = datetime(2024, 6, 1, tzinfo=UTC)
WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 72.0, 66.0, 84.0, 770.0
COLUMNS = {2: (0.0, 130.0), 3: (0.0, 130.0, 330.0)}


@dataclass(frozen=True)
class Look:
    """How a paper is set: font family (a Liberation face), size in points, line pitch."""

    family: str = "Serif"
    size: float = 11.5
    pitch: float = 1.32


@dataclass(frozen=True)
class Scan:
    """How a page is scanned: resolution, bilevel or grey, degrees of skew, dirt and seed."""

    dpi: int = 300
    bilevel: bool = False
    skew: float = 0.0
    noise: float = 4.0
    speckle: float = 0.0
    blur: float = 0.6
    quality: int = 32
    seed: int = 1


class Setter:
    """Sets a source in type, and keeps what it printed."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(DATE)
        self.pdf.set_producer("Tindvik skrivestue")
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.pdf.add_font("T", style, FONTS / f"Liberation{look.family}-{name}.ttf")
        self.pages: list[list[str]] = []
        self.head = self.foot = ""
        self.y = TOP

    def page(self) -> None:
        self.pdf.add_page()
        self.pages.append([])
        self.y = TOP

    def line(self, text: str, x: float = LEFT, bold: bool = False, size: float = 0.0) -> None:
        size = size or self.look.size
        if self.y > BOTTOM:
            self.page()
        self._draw(text, x, self.y, bold, size)
        self.pages[-1].append(text)
        self.y += size * self.look.pitch

    def row(self, cells: list[str]) -> None:
        if self.y > BOTTOM:
            self.page()
        for offset, cell in zip(COLUMNS[len(cells)], cells, strict=True):
            self._draw(cell, LEFT + offset, self.y, False, self.look.size)
        self.pages[-1].append(" ".join(cell for cell in cells if cell))
        self.y += self.look.size * self.look.pitch

    def paragraph(self, text: str, indent: float = 0.0, mark: str = "", **how: object) -> None:
        size = float(how.get("size", 0.0) or self.look.size)  # type: ignore[arg-type]
        bold = bool(how.get("bold"))
        lines = self._wrapped(text, WIDTH - LEFT - RIGHT - indent, bold, size)
        for number, line in enumerate(lines):
            if mark and number == 0:
                if self.y > BOTTOM:
                    self.page()
                self._draw(mark, LEFT, self.y, bold, size)
                before = len(self.pages[-1])
                self.line(line, LEFT + indent, bold, size)
                self.pages[-1][before] = f"{mark} {line}"
            else:
                self.line(line, LEFT + indent, bold, size)

    def space(self, share: float = 0.6) -> None:
        self.y += self.look.size * share

    def done(self) -> tuple[bytes, str]:
        """The PDF and the printed text; heads and feet come in now that the pages are known."""
        total = len(self.pages)
        for number, lines in enumerate(self.pages, start=1):
            self.pdf.page = number
            for text, y, at in ((self.head, 44.0, 0), (self.foot, 806.0, len(lines) + 1)):
                if text:
                    shown = text.format(n=number, N=total)
                    self._draw(shown, LEFT, y, False, self.look.size * 0.8)
                    lines.insert(at, shown)
        self.pdf.page = total
        printed = "".join("\n".join(lines) + "\n\f" for lines in self.pages)
        return bytes(self.pdf.output()), _joined(printed)

    def _draw(self, text: str, x: float, y: float, bold: bool, size: float) -> None:
        self.pdf.set_font("T", "B" if bold else "", size)
        self.pdf.text(x, y, text)

    def _wrapped(self, text: str, width: float, bold: bool, size: float) -> list[str]:
        """Lines no wider than ``width``; ``~`` is where a word may be hyphenated."""
        self.pdf.set_font("T", "B" if bold else "", size)
        lines, line = [], ""
        for word in text.split():
            candidate = f"{line} {word}".strip()
            if self.pdf.get_string_width(candidate.replace("~", "")) <= width:
                line = candidate
                continue
            first, tilde, rest = word.partition("~")
            fits = self.pdf.get_string_width(f"{line} {first}-".replace("~", "")) <= width
            if tilde and fits:
                lines.append(f"{line} {first}-")
                line = rest
            else:
                lines.append(line)
                line = word
        return [one.replace("~", "") for one in [*lines, line] if one]


def _joined(printed: str) -> str:
    """The truth joins the words that were hyphenated; the whole word ends its first line."""
    return re.sub(r"(\w)-\n(\w\S*)[ \n]?", _JoinIfBroken(), printed)


class _JoinIfBroken:
    """A hyphen at a line's end in these sources is always the typesetter's."""

    def __call__(self, match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}\n"


def set_in_type(source: str, look: Look) -> tuple[bytes, str]:
    """The PDF of a source, and what it says line by line."""
    setter = Setter(look)
    setter.page()
    for line in source.splitlines():
        kind, _, rest = line.partition(" ")
        numbered = re.match(r"(\d+\.) (.*)", line)
        if kind == "%head":
            setter.head = rest
        elif kind == "%foot":
            setter.foot = rest
        elif kind == "%page":
            setter.page()
        elif not line.strip():
            setter.space()
        elif kind == "#":
            setter.paragraph(rest, bold=True, size=look.size * 1.3)
            setter.space(0.3)
        elif kind == "##":
            setter.space(0.2)
            setter.paragraph(rest, bold=True, size=look.size * 1.08)
        elif line.startswith("|"):
            setter.row([cell.strip() for cell in line[1:].split("|")])
        elif kind in ("-", "•"):
            setter.paragraph(rest, indent=14.0, mark=kind)
        elif numbered:
            setter.paragraph(numbered[2], indent=18.0, mark=numbered[1])
        else:
            setter.paragraph(line)
    return setter.done()


def scanned(pdf: bytes, scan: Scan) -> list[bytes]:
    """Each page as a scanner sees it: JPEG (grey) or TIFF with fax compression (bilevel)."""
    rng = np.random.default_rng(scan.seed)
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            drawn = document[number].render(scale=scan.dpi / 72, grayscale=True).to_pil()
            pages.append(_degraded(drawn.convert("L"), scan, rng))
    return pages


def _degraded(page: Image.Image, scan: Scan, rng: np.random.Generator) -> bytes:
    page = page.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(scan.blur * scan.dpi / 300))
    pixels = np.asarray(page, dtype=np.float32)
    pixels = 238 - (255 - pixels) * 0.82 + rng.normal(0, scan.noise, pixels.shape)
    if scan.speckle:
        pixels = np.where(rng.random(pixels.shape) < scan.speckle, 20, pixels)
        pixels = np.where(rng.random(pixels.shape) < scan.speckle, 245, pixels)
    grey = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    dpi = (scan.dpi, scan.dpi)
    if scan.bilevel:
        black = grey.point(lambda value: 255 if value > 150 else 0).convert("1")
        black.save(out, "TIFF", compression="group4", dpi=dpi)
    else:
        grey.save(out, "JPEG", quality=scan.quality, dpi=dpi)
    return out.getvalue()


def bound(pages: list[bytes]) -> bytes:
    """A PDF with nothing but the images."""
    made = img2pdf.convert(pages, creationdate=DATE, moddate=DATE, producer="")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        del pdf.trailer.ID  # a random one
        pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def with_english_layer(pages: list[bytes], work: Path) -> bytes:
    """The images over what Tesseract reads when it knows English only."""
    names = []
    for number, page in enumerate(pages):
        name = work / f".page{number}.jpg"
        name.write_bytes(page)
        names.append(name)
    listing = work / ".pages.txt"
    listing.write_text("\n".join(str(name) for name in names), "utf-8")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "SOURCE_DATE_EPOCH": "1717200000"}
    subprocess.run(
        ["tesseract", str(listing), str(work / ".legacy"), "-l", "eng", "pdf"],
        check=True, capture_output=True, env=environment,
    )  # fmt: skip
    made = (work / ".legacy.pdf").read_bytes()
    for name in [*names, listing, work / ".legacy.pdf"]:
        name.unlink()
    return re.sub(rb"/CreationDate \(D:\d{14}", b"/CreationDate (D:20240601000000", made)


def damaged(text: str, seed: int) -> str:
    """A text as English-only readers of the 1990s left it: most of æ, ø and å gone."""
    rng = random.Random(seed)
    losses = {
        "å": ["a"] * 18 + ["4", "&"],
        "ø": ["o", "o", "g", "g", "a", "e", "@"],
        "æ": ["e"] * 5 + ["ze"],
        "Å": ["A"],
        "Ø": ["O", "@"],
        "Æ": ["E"],
    }
    return "".join(rng.choice(losses.get(char, [char])) for char in text)


def main() -> None:
    """Make every sample anew."""
    for folder in ("documents", "truth"):
        (HERE / folder).mkdir(exist_ok=True)

    def source(name: str) -> str:
        return (HERE / "source" / f"{name}.txt").read_text("utf-8")

    def keep(name: str, sample: bytes, printed: str) -> None:
        (HERE / "documents" / name).write_bytes(sample)
        (HERE / "truth" / f"{name.rsplit('.', 1)[0]}.txt").write_text(printed, "utf-8")

    pdf, printed = set_in_type(source("saksframlegg-nb"), Look())
    pages = scanned(pdf, Scan(skew=0.3, seed=11))
    keep("saksframlegg-nb.scan.pdf", bound(pages), printed)
    keep("saksframlegg-nb.legacy.pdf", with_english_layer(pages, HERE), printed)

    pdf, printed = set_in_type(source("saksframlegg-nn"), Look("Sans", 10.5))
    pages = scanned(pdf, Scan(skew=-0.4, noise=6.0, seed=12))
    keep("saksframlegg-nn.scan.pdf", bound(pages), printed)

    pdf, printed = set_in_type(source("motepakke"), Look())
    pages = scanned(pdf, Scan(dpi=200, bilevel=True, skew=0.2, noise=10.0, seed=13))
    keep("motepakke.scan.pdf", bound(pages), printed)

    pdf, printed = set_in_type(source("reguleringsplan"), Look("Sans", 10.5))
    keep("reguleringsplan.pdf", pdf, printed)

    pdf, printed = set_in_type(source("faks"), Look())
    fax = Scan(dpi=150, bilevel=True, skew=0.9, noise=26.0, speckle=0.0015, blur=1.0, seed=14)
    keep("faks.scan.pdf", bound(scanned(pdf, fax)), printed)

    text = source("skadet")
    keep("skadet.txt", damaged(text, 15).encode(), text)


if __name__ == "__main__":
    main()
