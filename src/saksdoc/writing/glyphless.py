"""A font without ink, for the text under a scan.

Text over a page image must be found and selected but never seen. Any real font would do in render
mode 3, but would have to be embedded for archives (PDF/A) and would bring its own licence and
weight. This one has a single empty outline; every character shares it, each with a character code
of its own that ``ToUnicode`` names, so that any character of any script can be found and copied.
The font file is put together here, table by table (OpenType specification 1.9, chapter "OpenType
font file"; the six tables that PDF 32000-1, 9.9, asks of a CIDFontType2).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name

from saksdoc.writing.objects import packed

UNITS = 1000
ADVANCE = 500
"""The width of every character, thousandths of the font size."""
ASCENT, DESCENT = 800, -200
_EPOCH = (
    3_786_825_600  # 2024-01-01 in seconds since 1904: fixed, so that equal input gives equal output
)
_PER_BLOCK = 100  # entries a bfchar block may have (Adobe Technical Note 5411)


class GlyphlessFont:
    """The font as an object of one PDF, for a known set of characters.

    ``encode`` gives the string to show. Raises KeyError for a character not named at the start.
    """

    def __init__(self, pdf: pikepdf.Pdf, characters: Iterable[str]) -> None:
        self._codes = {char: code for code, char in enumerate(sorted(set(characters)), start=1)}
        self.reference = pdf.make_indirect(self._type0(pdf))

    def encode(self, text: str) -> bytes:
        """Two bytes a character, as a hexadecimal PDF string."""
        codes = b"".join(self._codes[char].to_bytes(2, "big") for char in text)
        return b"<" + codes.hex().encode() + b">"

    def _type0(self, pdf: pikepdf.Pdf) -> Dictionary:
        file = packed(pdf, font_file())
        file.Length1 = len(font_file())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/SAKDOC+Glyphless"),
            Flags=5,  # fixed pitch, symbolic
            FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=file,
        )
        to_glyph = b"\x00\x00" + b"\x00\x01" * len(self._codes)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=descriptor.FontName,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=ADVANCE,
            CIDToGIDMap=packed(pdf, to_glyph),
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=descriptor.FontName,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=packed(pdf, self._to_unicode()),
        )

    def _to_unicode(self) -> bytes:
        entries = [
            b"<%04x> <%s>" % (code, char.encode("utf-16-be").hex().encode())
            for char, code in self._codes.items()
        ]
        blocks = [entries[i : i + _PER_BLOCK] for i in range(0, len(entries), _PER_BLOCK)]
        body = b"\n".join(
            b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
        )
        return (
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            + body
            + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def font_file() -> bytes:
    """A TrueType file of two glyphs, ``.notdef`` and the empty one that all characters share."""
    # A stroke there and back: it encloses no ink, but gives the letter the box that viewers mark
    # (PDFium drops a word whose letters have no box).
    points = struct.pack(">BBhhhh", 1, 1, 0, ADVANCE, DESCENT, ASCENT - DESCENT)
    glyph = struct.pack(">hhhhhHH", 1, 0, DESCENT, ADVANCE, ASCENT, 1, 0) + points
    tables = {
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0b1011, UNITS, _EPOCH, _EPOCH,
            0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 0, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            0x00010000, ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 2,
        ),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(glyph) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 2, 1, 0, 0, 2, *([0] * 8)),
    }  # fmt: skip
    return _with_checksum(_sfnt(tables), tables)


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    directory, body = b"", b""
    offset = len(header) + 16 * count
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag, _checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return header + directory + body


def _with_checksum(font: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Set ``checkSumAdjustment`` of ``head``, which is counted over the whole file."""
    adjustment = (0xB1B0AFBA - _checksum(font)) & 0xFFFFFFFF
    head = tables[b"head"]
    at = font.index(head) + 8
    return font[:at] + struct.pack(">I", adjustment) + font[at + 4 :]


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF
