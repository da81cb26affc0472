"""What a scan costs the name finder: NorNE dev sentences printed, read with `eng`, repaired.

    python bench/ner_scanned.py [--sentences 600] [--model DIR] [--work DIR]

Sentences are set on A4 pages at 200 dpi in three fonts, grey with a little blur, read by Tesseract
with its English model only, repaired by saksdoc, and searched for names.  A name counts as found
when label (LOC and GPE as one) and text, spaces aside, are those of the gold annotation; counted a
page, each as often as it stands there.  The same pages of true text are scored the same way.
Needs $SAKSDOC_DATA/norne, Tesseract with `eng`, and the fonts named below (fonts-dejavu,
fonts-liberation).  With `--work` what was read is kept and used again.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models" / "ner"))

import norne
import pytesseract
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import saksdoc
from saksdoc.identify import ner

FONTS = (
    "liberation/LiberationSerif-Regular.ttf",
    "liberation/LiberationSans-Regular.ttf",
    "dejavu/DejaVuSerif.ttf",
)
DPI, SIZE, MARGIN, WIDTH, HEIGHT = 200, 30, 150, 1654, 2339


@dataclass(frozen=True)
class Page:
    text: str
    names: Counter[tuple[str, str]]


def joined(words: tuple[str, ...]) -> str:
    """Tokens as running text: no space before closing and after opening punctuation."""
    text = " ".join(words)
    text = re.sub(r" ([.,;:!?%)»\]…])", r"\1", text)
    return re.sub(r"([(«\[]) ", r"\1", text)


def key(label: str, text: str) -> tuple[str, str]:
    return ("LOC" if label == "GPE" else label, re.sub(r"\s", "", text))


def pages(sentences: list[norne.Sentence], lines: int = 30) -> list[Page]:
    """Sentences on pages of about 30 lines, a paragraph of three or four each."""
    found, texts, names = [], [], Counter()
    paragraphs: list[str] = []
    for number, sentence in enumerate(sentences):
        texts.append(joined(sentence.words))
        names.update(key(kind, "".join(sentence.words[a:b])) for a, b, kind in sentence.spans)
        if number % 4 == 3:
            paragraphs.append(" ".join(texts))
            texts = []
        if sum(len(p) // 85 + 2 for p in paragraphs) > lines:
            found.append(Page("\n\n".join([*paragraphs, *texts]), names))
            paragraphs, texts, names = [], [], Counter()
    if paragraphs or texts:
        found.append(Page("\n\n".join([*paragraphs, " ".join(texts)]), names))
    return found


def printed(page: Page, font: ImageFont.FreeTypeFont) -> Image.Image:
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    y = MARGIN
    for paragraph in page.text.split("\n\n"):
        line = ""
        for word in [*paragraph.split(), ""]:
            wider = f"{line} {word}".strip()
            if word and draw.textlength(wider, font=font) < WIDTH - 2 * MARGIN:
                line = wider
                continue
            draw.text((MARGIN, y), line, font=font, fill=20)
            y += int(SIZE * 1.35)
            line = word
        y += SIZE // 2
    return image.filter(ImageFilter.GaussianBlur(0.6))


def read(page: Page, number: int, work: Path | None) -> str:
    kept = work / f"{number}.eng.txt" if work else None
    if kept and kept.exists():
        return kept.read_text(encoding="utf-8")
    path = Path("/usr/share/fonts/truetype") / FONTS[number % len(FONTS)]
    image = printed(page, ImageFont.truetype(str(path), SIZE))
    text = pytesseract.image_to_string(image, lang="eng", config=f"--psm 6 --dpi {DPI}")
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    return str(text)


def found_in(nlp, text: str) -> Counter[tuple[str, str]]:
    names: Counter[tuple[str, str]] = Counter()
    for paragraph in re.split(r"\n\s*\n", text):
        doc = nlp(" ".join(paragraph.split()))
        names.update(key(ent.label_, ent.text) for ent in doc.ents)
    return names


def f1(gold: list[Counter[tuple[str, str]]], found: list[Counter[tuple[str, str]]]) -> float:
    hits = sum((g & f).total() for g, f in zip(gold, found, strict=True))
    return 2 * hits / max(1, sum(g.total() for g in gold) + sum(f.total() for f in found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    folder = Path(os.environ["SAKSDOC_DATA"]) / "norne"
    nlp = ner.load(options.model)
    for lang in ("nb", "nn"):
        sentences = norne.read(folder / f"{lang}-dev.iob")
        start = random.Random(5).randrange(max(1, len(sentences) - options.sentences // 2))
        made = pages(sentences[start : start + options.sentences // 2])
        work = options.work / lang if options.work else None
        raw = [read(page, number, work) for number, page in enumerate(made)]
        repaired = [saksdoc.repair(text).text for text in raw]
        gold = [page.names for page in made]
        for name, texts in (
            ("true text", [page.text for page in made]),
            ("read with eng", raw),
            ("read with eng, repaired", repaired),
        ):
            score = f1(gold, [found_in(nlp, text) for text in texts])
            print(f"{lang}  {len(made)} pages  {name:24} F1 {score * 100:6.2f}")


if __name__ == "__main__":
    main()
