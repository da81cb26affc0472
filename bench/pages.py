"""Pages a second and memory in long and in many documents, made here: text, text layers, scans.

    python bench/pages.py --kind text layer --documents 40 --pages 20 --jobs 2     # how fast
    python bench/pages.py --kind text scan --pages 50 200 1000                     # memory is flat

``text`` pages are born digital; ``layer`` pages are a scan under its own good text; ``scan`` pages
are the image alone, a short page so that a thousand are read in minutes. Everything goes through
``saksdoc clean``. Memory is that of the largest process, as the system remembers it. The words are
invented. Needs the font DejaVu Sans (Debian: fonts-dejavu-core), and no data.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont

KINDS = ("text", "layer", "scan")
DPI = 300
SIZES = {"text": (595, 842), "layer": (595, 842), "scan": (210, 298)}
"""Points: A4, and A7 for scans."""
SENTENCES = (
    "Kommunedirektøren viser til søknaden fra {place} vel om tilskudd til ny lysløype.",
    "Formannskapet behandlet saken i møte {day}. {month} og sluttet seg enstemmig til forslaget.",
    "Utgiftene er beregnet til {sum} 000 kroner og dekkes innenfor rammen for {year}.",
    "Naboene i {place} er varslet, og det kom ingen merknader innen fristen.",
    "Det vises til reguleringsplanen for {place}, vedtatt i kommunestyret {day}. {month} {year}.",
    "Ordfører {name} orienterte om arbeidet med å bedre trafikksikkerheten ved skolen.",
    "Rådet for eldre ber om at ventetiden på sykehjemsplass blir redusert i løpet av {year}.",
    "Administrasjonen vurderer at tiltaket verken vil øke støyen eller skade naturmangfoldet.",
    "Hovedutvalget foreslår at {name} og {other} velges som medlemmer av styringsgruppen.",
    "Saken legges fram på nytt når fylkeskommunen har gitt sin uttalelse om veien til {place}.",
)
PLACES = ("Storfjellet", "Nordlia", "Vikabukta", "Granmoen", "Ørnedalen", "Sæterøya", "Kvernåsen")
NAMES = ("Torgeir Myrvang", "Åse Bjørkelund", "Ingrid Solbakk", "Øystein Haukdal", "Marit Fjelltun")
MONTHS = ("januar", "mars", "april", "juni", "september", "november")


def page_lines(
    dice: random.Random, number: int, paragraphs: int, width: int, sentences: int
) -> list[str]:
    """The lines of one page; every eighth page begins a case."""
    lines = [f"Fjelltun kommune side {number}", ""]
    if number % 8 == 1:
        lines += [f"Sak {number // 8 + 1}/24", "Tilskudd til lysløype", "", "Saksframlegg:", ""]
    for _ in range(paragraphs):
        text = " ".join(
            dice.choice(SENTENCES).format(
                place=dice.choice(PLACES), day=dice.randint(1, 28), month=dice.choice(MONTHS),
                sum=dice.randint(20, 900), year=dice.randint(2019, 2026),
                name=dice.choice(NAMES), other=dice.choice(NAMES),
            )
            for _ in range(sentences)
        )  # fmt: skip
        line = ""
        for word in text.split():
            if len(line) + len(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines


def written(lines: list[str], height: int, hidden: bool) -> bytes:
    parts = [b"BT /F1 10 Tf %d Tr 14 TL 40 %d Td" % (3 if hidden else 0, height - 40)]
    for line in lines:
        raw = line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
        parts.append(b"(%s) Tj T*" % raw)
    return b"\n".join([*parts, b"ET"])


def drawn(lines: list[str], size: tuple[int, int]) -> Image.Image:
    scale = DPI / 72
    image = Image.new("L", (round(size[0] * scale), round(size[1] * scale)), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype("DejaVuSans.ttf", 10 * scale)
    for row, line in enumerate(lines):
        draw.text((20 * scale, (40 - 9 + 14 * row) * scale), line, font=font, fill=0)
    return image.point(lambda value: 255 * (value > 140)).convert("1")


def made(path: Path, kind: str, pages: int, seed: int) -> Path:
    dice, (wide, high) = random.Random(seed), SIZES[kind]
    shape = (2, 30, 1) if kind == "scan" else (6, 84, 4)
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        ))  # fmt: skip
        for number in range(1, pages + 1):
            lines = page_lines(dice, number, *shape)
            content, things = b"", Dictionary()
            if kind != "text":
                image = drawn(lines, (wide, high))
                things.Im = Stream(
                    pdf, zlib.compress(image.tobytes()), Type=Name.XObject, Subtype=Name.Image,
                    Width=image.width, Height=image.height, BitsPerComponent=1,
                    ColorSpace=Name.DeviceGray, Filter=Name.FlateDecode,
                )  # fmt: skip
                content = b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % (wide, high)
            if kind != "scan":
                content += written(lines, high, hidden=kind == "layer")
            resources = Dictionary(Font=Dictionary(F1=font), XObject=things)
            pdf.pages.append(pikepdf.Page(Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, wide, high]), Resources=resources,
                Contents=Stream(pdf, content),
            )))  # fmt: skip
        pdf.save(path)
    return path


def cleaned(files: list[Path], out: Path, jobs: int) -> tuple[float, float]:
    """Wall and processor seconds of ``saksdoc clean``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "saksdoc", "clean", *map(str, files), "--out", str(out)]
    subprocess.run([*command, "--jobs", str(jobs)], check=True, capture_output=True)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu


def rows(options: argparse.Namespace) -> Iterator[str]:
    yield f"{'kind':<7}{'pages':>7}{'wall s':>9}{'CPU s':>8}{'pages/s':>9}{'pages/CPU s':>13}{'largest MB':>12}"
    for kind in options.kind:
        for pages in options.pages:
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                files = [
                    made(folder / f"{kind}-{n}.pdf", kind, pages, n)
                    for n in range(options.documents)
                ]
                wall, cpu = cleaned(files, folder / "out", options.jobs)
            largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            total = pages * options.documents
            yield (f"{kind:<7}{total:>7}{wall:>9.1f}{cpu:>8.1f}{total / wall:>9.1f}"
                   f"{total / cpu:>13.1f}{largest:>12.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=["text", "layer"])
    parser.add_argument("--pages", nargs="+", type=int, default=[50], help="in a document")
    parser.add_argument("--documents", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    for row in rows(parser.parse_args()):
        print(row, flush=True)


if __name__ == "__main__":
    main()
