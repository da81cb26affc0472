"""What keeps a PDF from being PDF/A-2b and cannot be mended without changing how it looks.

A file that claims to be archival and is not does harm that shows up in twenty years. So what cannot
be mended is named, page by page, and then the claim is not made. Rules: ISO 19005-2:2011, level B;
the clause stands beside each. This is a check of what scans and office papers break, not a full
validator (widths and encodings inside embedded fonts, for instance, are taken on trust).
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from saksdoc.writing.objects import content_streams, copied, resources_of
from saksdoc.writing.operators import UnreadableContent, operators

_CMYK = "/DeviceCMYK"
_SIDES = (3.0, 14400.0)  # 6.1.13, PDF units
_DEEPEST = 6
_BLENDS = frozenset(
    (
        "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
        "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion",
        "/Hue", "/Saturation", "/Color", "/Luminosity",
    )
)  # fmt: skip  # PDF 32000-1 tables 136 and 137


FORBIDDEN_ANNOTATIONS = frozenset(
    ("/3D", "/Sound", "/Screen", "/Movie", "/RichMedia", "/FileAttachment")
)
"""6.3.1; they go, so they stand in nobody's way."""


def obstacles(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Every reason, one line each, with the page where it has one; empty where there is none."""
    found: dict[str, None] = {}
    if pdf.pdf_version > "1.7":
        found[f"it is PDF {pdf.pdf_version}, and PDF/A-2 builds on 1.7"] = None
    cmyk_allowed = output_colours(pdf) == 4
    for number, page in enumerate(pdf.pages, start=1):
        try:
            for reason in _page(page, cmyk_allowed=cmyk_allowed):
                found[f"page {number}: {reason}"] = None
        except pikepdf.PdfError:
            found[f"page {number}: part of it cannot be read"] = None
    return tuple(found)


def output_colours(pdf: pikepdf.Pdf) -> int:
    """How many colours the file's own PDF/A output profile has (3 RGB, 4 CMYK); 0 without one."""
    intents = pdf.Root.get(Name.OutputIntents)
    for intent in intents.as_list() if isinstance(intents, Array) else ():
        if isinstance(intent, Dictionary) and intent.get(Name.S) == Name.GTS_PDFA1:
            profile = intent.get(Name.DestOutputProfile)
            if isinstance(profile, pikepdf.Stream):
                return int(profile.get(Name.N, 0))
    return 0


def _page(page: pikepdf.Page, *, cmyk_allowed: bool) -> Iterator[str]:
    sides = [float(side) for side in page.mediabox]
    for side in (abs(sides[2] - sides[0]), abs(sides[3] - sides[1])):
        if not _SIDES[0] <= side <= _SIDES[1]:
            yield f"its side of {side:.0f} units is out of bounds (6.1.13)"
    resources = resources_of(page)
    yield from _resources(resources, 0, cmyk_allowed=cmyk_allowed)
    if not cmyk_allowed:
        data = b"\n".join(part.read_bytes() for part in content_streams(page))
        yield from _colours(data)
    annotations = page.obj.get(Name.Annots)
    for annotation in annotations.as_list() if isinstance(annotations, Array) else ():
        if isinstance(annotation, Dictionary):
            yield from _annotation(annotation)


def _resources(resources: Dictionary, depth: int, *, cmyk_allowed: bool) -> Iterator[str]:
    for font in _entries(resources, Name.Font):
        yield from _font(font)
    for state in _entries(resources, Name.ExtGState):
        yield from _state(state)
    if not cmyk_allowed:
        for space in _entries(resources, Name.ColorSpace):
            if _is_cmyk(space):
                yield "a colour is DeviceCMYK without a profile (6.2.4.3)"
    for thing in _entries(resources, Name.XObject):
        if not isinstance(thing, pikepdf.Stream):
            continue
        yield from _stream(thing)
        if thing.get(Name.Subtype) == Name.Image:
            if not cmyk_allowed and _is_cmyk(thing.get(Name.ColorSpace)):
                yield "an image is DeviceCMYK without a profile (6.2.4.3)"
        elif thing.get(Name.Subtype) == Name.Form and depth < _DEEPEST:
            if not cmyk_allowed:
                yield from _colours(thing.read_bytes())
            inner = copied(thing.get(Name.Resources))
            yield from _resources(inner, depth + 1, cmyk_allowed=cmyk_allowed)
        elif thing.get(Name.Subtype) == Name.PS:
            yield "it draws PostScript (6.2.9.3)"


def _entries(resources: Dictionary, kind: Name) -> list[pikepdf.Object]:
    group = resources.get(kind)
    return [entry for _, entry in group.items()] if isinstance(group, Dictionary) else []


def _font(font: pikepdf.Object) -> Iterator[str]:
    """6.2.11.4.1: the programs of all fonts are embedded (Type 3 is drawn in the file itself)."""
    if not isinstance(font, Dictionary) or font.get(Name.Subtype) == Name.Type3:
        return
    bearer: pikepdf.Object = font
    if font.get(Name.Subtype) == Name.Type0:
        descendants = font.get(Name.DescendantFonts)
        bearer = descendants[0] if isinstance(descendants, Array) and len(descendants) else font
    descriptor = bearer.get(Name.FontDescriptor) if isinstance(bearer, Dictionary) else None
    files = (Name.FontFile, Name.FontFile2, Name.FontFile3)
    if not isinstance(descriptor, Dictionary) or not any(file in descriptor for file in files):
        name = str(font.get(Name.BaseFont, "/unnamed")).removeprefix("/")
        yield f"the font {name} is not embedded (6.2.11.4.1)"


def _state(state: pikepdf.Object) -> Iterator[str]:
    if not isinstance(state, Dictionary):
        return
    if Name.TR in state or Name.HTP in state:
        yield "it uses a transfer function (6.2.5)"
    modes = state.get(Name.BM)
    for mode in modes.as_list() if isinstance(modes, Array) else [modes] if modes else []:
        if str(mode) not in _BLENDS:
            yield f"its blend mode {mode} is unknown (6.2.10)"


def _stream(stream: pikepdf.Stream) -> Iterator[str]:
    if Name.F in stream:
        yield "part of it lies in another file (6.1.7.1)"
    if Name.Ref in stream:
        yield "it shows a page of another file (6.2.9.2)"


def _is_cmyk(space: object) -> bool:
    if isinstance(space, Array) and len(space):
        kind = str(space[0])
        if kind == "/Indexed" and len(space) > 1:
            return _is_cmyk(space[1])
        if kind in ("/Separation", "/DeviceN") and len(space) > 2:
            return str(space[2]) == _CMYK
        return kind == _CMYK
    return isinstance(space, Name) and str(space) == _CMYK


def _colours(data: bytes) -> Iterator[str]:
    try:
        for operator in operators(data):
            named = operator.name in (b"cs", b"CS") and operator.operands == (b"/DeviceCMYK",)
            if named or operator.name in (b"k", b"K"):
                yield "a colour is DeviceCMYK without a profile (6.2.4.3)"
                return
    except UnreadableContent as error:
        yield f"its content cannot be taken apart ({error})"


def _annotation(annotation: Dictionary) -> Iterator[str]:
    """6.3.3: what is shown has an appearance of its own, so that no program must invent one."""
    kind = annotation.get(Name.Subtype)
    if str(kind) in {"/Popup", "/Link", *FORBIDDEN_ANNOTATIONS} or Name.AP in annotation:
        return
    rect = annotation.get(Name.Rect)
    sides = [float(side) for side in rect.as_list()] if isinstance(rect, Array) else []
    if len(sides) == 4 and sides[0] == sides[2] and sides[1] == sides[3]:
        return
    yield f"its annotation {str(kind).removeprefix('/')} has no appearance (6.3.3)"
