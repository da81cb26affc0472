"""What to do with a page, from its text layer alone."""

import pytest

from saksdoc.language import Norwegian
from saksdoc.model import Line, PageFacts, ScanPage, Verdict, Word
from saksdoc.recognise.verdict import decide

CLEAN = """Rådmannen foreslår at søknaden fra Nordvik båtforening blir innvilget
Saken gjelder støtte til ny brygge ved Sørvågen og rydding av fjæra
Søkeren har også bedt om å få bruke området til opplag om høsten
Etter en samlet vurdering tilrår rådmannen at kommunen gir tilskudd
Vedtaket kan påklages innen tre uker etter at møteboka er lagt ut"""
NYNORSK = """Rådmannen gjer framlegg om at søknaden frå Nordvik båtlag vert godkjend
Saka gjeld stønad til ny brygge ved Sørvågen og rydding av fjøra
Søkjaren har òg bede om å få nytte området til opplag om hausten
Etter ei samla vurdering rår rådmannen til at kommunen gjev tilskot"""
ENGLISH = """The committee considered the application from the boat association
and found that the new quay would be of use to all the people of the village
It was decided to grant the support under the conditions given below
The decision may be appealed within three weeks of the meeting"""
SCAN = PageFacts(characters=300, image_share=1.0, single_image=True, invisible_share=1.0)


def page(text: str, facts: PageFacts | None = None, *, plain: bool = False) -> ScanPage:
    lines = tuple(Line(tuple(map(Word, line.split()))) for line in text.splitlines())
    return ScanPage(1, 595, 842, lines, facts or PageFacts(characters=len(text)), plain)


def ruined(text: str) -> str:
    """As an engine without Norwegian letters reads it."""
    return text.translate(str.maketrans("åøæÅØÆ", "aoeAOE"))


@pytest.mark.parametrize("text", [CLEAN, NYNORSK, ENGLISH])
@pytest.mark.parametrize("facts", [PageFacts(), SCAN])
def test_sound_text_is_used(judge: Norwegian, text: str, facts: PageFacts) -> None:
    verdict, reasons = decide(page(text, facts), judge)
    assert verdict is Verdict.USE
    assert reasons


@pytest.mark.parametrize("text", [CLEAN, NYNORSK])
def test_text_without_norwegian_letters_is_read_anew(judge: Norwegian, text: str) -> None:
    verdict, reasons = decide(page(ruined(text), SCAN), judge)
    assert verdict is Verdict.REREAD
    assert "old OCR text over an image" in reasons
    assert any("lost" in reason for reason in reasons)


def test_one_ruined_line_among_sound_ones_is_enough_over_an_image(judge: Norwegian) -> None:
    lines = CLEAN.splitlines()
    lines[2] = ruined(lines[2])
    assert decide(page("\n".join(lines), SCAN), judge)[0] is Verdict.REREAD


def test_codes_shifted_by_a_font_are_no_language(judge: Norwegian) -> None:
    text = "".join(chr(ord(c) - 29) if 60 < ord(c) < 123 else c for c in CLEAN)
    verdict, reasons = decide(page(text), judge)
    assert verdict is Verdict.REREAD
    assert any("no language" in reason for reason in reasons)


def test_letters_without_unicode_values_are_named(judge: Norwegian) -> None:
    verdict, reasons = decide(page(CLEAN, PageFacts(unmapped_share=0.4)), judge)
    assert verdict is Verdict.REREAD
    assert any("40 %" in reason for reason in reasons)


def test_signs_inside_words_are_damage(judge: Norwegian) -> None:
    text = CLEAN.replace("rådmannen", "r&dmannen").replace("også", "ogs@").replace("få ", "f4 ")
    text = text.replace("møteboka", "m@teboka").replace("samlet", "sam1et")
    assert decide(page(text, SCAN), judge)[0] is Verdict.REREAD


@pytest.mark.parametrize(
    ("facts", "verdict", "words"),
    [
        (PageFacts(), Verdict.USE, "blank"),
        (PageFacts(image_share=1.0), Verdict.READ, "image"),
        (PageFacts(drawing=812), Verdict.READ, "drawing of 812"),
    ],
)
def test_pages_without_text(
    judge: Norwegian, facts: PageFacts, verdict: Verdict, words: str
) -> None:
    found, reasons = decide(ScanPage(1, 595, 842, (), facts), judge)
    assert found is verdict
    assert words in reasons[0]


def test_plain_text_is_used_whatever_its_state(judge: Norwegian) -> None:
    assert decide(page(ruined(CLEAN), plain=True), judge)[0] is Verdict.USE


def test_a_page_that_cannot_be_opened_is_read(judge: Norwegian) -> None:
    broken = ScanPage(3, 595, 842, error="the content stream is cut off")
    verdict, reasons = decide(broken, judge)
    assert verdict is Verdict.READ
    assert "cut off" in reasons[0]
