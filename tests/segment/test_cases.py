"""What must hold when a packet is split into its cases."""

import pytest

from saksdoc.model import CaseNumber
from segment.papers import PACKET, PROPOSAL_NN, structure_of


def test_a_packet_has_the_cases_whose_papers_it_holds_and_not_those_of_the_agenda():
    _, structure = structure_of(PACKET)
    assert [case.title for case in structure.cases] == [
        "NY BRU OVER STORELVA",
        "LEIE AV IDRETTSHALL",
    ]


def test_a_case_carries_the_data_of_its_header_block():
    _, structure = structure_of(PACKET)
    first, second = structure.cases
    assert first.numbers == (
        CaseNumber("0007/06", "Teknisk utvalg", "2006-02-21"),
        CaseNumber("0012/06", "Formannskapet", "2006-03-14"),
    )
    assert (first.archive_number, first.archive_code) == ("06/00123", "033 &30")
    assert first.case_officer == "Ola Bakkom"
    assert (second.archive_number, second.archive_code) == ("06/00140", "C62")
    assert second.case_officer == "Kari Moen"


def test_cases_follow_each_other_to_the_end_of_the_text():
    text, structure = structure_of(PACKET)
    first, second = structure.cases
    assert text[first.start :].startswith("Saksnr.: Utvalg Møtedato\n0007/06")
    assert text[second.start :].startswith("Saksnr.: Utvalg Møtedato\n0013/06")
    assert first.end == second.start
    assert second.end == len(text)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("0012/06 Formannskapet 14.03.2006\n/ Ovdagoddi", [("0012/06", "Formannskapet")]),
        ("0012/06\nFormannskapet\n14.03.2006", [("0012/06", "Formannskapet")]),
        (
            "0007/06\n0012/06\nTeknisk utvalg\nFormannskapet\n21.02.2006\n14.03.2006",
            [("0007/06", "Teknisk utvalg"), ("0012/06", "Formannskapet")],
        ),
        ("Formannskapet 14.03.2006 12/06", [("12/06", "Formannskapet")]),
        ("1 Formannskapet 14.03.2006 12/06", [("12/06", "Formannskapet")]),
        ("PS 12/06 Formannskapet 14. mars 2006", [("12/06", "Formannskapet")]),
    ],
)
def test_the_table_is_read_in_rows_cells_and_columns(rows, expected):
    text = (
        f"Saksnr.: Utvalg Møtedato\n{rows}\nSaksbehandler: Ola Bakkom Arkiv: C62\n"
        "NY BRU OVER STORELVA\nSaksfremlegg:\nBrua er gammel og må byttes.\n"
    )
    _, structure = structure_of(text)
    (case,) = structure.cases
    assert [(n.number, n.body) for n in case.numbers] == expected
    assert case.numbers[-1].date == "2006-03-14"


@pytest.mark.parametrize(
    "header",
    [
        "Utval Møtedag Saksnr\nFormannskapet 14.03.2016 12/16\nSakshandsamar: Kari Moen\n"
        "Arkivsak: 16/201\nNY BRU OVER STORELVA",
        "Saksframlegg\nSaksnr: 12/16\nSaksbehandler: Kari Moen\nArkivsaknr: 16/201\n"
        "Tittel: NY BRU OVER STORELVA",
        "PS 12/16 NY BRU OVER STORELVA\nArkivsaksnr. 16/201. Arkiv: C62.\nSaksbehandler: Kari Moen",
        "Sak 12/16\nNY BRU OVER STORELVA\nSaksbehandler: Kari Moen Arkivsaksnr: 16/201",
        "NY BRU OVER STORELVA\n\nSaksbehandler: Kari Moen\nArkivsaksnr.: 16/201\n"
        "Saksnr.: 12/16 – Formannskapet – 14.03.2016",
        "Saksbehandler:\nArkivsaksnr.:\nKari Moen\n16/201\n"
        "Utvalgssaksnr Utvalg Møtedato\n12/16 Formannskapet 14.03.2016\nNY BRU OVER STORELVA",
        "Saksbehandler:\nKari Moen\nArkivsaknr:\n16/201\nSaksnr: 12/16\n"
        "Utvalg: Formannskapet\nMøtedato: 14.03.2016\n\nNY BRU OVER STORELVA",
        "Arkivsaknr: 16/201\nArkivkode: C62\nSaksbehandler: Kari Moen\n\n"
        "Saksgang Møtedato Sak nr\nFormannskapet 14.03.2016 PS 12/16\n\nNY BRU OVER STORELVA",
        "Arkivsak-dok. 16/201-4\nSaksbehandler Kari Moen\nSaksgang: Møtedato Saknr\n"
        "Formannskapet 14.03.2016 12/16\nNY BRU OVER STORELVA",
    ],
)
def test_header_blocks_of_many_systems_say_the_same(header):
    _, structure = structure_of(f"{header}\n\nVurdering:\nBrua er gammel og må byttes i år.\n")
    (case,) = structure.cases
    assert [n.number for n in case.numbers] == ["12/16"]
    assert case.title == "NY BRU OVER STORELVA"
    assert case.archive_number == "16/201"
    assert case.case_officer == "Kari Moen"


def test_a_later_protocol_of_the_same_number_belongs_to_the_case():
    text = (
        "Saksnr.: Utvalg Møtedato\n12/06 Formannskapet 14.03.2006\nArkivsaksnr.: 06/00123\n"
        "NY BRU OVER STORELVA\nForslag til vedtak:\nDet bygges ny bru over Storelva.\n"
        "Saksnr.: Utvalg Møtedato\n12/06 Formannskapet 14.03.2006\n"
        "Formannskapets behandling:\nForslaget ble enstemmig vedtatt.\n"
        "Formannskapets vedtak, enst.:\nDet bygges ny bru.\n"
    )
    _, structure = structure_of(text)
    assert len(structure.cases) == 1
    assert [s.kind for s in structure.sections] == ["proposal", "treatment", "decision"]
    assert {s.case for s in structure.sections} == {0}


def test_a_protocol_of_the_same_archive_number_adds_its_bodies_to_the_case():
    header = "Saksnr.: Utvalg Møtedato\n12/06 Formannskapet 14.03.2006\n"
    text = (
        f"{header}Arkivsaksnr.: 06/00123\nNY BRU OVER STORELVA\nForslag til vedtak:\nNy bru.\n"
        f"{header}20/06 Kommunestyret 30.03.2006\nArkivsaksnr.: 06/00123\n"
        "NY BRU OVER STORELVA\nKommunestyrets vedtak, enst.:\nNy bru.\n"
    )
    _, structure = structure_of(text)
    (case,) = structure.cases
    assert [n.number for n in case.numbers] == ["12/06", "20/06"]


def test_two_bodies_that_count_alike_have_two_cases():
    texts = []
    for body, archive, title in (
        ("Formannskapet", "06/00123", "NY BRU OVER STORELVA"),
        ("Havnestyret", "06/00999", "NYE KRANER PÅ KAIA"),
    ):
        texts.append(
            f"Saksnr.: Utvalg Møtedato\n12/06 {body} 14.03.2006\nArkivsaksnr.: {archive}\n"
            f"{title}\nForslag til vedtak:\nSaken tas til orientering.\n"
        )
    _, structure = structure_of("".join(texts))
    assert [case.archive_number for case in structure.cases] == ["06/00123", "06/00999"]
    assert [section.case for section in structure.sections] == [0, 1]


def test_a_single_case_paper_without_header_is_one_case():
    text, structure = structure_of(PROPOSAL_NN)
    (case,) = structure.cases
    assert case.title == "Ny ungdomsskule i Vika"
    assert case.numbers == ()
    assert (case.start, case.end) == (0, len(text))


def test_a_letter_has_no_case():
    _, structure = structure_of(
        "Velkommen til møte\n\nVi ønsker deg velkommen til Lia 4. mai 2020, klokka tolv.\n\n"
        "Om Lia\n\nLia er ei bygd med tre hundre innbyggere og ei lang bru over Storelva.\n"
    )
    assert structure.cases == ()


def test_a_letter_with_case_officer_and_reference_has_no_case():
    _, structure = structure_of(
        "Lia kommune\nSaksbehandler: Kari Moen\nVår ref.: 16/201-3\nArkivsaksnr.: 16/201\n"
        "Dato: 14.03.2016\n\nSvar på søknad\n\nVi har fått søknaden din og svarer før mai.\n"
    )
    assert structure.cases == ()
    assert structure.metadata.case_officer == "Kari Moen"
    assert structure.metadata.archive_number == "16/201"


def test_a_title_in_small_letters_is_found_below_the_header_block():
    _, structure = structure_of(
        "Saksframlegg\n\nSaksnr.: Utvalg Møtedato\n12/16 Formannskapet 14.03.2016\n"
        "Saksbehandler: Kari Moen\nArkivsaksnr.: 16/201\n\n"
        "Ny bru over Storelva – valg av\nmateriale og farge\n\n"
        "Forslag til vedtak:\nBrua bygges i tre.\n"
    )
    assert structure.cases[0].title == "Ny bru over Storelva – valg av materiale og farge"


def test_body_and_date_of_a_protocol_go_to_its_cases():
    _, structure = structure_of(
        "MØTEPROTOKOLL\nUtvalg: Formannskapet\nMøtedato: 14.03.2016\n\nSAKSLISTE\n"
        "PS 12/16 Ny bru\nPS 13/16 Leie av hall\n\nPS 12/16 Ny bru\n"
        "Vedtak:\nBrua bygges.\n\nPS 13/16 Leie av hall\nVedtak:\nHallen leies ut.\n"
    )
    assert [case.numbers for case in structure.cases] == [
        (CaseNumber("12/16", "Formannskapet", "2016-03-14"),),
        (CaseNumber("13/16", "Formannskapet", "2016-03-14"),),
    ]
    assert [case.title for case in structure.cases] == ["Ny bru", "Leie av hall"]


def test_a_letter_that_weighs_and_concludes_has_no_case():
    _, structure = structure_of(
        "Lia grendelag\n\nMerknad til planen\n\nBakgrunn\n\nGrendelaget har førti medlemmer.\n\n"
        "Vurdering\n\nPlanen er god.\n\nMed hilsen\n\nTorbjørg Haugan\nleder\n"
    )
    assert structure.cases == ()
    assert [s.heading for s in structure.sections][-2:] == ["Bakgrunn", "Vurdering"]


def test_a_number_with_body_and_date_on_one_line_is_read():
    _, structure = structure_of(
        "Høring av bruplan for Lia\n\nSaksbehandler: Kari Moen\nArkivsaksnr.: 16/201\n"
        "Saksnr.: 9/16 – Planutvalget – 17.04.2016\n\nVurdering\nBrua er gammel.\n"
    )
    (case,) = structure.cases
    assert case.numbers == (CaseNumber("9/16", "Planutvalget", "2016-04-17"),)
    assert case.title == "Høring av bruplan for Lia"
    assert case.start == 0


def test_a_number_alone_above_a_title_opens_a_case():
    _, structure = structure_of(
        "Lia kommune\nMøteprotokoll\n\nUtvalg: Kommunestyret\nMøtedato: 13.06.2016\n\n"
        "Sak 27/16\nNy ferjekai i Lia\n\nBakgrunn\nKaia ble bygd i 1961.\n\n"
        "Vedtak\nKaia bygges.\n"
    )
    (case,) = structure.cases
    assert case.numbers == (CaseNumber("27/16", "Kommunestyret", "2016-06-13"),)
    assert case.title == "Ny ferjekai i Lia"


def test_the_name_of_the_paper_is_no_section():
    _, structure = structure_of(
        "SAKSFRAMLEGG\n\nSaksbehandler: Kari Moen Arkiv: C62\nArkivsaksnr.: 16/201\n"
        "Saksnr. Utvalg Møtedato\n17/16 Formannskapet 12.03.2016\n\nNY BRU\n\n"
        "Kommunedirektøren si tilråding\nBrua vert bygd.\n"
    )
    assert [str(s.kind) for s in structure.sections] == ["recommendation"]


def test_minutes_give_body_and_date_to_their_cases():
    _, structure = structure_of(
        "Referat frå møte i Samarbeidsutvalet\n\nDato: 14. mars 2023\nStad: Lia\n\n"
        "Sak 1/23 Godkjenning av innkalling\nInnkallinga vart godkjend.\n\n"
        "Sak 2/23 Strategi for brua\nVedtak: Brua vert bygd.\n"
    )
    assert [case.numbers for case in structure.cases] == [
        (CaseNumber("1/23", "Samarbeidsutvalet", "2023-03-14"),),
        (CaseNumber("2/23", "Samarbeidsutvalet", "2023-03-14"),),
    ]


def test_a_title_that_begins_like_a_heading_is_a_title():
    _, structure = structure_of(
        "Lia kommune\nByrådssak 1034/16\n\nForslag til ny plan for sykler\n\n"
        "ABCD EFGHI-14-201412345-12\n\n"
        "Hva saken gjelder:\nByrådet legger fram en plan.\n\n"
        "Byråden innstiller til byrådet å fatte følgende vedtak:\nPlanen vedtas.\n"
    )
    (case,) = structure.cases
    assert (case.numbers[0].number, case.title) == ("1034/16", "Forslag til ny plan for sykler")
    assert [str(s.kind) for s in structure.sections] == ["background", "recommendation"]


def test_an_agenda_alone_has_no_case():
    _, structure = structure_of(PACKET.split("\nSaksnr.: Utvalg")[0])
    assert structure.cases == ()


def test_a_case_mentioned_in_a_sentence_opens_none():
    _, structure = structure_of(
        "Notat\n\nSak 12/06 ble utsatt i forrige møte.\nSak 13/06 skal opp igjen i mai.\n"
    )
    assert structure.cases == ()
