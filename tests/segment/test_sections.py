"""What must hold of headings and sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.model import CleanText, Edit, SectionKind, SourceInfo
from saksdoc.segment import compose, sections_of_text, segment
from saksdoc.segment.wording import understand
from segment.papers import (
    PACKET,
    PROPOSAL_NN,
    page_of,
    pages_of_text,
    structure_of,
    structure_of_pages,
)


def outline(text):
    return [(str(s.kind), s.heading) for s in sections_of_text(text)]


def test_a_packet_has_the_sections_of_each_case():
    _, structure = structure_of(PACKET)
    assert [(s.case, str(s.kind), s.heading) for s in structure.sections] == [
        (None, "other", "SAKSLISTE"),
        (0, "distribution", "Utskrift sendes"),
        (0, "references", "Det vises til"),
        (0, "case_presentation", "Saksfremlegg"),
        (0, "economy", "Kostnader"),
        (0, "assessment", "Vurdering"),
        (0, "proposal", "Forslag til vedtak"),
        (1, "distribution", "Utskrift sendes"),
        (1, "references", "Det vises til"),
        (1, "case_presentation", "Saksfremlegg"),
        (1, "proposal", "Forslag til vedtak"),
    ]


def test_a_section_holds_what_stands_under_its_heading_and_no_more():
    text, structure = structure_of(PACKET)
    parts = [text[s.start : s.end] for s in structure.sections]
    assert parts[1] == "Vegkontoret,\nGrendalaget"
    assert parts[6] == "Det bygges ny bru over Storelva."
    assert parts[8] == "brev fra idrettslaget"
    assert parts[10] == "Idrettslaget får leie hallen to kvelder i uka."


def test_a_heading_is_where_it_says():
    text, structure = structure_of(PACKET)
    for section in structure.sections:
        assert text[section.heading_start : section.heading_end] == section.heading
        assert section.heading_end <= section.start <= section.end


def test_free_headings_stand_beside_the_known_ones():
    assert outline(PROPOSAL_NN) == [
        ("background", "Bakgrunn"),
        ("other", "Kva elevane meiner"),
        ("economy", "Økonomiske konsekvensar"),
        ("recommendation", "Tilråding"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Saksframlegg", "case_presentation"),
        ("Saksfremlegg:", "case_presentation"),
        ("SAKSUTGREIING", "case_presentation"),
        ("Saksutredning", "case_presentation"),
        ("Framlegg til vedtak:", "proposal"),
        ("Rådmannens forslag til vedtak:", "proposal"),
        ("Kommunedirektørens forslag til vedtak", "proposal"),
        ("Rådmannens innstilling", "recommendation"),
        ("Formannskapets innstilling, enstemmig:", "recommendation"),
        ("Tilråding frå rådmannen:", "recommendation"),
        ("Samrøystes vedtak:", "decision"),
        ("Kommunestyrets vedtak, mot 3 stemmer:", "decision"),
        ("Formannskapets behandling 17.11.99:", "treatment"),
        ("Formannskapets behand1ing:", "treatment"),
        ("Rådmannens innstllling:", "recommendation"),
        ("Handsaming i formannskapet", "treatment"),
        ("Røysting", "treatment"),
        ("Vurderingar:", "assessment"),
        ("3. Vurdering", "assessment"),
        ("Økonomiske konsekvensar", "economy"),
        ("Det blir vist til:", "references"),
        ("Særutskrift sendes:", "distribution"),
        ("Melding om vedtak sendes til:", "distribution"),
        ("Vedlegg:", "attachments"),
        ("Prenta vedlegg", "attachments"),
        ("Samandrag", "summary"),
        ("Vegen vidare", "process"),
        ("Dagens situasjon", "status"),
        ("Saksopplysningar", "facts"),
        ("Konklusjon og anbefaling", "conclusion"),
        # misread
        ("Vurdenng:", "assessment"),
        ("Saksfrenlegg:", "case_presentation"),
        ("Forslag til vedlak:", "proposal"),
        ("@konomiske konsekvenser", "economy"),
        ("Tilrading", "recommendation"),
        ("lnnstilling", "recommendation"),
    ],
)
def test_headings_of_many_wordings_are_understood(line, kind):
    wording = understand(line)
    assert wording is not None
    assert wording.kind is SectionKind(kind)


@pytest.mark.parametrize(
    "line",
    [
        "Saksbehandler: Kari Moen",
        "Utvalg: Formannskapet",
        "Vedtaket i saken ble påklaget av naboen.",
        "Forslag 3 ble vedtatt med 35 mot 2 stemmer",
        "vedtak i kommunestyret og at saken deretter",
        "Innkalling",
        "Utstilling",
        "Vedtekter",
        "Økonomiutvalget",
        "Forhandling",
        "• Økonomi",
        "- Vurdering av tomta",
        "",
        "14.03.2006",
    ],
)
def test_what_only_looks_like_a_heading_is_none(line):
    assert understand(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Torbjørg Haugan",
        "ordfører",
        "Lia, 14.03.2006",
        "Storgata 4, 5700 LIA",
        "Telefon: 55 00 00 00",
        "Side 3 av 12",
        "Posten 12 500,- 13 400,-",
        "Følgende punkter tas med:",
        "./. Kart over området",
        "- Kart over området",
        "post@lia.example.no",
    ],
)
def test_signatures_addresses_items_and_page_numbers_are_no_headings(line):
    text = (
        "Bakgrunn\n\nBrua over Storelva er gammel, og det er bestemt at ho skal byttes i år.\n\n"
        f"{line}\n\nKommunen har satt av penger til ny bru i budsjettet for inneværende år.\n"
    )
    assert outline(text) == [("background", "Bakgrunn")]


def test_numbered_headings_nest_and_a_parent_holds_its_parts():
    text = (
        "Plan for Lia\n\n1 Innledning\nPlanen er laget av kommunen i fjor vår.\n"
        "2 Bygda i dag\nHer bor det tre hundre mennesker, og de fleste er voksne.\n"
        "2.1 Skolen\nSkolen har førti elever og fem lærere.\n"
        "2.2 Butikken\nButikken er åpen alle dager unntatt søndag.\n"
        "3 Veien videre\nPlanen skal opp i kommunestyret til høsten.\n"
    )
    sections = sections_of_text(text)
    assert [(s.level, s.heading) for s in sections] == [
        (1, "1 Innledning"),
        (1, "2 Bygda i dag"),
        (2, "2.1 Skolen"),
        (2, "2.2 Butikken"),
        (1, "3 Veien videre"),
    ]
    bygda = text[sections[1].start : sections[1].end]
    assert bygda.startswith("Her bor det")
    assert bygda.endswith("unntatt søndag.")


def test_a_motion_and_a_vote_stand_below_the_treatment():
    text = (
        "Kommunestyrets behandling:\nSaken ble drøftet.\n"
        "Forslag fra Kari Moen (A):\nSaken utsettes.\nVotering:\nForslaget falt.\n"
        "Kommunestyrets vedtak, enst.:\nBrua bygges.\n"
    )
    sections = sections_of_text(text)
    assert [s.level for s in sections] == [1, 2, 2, 1]
    assert text[sections[0].start : sections[0].end].endswith("Forslaget falt.")


def test_a_list_of_papers_is_not_cut_by_papers_named_like_headings():
    text = (
        "Vedlegg:\nKart over området\nInnstilling fra vegkontoret\nVedtak i grendalaget 3. mai\n"
        "Vurdering:\nBrua må byttes.\nForslag til vedtak:\nNy bru.\n"
    )
    assert [h for _, h in outline(text)] == ["Vedlegg", "Vurdering", "Forslag til vedtak"]


def test_layout_tells_headings_that_words_cannot():
    body = "Brua over Storelva er gammel, og det er bestemt at den skal byttes i løpet av året"
    page = page_of(
        1,
        ("Ny bru over Storelva", 16.0, True),
        "",
        ("Trær langs elva", 13.0, True),
        f"{body} med",
        "midler fra fondet.",
        "",
        ("Ellers ikke noe", 11.0, True),
        f"{body}.",
        "Til slutt en kort linje",
        f"{body}.",
    )
    _, structure = structure_of_pages(page)
    assert [s.heading for s in structure.sections] == ["Trær langs elva", "Ellers ikke noe"]
    assert structure.metadata.title == "Ny bru over Storelva"


def test_a_running_head_left_in_plain_text_is_no_heading():
    page = "Bruplan for Lia\n\nBrua over Storelva skal byttes i løpet av året, mener vi.\n"
    text = (
        "Bakgrunn\n\nBrua er gammel.\n\n"
        + "".join(f"LIA KOMMUNE\nSide {n}\n\n{page}\n\n" for n in (1, 2, 3, 4))
        + "Vurdering\n\nBrua må byttes.\n"
    )
    headings = [h for _, h in outline(text)]
    assert "LIA KOMMUNE" not in headings
    assert not any("Side" in h for h in headings)


def test_page_heads_left_in_plain_text_end_no_section():
    text = "Vurdering:\nBrua må byttes.\n" + "".join(
        f"Sak 12/06\nSide {n} av 4\nPL-sak 12/06\nSide {n} av 4\n" for n in (2, 3, 4)
    )
    (section,) = sections_of_text(text)
    assert text[section.start : section.end] == "Brua må byttes."


def test_sections_are_those_of_the_repaired_text():
    raw = "Bakgrunn\nEt godt sam-\narbeid om brua.\nVurdermg:\nBrua ma byttes."
    transcript = compose(SourceInfo("p.txt", "0" * 64, "text/plain", 1), pages_of_text(raw))
    clean = CleanText.unchanged(raw).edit(
        [
            Edit(17, 29, "samarbeid\n", "line-break", 1.0),
            Edit(38, 46, "Vurdering", "ø", 1.0),
            Edit(53, 55, "må", "å", 1.0),
        ]
    )
    structure = segment(transcript, clean)
    assert clean.text == "Bakgrunn\nEt godt samarbeid\nom brua.\nVurdering:\nBrua må byttes."
    assert [(s.heading, clean.text[s.start : s.end]) for s in structure.sections] == [
        ("Bakgrunn", "Et godt samarbeid\nom brua."),
        ("Vurdering", "Brua må byttes."),
    ]


LINES = st.sampled_from(
    [
        "SAKSLISTE", "Saksnr.: Utvalg Møtedato", "12/06 Formannskapet 14.03.2006", "12/06",
        "Saksbehandler: Ola Bakkom Arkiv: C62", "Arkivsaksnr.:", "Arkivsaksnr.: 06/00123",
        "Saksbehandler:", "PS 12/06 Ny bru", "Sak 13/06", "NY BRU OVER STORELVA", "MØTEBOK",
        "Utskrift sendes:", "Vedlegg:", "Vurdering:", "Forslag til vedtak: Brua bygges.",
        "Formannskapets behandling:", "2.1 Brua", "§ 3 Brua", "Side 3 av 9", "", "", "\f",
        "Brua over Storelva er fra 1931 og tåler ikke lenger tunge biler, mener rådmannen.",
        "Formannskapet", "14.03.2006", "/ Ovdagoddi", "- kart", "2003:", "Til:", "Med hilsen",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_whatever_stands_together_sections_and_cases_stay_in_order(lines):
    text, structure = structure_of("\n".join(lines))
    before = 0
    for section in structure.sections:
        assert before <= section.heading_start < section.heading_end
        assert section.heading_end <= section.start <= section.end <= len(text)
        assert section.case is None or section.case < len(structure.cases)
        before = section.heading_end
    end = 0
    for case in structure.cases:
        assert end <= case.start <= case.end <= len(text)
        end = case.end


@given(st.text(alphabet="Aa b.:\n\f1§-ÆøVedtak", max_size=300))
def test_sections_lie_in_order_within_the_text(text):
    text_length = len(text)
    before = 0
    for section in sections_of_text(text):
        assert before <= section.heading_start < section.heading_end
        assert section.heading_end <= section.start <= section.end <= text_length
        before = section.heading_end
