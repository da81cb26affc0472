"""searchable.pdf shows the original and says what the record says."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from saksdoc.model import CleanText, Verdict
from saksdoc.writing import WriteOptions, place, write, write_folder
from saksdoc.writing.searchable import write_searchable
from writing.made import HEIGHT, SCAN, WIDTH, add_page, raw_images, saved, words
from writing.papers import Row, case_paper, document_of, repaired, transcript_of

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")


@pytest.fixture
def pdf():
    with pikepdf.new() as made:
        yield made


def paper(*texts, repairs=(), verdict=Verdict.READ, pages=None):
    rows = [Row(text, page=n if pages else 1) for n, text in enumerate(texts, start=1)]
    transcript = transcript_of(rows, verdict)
    return document_of(transcript, repaired(transcript, repairs))


def searchable(document, original, tmp_path, **options):
    written = write_folder(document, tmp_path / "ut", WriteOptions(original=original, **options))
    return written.path / "searchable.pdf", written.warnings


def poppler_words(path, *how):
    done = subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split()


def pdfium_words(path, page=None):
    with pypdfium2.PdfDocument(path) as opened:
        pages = range(len(opened)) if page is None else [page]
        return " ".join(opened[n].get_textpage().get_text_bounded() for n in pages).split()


def pixels(path, page=0):
    with pypdfium2.PdfDocument(path) as opened:
        return opened[page].render(scale=1).to_pil().tobytes()


@poppler
@pytest.mark.parametrize("how", [(), ("-raw",), ("-layout",)])
def test_the_text_reads_back_word_for_word_in_order(pdf, tmp_path, how):
    document = case_paper()
    for _ in document.pages:
        add_page(pdf)
    path, warnings = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    record = document.text.split()
    body, foot = record[:-4], record[-4:]
    first = body.index("Forslag")
    assert poppler_words(path, *how) == body[:first] + foot + body[first:]
    assert warnings == ()


def test_another_reader_finds_the_same_words(pdf, tmp_path):
    document = case_paper()
    for _ in document.pages:
        add_page(pdf)
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    assert sorted(pdfium_words(path)) == sorted(document.text.split())


def test_pages_look_as_before_and_image_bytes_are_the_same(pdf, tmp_path):
    add_page(pdf, SCAN + words("mgte i ar"))
    original = saved(pdf, tmp_path / "sak.pdf")
    path, _ = searchable(paper("møte i år"), original, tmp_path)
    assert pixels(path) == pixels(original)
    assert raw_images(path) == raw_images(original) != []


def test_the_content_of_the_page_is_byte_for_byte_the_same(pdf, tmp_path):
    add_page(pdf)
    path, _ = searchable(paper("møte i år"), saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    with pikepdf.open(path) as made:
        assert SCAN in [part.read_raw_bytes() for part in made.pages[0].obj.Contents.as_list()]


def test_ruined_invisible_words_are_gone_from_the_file(pdf, tmp_path):
    add_page(pdf, SCAN + words("mgte i ar"))
    original = saved(pdf, tmp_path / "sak.pdf")
    document = paper("mgte i ar", repairs=[("mgte", "møte"), ("ar", "år")], verdict=Verdict.REREAD)
    path, _ = searchable(document, original, tmp_path)
    assert pdfium_words(path) == ["møte", "i", "år"]
    with pikepdf.open(path) as made:
        streams = [t.read_bytes() for t in made.objects if isinstance(t, pikepdf.Stream)
                   and t.get(Name.Subtype) != Name.Image]  # fmt: skip
        assert not any(b"mgte" in data for data in streams)
        assert list(made.pages[0].resources.Font.keys()) == ["/SaksdocGlyphless"]


@poppler
def test_visible_words_of_a_broken_font_are_seen_but_not_searched(pdf, tmp_path):
    add_page(pdf, SCAN + words("$GPLQ", 0))
    original = saved(pdf, tmp_path / "sak.pdf")
    path, _ = searchable(paper("Admin", verdict=Verdict.REREAD), original, tmp_path)
    assert pixels(path) == pixels(original)
    assert poppler_words(path) == ["Admin"]


def test_a_page_whose_words_are_good_is_left_alone(pdf, tmp_path):
    page = add_page(pdf, [SCAN, words("godt", 0)])
    count = len(page.obj.Contents)
    document = paper("godt", verdict=Verdict.USE)
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    with pikepdf.open(path) as made:
        assert len(made.pages[0].obj.Contents) == count
    assert pdfium_words(path) == ["godt"]


def test_a_trusted_invisible_layer_gets_its_few_repairs(pdf, tmp_path):
    add_page(pdf, SCAN + words("godt mgte"))
    original = saved(pdf, tmp_path / "sak.pdf")
    document = paper("godt mgte", repairs=[("mgte", "møte")], verdict=Verdict.USE)
    path, _ = searchable(document, original, tmp_path)
    assert pdfium_words(path) == ["godt", "møte"]


def test_visible_words_that_were_trusted_are_not_touched_by_a_repair(pdf, tmp_path):
    add_page(pdf, words("godt mgte", 0))
    original = saved(pdf, tmp_path / "sak.pdf")
    document = paper("godt mgte", repairs=[("mgte", "møte")], verdict=Verdict.USE)
    path, _ = searchable(document, original, tmp_path)
    assert pdfium_words(path) == ["godt", "mgte"]


TURNS = [(rotate, turned) for rotate in (0, 90, 180, 270) for turned in (0, 90, 180, 270)]
BOX = re.compile(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>')


@poppler
@pytest.mark.parametrize(("rotate", "turned"), TURNS)
@pytest.mark.parametrize("crop", [None, (20, 30, 500, 700)])
@pytest.mark.parametrize("unit", [1, 2])
def test_words_lie_over_their_boxes_however_the_page_is_turned(
    pdf, tmp_path, rotate, turned, crop, unit
):
    keys = {"Rotate": rotate, "UserUnit": unit}
    if crop:
        keys["CropBox"] = Array(crop)
    add_page(pdf, **keys)
    box = crop or (0, 0, WIDTH, HEIGHT)
    across, down = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    size = (down, across) if rotate % 180 else (across, down)
    document = _sized(paper("Møte"), size, turned)
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    out = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", path, "-"], capture_output=True, check=True
    ).stdout.decode()
    (found,) = BOX.findall(out)
    (line,) = place(document.transcript, document.clean)
    want = line.words[0].box
    assert found[4] == "Møte"
    x0, y0, x1, y1 = (float(side) * unit for side in found[:4])
    centre = ((x0 + x1) / 2, (y0 + y1) / 2)
    offset = (centre[0] - (want.x0 + want.x1) / 2, centre[1] - (want.top + want.bottom) / 2)
    assert max(map(abs, offset)) < 4, (offset, found, want)
    assert x1 - x0 == pytest.approx(want.width, abs=4 + abs(offset[0]) * 2)


def _sized(document, size, turned):
    """The document on a page of that size, its word turned against the page by ``turned``."""
    box = document.transcript.lines[0].words[0].box
    if turned % 180:  # a word that runs up or down has its sides swapped
        box = replace(box, x1=box.x0 + box.height, bottom=box.top + box.width)
    line = document.transcript.lines[0]
    word = replace(line.words[0], box=box)
    transcript = replace(document.transcript, lines=(replace(line, words=(word,)),))
    page = replace(document.pages[0], width=size[0], height=size[1], rotation=turned)
    return replace(document, transcript=transcript, pages=(page,))


@poppler
@pytest.mark.parametrize("slope", [-0.03, 0.004, 0.02])
def test_a_crooked_line_reads_as_one_line(pdf, tmp_path, slope):
    add_page(pdf)
    document = paper("Rådet vedtok i møtet at gapet mellom ordene skal stå slik det står")
    lines = []
    for line in document.transcript.lines:
        moved = []
        for word in line.words:
            drop = slope * word.box.x0
            box = replace(word.box, top=word.box.top + drop, bottom=word.box.bottom + drop)
            moved.append(replace(word, box=box))
        lines.append(replace(line, words=tuple(moved)))
    document = replace(document, transcript=replace(document.transcript, lines=tuple(lines)))
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    assert poppler_words(path) == document.text.split()


@poppler
def test_words_that_touch_are_still_two(pdf, tmp_path):
    add_page(pdf)
    document = paper("møteden", repairs=[("møteden", "møte den")])
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    assert poppler_words(path) == ["møte", "den"]


@poppler
def test_a_long_word_joined_over_a_line_break_is_found_whole(pdf, tmp_path):
    add_page(pdf)
    broken = [("a-\npartnerskapsmøteplassen", "a-partnerskapsmøteplassen")]
    document = paper("Se a-", "partnerskapsmøteplassen her", repairs=broken)
    path, _ = searchable(document, saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    assert poppler_words(path) == ["Se", "a-partnerskapsmøteplassen", "her"]


@poppler
@pytest.mark.parametrize("text", ["§ 3 – «Ærø» • čáđŋšŧž", "𝔄 日本 Ωδή", "(a) <b> [c] \\d"])
def test_any_character_can_be_found(pdf, tmp_path, text):
    add_page(pdf)
    path, _ = searchable(paper(text), saved(pdf, tmp_path / "sak.pdf"), tmp_path)
    assert sorted(poppler_words(path, "-raw")) == sorted(text.split())


def test_metadata_outlines_labels_and_attachments_are_kept(pdf, tmp_path):
    for _ in range(2):
        add_page(pdf)
    pdf.docinfo.Title = "Møtebok"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Sak 1", 1))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    pdf.attachments["tall.txt"] = b"1 2 3"
    path, _ = searchable(paper("en", "to", pages=True), saved(pdf, tmp_path / "a.pdf"), tmp_path)
    with pikepdf.open(path) as made:
        assert str(made.docinfo.Title) == "Møtebok"
        assert [item.title for item in made.open_outline().root] == ["Sak 1"]
        assert made.pages[1].label == "ii"
        assert made.attachments["tall.txt"].get_file().read_bytes() == b"1 2 3"


def test_pages_that_share_resources_do_not_spoil_each_other(pdf, tmp_path):
    pages = [add_page(pdf, SCAN + words("gammelt")), add_page(pdf, SCAN + words("godt"))]
    pages[0].obj.Resources = pages[1].obj.Resources = pdf.make_indirect(pages[0].obj.Resources)
    document = paper("nytt", "godt", pages=True)
    document = replace(
        document, pages=(document.pages[0], replace(document.pages[1], verdict=Verdict.USE))
    )
    path, _ = searchable(document, saved(pdf, tmp_path / "a.pdf"), tmp_path)
    assert pdfium_words(path, 0) == ["nytt"]
    assert pdfium_words(path, 1) == ["godt"]


def test_resources_that_are_inherited_are_kept(pdf, tmp_path):
    page = add_page(pdf)
    pdf.Root.Pages.Resources = page.obj.Resources
    del page.obj.Resources
    original = saved(pdf, tmp_path / "a.pdf")
    path, _ = searchable(paper("nytt"), original, tmp_path)
    assert pixels(path) == pixels(original)


def test_a_password_opens_and_the_copy_is_unlocked_and_says_so(pdf, tmp_path):
    add_page(pdf)
    locked = saved(
        pdf, tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="e", user="hemmelig")
    )
    path, warnings = searchable(paper("nytt"), locked, tmp_path, password="hemmelig")
    assert pdfium_words(path) == ["nytt"]
    assert warnings == ("the original is encrypted; searchable.pdf is not",)


def test_a_file_that_opens_without_its_password_keeps_its_lock(pdf, tmp_path):
    add_page(pdf)
    locked = saved(pdf, tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="e", user=""))
    path, warnings = searchable(paper("nytt"), locked, tmp_path)
    with pikepdf.open(path) as made:
        assert made.is_encrypted
    assert raw_images(path) == raw_images(locked)
    assert pdfium_words(path) == ["nytt"]
    assert warnings == ()


def test_a_wrong_password_costs_the_pdf_only_and_says_so(pdf, tmp_path):
    add_page(pdf)
    locked = saved(pdf, tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="e", user="x"))
    path, (warning,) = searchable(paper("nytt"), locked, tmp_path)
    assert not path.exists()
    assert "searchable.pdf was not made" in warning
    record = json.loads((path.parent / "record.json").read_text("utf-8"))
    assert record["warnings"] == [warning]


def test_a_signature_that_will_not_hold_is_named(pdf, tmp_path):
    add_page(pdf)
    pdf.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([]))
    _, warnings = searchable(paper("nytt"), saved(pdf, tmp_path / "a.pdf"), tmp_path)
    assert warnings == ("the original is signed; the signature does not hold for searchable.pdf",)


def test_the_original_is_not_touched(pdf, tmp_path):
    add_page(pdf, SCAN + words("mgte"))
    original = saved(pdf, tmp_path / "a.pdf")
    before = original.read_bytes()
    searchable(paper("møte"), original, tmp_path, pdfa=True)
    assert original.read_bytes() == before


def test_equal_input_gives_an_equal_file(pdf, tmp_path):
    add_page(pdf)
    original = saved(pdf, tmp_path / "a.pdf")
    files = []
    for name in ("en", "to"):
        options = WriteOptions(original=original, pdfa=True)
        files.append(write(paper("møte"), tmp_path / name, options) / "searchable.pdf")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_equal_images_give_equal_files(tmp_path):
    original = _picture(tmp_path / "a.png")
    files = []
    for name in ("en", "to"):
        options = WriteOptions(original=original)
        files.append(write(_image_paper("møte"), tmp_path / name, options) / "searchable.pdf")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_no_pdf_is_written_where_none_is_wanted_or_possible(pdf, tmp_path):
    add_page(pdf)
    original = saved(pdf, tmp_path / "a.pdf")
    assert not searchable(paper("en"), original, tmp_path, pdf=False)[0].exists()
    assert not searchable(paper("en"), None, tmp_path)[0].exists()
    document = paper("en")
    text = replace(document, source=replace(document.source, media_type="text/plain"))
    assert not searchable(text, original, tmp_path)[0].exists()


def test_a_page_that_the_file_does_not_have_is_named(pdf, tmp_path):
    add_page(pdf)
    path, warnings = searchable(
        paper("en", "to", pages=True), saved(pdf, tmp_path / "a.pdf"), tmp_path
    )
    assert warnings == ("page 2 is not in searchable.pdf",)
    assert pdfium_words(path) == ["en"]


def _picture(path, mode="L", size=(595, 842), **how):
    image = Image.new(mode, size, 0 if mode == "1" else "white")
    image.putpixel((3, 3), 1 if mode == "1" else image.getpixel((0, 0)))
    image.save(path, **how)
    return path


@pytest.mark.parametrize(
    ("name", "mode", "how"),
    [
        ("a.jpg", "L", {}),
        ("a.jpg", "RGB", {}),
        ("a.png", "RGB", {}),
        ("a.png", "RGBA", {}),
        ("a.png", "LA", {}),
        ("a.png", "P", {}),
        ("a.tif", "1", {"compression": "group4"}),
        ("a.tif", "L", {"compression": "tiff_lzw"}),
        ("a.tif", "RGB", {}),
    ],
)
def test_an_image_becomes_a_page_of_the_size_it_was_read_at(tmp_path, name, mode, how):
    original = _picture(tmp_path / name, mode, **how)
    path, warnings = searchable(_image_paper("møte"), original, tmp_path)
    with pikepdf.open(path) as made:
        assert [float(v) for v in made.pages[0].mediabox] == pytest.approx(
            [0, 0, 595, 842], abs=0.1
        )
    assert pdfium_words(path) == ["møte"]
    assert warnings == ()


def _image_paper(*texts):
    document = paper(*texts, pages=True)
    return replace(document, source=replace(document.source, media_type="image/x"))


def test_the_bytes_of_a_jpeg_go_in_as_they_are(tmp_path):
    original = _picture(tmp_path / "a.jpg")
    path, _ = searchable(_image_paper("møte"), original, tmp_path)
    assert raw_images(path) == [original.read_bytes()]


def test_every_page_of_a_tiff_is_a_page(tmp_path):
    frames = [Image.new("1", (595, 842), 1) for _ in range(3)]
    original = tmp_path / "a.tif"
    frames[0].save(original, save_all=True, append_images=frames[1:], compression="group4")
    path, _ = searchable(_image_paper("en", "to", "tre"), original, tmp_path)
    assert [pdfium_words(path, n) for n in range(3)] == [["en"], ["to"], ["tre"]]


def test_a_photograph_that_is_marked_as_turned_is_turned(tmp_path):
    image = Image.new("L", (842, 595), 255)
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", exif=exif)
    path, _ = searchable(_image_paper("møte"), tmp_path / "a.jpg", tmp_path)
    with pypdfium2.PdfDocument(path) as opened:
        assert opened[0].get_size() == pytest.approx((595, 842), abs=0.1)


def test_an_image_that_no_pdf_can_hold_costs_the_pdf_only(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nnei")
    path, warnings = searchable(_image_paper("møte"), tmp_path / "a.png", tmp_path)
    assert not path.exists()
    assert len(warnings) == 1
    assert "the image cannot be put into a PDF" in warnings[0]
    assert (path.parent / "record.json").is_file()


def test_a_full_disk_is_an_error_that_can_be_caught(pdf, tmp_path):
    # Raised while qpdf writes, it would end the process.
    add_page(pdf)
    original = saved(pdf, tmp_path / "sak.pdf")
    target = tmp_path / "full.pdf"
    target.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write_searchable(paper("møte"), target, WriteOptions(original=original))


def test_sixteen_bits_of_grey_look_the_same_in_eight(tmp_path):
    original = tmp_path / "a.tif"
    deep = Image.new("I;16", (595, 842), 65535)
    deep.paste(Image.new("I;16", (595, 400), 32768), (0, 0))
    deep.save(original)
    path, warnings = searchable(_image_paper("møte"), original, tmp_path)
    assert warnings == ()
    with pypdfium2.PdfDocument(path) as opened:
        shown = opened[0].render(scale=1).to_pil().convert("L")
    assert (shown.getpixel((300, 100)), shown.getpixel((300, 700))) == (128, 255)


def test_a_font_of_no_ink_is_a_font_to_those_who_know(tmp_path):
    ttlib = pytest.importorskip("fontTools.ttLib")
    from saksdoc.writing.glyphless import font_file

    font = ttlib.TTFont(io.BytesIO(font_file()), checkChecksums=2)
    assert font["maxp"].numGlyphs == 2
    assert font["hmtx"].metrics[font.getGlyphOrder()[1]] == (500, 0)
    outline = font["glyf"][font.getGlyphOrder()[1]]
    assert len(outline.coordinates) == 2  # there and back: a box, but no ink
    assert (outline.xMin, outline.yMin, outline.xMax, outline.yMax) == (0, -200, 500, 800)


def test_a_document_without_words_keeps_its_pages(pdf, tmp_path):
    add_page(pdf)
    document = replace(paper(""), clean=CleanText.unchanged(""))
    path, _ = searchable(document, saved(pdf, tmp_path / "a.pdf"), tmp_path)
    assert pdfium_words(path) == []
