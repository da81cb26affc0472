"""A word changes only where glyph and language together want it."""

import pytest

from saksdoc.language import Norwegian
from saksdoc.recognise.hocr import Glyph, SeenWord
from saksdoc.recognise.weighing import Context, Option, Weigher, runs_on

ALONE = Context("", "", False, "nb")


def word(text: str) -> SeenWord:
    return SeenWord(text, (0, 0, 100, 20), 0.9, tuple(Glyph(c, (0, 0, 9, 20), 0.9) for c in text))


def option(text: str, at: int, letter: str, odds: float, kind: str = "letter") -> Option:
    assert text[at] != letter
    return Option(at, letter, odds, kind)


@pytest.mark.parametrize(
    ("text", "at", "letter", "odds", "wanted"),
    [
        ("kartieggingsprøva", 4, "l", 1.0, "kartleggingsprøva"),  # a word of what was none
        ("kartleggingsprøva", 4, "i", 3.0, "kartleggingsprøva"),  # not the other way
        ("Fjellnåla", 7, "á", 1.0, "Fjellnåla"),  # unknown both, too little seen
        ("Gáivuođzz", 7, "t", 2.0, "Gáivuođzz"),  # Tesseract can write that itself
        ("møtet", 1, "o", 3.0, "møtet"),
    ],
)
def test_letters_change_by_their_margin(
    judge: Norwegian, text: str, at: int, letter: str, odds: float, wanted: str
) -> None:
    found = Weigher(judge).decide(word(text), [option(text, at, letter, odds)], ALONE)
    assert found.text == wanted


def test_a_letter_tesseract_cannot_write_needs_no_lexicon(judge: Norwegian) -> None:
    text = "Ruovdevåzzu"
    found = Weigher(judge).decide(word(text), [option(text, 7, "á", 4.0)], ALONE)
    assert found.text == "Ruovdevázzu"


def test_a_comma_for_a_full_stop_where_the_sentence_runs_on(judge: Norwegian) -> None:
    text = "forskning."
    seen = [option(text, 9, ",", 0.0, "mark")]
    assert (
        Weigher(judge).decide(word(text), seen, Context("og", "herunder", True, "nb")).text[-1]
        == ","
    )
    assert (
        Weigher(judge).decide(word(text), seen, Context("og", "Saken", True, "nb")).text[-1] == "."
    )


def test_an_abbreviation_keeps_its_full_stop(judge: Norwegian) -> None:
    seen = [option("jf.", 2, ",", 0.0, "mark")]
    found = Weigher(judge).decide(word("jf."), seen, Context("", "lov", False, "nb"))
    assert found.text == "jf."


def test_no_figure_is_made_of_a_letter_on_little_evidence(judge: Norwegian) -> None:
    found = Weigher(judge).decide(word("I"), [option("I", 0, "1", 3.0)], ALONE)
    assert found.text == "I"


def test_a_section_sign_helps_the_one_beside_it(judge: Norwegian) -> None:
    both = [option("88", 0, "§", 5.0, "sign"), option("88", 1, "§", -1.0, "sign")]
    assert Weigher(judge).decide(word("88"), both, ALONE).text == "§§"
    assert Weigher(judge).decide(word("88"), both[1:], ALONE).text == "88"


def test_an_address_has_one_at(judge: Norwegian) -> None:
    text = "post(Ønordvik.kommune.no"
    found = Weigher(judge).decide(word(text), [option(text, 5, "@", 4.0, "sign")], ALONE)
    assert found.text == "post@nordvik.kommune.no"
    assert len(found.glyphs) == len(found.text)


def test_where_a_sentence_runs_on() -> None:
    assert runs_on("saken")
    assert not runs_on("saken.")
    assert not runs_on("Saken")
    assert not runs_on("")


def test_a_small_letter_among_capitals_becomes_large(judge: Norwegian) -> None:
    text = "KOMMUNESTYREvEDTAK"
    wide = Weigher(judge).decide(word(text), [option(text, 12, "V", 1.2)], ALONE)
    assert wide.text == "KOMMUNESTYREVEDTAK"
    short = Weigher(judge).decide(word("UiT"), [option("UiT", 1, "I", 1.2)], ALONE)
    assert short.text == "UiT"


def test_an_apostrophe_needs_less_than_a_comma(judge: Norwegian) -> None:
    quote = Weigher(judge).decide(word("90'"), [option("90'", 2, "’", 0.6, "mark")], ALONE)
    assert quote.text == "90’"
    stop = Weigher(judge).decide(word("90."), [option("90.", 2, ",", 0.6, "mark")], ALONE)
    assert stop.text == "90."
    signed = Weigher(judge).decide(word('90"'), [option('90"', 2, "°", 1.2, "sign")], ALONE)
    assert signed.text == '90"'
