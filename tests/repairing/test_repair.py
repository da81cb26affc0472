"""The front door: damaged text comes out healed, sound text comes out as it went in.

All texts are invented for these tests.
"""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksdoc.model import CleanText
from saksdoc.repairing import RepairContext, Repairer

DAMAGED = """Kommunestyret i Fjordvik behandlet saken pa sitt forrige mgte. Radmannen gnsker
at det ogsa i ar blir satt av midler til vedlikehold av skolene, og at arbeidet
kommer i gang fgr sommeren. Styret har bedt om a fa en oversikt over hva som ma
gjgres. Det er viktig at elevene far gode lgsninger, og at foreldrene er med pa
a peke ut hva som bgr komme fgrst. Neste mgte er satt til hgsten.
"""
TRUTH = """Kommunestyret i Fjordvik behandlet saken på sitt forrige møte. Rådmannen ønsker
at det også i år blir satt av midler til vedlikehold av skolene, og at arbeidet
kommer i gang før sommeren. Styret har bedt om å få en oversikt over hva som må
gjøres. Det er viktig at elevene får gode løsninger, og at foreldrene er med på
å peke ut hva som bør komme først. Neste møte er satt til høsten.
"""
NYNORSK = """Kommunestyret i Fjordvik handsama saka på det førre møtet. Rådmannen ønskjer at
det også i år vert sett av midlar til vedlikehald av skulane, og at arbeidet kjem
i gang før sommaren. Styret har bede om å få ei oversikt over kva som må gjerast.
"""
PIECES = [*DAMAGED.split(), "|", "\n", "\n\n", "t i l", "8", "§", "sam-\narbeid"]
ENGLISH = """The committee met for the first time in the autumn. Members agreed that the
far side of the lake should be open to the public, and that a new bridge would be
built for this purpose. The mayor said that all of the work must be done by June.
"""


def test_lost_letters_come_back(repairer):
    assert repairer.repair(DAMAGED).text == TRUTH


@pytest.mark.parametrize("text", [TRUTH, NYNORSK, ENGLISH], ids=["nb", "nn", "en"])
def test_sound_text_is_left_alone(repairer, text):
    result = repairer.repair(text)
    assert result.text == text
    assert not any(change.applied for change in result.changes)


def test_nynorsk_is_not_pulled_to_bokmaal(repairer):
    lost = NYNORSK.translate(str.maketrans("åøæÅØÆ", "aoeAOE"))
    words = re.findall(r"\w+", repairer.repair(lost).text)
    for word in ("vert", "skulane", "kjem", "kva", "ei", "sommaren"):
        assert word in words


def test_documents_repaired_before_change_nothing(repairer):
    spelled = DAMAGED * 4 + "Saken gjelder Tøfsevika og Tgfsevika.\n"
    misread = DAMAGED * 4 + "Saken gjelder Tgfsevika.\n"
    texts = [spelled, misread, DAMAGED * 4, ENGLISH, NYNORSK, misread, spelled]
    fresh = [Repairer.load(repairer.norwegian).repair(text) for text in texts]
    assert [repairer.repair(text) for text in texts] == fresh
    assert fresh[0].text.count("Tøfsevika") == 2
    assert "Tøfsevika" not in fresh[1].text


def test_a_sound_letter_in_a_damaged_packet_is_treated_as_sound(repairer):
    letter = "Til Fjordvik kommune\n\n" + ENGLISH + "\n"
    result = repairer.repair(DAMAGED * 3 + "\n" + letter * 2 + "\n" + DAMAGED * 3)
    assert result.text.count(ENGLISH) == 2
    assert result.text.count(TRUTH) == 6


def test_numbers_dates_addresses_and_codes_stay(repairer):
    kept = "sak 04/3817, 14.3.2019, kr 43 800, post@fjordvik.no, www.fjordvik.no, 1A4-B3, 4 av 8"
    text = DAMAGED + "\nSe " + kept + ".\n\n" + DAMAGED
    assert kept in repairer.repair(text).text


@pytest.mark.parametrize(
    ("read", "healed"),
    [
        ("Bgkene kan lanes pa biblioteket.", "Bøkene kan lånes på biblioteket."),
        ("Det lanes ut ski til skolene.", "Det lånes ut ski til skolene."),
        ("Kommunen eier ferjekai p& Tindvik.", "Kommunen eier ferjekai på Tindvik."),
        ("Det er tatt opp et lan p& 24 millioner.", "Det er tatt opp et lån på 24 millioner."),
    ],
)
def test_words_that_only_their_place_tells_are_put_right(repairer, read, healed):
    assert healed in repairer.repair(f"{DAMAGED}\n{read}\n").text


def test_an_ampersand_for_a_letter_shows_in_text_that_kept_its_others(repairer):
    assert "ferjekai på Tindvik" in repairer.repair(TRUTH + "\nVi eier ferjekai p& Tindvik.\n").text


def test_a_compound_no_lexicon_holds_is_put_right(repairer):
    text = DAMAGED + "\nOmradeutvalget drgftet kommunalsjefsamlingen og fjordmgtet.\n"
    after = repairer.repair(text).text
    assert "Områdeutvalget drøftet kommunalsjefsamlingen" in after


def test_a_name_is_put_right_from_the_register(repairer):
    text = DAMAGED + "\nSaksbehandler Randi Skjgttebyg la fram saken.\n"
    context = RepairContext(register=("Randi Skjøttebyg",))
    assert "Skjøttebyg" in repairer.repair(text, context).text


REGISTER = ("Zøvrik velforening", "Trulså Bygdøver", "Bærg skole", "Sølberg", "Stein Råd")


@pytest.mark.parametrize(
    ("read", "healed"),
    [
        ("lagt fram av Zgvrik velforening og Trulsa Bygdgver",
         "lagt fram av Zøvrik velforening og Trulså Bygdøver"),
        ("etter at Zgvriks leder ba om det", "etter at Zøvriks leder ba om det"),
        ("brev fra ZGVRIK VELFORENING", "brev fra ZØVRIK VELFORENING"),
        ("brev fra Zgvrik-laget", "brev fra Zøvrik-laget"),
    ],
)  # fmt: skip
def test_names_of_the_register_that_no_list_has_are_put_right(repairer, read, healed):
    text = f"{DAMAGED}\nSaken ble {read}.\n"
    assert read in repairer.repair(text).text
    assert healed in repairer.repair(text, RepairContext(register=REGISTER)).text


@pytest.mark.parametrize("kept", ["Berg skole", "Solberg", "Stein Berg", "Bergs", "Solbergvika"])
def test_the_register_leaves_sound_names_and_words_alone(repairer, kept):
    text = f"{DAMAGED}\nSaken ble lagt fram av {kept} i fjor.\n"
    assert kept in repairer.repair(text, RepairContext(register=REGISTER)).text


def test_the_register_changes_nothing_in_sound_text(repairer):
    text = f"{TRUTH}\nSaken ble lagt fram av Zovrik velforening og Trulsa Bygdover i fjor.\n"
    assert repairer.repair(text, RepairContext(register=REGISTER)).text == text


def test_a_name_of_the_register_is_never_claimed_to_be_certain(repairer):
    text = f"{DAMAGED}\nSaken ble lagt fram av Trulsa Bygdgver i fjor.\n"
    changes = repairer.repair(text, RepairContext(register=REGISTER)).changes
    named = [c.confidence for c in changes if c.before in ("Trulsa", "Bygdgver")]
    assert len(named) == 2
    assert all(0.9 <= confidence <= 0.991 for confidence in named)


def test_changes_replay_and_undo_exactly(repairer):
    result = repairer.repair(DAMAGED)
    assert CleanText.replay(DAMAGED, result.changes).text == result.text
    assert result.undo() == DAMAGED


def test_every_change_tells_its_cause_and_how_sure_it_is(repairer):
    changes = repairer.repair(DAMAGED).changes
    assert changes
    assert all(change.cause and 0.0 <= change.confidence <= 1.0 for change in changes)
    assert any(change.cause == "ø→g" and change.before == "mgte" for change in changes)


def test_suggesting_only_changes_nothing(repairer):
    result = repairer.repair(DAMAGED, RepairContext(suggest_only=True))
    assert result.text == DAMAGED
    assert result.changes


def test_the_damage_is_told(repairer):
    assert repairer.repair(DAMAGED).damage[0].score > 0.9
    assert repairer.repair(TRUTH).damage[0].score < 0.05


def test_repairing_twice_changes_nothing_more(repairer):
    once = repairer.repair(DAMAGED).text
    assert repairer.repair(once).text == once


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_any_text_keeps_its_lines_and_can_be_undone(repairer, text):
    result = repairer.repair(text)
    assert result.text.count("\n") == text.count("\n")
    assert result.undo() == text


@pytest.mark.parametrize("text", ["", "\n", "123", "\f\f", "   ", "å"])
def test_next_to_nothing_is_no_trouble(repairer, text):
    assert repairer.repair(text).text == text


@pytest.mark.parametrize("kept", ["SSe", "(SSe)", "Randi-Luise", "FoU", "KrF", "Luise"])
def test_initials_and_rare_names_stay(repairer, kept):
    text = f"{DAMAGED}\nOgsa {kept} var pa mgtet, og {kept} gnsket mer tid.\n"
    assert repairer.repair(text).text.count(kept) == 2


@pytest.mark.parametrize(
    ("read", "healed"),
    [
        ("Hele EOS-omradet er med.", "Hele EØS-området er med."),
        ("Malet er Apenhet i Arets budsjett.", "Målet er åpenhet i årets budsjett."),
        ("Kari Moen bor i Ardal.", "Kari Moen bor i Årdal."),
        ("Det er sant. PA den maten far vi plass.", "Det er sant. På den måten får vi plass."),
        ("VEDTAK | SAKEN OM ST@TTE PA GRENSEN", "VEDTAK I SAKEN OM STØTTE PÅ GRENSEN"),
    ],
)
def test_letters_come_back_in_the_case_their_place_asks_for(repairer, read, healed):
    assert healed in repairer.repair(f"{DAMAGED}\n{read}\n").text
