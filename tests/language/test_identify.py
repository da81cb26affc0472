import pytest

DAMAGE = str.maketrans({"å": "a", "ø": "g", "æ": "e", "Å": "A", "Ø": "@", "Æ": "E"})
TEXTS = {
    "nb": [
        "Formannskapet ber rådmannen om å legge fram en ny sak om skolestrukturen før sommeren.",
        "Det ble ikke fremmet andre forslag, og innstillingen ble enstemmig vedtatt.",
        "Hun var født på en gård ved fjorden og flyttet ikke før hun var voksen.",
    ],
    "nn": [
        "Formannskapet bed rådmannen om å leggje fram ei ny sak om skulestrukturen før sommaren.",
        "Det vart ikkje sett fram andre framlegg, og tilrådinga vart samrøystes vedteken.",
        "Ho var fødd på ein gard ved fjorden og flytta ikkje før ho var vaksen.",
    ],
    "en": [
        "The council asked the administration to report on the matter before the next meeting.",
        "See the annual review of the literature on public health for further details.",
    ],
    "sv": ["Kommunstyrelsen beslutade att återremittera ärendet till nästa sammanträde i höst."],
    "se": ["Sámediggi lea mearridan ahte dat galgá leat nu go ovdal, ja dan dihte mii joatkit."],
    "da": [
        "Kommunalbestyrelsen besluttede at udsætte sagen, efter at udvalget havde afgivet sin "
        "udtalelse af hensyn til de berørte borgere."
    ],
}
CASES = [(language, text) for language, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_a_line_is_in_the_language_it_is_in(norwegian, language, text):
    assert norwegian.identify_language(text).main == language


@pytest.mark.parametrize(("language", "text"), CASES)
def test_damage_does_not_hide_the_language(norwegian, language, text):
    assert norwegian.identify_language(text.translate(DAMAGE)).main == language


def test_shares_sum_to_one_and_follow_the_lines(norwegian):
    text = "\n".join([*TEXTS["nb"], "", *TEXTS["nn"]])
    shares = norwegian.identify_language(text)
    assert shares.nb + shares.nn + shares.en + shares.da + shares.sv + shares.se == pytest.approx(1)
    assert shares.norwegian > 0.95
    assert 0.35 < shares.nn < 0.65


def test_lines_are_judged_each(norwegian):
    lines = norwegian.languages.lines("\n".join([TEXTS["nb"][0], "", TEXTS["en"][0]]))
    assert [lines[0].main, lines[2].main] == ["nb", "en"]


def test_a_short_line_takes_after_its_neighbours(norwegian):
    alone = norwegian.identify_language("Sak 3")
    among = norwegian.languages.lines("\n".join([TEXTS["nn"][0], "Sak 3", TEXTS["nn"][1]]))[1]
    assert among.nn > alone.nn


def test_a_text_without_words_says_nothing(norwegian):
    shares = norwegian.identify_language("12 345\n—")
    assert shares.words == 0
    assert shares.main == "nb"
