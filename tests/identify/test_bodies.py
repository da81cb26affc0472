"""Which words name a body, how far the name goes, and what makes two of them one."""

from __future__ import annotations

import pytest
from tests.identify.conftest import Names, named

from saksdoc.identify import Identifier


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saken ble lagt fram for kontrollutvalget i går.", "Kontrollutvalget"),
        ("Formannskapets innstilling ble vedtatt.", "Formannskapet"),
        ("Brev fra Helse- og omsorgsdepartementet.", "Helse- og omsorgsdepartementet"),
        ("Vedtak i Hovedutvalget for helse, skole og kultur fremmet i dag.",
         "Hovedutvalget for helse, skole og kultur"),
        ("Uttale frå Fylkesmannen i Hordaland kom.", "Fylkesmannen i Hordaland"),
        ("Ungdomsrådet i Helse Bergen møttes.", "Ungdomsrådet i Helse Bergen"),
        ("Søknad fra Nordviks varesenter AS om bevilling", "Nordviks varesenter AS"),
        ("VALG TIL BOKBUSSTYRET", "BOKBUSSTYRET"),
        ("SMITTEVERNPLAN FOR LUNDE KOMMUNE", "Lunde kommune"),
        ("Elever ved Lunde ungdomsskole", "Lunde ungdomsskole"),
        ("Uttale fra styret for de kystsamiske folkehøgskoler om ferge",
         "Styret for de kystsamiske folkehøgskoler"),
        ("Det vises til Guovdageainnu suohkan.", "Guovdageainnu suohkan"),
        ("Høyring hos Høgskulen på Vestlandet (HVL).", "Høgskulen på Vestlandet"),
        ("Brev fra Teknisk etat", "Teknisk etat"),
        ("NVE har svart.", "NVE"),
        ("Vedtak i kultur- og oppvekststyret i går.", "Kultur- og oppvekststyret"),
        ("Helse- og sosialstyrets vedtak", "Helse- og sosialstyret"),
        ("Talen holdes på Lunde Gamle- og Sykehjem i dag.", "Lunde Gamle- og Sykehjem"),
        ("Svaret fra UD kom.", "UD"),
        ("Elevene flyttes til Øvre Kvamsdal skole i høst.", "Øvre Kvamsdal skole"),
        ("Nye Kvamsvik barnehage er ferdig.", "Nye Kvamsvik barnehage"),
        ("Det vises til svar frå Nordre Kvamsvik kommune.", "Nordre Kvamsvik kommune"),
        ("Brev fra Kvamsfjord fylkeskommune om ferja", "Kvamsfjord fylkeskommune"),
        ("Kaia eies av Kvamsvik havn, som leier den ut.", "Kvamsvik havn"),
        ("Kvamsdalen velforening har uttalt seg.", "Kvamsdalen velforening"),
        ("Kvamsdalen grendelag søkjer om tilskot.", "Kvamsdalen grendelag"),
        ("Huset leies av Kvamsvik historielag for femten år.", "Kvamsvik historielag"),
        ("Tilskudd til Kvamsvik fotballklubb er gitt.", "Kvamsvik fotballklubb"),
        ("Tomta ligger like ved Kvamsdal\nskole og er stor.", "Kvamsdal skole"),
        ("Avtalen ble inngått med Kvamsvik\nGraving AS i går.", "Kvamsvik Graving AS"),
        ("Rådet for menneske med nedsett funksjonsevne møttest.",
         "Rådet for menneske med nedsett funksjonsevne"),
    ],
)  # fmt: skip
def test_a_body_is_found_whole(bodies: Names, text: str, name: str) -> None:
    assert bodies(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Området er regulert, og fagområdet er nytt.",
        "Utvalget møtte, og rådet svarte styret.",
        "Dekningsgraden og konfliktgraden er høye.",
        "Statsråden frarådet det. Vi fraråder også.",
        "De skal overstyre og fjernstyre anlegget.",
        "Ovannemnde forslag er til behandling.",
        "Barnehager og skoler er stengt. Fagdepartementer flest.",
        "Det skal velges et arbeidsutvalg.",
        "Innspillsmøtet holdes i mai.",
        "Forsikringsselskapet har betalt.",
        "Epiktets råd er gode, og ordforrådet vokser.",
        "Solvangs regjering gikk.",
        "Fylkeskommunene er hørt.",
        "Båten ligger i Kvamsvik havn i dag.",
        "Varene skal til København i dag.",
        "Ungdomslaget søkte om hjelp til taket.",
    ],
)
def test_what_names_no_body_is_left_alone(bodies: Names, text: str) -> None:
    assert bodies(text) == []


def test_a_person_in_the_line_above_is_no_part_of_the_firm(bodies: Names) -> None:
    assert bodies("Kopi til:\nKari Dahl\nKvamsvik Graving AS") == ["Kvamsvik Graving AS"]
    assert bodies("Dette er sendt til Kari Dahl\nGraving AS") == ["Graving AS"]


def test_associations_of_one_place_are_not_one(bodies: Names) -> None:
    text = "Kvamsvik historielag, Kvamsvik idrettslag og Kvamsvik skyttarlag fekk tilskot."
    assert bodies(text) == ["Kvamsvik historielag", "Kvamsvik idrettslag", "Kvamsvik skyttarlag"]


def test_a_verb_ends_the_field(bodies: Names) -> None:
    assert bodies("Hovedkomiteen for kultur fremmet saken.") == ["Hovedkomiteen for kultur"]


def test_a_new_line_ends_the_name(bodies: Names) -> None:
    text = "Lunde, 2.3.2020\nKari Hætta\nplanutvalgets nestleder"
    assert bodies(text) == ["Planutvalget"]


@pytest.mark.parametrize(
    "text",
    [
        "Felles tiltaksutvalg (FTU) møtte i går. FTU vedtok planen, og FTUs leder takket.",
        "FTU (Felles tiltaksutvalg) møtte i går. FTU vedtok planen, og FTU-saken er lukket.",
        "Det felles tiltaksutvalet (FTU) møtte. Så vedtok FTU planen, og FTU takka.",
    ],
)
def test_an_abbreviation_is_the_body_it_stands_for(identifier: Identifier, text: str) -> None:
    mentions, entities = named(identifier, text)
    assert len(entities) == 1
    assert sum(m.surface.startswith("FTU") for m in mentions) == 3


def test_a_body_called_otherwise_hereafter(identifier: Identifier) -> None:
    text = "Samarbeidssekretariatet, heretter kalt Sesam, møtte. Sesam skrev referat."
    mentions, entities = named(identifier, text)
    assert len(entities) == 1
    assert [m.surface for m in mentions] == ["Samarbeidssekretariatet", "Sesam", "Sesam"]


def test_an_abbreviation_never_explained_is_told_by_its_letters(identifier: Identifier) -> None:
    text = "Arbeidsmiljøutvalget velger leder. Praksis i AMU følges. AMU skal behandle saken."
    _, entities = named(identifier, text)
    assert [e.aliases for e in entities] == [("AMU",)]


@pytest.mark.parametrize(
    "text",
    [
        "Kontrollutvalget møtte. Kontrollutvalet møtte òg. Kontrollutvalgets leder talte.",
        "Partnarskapsmøtet vedtok strategien. Partnerskapsmøtet vedtok den også.",
        "Områdeutvalget for Voss møtte. Omradeutvalget for Voss svarte.",
        "Organisasjonskomiteen møtte. Organisasjonskomitéen gikk. Organisasjons-komiteen kom.",
        "Helse Bergen HF svarte. Helse Bergens svar er kort.",
        "Trafikksikkerhetsutvalget møtte. Trafikksikkerhetsutvalqet svarte.",
        "Fylkesmannen i Nordland klaget. Så svarte fylkesmannen.",
    ],
)
def test_forms_of_one_name_are_one_body(bodies: Names, text: str) -> None:
    assert len(bodies(text)) == 1


def test_same_kind_of_body_for_two_places_is_two(bodies: Names) -> None:
    text = "Områdeutvalget for Voss og områdeutvalget for Bergen skrev til områdeutvalgene."
    assert len(bodies(text)) == 3


def test_bodies_merged_into_one_later_stay_apart(bodies: Names) -> None:
    text = "Klage fra Reindriftsforvaltningen til Statens landbruksforvaltning."
    assert len(bodies(text)) == 2


def test_a_meeting_is_a_body_only_where_it_acts(bodies: Names) -> None:
    acts = "Partnerskapsmøtet vedtok planen. På oppdrag fra Partnerskapsmøtet er den trykt."
    assert bodies(acts) == ["Partnerskapsmøtet"]
    assert bodies("Velkommen til foreldremøtet. Foreldremøtet er kl. 18.") == []


def test_the_fullest_best_spelt_name_is_the_name(identifier: Identifier) -> None:
    text = "FTU møtte. Felles tiltaksutvalg (FTU) møtte. Områderådet kom. Omraderadet gikk."
    names = {e.name for e in named(identifier, text)[1]}
    assert names == {"Felles tiltaksutvalg", "Områderådet"}


def test_the_place_of_a_body_is_known(identifier: Identifier) -> None:
    text = "Øygarden kommune skrev til Områdeutvalget for Voss."
    places = {e.name: e.place for e in named(identifier, text)[1]}
    assert places == {"Øygarden kommune": "Øygarden", "Områdeutvalget for Voss": "Voss"}
