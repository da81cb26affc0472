"""PDFs made by hand for the tests: scans with and without words, turned, cropped, locked."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 595.0, 842.0
SCAN = b"q 595 0 0 842 0 0 cm /Im0 Do Q\n"


def jpeg(width: int = 60, height: int = 84) -> bytes:
    image = Image.new("L", (width, height), 230)
    ImageDraw.Draw(image).line((5, 5, 40, 60), fill=20)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def add_page(
    pdf: pikepdf.Pdf,
    content: bytes | list[bytes] = SCAN,
    box: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT),
    **keys: object,
) -> pikepdf.Page:
    image = pdf.make_stream(
        jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=84,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
                      Encoding=Name.WinAnsiEncoding)  # fmt: skip
    parts = [content] if isinstance(content, bytes) else content
    streams = [pdf.make_indirect(pdf.make_stream(part)) for part in parts]
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(box),
        Resources=Dictionary(XObject=Dictionary(Im0=image), Font=Dictionary(F1=font)),
        Contents=Array(streams) if len(streams) > 1 else streams[0],
        **keys,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def words(text: str, mode: int = 3, x: float = 72, y: float = 700) -> bytes:
    return f"BT {mode} Tr /F1 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n".encode("cp1252")


def saved(pdf: pikepdf.Pdf, path: Path, **how: object) -> Path:
    pdf.save(path, compress_streams=False, **how)
    return path


def raw_images(path: Path, password: str = "") -> list[bytes]:
    """The bytes of every image as they lie in the file, sorted."""
    with pikepdf.open(path, password=password) as pdf:
        return sorted(
            thing.read_raw_bytes()
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.Image
        )


def deflated(data: bytes) -> bytes:
    return zlib.compress(data)
