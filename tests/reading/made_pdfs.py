"""Small PDFs written by hand, byte by byte, so that tests know exactly what lies where."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"


@dataclass
class Made:
    """A page: its content stream, and what it refers to."""

    content: bytes = b""
    box: Sequence[float] = (0, 0, 595, 842)
    crop: Sequence[float] | None = None
    rotate: int = 0
    unit: float | None = None
    images: Mapping[str, bytes] = field(default_factory=dict)
    extra: bytes = b""


def words(
    *placed: tuple[float, float, str], size: float = 12, font: str = "F1", mode: int = 0
) -> bytes:
    """Text at points of user space, origin bottom left."""
    parts = [b"BT /%s %g Tf %d Tr" % (font.encode(), size, mode)]
    for x, y, text in placed:
        raw = (
            text.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        parts.append(b"1 0 0 1 %g %g Tm (%s) Tj" % (x, y, raw))
    return b"\n".join([*parts, b"ET"])


def image_object(image: Image.Image, *, jpeg: bool = False, extra: bytes = b"") -> bytes:
    """An image XObject, Flate or JPEG."""
    if jpeg:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=90)
        data, filters, bits = buffer.getvalue(), b"/DCTDecode", 8
    else:
        data, filters, bits = (
            zlib.compress(image.tobytes()),
            b"/FlateDecode",
            1 if image.mode == "1" else 8,
        )
    space = b"/DeviceRGB" if image.mode == "RGB" else b"/DeviceGray"
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d"
    head %= image.width, image.height, bits
    head += b" /ColorSpace %s /Filter %s /Length %d %s >>" % (space, filters, len(data), extra)
    return head + b"\nstream\n" + data + b"\nendstream"


def draw(name: str, a: float, b: float, c: float, d: float, e: float, f: float) -> bytes:
    """An image placed by a matrix."""
    return b"q %g %g %g %g %g %g cm /%s Do Q" % (a, b, c, d, e, f, name.encode())


def pdf_bytes(*pages: Made, fonts: Mapping[str, bytes] | None = None) -> bytes:
    """A whole PDF with a cross-reference table. ``fonts`` adds to F1 (Helvetica), F2 (bold)."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    known = {"F1": HELVETICA % b"Helvetica", "F2": HELVETICA % b"Helvetica-Bold", **(fonts or {})}
    font_ids = {name: add(body) for name, body in known.items()}
    font_part = b" ".join(b"/%s %d 0 R" % (n.encode(), i) for n, i in font_ids.items())
    kids = []
    for page in pages:
        stream = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page.content), page.content))
        images = {name: add(body) for name, body in page.images.items()}
        image_part = b" ".join(b"/%s %d 0 R" % (n.encode(), i) for n, i in images.items())
        body = b"<< /Type /Page /Parent %d 0 R /MediaBox [%s] /Contents %d 0 R" % (
            tree,
            _numbers(page.box),
            stream,
        )
        body += b" /Resources << /Font << %s >> /XObject << %s >> >> /Rotate %d" % (
            font_part,
            image_part,
            page.rotate,
        )
        if page.crop is not None:
            body += b" /CropBox [%s]" % _numbers(page.crop)
        if page.unit is not None:
            body += b" /UserUnit %g" % page.unit
        kids.append(add(body + b" " + page.extra + b" >>"))
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    kid_part = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), kid_part)
    return _file(objects)


def _numbers(values: Sequence[float]) -> bytes:
    return b" ".join(b"%g" % value for value in values)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def save(path: Path, *pages: Made, **rest: Mapping[str, bytes]) -> Path:
    """The same, in a file."""
    path.write_bytes(pdf_bytes(*pages, **rest))
    return path


def scan(width: int = 413, height: int = 585) -> Image.Image:
    """A grey picture of a page that looks different from every side: three bars and a corner."""
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    for row in range(12):
        top = height // 10 + row * height // 24
        pen.rectangle(
            (width // 8, top, width // 8 + (width * (12 - row)) // 20, top + height // 60), fill=0
        )
    pen.rectangle((width * 3 // 4, height * 4 // 5, width * 7 // 8, height * 9 // 10), fill=0)
    return image
