import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.archive.words import fold, stem, tokens

ONE_WORD = [
    "møte møtet møter møtene møta møtets",
    "partnerskapsmøte Partnerskapsmøtet partnerskapsmøta partnarskapsmøtet Partnerskapsmøter",
    "vedtak vedtaket vedtaka vedtakene vedtakets",
    "sak saka saken saker sakene sakane sakens",
    "utvalg utvalget utvalgene utval utvalet utvala utvalgets",
    "områdeutvalg områdeutvalgene områdeutvalet",
    "kommune kommunen kommuner kommunene kommunar kommunane kommunens",
    "råd rådet råda rådene",
    "styre styret styrer styrene",
    "kommunestyre kommunestyret kommunestyra kommunestyrets",
    "saksbehandler saksbehandleren saksbehandlere saksbehandlerne sakshandsamar sakshandsamaren",
    "saksbehandling saksbehandlingen sakshandsaming sakshandsaminga",
    "leder lederen ledere lederne leiar leiaren leiarar leiarane",
    "vurdering vurderingen vurderinga vurderinger vurderingar vurderingene vurderingane",
    "vurdere vurderer vurderte vurdert",
    "budsjett budsjettet budsjetter budsjettene",
    "komité komiteen komite komiteer komiteene",
    "nemnd nemnda nemnder nemndene nemnden",
    "myndighet myndigheten myndigheter myndighetene",
    "bestemmelse bestemmelsen bestemmelser bestemmelsene",
    "kommunal kommunale kommunalt",
    "økonomisk økonomiske",
    "medlem medlemmer medlemmene medlemmet medlemer",
    "senter senteret sentra",
    "register registeret registre registrene",
    "skole skolen skoler skule skulen skular",
    "plan planen planer planene planar planane",
    "søknad søknaden søknader søknadene søknadar",
    "framlegg fremlegg framlegget",
    "regnskap regnskapet rekneskap rekneskapen",
    "Bergen Bergens",
    "Hansen Hansens",
    "bok bøker bøkene",
    "mote moten moter motene",
    "tilskudd tilskuddet tilskot tilskotet tilskota",
    "bevilgning bevilgningen løyving løyvinga løyvingar",
    "uttalelse uttalelsen uttalelser fråsegn fråsegna fråsegner",
    "bolig boligen boliger bustad bustaden bustader",
    "vei veien veier veg vegen vegar",
    "høyskole høgskole høgskule høgskulen",
    "sykehjem sjukeheim sjukeheimen",
    "ferge ferje ferja ferjer",
    "veiledning veiledningen rettleiing rettleiinga",
    "avgjørelse avgjørelsen avgjerd avgjerda",
    "eier eiere eigar eigarar",
    "sommer sommeren",
    "vare varen varer varene",
    "same samer samene",
    "fylkesting fylkestinget",
    "rådmann rådmannen rådmannens",
    "03/01504 03/1504 3/1504",
]

OTHER_WORDS = [
    ("møte", "mote"),
    ("mote", "mot"),
    ("varer", "var"),
    ("sommeren", "som"),
    ("mener", "men"),
    ("samene", "sammen"),
    ("føre", "før"),
    ("eget", "eg"),
    ("møte", "mgte"),
    ("på", "pa"),
    ("råd", "rad"),
    ("år", "ar"),
    ("måte", "mate"),
    ("Hansen", "Hans"),
    ("Bergen", "berg"),
    ("saksbehandler", "saksbehandling"),
    ("vedtak", "vedta"),
    ("skole", "skolering"),
    ("styre", "styring"),
    ("12/05", "12/50"),
    ("bør", "bor"),
    ("rett", "rette"[:3]),
]


@pytest.mark.parametrize("line", ONE_WORD)
def test_the_inflections_of_a_word_are_one_word(line: str) -> None:
    stems = {word: stem(fold(word)) for word in line.split()}
    assert len(set(stems.values())) == 1, stems


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


def test_a_section_of_a_law_is_one_token_with_its_sign() -> None:
    assert [token.stem for token in tokens("§ 13-2, §§ 13-2, §13-2")] == ["§13-2"] * 3
    assert [token.stem for token in tokens("pbl. § 5 og 13,5 %")] == ["pbl", "§5", "og", "13", "5"]


def test_case_numbers_and_dates_are_single_tokens() -> None:
    found = [token.folded for token in tokens("Sak 03/01504, jf. § 13 (12.05.2004).")]
    assert found == ["sak", "03/01504", "jf", "§13", "12.05.2004"]


def test_accents_fold_but_norwegian_letters_do_not() -> None:
    assert [fold(w) for w in ("idé", "Ærlig", "ÅRSMØTE", "crème")] == [
        "ide", "ærlig", "årsmøte", "creme",
    ]  # fmt: skip
    assert fold("a\u030ar") == "år"


@given(st.text(max_size=80))
def test_tokens_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    done = 0
    for token in tokens(text):
        assert done <= token.start < token.end <= len(text)
        assert token.folded == fold(text[token.start : token.end])
        assert token.stem
        done = token.end
