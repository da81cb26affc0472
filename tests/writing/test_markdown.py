"""text.md reads as the paper does: headings, flowing paragraphs, lists and rows."""

from dataclasses import replace

from saksdoc.model import LineRole, Metadata, Section, SectionKind, Structure
from saksdoc.writing.markdown import markdown_of
from writing.papers import Row, case_paper, document_of, repaired, transcript_of


def _plain(rows):
    transcript = transcript_of(rows)
    return document_of(transcript, repaired(transcript, []))


def test_a_case_paper_reads_as_headings_paragraphs_and_lists():
    assert markdown_of(case_paper()) == (
        "# Ny skole på Tindvik\n\n"
        "## Sak 12/26 – Ny skole på Tindvik\n\n"
        "### Bakgrunn\n\n"
        "Kommunestyret i Nordvåg kommune vedtok i år at samarbeid er påkrevd.\n\n"
        "- til styret\n"
        "- til møte den\n\n"
        "### Forslag til vedtak\n\n"
        "Tora Nesvold \\* legger \\[fram\\] saken.\n"
    )


def test_the_colon_that_ends_a_heading_is_not_said():
    document = _plain([Row("Vurdering:"), Row("Brua er: gammel.")])
    section = Section(SectionKind.ASSESSMENT, "Vurdering", 1, 11, 27, 0, 9)
    headed = replace(document, structure=Structure(sections=(section,)))
    assert markdown_of(headed) == "## Vurdering\n\nBrua er: gammel.\n"


def test_page_furniture_is_left_out():
    assert "Side 1 av 2" not in markdown_of(case_paper())


def test_numbered_and_lettered_items_stay_apart_and_keep_their_marks():
    rows = [Row("Rådet vedtar:"), Row("1. Vei bygges"), Row("ved elva."), Row("a) Bru rives")]
    assert markdown_of(_plain(rows)) == (
        "Rådet vedtar:\n\n1. Vei bygges ved elva.\n- a) Bru rives\n"
    )


def test_rows_of_a_table_stay_rows():
    rows = [
        Row("Tallene er:", block=0),
        Row("Skole 12", block=1, role=LineRole.TABLE),
        Row("Vei 7", block=1, role=LineRole.TABLE),
    ]
    assert markdown_of(_plain(rows)) == "Tallene er:\n\nSkole 12  \nVei 7\n"


def test_a_table_that_follows_close_stands_apart():
    rows = [Row("Tallene er:"), Row("Skole 12", role=LineRole.TABLE), Row("Vei 7")]
    assert markdown_of(_plain(rows)) == "Tallene er:\n\nSkole 12\n\nVei 7\n"


def test_what_markdown_would_take_for_its_own_is_escaped():
    rows = [Row("# 3 er _ikke_ *her* <b> [x] \\")]
    assert markdown_of(_plain(rows)) == "\\# 3 er \\_ikke\\_ \\*her\\* \\<b\\> \\[x\\] \\\\\n"


def test_a_year_that_begins_a_line_is_no_list():
    rows = [Row("Planen gjelder til"), Row("2031. Da er den slutt.")]
    assert markdown_of(_plain(rows)) == "Planen gjelder til 2031. Da er den slutt.\n"


def test_an_empty_document_is_an_empty_page():
    assert markdown_of(_plain([Row("")])).strip() == ""


def test_a_title_of_its_own_stands_first():
    document = replace(_plain([Row("Teksten.")]), structure=Structure(metadata=Metadata("Vei")))
    assert markdown_of(document) == "# Vei\n\nTeksten.\n"
