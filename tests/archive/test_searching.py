from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.shelves import PACKET, Paper, Shelf
from saksdoc.archive import Filters, Hit, index, names, search, suggest
from saksdoc.errors import ArchiveError, UsageError


@contextmanager
def suppress_no_word() -> Iterator[None]:
    """Let pass only the error of a question without a word."""
    try:
        yield
    except UsageError as error:
        if "no word to look for" not in error.what:
            raise


def found(shelf: Shelf, query: str, **filters: str) -> tuple[Hit, ...]:
    return search(shelf.db, query, Filters(**filters))


def test_any_inflection_finds_the_word(county: Shelf) -> None:
    hits = found(county, "partnerskapsmøte")
    assert {hit.path for hit in hits} == {"fjellvik/mai.pdf", "brev.txt"}
    assert any("<mark>Partnerskapsmøtet</mark>" in hit.snippet for hit in hits)
    assert any("<mark>partnarskapsmøtet</mark>" in hit.snippet for hit in hits)


def test_norwegian_letters_are_letters_of_their_own(county: Shelf) -> None:
    assert [hit.path for hit in found(county, "mote")] == ["brev.txt"]
    assert not any("<mark>mote</mark>" in hit.snippet for hit in found(county, "møte"))


def test_a_hit_leads_to_its_place_in_the_text(county: Shelf) -> None:
    (hit,) = found(county, "prisen")
    assert PACKET[hit.start : hit.end] == "prisen"
    assert (hit.case, hit.section, hit.page) == ("12/05", "assessment", 2)
    assert (hit.title, hit.case_title) == ("Møteinnkalling", "SAK 12/05")
    assert hit.heading == "Vurdering"
    assert hit.date == "2005-05-12"


def test_a_word_inside_a_compound_is_found_after_the_word_itself(county: Shelf) -> None:
    hits = found(county, "møte")
    assert hits
    assert all("møte" in hit.snippet.lower() for hit in hits)


def test_words_side_by_side_must_all_be_in_the_document(county: Shelf) -> None:
    assert {hit.path for hit in found(county, "bru skole")} == {"fjellvik/mai.pdf"}
    assert found(county, "bru klær") == ()


def test_a_passage_with_all_words_comes_before_a_document_with_all(county: Shelf) -> None:
    hits = found(county, "bru millioner")
    assert "<mark>bru</mark>" in hits[0].snippet
    assert "<mark>millioner</mark>" in hits[0].snippet
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_phrases_operators_and_beginnings(county: Shelf) -> None:
    assert found(county, '"ny bru"')
    assert not found(county, '"bru ny"')
    assert {h.path for h in found(county, "klær OR stål")} == {"fjellvik/mai.pdf", "brev.txt"}
    assert {h.path for h in found(county, "klær ELLER stål")} == {"fjellvik/mai.pdf", "brev.txt"}
    assert not [h for h in found(county, "bakgrunn NOT elevtallet") if "Elevtallet" in h.snippet]
    assert found(county, "bakgrunn -elevtallet")
    assert found(county, "elev*")
    assert not found(county, "lev*")


def test_case_numbers_are_found_with_and_without_leading_zeros(county: Shelf) -> None:
    assert {hit.case for hit in found(county, "12/05")} == {"12/05"}
    assert {hit.case for hit in found(county, "012/5")} == {"12/05"}


@pytest.mark.parametrize(
    "query",
    ['"', "(", ")", "((bru", 'bru"', "bru AND", "AND bru", "NOT", "OR OR bru", "§ 13", "a:b",
     "bru*stål", "^bru", "{bru}", "stems:bru", "-", "--bru", "Ness' bru", "bru NEAR stål", "'"],
)  # fmt: skip
def test_nothing_a_person_types_is_an_error_of_the_index(county: Shelf, query: str) -> None:
    with suppress_no_word():
        found(county, query)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='abø12 "()*-:.§ANDORT«»/', max_size=25))
def test_no_text_breaks_a_search(county: Shelf, query: str) -> None:
    with suppress_no_word():
        found(county, query)


@pytest.mark.parametrize(
    "person",
    ["Randi-Luise Mogård", "Mogård, Randi-Luise", "R. Mogård", "R.L. Mogård", "Mogård",
     "Randi-Luise Mogard", "randi-luise mogård", "Randi Luise Mogaard", "mogård randi luise",
     "Mogård Randi"],
)  # fmt: skip
def test_a_person_is_found_by_any_spelling(county: Shelf, person: str) -> None:
    hits = found(county, "", person=person)
    assert {hit.path for hit in hits} == {"fjellvik/mai.pdf", "brev.txt"}


def test_a_person_narrows_a_packet_to_the_cases_that_name_her(county: Shelf) -> None:
    hits = found(county, "vedtak", person="Randi-Luise Mogård")
    assert {hit.case for hit in hits} == {"12/05"}


def test_one_named_outside_the_cases_only_narrows_to_the_packet(county: Shelf) -> None:
    hits = found(county, "vedtak", person="Oddrun Tveitane")
    assert {hit.case for hit in hits} == {"12/05", "13/05"}


def test_a_body_is_found_in_either_norm_and_any_inflection(county: Shelf) -> None:
    for body in ("Partnerskapsmøtet", "partnarskapsmøte", "Partnerskapsmotet"):
        assert {h.path for h in found(county, "", body=body)} == {"fjellvik/mai.pdf", "brev.txt"}


def test_a_name_that_is_nobodys_finds_nothing(county: Shelf) -> None:
    assert found(county, "bru", person="Gunhild Solhaug") == ()


def test_sections_are_asked_for_in_english_or_norwegian(county: Shelf) -> None:
    for kind in ("proposal", "forslag til vedtak"):
        hits = found(county, "bru", section=kind)
        assert [hit.section for hit in hits] == ["proposal"]
    with pytest.raises(UsageError, match="no kind of section"):
        found(county, "bru", section="kapittel")


@pytest.mark.parametrize(
    ("since", "until", "cases"),
    [
        ("2005-06-01", "2005-06-30", {"13/05"}),
        ("12.05.2005", "12. mai 2005", {"12/05", None}),
        ("2005", "2005", {"12/05", "13/05", None}),
        ("2006", "", set()),
        ("", "mai 2005", {"12/05", None}),
    ],
)
def test_each_case_is_dated_by_its_own_meeting(
    county: Shelf, since: str, until: str, cases: set[str | None]
) -> None:
    hits = [h for h in found(county, "", since=since, until=until) if h.path != "brev.txt"]
    assert {hit.case for hit in hits} == cases


def test_a_date_that_is_none_is_told(county: Shelf) -> None:
    for text in ("2005-13-01", "i går", "31.02.2005"):
        with pytest.raises(UsageError, match="no date"):
            found(county, "bru", since=text)


def test_the_limit_holds(county: Shelf) -> None:
    assert len(search(county.db, "bakgrunn", Filters(limit=1))) == 1


def test_a_misread_question_gets_a_suggestion_that_finds_something(county: Shelf) -> None:
    assert found(county, "partnerskapsmgte") == ()
    better = suggest(county.db, "partnerskapsmgte")
    assert better is not None
    assert found(county, better)
    assert suggest(county.db, "bru") is None
    assert suggest(county.db, "qqqqzzzz") is None


def test_a_word_that_only_begins_others_is_offered_as_a_beginning(county: Shelf) -> None:
    assert found(county, "partnerskap") == ()
    assert suggest(county.db, "partnerskap") == "partnerskap*"
    assert found(county, "partnerskap*")


def test_an_archive_whose_words_were_cut_otherwise_is_told_and_not_searched(county: Shelf) -> None:
    with sqlite3.connect(county.db) as connection:
        connection.execute("UPDATE facts SET value = '0' WHERE name = 'analysis'")
    with pytest.raises(ArchiveError, match=r"earlier version.*saksdoc index"):
        found(county, "møte")
    county.index()
    assert found(county, "møte")


def test_a_section_of_a_law_is_found_however_it_is_written(shelf: Shelf) -> None:
    shelf.put("a.txt", Paper("Unntatt offentlighet, jf. offl. §13.\n\nDe var 13 til stede."))
    shelf.put("b.txt", Paper("Søknaden avslås etter pbl. §§ 13-2 og 13-4."))
    shelf.index()
    assert {hit.path for hit in found(shelf, "§ 13")} == {"a.txt"}
    assert ["§13" in hit.snippet for hit in found(shelf, "offl. §13")] == [True]
    assert {hit.path for hit in found(shelf, "§ 13-2")} == {"b.txt"}
    assert {hit.path for hit in found(shelf, "13-2")} == {"b.txt"}


def test_paths_may_be_given_as_text(county: Shelf) -> None:
    index(str(county.folder), str(county.db))
    assert search(str(county.db), "prisen") == search(county.db, "prisen")
    assert names(str(county.db)) == names(county.db)


def test_searching_needs_an_archive(shelf: Shelf) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        found(shelf, "bru")
    shelf.db.write_bytes(b"not a database, " * 100)
    with pytest.raises(ArchiveError):
        found(shelf, "bru")


def test_without_words_the_passages_that_name_the_person_come_first(county: Shelf) -> None:
    hits = found(county, "", person="Randi-Luise Mogård")
    assert ["Mog" in hit.snippet for hit in hits[:3]] == [True, True, False]
