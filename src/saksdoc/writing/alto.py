"""ALTO 4: the words of each page with their boxes, for the systems of libraries and archives.

One file a page. A word holds the repaired text; what was read stands beside it as an ALTERNATIVE.
A word that was hyphenated over a line break keeps both halves, as ALTO has it (HypPart1 and 2).
Units are 1/1200 inch, the finest that ALTO names, from the page's top left corner.

Schema: Library of Congress, ALTO 4.4 (http://www.loc.gov/standards/alto/v4/).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from saksdoc.model import Box, CaseDocument, LineRole, PageRecord, union
from saksdoc.writing.placement import PlacedLine, PlacedWord, page_order, place

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_UNITS = 1200 / 72
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HYPHEN = re.compile(r"[-\u00ad\u2010\u2011]$")


def write_alto(document: CaseDocument, folder: Path) -> None:
    """Write ``page-0001.xml`` … into ``folder``, which is made; plain text has no pages to write.

    Raises:
        OSError: A file cannot be written.
    """
    lines: dict[int, list[PlacedLine]] = {}
    for line in place(document.transcript, document.clean):
        lines.setdefault(line.page, []).append(line)
    folder.mkdir()
    for page in document.pages:
        own = page_order(lines.get(page.number, []), page.number)
        tree = ET.ElementTree(_alto(document, page, own))
        ET.indent(tree, " ")
        tree.write(folder / f"page-{page.number:04d}.xml", "utf-8", xml_declaration=True)


def _alto(document: CaseDocument, page: PageRecord, lines: Sequence[PlacedLine]) -> ET.Element:
    root = ET.Element(
        "alto",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}",
            "SCHEMAVERSION": "4.4",
        },
    )
    root.append(_description(document, page))
    layout = ET.SubElement(root, "Layout")
    size = {"WIDTH": _units(page.width), "HEIGHT": _units(page.height)}
    name = f"P{page.number}"
    sheet = ET.SubElement(layout, "Page", {"ID": name, "PHYSICAL_IMG_NR": str(page.number), **size})
    if page.rotation:
        sheet.set("ROTATION", str(page.rotation))
    head = [line for line in lines if line.role is LineRole.HEAD]
    foot = [line for line in lines if line.role in (LineRole.FOOT, LineRole.PAGE_NUMBER)]
    body = [line for line in lines if line not in head and line not in foot]
    whole = Box(0, 0, page.width, page.height)
    if head:
        _space(sheet, "TopMargin", head, None)
    if foot:
        _space(sheet, "BottomMargin", foot, None)
    _space(sheet, "PrintSpace", body, None if head or foot else whole)
    return root


def _description(document: CaseDocument, page: PageRecord) -> ET.Element:
    description = ET.Element("Description")
    ET.SubElement(description, "MeasurementUnit").text = "inch1200"
    image = ET.SubElement(description, "sourceImageInformation")
    ET.SubElement(image, "fileName").text = _clean(document.source.path)
    identifier = ET.SubElement(image, "fileIdentifier", fileIdentifierLocation="SHA-256")
    identifier.text = document.source.sha256
    processing = ET.SubElement(description, "Processing", ID="PROC1")
    ET.SubElement(processing, "processingCategory").text = "contentGeneration"
    step = f"{page.origin.value}; {page.verdict.value}: {', '.join(page.reasons)}"
    ET.SubElement(processing, "processingStepDescription").text = _clean(step)
    software = ET.SubElement(processing, "processingSoftware")
    ET.SubElement(software, "softwareName").text = "saksdoc"
    ET.SubElement(software, "softwareVersion").text = document.versions.saksdoc
    return description


def _space(sheet: ET.Element, kind: str, lines: Sequence[PlacedLine], box: Box | None) -> None:
    boxes = [word.box for line in lines for word in line.words]
    around = box or (union(boxes) if boxes else Box(0, 0, 0, 0))
    prefix = f"{sheet.get('ID')}_{kind}"
    space = ET.SubElement(sheet, kind, {"ID": prefix, **_place(around)})
    tail: PlacedWord | None = None
    for number, (_, group) in enumerate(groupby(lines, key=lambda line: line.block), start=1):
        tail = _block(space, f"{prefix}_B{number}", list(group), tail)
    if tail is not None and tail.tail is not None:
        block = ET.SubElement(space, "TextBlock", {"ID": f"{prefix}_BH", **_place(tail.tail)})
        _line(block, f"{prefix}_BH_L1", (), tail)


def _block(
    space: ET.Element, name: str, lines: Sequence[PlacedLine], tail: PlacedWord | None
) -> PlacedWord | None:
    """Add a block; ``tail`` is a word that the block before left unended, the result likewise."""
    around = union([word.box for line in lines for word in line.words])
    block = ET.SubElement(space, "TextBlock", {"ID": name, **_place(around)})
    for number, line in enumerate(lines, start=1):
        own = union([word.box for word in line.words])
        if tail is not None and tail.tail is not None and not _level(tail.tail, own):
            _line(block, f"{name}_L{number}H", (), tail)  # nothing but the half word stood there
            tail = None
        tail = _line(block, f"{name}_L{number}", line.words, tail)
    return tail


def _level(first: Box, second: Box) -> bool:
    """Whether two boxes stand on one line."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.3 * min(first.height, second.height)


def _line(
    block: ET.Element, name: str, words: Sequence[PlacedWord], tail: PlacedWord | None
) -> PlacedWord | None:
    """Add a line; a word that goes on in the next line is returned, to be ended there."""
    boxes = [word.box for word in words]
    before = None if tail is None else tail.tail
    around = union([*boxes, before] if before else boxes)
    element = ET.SubElement(block, "TextLine", {"ID": name, **_place(around)})
    if tail is not None and before is not None:
        part = _string(element, f"{name}_S0", _halves(tail)[1], before, tail)
        part.set("SUBS_TYPE", "HypPart2")
        part.set("SUBS_CONTENT", _clean(tail.text))
    for number, word in enumerate(words, start=1):
        if before is not None:
            _gap(element, before, word.box)
        before = word.box
        broken = word.tail is not None and word is words[-1]
        text = _halves(word)[0] if broken else word.text
        string = _string(element, f"{name}_S{number}", text, word.box, word)
        if broken:
            string.set("SUBS_TYPE", "HypPart1")
            string.set("SUBS_CONTENT", _clean(word.text))
            ET.SubElement(element, "HYP", {"CONTENT": "-"})
            return word
    return None


def _halves(word: PlacedWord) -> tuple[str, str]:
    """The repaired word parted where the line break was."""
    first = _HYPHEN.sub("", word.raw[0])
    at = min(max(1, len(first)), max(1, len(word.text) - 1))
    return word.text[:at], word.text[at:] or word.text


def _string(line: ET.Element, name: str, text: str, box: Box, word: PlacedWord) -> ET.Element:
    string = ET.SubElement(line, "String", {"ID": name, "CONTENT": _clean(text), **_place(box)})
    if word.confidence is not None:
        string.set("WC", f"{min(1.0, max(0.0, word.confidence)):.2f}")
    read = " ".join(word.raw)
    if read and read != word.text:
        ET.SubElement(string, "ALTERNATIVE", PURPOSE="as read").text = _clean(read)
    return string


def _gap(line: ET.Element, before: Box, after: Box) -> None:
    width = max(0.0, after.x0 - before.x1)
    place_of = {"HPOS": _units(before.x1), "VPOS": _units(before.top), "WIDTH": _units(width)}
    ET.SubElement(line, "SP", place_of)


def _place(box: Box) -> dict[str, str]:
    return {
        "HPOS": _units(box.x0),
        "VPOS": _units(box.top),
        "WIDTH": _units(box.width),
        "HEIGHT": _units(box.height),
    }


def _units(points: float) -> str:
    return str(round(points * _UNITS))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
