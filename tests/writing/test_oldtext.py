"""What cannot be seen goes; every other byte of a page stays."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saksdoc.writing.oldtext import Removal, has_visible_text, remove_hidden_text
from writing.made import SCAN, add_page, words


def content(page):
    contents = page.obj.Contents
    parts = contents.as_list() if isinstance(contents, Array) else [contents]
    return [part.read_bytes() for part in parts]


@pytest.fixture
def pdf():
    with pikepdf.new() as made:
        yield made


def test_invisible_words_over_a_scan_are_cut_and_nothing_else(pdf):
    page = add_page(pdf, SCAN + words("mgte i ar"))
    assert remove_hidden_text(pdf, page) == Removal(cut=True, left=False)
    (left,) = content(page)
    assert left == SCAN + words("mgte i ar").replace(b"(mgte i ar) Tj", b"")


def test_a_page_without_invisible_words_keeps_its_streams(pdf):
    page = add_page(pdf, [SCAN, words("Sett", 0)])
    before = [part.objgen for part in page.obj.Contents.as_list()]
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)
    assert [part.objgen for part in page.obj.Contents.as_list()] == before


def test_of_several_streams_only_the_one_with_words_is_written_anew(pdf):
    page = add_page(pdf, [SCAN, words("mgte"), b"q Q\n"])
    before = [part.objgen for part in page.obj.Contents.as_list()]
    remove_hidden_text(pdf, page)
    after = [part.objgen for part in page.obj.Contents.as_list()]
    assert (after[0], after[2]) == (before[0], before[2])
    assert b"mgte" not in b"".join(content(page))


def test_an_operator_split_over_two_streams_is_cut_from_both(pdf):
    page = add_page(pdf, [SCAN + b"BT 3 Tr /F1 9 Tf (mgte)", b"Tj ET q Q"])
    assert remove_hidden_text(pdf, page).cut
    assert content(page) == [SCAN + b"BT 3 Tr /F1 9 Tf ", b" ET q Q"]


def test_every_way_to_show_words_is_cut(pdf):
    shows = b"BT 3 Tr 12 TL (a) Tj [(b) 3 (c)] TJ (d) ' 1 2 (e) \" ET"
    page = add_page(pdf, SCAN + shows)
    remove_hidden_text(pdf, page)
    assert content(page)[0] == SCAN + b"BT 3 Tr 12 TL   T* 1 Tw 2 Tc T* ET"


def test_the_mode_is_restored_with_the_graphics_state(pdf):
    data = b"q 3 Tr BT (skjult) Tj ET Q BT (synlig) Tj ET"
    page = add_page(pdf, data)
    assert remove_hidden_text(pdf, page) == Removal(cut=True, left=True)
    assert content(page) == [data.replace(b"(skjult) Tj", b"")]


def test_words_under_a_page_wide_image_are_cut(pdf):
    page = add_page(pdf, words("under", 0) + SCAN)
    assert remove_hidden_text(pdf, page) == Removal(cut=True, left=False)
    assert b"under" not in content(page)[0]


def test_words_over_an_image_and_under_a_small_one_stay(pdf):
    over = add_page(pdf, SCAN + words("over", 0))
    small = add_page(pdf, words("under", 0) + b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    for page in (over, small):
        assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)
        assert has_visible_text(page)


def test_words_under_an_image_that_can_be_seen_through_stay(pdf):
    page = add_page(pdf, words("under", 0) + SCAN)
    page.obj.Resources.XObject.Im0.ImageMask = True
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)


def test_visible_words_are_never_moved_by_a_cut(pdf):
    data = b"BT /F1 12 Tf 3 Tr (skjult) Tj 0 Tr (synlig) Tj ET"
    page = add_page(pdf, data)
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)
    assert content(page) == [data]


def test_words_in_a_form_go_and_the_shared_form_stays(pdf):
    inner = words("i skjema")
    form = pdf.make_indirect(
        pdf.make_stream(inner, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    )
    pages = [add_page(pdf, SCAN + b"q /OCR Do Q") for _ in range(2)]
    for page in pages:
        page.obj.Resources.XObject.OCR = form
    assert remove_hidden_text(pdf, pages[0]) == Removal(cut=True, left=False)
    own = pages[0].obj.Resources.XObject.OCR
    assert b"skjema" not in own.read_bytes()
    assert own.BBox == form.BBox
    assert pages[1].obj.Resources.XObject.OCR.read_bytes() == inner
    assert content(pages[0]) == [SCAN + b"q /OCR Do Q"]


def test_a_form_inherits_the_mode_it_is_drawn_in(pdf):
    form = pdf.make_stream(b"BT (skjult) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    page = add_page(pdf, b"3 Tr /OCR Do")
    page.obj.Resources.XObject.OCR = pdf.make_indirect(form)
    assert remove_hidden_text(pdf, page).cut


def test_a_form_that_draws_itself_ends(pdf):
    form = pdf.make_indirect(
        pdf.make_stream(b"/Self Do", Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    )
    form.Resources = Dictionary(XObject=Dictionary(Self=form))
    page = add_page(pdf, b"/Self Do")
    page.obj.Resources.XObject.Self = form
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)


@pytest.mark.parametrize("data", [b"BT 3 Tr (mgte Tj ET", b"3 Tr ] Q", b"a Tr"])
def test_content_that_cannot_be_taken_apart_is_left_as_it_is(pdf, data):
    page = add_page(pdf, data)
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=True)
    assert content(page) == [data]


def test_a_page_without_content_has_nothing_to_cut(pdf):
    page = add_page(pdf)
    del page.obj.Contents
    assert remove_hidden_text(pdf, page) == Removal(cut=False, left=False)
