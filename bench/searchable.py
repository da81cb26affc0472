"""What goes back to the archive: searchable.pdf read back, word for word, and what it costs.

For every scan and legacy PDF of the dev set: the whole way, then

- the words that pdftotext (default, ``-raw``, ``-layout``) reads, against the record's text:
  missing, extra (as multisets), and whether ``-raw`` has them in the record's order, page by page;
- the bytes of every image, original against copy; pages drawn, original against copy;
- the size of the copy, and of what was added a page;
- ALTO against its schema, where ``--alto-schema`` names a local copy (Library of Congress,
  alto-4-4.xsd; its import of xlink is answered here).

``python bench/searchable.py [--limit N] [--alto-schema FILE] [FILE …]``; the dev set is found
through ``SAKSDOC_DATA``.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree
from pikepdf import Name

import saksdoc
from saksdoc.pipeline import WriteOptions

XLINK = b"""<schema xmlns="http://www.w3.org/2001/XMLSchema"
targetNamespace="http://www.w3.org/1999/xlink"><attribute name="type"/><attribute name="href"/>
<attribute name="role"/><attribute name="arcrole"/><attribute name="title"/><attribute name="show"/>
<attribute name="actuate"/><attributeGroup name="simpleLink"/></schema>"""


@dataclass
class Row:
    pages: int = 0
    words: int = 0
    missing: int = 0
    extra: int = 0
    missing_layout: int = 0
    extra_layout: int = 0
    disordered: int = 0
    images_changed: int = 0
    pages_changed: int = 0
    before: int = 0
    after: int = 0
    alto_wrong: int = 0
    seconds: float = 0.0

    def __add__(self, other: Row) -> Row:
        return Row(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Row)))


def text_of(pdf: Path, *how: str) -> str:
    done = subprocess.run(["pdftotext", *how, pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def images(pdf: Path) -> Counter[bytes]:
    with pikepdf.open(pdf) as opened:
        return Counter(
            thing.read_raw_bytes()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.Image
        )


def drawn(pdf: Path) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(pdf) as opened:
        for number in range(len(opened)):
            yield opened[number].render(scale=1).to_numpy().tobytes()


def disorder(document: saksdoc.CaseDocument, raw: str) -> int:
    """Pages whose body words ``pdftotext -raw`` does not give in the record's order."""
    wrong = 0
    pages = raw.split("\f")
    for page in document.pages:
        want = document.text[page.start : page.end].split()
        got = pages[page.number - 1].split() if page.number <= len(pages) else []
        foot = Counter(
            word
            for f in document.furniture
            if f.page == page.number
            for word in document.text[f.start : f.end].split()
        )
        if foot:  # heads and feet may stand before or after
            rest = iter(got)
            wrong += not all(word in rest for word in want)
        else:
            wrong += got != want
    return wrong


def check(path: Path, out: Path, schema: etree.XMLSchema | None) -> Row:
    document = saksdoc.read(path)
    begun = time.process_time()
    options = WriteOptions(original=path, alto=schema is not None)
    folder = saksdoc.write(document, out / path.name, options)
    seconds = time.process_time() - begun
    pdf = folder / "searchable.pdf"
    raw, flow, layout = text_of(pdf, "-raw"), text_of(pdf), text_of(pdf, "-layout")
    want = Counter(document.text.split())
    got, laid = Counter(flow.split()), Counter(layout.split())
    row = Row(
        pages=len(document.pages),
        words=want.total(),
        missing=(want - got).total(),
        extra=(got - want).total(),
        missing_layout=(want - laid).total(),
        extra_layout=(laid - want).total(),
        disordered=disorder(document, raw),
        images_changed=(images(path) - images(pdf)).total(),
        pages_changed=sum(a != b for a, b in zip(drawn(path), drawn(pdf), strict=True)),
        before=path.stat().st_size,
        after=pdf.stat().st_size,
        seconds=seconds,
    )
    if schema is not None:
        files = sorted((folder / "alto").iterdir())
        row.alto_wrong = sum(not schema.validate(etree.parse(str(file))) for file in files)
    if row.missing or row.extra:
        print("  missing", sorted((want - got).elements())[:12], "extra",
              sorted((got - want).elements())[:12])  # fmt: skip
    return row


class Answers(etree.Resolver):  # type: ignore[misc]
    def resolve(self, url: str, public: str | None, context: object) -> object:
        if "xlink" in url:
            return self.resolve_string(XLINK.decode(), context)
        return None


def schema_of(path: Path) -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(Answers())
    return etree.XMLSchema(etree.parse(io.BytesIO(path.read_bytes()), parser))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--alto-schema", type=Path)
    chosen = parser.parse_args()
    devset = Path(os.environ["SAKSDOC_DATA"]) / "devset"
    files = chosen.files or sorted(devset.glob("*.scan.pdf")) + sorted(devset.glob("*.legacy.pdf"))
    schema = schema_of(chosen.alto_schema) if chosen.alto_schema else None
    if shutil.which("pdftotext") is None:
        sys.exit("this bench needs pdftotext (Debian: poppler-utils)")
    total = Row()
    with tempfile.TemporaryDirectory() as out:
        for path in files[: chosen.limit]:
            row = check(path, Path(out), schema)
            print(path.name, row, flush=True)
            total += row
    print("all", total)
    print(
        f"{total.words} words on {total.pages} pages: {total.missing} missing, {total.extra} extra"
        f" (-layout: {total.missing_layout}, {total.extra_layout});"
        f" {total.disordered} pages out of order; {total.images_changed} images changed;"
        f" {total.pages_changed} pages look different;"
        f" {(total.after - total.before) / total.pages / 1024:.1f} KiB a page added"
        f" ({100 * (total.after / total.before - 1):.1f} %); {total.alto_wrong} ALTO files invalid;"
        f" {1000 * total.seconds / total.pages:.0f} ms CPU a page to write"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
