"""A file says that it is PDF/A-2b only where it is, and says why where it is not."""

import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from saksdoc.model import Verdict
from writing.made import SCAN, add_page, deflated, raw_images, saved, words
from writing.test_searchable import paper, pdfium_words, pixels, searchable


@pytest.fixture
def pdf():
    with pikepdf.new() as made:
        yield made


def scan(pdf):
    """A page that is fit for the archive: an image and, as yet, no font."""
    page = add_page(pdf)
    page.obj.Resources.Font = Dictionary()
    return page


def archival(pdf, tmp_path, **how):
    original = saved(pdf, tmp_path / "sak.pdf", **how)
    path, warnings = searchable(paper("Møte i år"), original, tmp_path, pdfa=True)
    return path, warnings, original


def claim(path):
    with pikepdf.open(path) as made:
        return made.open_metadata().pdfa_status


def test_a_scan_becomes_pdf_a_2b(pdf, tmp_path):
    scan(pdf)
    pdf.docinfo.Title = "Møtebok"
    pdf.docinfo.Author = "Tindvik formannskap"
    path, warnings, original = archival(pdf, tmp_path)
    assert (claim(path), warnings) == ("2B", ())
    assert pdfium_words(path) == ["Møte", "i", "år"]
    assert pixels(path) == pixels(original)
    assert raw_images(path) == raw_images(original)
    with pikepdf.open(path) as made:
        (intent,) = made.Root.OutputIntents.as_list()
        assert (intent.S, intent.DestOutputProfile.N) == (Name.GTS_PDFA1, 3)
        ImageCms.ImageCmsProfile(__import__("io").BytesIO(intent.DestOutputProfile.read_bytes()))
        metadata = made.open_metadata()
        assert metadata["dc:title"] == "Møtebok"
        assert list(metadata["dc:creator"]) == ["Tindvik formannskap"]
        assert Name.ID in made.trailer
        fonts = [t for t in made.objects if isinstance(t, Dictionary) and Name.FontName in t]
        assert fonts
        assert all(Name.FontFile2 in font for font in fonts)


def test_without_the_wish_there_is_no_claim(pdf, tmp_path):
    scan(pdf)
    path, _ = searchable(paper("Møte"), saved(pdf, tmp_path / "a.pdf"), tmp_path)
    assert claim(path) == ""


def _cmyk_image(pdf):
    image = pdf.make_stream(deflated(bytes(4)), Type=Name.XObject, Subtype=Name.Image, Width=1,
                            Height=1, ColorSpace=Name.DeviceCMYK, BitsPerComponent=8,
                            Filter=Name.FlateDecode)  # fmt: skip
    pdf.pages[0].obj.Resources.XObject.Im1 = pdf.make_indirect(image)


def _cmyk_ink(pdf):
    pdf.pages[0].obj.Contents = pdf.make_stream(SCAN + b"0 0 0 1 k 0 0 9 9 re f")


def _loose_font(pdf):
    page = pdf.pages[0]
    page.obj.Resources.Font.F9 = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial
    )
    page.obj.Contents = pdf.make_stream(SCAN + words("Stempel", 0).replace(b"F1", b"F9"))


def _bare_note(pdf):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([note])


def _transfer(pdf):
    state = Dictionary(TR=Name.Identity)
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G0=state)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_cmyk_image, "page 1: an image is DeviceCMYK"),
        (_cmyk_ink, "page 1: a colour is DeviceCMYK"),
        (_loose_font, "page 1: the font Arial is not embedded"),
        (_bare_note, "page 1: its annotation Square has no appearance"),
        (_transfer, "page 1: it uses a transfer function"),
    ],
)
def test_what_cannot_be_mended_is_named_and_nothing_is_claimed(pdf, tmp_path, spoil, reason):
    scan(pdf)
    spoil(pdf)
    path, (warning,), _ = archival(pdf, tmp_path)
    assert warning.startswith("searchable.pdf is not PDF/A: ")
    assert reason in warning
    assert claim(path) == ""
    assert "Møte" in pdfium_words(path)


def test_a_ruined_layer_takes_its_loose_font_with_it(pdf, tmp_path):
    page = add_page(pdf, SCAN + words("mgte"))
    assert Name.F1 in page.obj.Resources.Font
    document = paper("Møte", verdict=Verdict.REREAD)
    path, warnings = searchable(document, saved(pdf, tmp_path / "a.pdf"), tmp_path, pdfa=True)
    assert (claim(path), warnings) == ("2B", ())


def test_scripts_actions_and_attachments_go(pdf, tmp_path):
    page = scan(pdf)
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))
    pdf.attachments["a.txt"] = b"x"
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
    web = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                     A=Dictionary(S=Name.URI, URI="https://tindvik.example"))  # fmt: skip
    page.obj.Annots = Array([link, web, Dictionary(Type=Name.Annot, Subtype=Name.Movie)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Sak", action=script))
    path, warnings, _ = archival(pdf, tmp_path)
    assert claim(path) == "2B"
    assert warnings == ("the original's attachments are not in searchable.pdf (PDF/A)",)
    assert b"app.alert" not in path.read_bytes()
    with pikepdf.open(path) as made:
        kept = made.pages[0].obj.Annots.as_list()
        assert [Name.A in note for note in kept] == [False, True]
        assert all(int(note.F) & 4 for note in kept)
        assert not made.attachments


def test_a_lock_is_taken_off_and_said(pdf, tmp_path):
    scan(pdf)
    path, warnings, _ = archival(pdf, tmp_path, encryption=pikepdf.Encryption(owner="e", user=""))
    assert claim(path) == "2B"
    assert warnings == ("the original is encrypted; searchable.pdf is not",)
    with pikepdf.open(path) as made:
        assert not made.is_encrypted


def test_lzw_is_packed_anew_without_loss(pdf, tmp_path):
    page = scan(pdf)
    lzw = bytes.fromhex("800b6050220c0c8501")  # the example of PDF 32000-1, 7.4.4.2
    image = pdf.make_stream(lzw, Type=Name.XObject, Subtype=Name.Image, Width=9, Height=1,
                            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
                            Filter=Name.LZWDecode)  # fmt: skip
    page.obj.Resources.XObject.Im1 = pdf.make_indirect(image)
    path, _, _ = archival(pdf, tmp_path)
    assert claim(path) == "2B"
    with pikepdf.open(path) as made:
        again = made.pages[0].obj.Resources.XObject.Im1
        assert again.Filter == Name.FlateDecode
        assert again.read_bytes() == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])[:10]


def test_metadata_of_unknown_schemas_go_and_the_known_stay(pdf, tmp_path):
    scan(pdf)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["{http://tindvik.example/ns/}shelf"] = "12"
        metadata["dc:rights"] = "Tindvik"
    path, _, _ = archival(pdf, tmp_path)
    with pikepdf.open(path) as made:
        metadata = made.open_metadata()
        assert "{http://tindvik.example/ns/}shelf" not in metadata
        assert "dc:rights" in metadata


def test_every_page_has_resources_of_its_own(pdf, tmp_path):
    pages = [scan(pdf), scan(pdf)]
    pdf.Root.Pages.Resources = pages[1].obj.Resources
    del pages[1].obj.Resources
    document = paper("Møte", "godt", pages=True)
    used = replace(document.pages[1], verdict=Verdict.USE)
    document = replace(document, pages=(document.pages[0], used))
    path, _ = searchable(document, saved(pdf, tmp_path / "a.pdf"), tmp_path, pdfa=True)
    with pikepdf.open(path, inherit_page_attributes=False) as made:
        assert all(Name.Resources in page.obj for page in made.pages)


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Ghostscript")
def test_ghostscript_draws_it_without_complaint(pdf, tmp_path):
    scan(pdf)
    path, _, _ = archival(pdf, tmp_path)
    drawn = subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", path],
        capture_output=True, check=False,
    )  # fmt: skip
    assert (drawn.returncode, drawn.stderr) == (0, b"")


def test_qpdf_finds_nothing_wrong(pdf, tmp_path):
    scan(pdf)
    path, _, _ = archival(pdf, tmp_path)
    with pikepdf.open(path) as made:
        assert made.check_pdf_syntax() == []


def test_odd_information_does_not_stand_in_the_way(pdf, tmp_path):
    scan(pdf)
    pdf.docinfo[Name("/CreationDate")] = "i går"
    pdf.docinfo[Name("/Saksår")] = "2024"
    pdf.docinfo.Title = ""
    path, warnings, _ = archival(pdf, tmp_path)
    assert (claim(path), warnings) == ("2B", ())
    with pikepdf.open(path) as made:
        assert "xmp:CreateDate" not in made.open_metadata()
        assert Name.CreationDate not in made.docinfo


def test_a_page_that_cannot_be_read_through_costs_the_claim_only(pdf, tmp_path):
    page = scan(pdf)
    page.obj.Contents = pdf.make_stream(b"not deflated", Filter=Name.FlateDecode)
    path, warnings, _ = archival(pdf, tmp_path)
    assert warnings == ("searchable.pdf is not PDF/A: page 1: part of it cannot be read",)
    assert path.exists()
