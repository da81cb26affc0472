"""PDF/A-2b: make a searchable PDF fit for the archive, or say why it cannot be.

What can be mended without a change to the eye is mended: scripts and other actions go, so do
attachments and the file's encryption; LZW data, which PDF/A forbids, are packed anew without loss;
a colour profile, the identification and matching metadata come in. What cannot be mended is named
by ``conformance``, and then the file is left as it was, without the claim.
"""

from __future__ import annotations

import struct

import pikepdf
from pikepdf import Array, Dictionary, Name
from pikepdf.models.metadata import decode_pdf_date
from PIL import ImageCms

from saksdoc.writing.conformance import FORBIDDEN_ANNOTATIONS, obstacles, output_colours
from saksdoc.writing.objects import packed, resources_of

_PROFILE_DATE = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
"""In bytes 24–36 of an ICC profile; fixed, so that equal input gives equal output."""
_PRINT = 4  # annotation flag, PDF 32000-1 table 165
_HIDDEN = 1 | 2 | 32  # invisible, hidden, no view
_ALLOWED_ACTIONS = frozenset(
    ("/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm")
)
_ALLOWED_NAMED = frozenset(("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"))
_KNOWN_SCHEMAS = (
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
)  # 6.6.2.3.1: others need a description in the file
_INFORMATION = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
}
_SHOWN = 5


def make_archival(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Make an open PDF conform to PDF/A-2b, in place; returns warnings.

    Where something stands in the way, nothing is changed and the warnings say what.
    """
    reasons = obstacles(pdf)
    if reasons:
        more = f" (and {len(reasons) - _SHOWN} more)" if len(reasons) > _SHOWN else ""
        return (f"searchable.pdf is not PDF/A: {'; '.join(reasons[:_SHOWN])}{more}",)
    warnings = _tidy_root(pdf)
    for page in pdf.pages:
        _tidy_page(page)
    _tidy_outlines(pdf)
    _tidy_streams(pdf)
    if not output_colours(pdf):
        pdf.Root.OutputIntents = Array([_output_intent(pdf)])
    _identify(pdf)
    return warnings


def _tidy_root(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    root = pdf.Root
    warnings = []
    for key in (Name.AA, Name.Requirements, Name.Perms, Name.Collection):
        if key in root:
            del root[key]
    if Name.OpenAction in root and not _is_allowed(root.OpenAction):
        del root[Name.OpenAction]
    names = root.get(Name.Names)
    if isinstance(names, Dictionary):
        if Name.EmbeddedFiles in names:
            warnings.append("the original's attachments are not in searchable.pdf (PDF/A)")
        for key in (Name.JavaScript, Name.EmbeddedFiles, Name.AlternatePresentations):
            if key in names:
                del names[key]
    if Name.AF in root:
        del root[Name.AF]
    form = root.get(Name.AcroForm)
    if isinstance(form, Dictionary):
        for key in (Name.XFA, Name.NeedAppearances):
            if key in form:
                del form[key]
    _tidy_layers(root)
    return tuple(warnings)


def _tidy_layers(root: pikepdf.Object) -> None:
    """6.9: every configuration of optional content has a name, and none switches by itself."""
    layers = root.get(Name.OCProperties)
    if not isinstance(layers, Dictionary):
        return
    configurations = [layers.get(Name.D)]
    others = layers.get(Name.Configs)
    configurations += others.as_list() if isinstance(others, Array) else []
    for number, configuration in enumerate(configurations, start=1):
        if isinstance(configuration, Dictionary):
            if Name.AS in configuration:
                del configuration[Name.AS]
            configuration.Name = pikepdf.String(f"Visning {number}")


def _tidy_page(page: pikepdf.Page) -> None:
    page.obj.Resources = resources_of(page)  # 6.2.2: its own, not inherited
    for key in (Name.AA, Name.PresSteps):
        if key in page.obj:
            del page.obj[key]
    annotations = page.obj.get(Name.Annots)
    if not isinstance(annotations, Array):
        return
    kept = [
        note
        for note in annotations.as_list()
        if isinstance(note, Dictionary) and str(note.get(Name.Subtype)) not in FORBIDDEN_ANNOTATIONS
    ]
    for note in kept:
        if Name.AA in note:
            del note[Name.AA]
        if Name.A in note and not _is_allowed(note.A):
            del note[Name.A]
        if note.get(Name.Subtype) != Name.Popup:
            note.F = (int(note.get(Name.F, 0)) | _PRINT) & ~_HIDDEN
    page.obj.Annots = Array(kept)


def _is_allowed(action: object) -> bool:
    """6.5.1: whether an action (or a plain destination) may stay."""
    if not isinstance(action, Dictionary):
        return True
    if str(action.get(Name.S)) == "/Named":
        return str(action.get(Name.N)) in _ALLOWED_NAMED
    following = action.get(Name.Next)
    rest = following.as_list() if isinstance(following, Array) else [following] if following else []
    return str(action.get(Name.S)) in _ALLOWED_ACTIONS and all(_is_allowed(one) for one in rest)


def _tidy_outlines(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        is_entry = isinstance(thing, Dictionary) and Name.Title in thing and Name.Parent in thing
        if is_entry and Name.A in thing and not _is_allowed(thing.A):
            del thing[Name.A]
        is_field = isinstance(thing, Dictionary) and Name.FT in thing
        if is_field and Name.AA in thing:
            del thing[Name.AA]


def _tidy_streams(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get(Name.Subtype) == Name.Image:
            for key in (Name.Alternates, Name.OPI):
                if key in thing:
                    del thing[key]
            if thing.get(Name.Interpolate):
                thing.Interpolate = False  # 6.2.8
        filters = thing.get(Name.Filter)
        names = filters.as_list() if isinstance(filters, Array) else [filters]
        if any(str(name) == "/LZWDecode" for name in names):  # 6.1.7.2
            thing.write(packed(pdf, thing.read_bytes()).read_raw_bytes(), filter=Name.FlateDecode)


def _output_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data: bytes = made.tobytes()
    profile = packed(pdf, data[:24] + _PROFILE_DATE + data[36:])
    profile.N = 3
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            RegistryName="http://www.color.org",
            DestOutputProfile=profile,
        )
    )


def _identify(pdf: pikepdf.Pdf) -> None:
    """The identification, and metadata that say what the document information says (6.6)."""
    told = _information(pdf)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in list(metadata):
            if not key.startswith(tuple(f"{{{uri}}}" for uri in _KNOWN_SCHEMAS)):
                del metadata[key]
        for key, value in told.items():
            metadata[key] = value
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"


def _information(pdf: pikepdf.Pdf) -> dict[str, str | list[str]]:
    """The document information as metadata; dates that are none go from both."""
    told: dict[str, str | list[str]] = {}
    for name, key in _INFORMATION.items():
        value = pdf.docinfo.get(name)
        text = str(value).strip() if isinstance(value, pikepdf.String) else ""
        if not text:
            continue
        if name.endswith("Date"):
            try:
                told[key] = decode_pdf_date(text).isoformat()
            except ValueError:
                del pdf.docinfo[name]
        else:
            told[key] = [text] if name == "/Author" else text
    return told
