"""What must hold of metadata, dates and identity numbers."""

import pytest

from saksdoc.segment.dates import find_dates
from saksdoc.segment.identity import identity_numbers
from segment.papers import PACKET, structure_of


def test_a_packet_says_which_meeting_it_is_for():
    _, structure = structure_of(PACKET)
    meta = structure.metadata
    assert meta.title == "MØTEINNKALLING"
    assert meta.body == "Formannskapet"
    assert meta.meeting_date == "2006-03-14"
    assert meta.case_number is None
    assert meta.sensitivity is None


def test_a_single_case_lends_its_data_to_the_document():
    _, structure = structure_of(
        "Saksnr.: Utvalg Møtedato\n12/06 Formannskapet 14.03.2006\n"
        "Saksbehandler: Ola Bakkom Arkiv: C62\nArkivsaksnr.: 06/00123\nNY BRU\nVurdering:\nJa.\n"
    )
    meta = structure.metadata
    assert (meta.case_number, meta.archive_number) == ("12/06", "06/00123")
    assert (meta.body, meta.meeting_date) == ("Formannskapet", "2006-03-14")
    assert (meta.title, meta.case_officer) == ("NY BRU", "Ola Bakkom")


@pytest.mark.parametrize(
    ("line", "iso", "of"),
    [
        ("Møtedato: 14.03.2006", "2006-03-14", "meeting"),
        ("Publisert 21.04.2023", "2023-04-21", "published"),
        ("Sist oppdatert 25. april 2024", "2024-04-25", "updated"),
        ("Lia, 26.08.03", "2003-08-26", "document"),
        ("Søknadsfristen er 1. mai 2021", "2021-05-01", "deadline"),
        ("Planen ble vedtatt 3.6.98", "1998-06-03", "decision"),
        ("Brua ble åpnet 17. mai 1931", "1931-05-17", "mentioned"),
    ],
)
def test_a_date_is_told_what_it_is_the_date_of(line, iso, of):
    text, structure = structure_of(line)
    (fact,) = structure.metadata.dates
    assert (fact.date, fact.of) == (iso, of)
    assert any(c.isdigit() for c in text[fact.start : fact.end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01.09.2003", ["2003-09-01"]),
        ("1/9-03", ["2003-09-01"]),
        ("1. september 2003", ["2003-09-01"]),
        ("15.–16. oktober 2001", ["2001-10-15"]),
        ("2024-02-29", ["2024-02-29"]),
        ("12. desember 1998 og 3.1.99", ["1998-12-12", "1999-01-03"]),
        ("9. oktober", []),
        ("31.02.2003", []),
        ("kl. 12.30", []),
        ("§ 5.1.2", []),
        ("1.2.3.4", []),
    ],
)
def test_dates_of_all_spellings(text, expected):
    assert [found.iso for found in find_dates(text)] == expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Unntatt offentlighet, offl. § 13", "Unntatt offentlighet, offl. § 13"),
        ("Unntatt off. § 5a", "Unntatt off. § 5a"),
        ("Unnateke offentlegheit, offl. § 13", "Unnateke offentlegheit, offl. § 13"),
        (
            "Unnateke frå innsyn jf. offentleglova § 23",
            "Unnateke frå innsyn jf. offentleglova § 23",
        ),
        ("U.off. er en fugl", None),
        ("Unntatt fra offentlighet jf. offl § 13, fvl § 13.1", None),
        ("Følsomhet Intern (gul)", "Følsomhet Intern (gul)"),
        ("Fglsomhet Intern (gul)", "Fglsomhet Intern (gul)"),
        ("Alle unntatt Ola var der.", None),
    ],
)
def test_sensitivity_is_what_the_paper_states(line, found):
    _, structure = structure_of(f"Notat\n\n{line}\n\nBrua over Storelva er gammel.\n")
    if found is None and line.startswith("Unntatt fra"):
        assert structure.metadata.sensitivity.startswith("Unntatt fra offentlighet")
    else:
        assert structure.metadata.sensitivity == found


def _valid(nine):
    """A number with its check digits, by the published weights."""
    digits = [int(c) for c in nine]
    first = -sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
    rest = [*digits, first]
    second = -sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), rest, strict=True)) % 11
    assert first < 10
    assert second < 10
    return f"{nine}{first}{second}"


def test_identity_numbers_are_marked_even_when_misread():
    number = _valid("010170123")
    for written in (
        number,
        f"{number[:6]} {number[6:]}",
        number.replace("0", "O", 1),
        number.replace("1", "l", 1),
    ):
        text = f"født {written} i Lia"
        (marked,) = identity_numbers(text)
        assert text[marked.start : marked.end] == written


def test_d_numbers_are_marked():
    number = _valid("410170124")
    assert len(identity_numbers(f"D-nr. {number}.")) == 1


def test_other_numbers_are_not():
    number = _valid("010170123")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for text in (wrong, f"{number}5", "1234.56.78903", "78 48 71 34 999", "99999999999"):
        assert identity_numbers(text) == ()
