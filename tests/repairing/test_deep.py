"""The far search: what heavily misread words may have been, and what it keeps its hands off.

All forms are invented for these tests, or misread by hand.
"""

import re

import pytest

from saksdoc.language.folding import normalise
from saksdoc.repairing import RepairContext
from saksdoc.repairing.channel import Channel
from saksdoc.repairing.deep import Deep
from saksdoc.repairing.slips import slips

NEIGHBOURS = "Styret i Fjordvik mgtte opp og drgftet saken pa mgtet i gar. Radet gnsker {} na. "


@pytest.fixture(scope="module")
def deep(repairer):
    return Deep(repairer.norwegian, slips(repairer.channel, "eng"), 0.98)


def candidates(deep, written):
    lexicon = deep.norwegian.lexicon
    return deep.candidates(
        written, normalise(written), lambda row: 0.0 if lexicon.is_sound(row) else None
    )


def forms(deep, written):
    return [c.form for c in candidates(deep, written)]


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ("lsningen", "løsningen"),
        ("awiste", "avviste"),
        ("ilandfring", "ilandføring"),
        ("giennomfaring", "gjennomføring"),
        ("behandlirigen", "behandlingen"),
        ("bestémmelsene", "bestemmelsene"),
        ("undervisnirigsopplegg", "undervisningsopplegg"),
        ("kornrnunens", "kommunens"),
        ("oppfgigingsplan", "oppfølgingsplan"),
        ("tilsagnsbelapet", "tilsagnsbeløpet"),
    ],
)
def test_misread_word_is_among_the_candidates(deep, written, true):
    assert true in forms(deep, written)


def test_compound_that_no_list_holds_is_found_with_damage_in_both_parts(deep, repairer):
    true, written = "lekeplassmøtet", "iekeplassmgtet"
    assert repairer.norwegian.lexicon.number(true) < 0
    found = deep.compounds(deep.form(written, written, lambda row: 0.0))
    assert true in [match.form for match in found]


def test_edits_lead_from_the_written_form_to_the_word(deep):
    for written in ("giennomfgring", "oppfgigingsplan", "kornrnunens", "iekeplassmgtet"):
        for candidate in candidates(deep, written):
            pieces, done = [], 0
            for edit in candidate.edits:
                assert written[edit.start : edit.end] == edit.written
                assert edit.start >= done
                pieces += [written[done : edit.start], edit.true]
                done = edit.end
            assert "".join([*pieces, written[done:]]) == candidate.form


def test_rarer_misreadings_cost_more(deep):
    (once,) = [c for c in candidates(deep, "behandllng") if c.form == "behandling"]
    (twice,) = [c for c in candidates(deep, "beharidllng") if c.form == "behandling"]
    assert 0 < once.cost < twice.cost


def test_nothing_is_made_of_what_is_too_far_from_any_word(deep):
    assert not forms(deep, "xqzwkkvbqp")
    assert not forms(deep, "zq")


def test_name_spelled_in_its_own_way_stays(deep):
    assert "wilhelmsen" not in forms(deep, "Willhelmsen")


def test_a_capital_makes_a_class_of_its_own(deep):
    assert {c.kind for c in candidates(deep, "Behandlirigen")} == {"deep-capital"}
    assert {c.kind for c in candidates(deep, "behandlirigen")} == {"deep"}


@pytest.mark.parametrize(
    ("written", "true"),
    [("oppfgigingen", "oppfølgingen"), ("kornrnunens", "kommunens"), ("awikling", "avvikling")],
)
def test_damaged_text_is_healed_of_it(repairer, written, true):
    text = NEIGHBOURS.format("planen") * 3 + NEIGHBOURS.format(written)
    assert true in repairer.repair(text).text.split()


def test_sound_text_keeps_its_misspelling(repairer):
    text = "Rådet ønsker at gjennomfføringa skjer før sommeren, og at møtene går som før. " * 2
    assert repairer.repair(text).text == text


def test_seldom_groups_and_look_alikes_have_their_cost_and_class(repairer):
    table = slips(repairer.channel, "eng")
    rows = {(s.written, s.true): s for found in table.leaving.values() for s in found}
    assert rows["g", "ø"].lost
    assert rows["g", "ø"].cost < 3
    assert not rows["w", "vv"].lost
    assert rows["w", "vv"].cost > 7
    assert ("gi", "øl") in rows, "two common misreadings may stand side by side"
    assert table.within["a"]["å"][1]


def test_the_channel_without_a_reader_has_no_slips_but_shapes(repairer):
    bare = Channel({"eng": {}}, {})
    rows = [s for found in slips(bare, "eng").leaving.values() for s in found]
    assert {"vv"} <= {s.true for s in rows}


def test_what_a_reader_with_norwegian_letters_misreads_is_healed(repairer):
    text = (
        "Rådet møttes i Fjordvik for å drøfte språk og næring i Såpmi. Møtet bestémte at "
        "forvaliningen av beitene skal utredes før sommeren, og at rådet åv eldre blir spurt."
    )
    healed = repairer.repair(text, RepairContext(read_by="nor")).text
    for word in ("Sápmi", "bestemte", "forvaltningen", "av"):
        assert word in re.findall(r"\w+", healed)
    assert "møttes" in healed


def test_reader_with_norwegian_letters_loses_none(repairer):
    rows = [s for found in slips(repairer.channel, "nor").leaving.values() for s in found]
    assert not [s for s in rows if s.lost]
    assert not [s for s in rows if "ø" in s.true]


def test_compound_that_may_be_one_as_it_stands_is_weighed_against_a_likelier_one(repairer):
    nynorsk = (
        "Rådet ønskjer å få vite kva kommunen vil gjere, og korleis skulane kan nå måla. "
        "Elevane får øve på ord og oppgåver, og læraren vurderer oppgåveord etter kvart. "
    )
    lost = nynorsk.translate(str.maketrans("åøæÅØÆ", "aoeAOE"))
    wanted = {p.before: p.after for p in repairer.proposals(lost)}
    assert wanted["oppgaveord"] == "oppgåveord"


def test_og_with_an_accent_comes_back_from_what_looks_like_grams(repairer):
    nynorsk = (
        "Rådet ønskjer å få vite kva kommunen vil gjere, og dei som bur her ønskjer det òg . "
        "Då må skulane få meir tid, og foreldra må òg få vere med på å drøfte måla. "
    )
    lost = nynorsk.translate(str.maketrans("åøæÅØÆ", "aoeAOE")).replace("òg", "6g")
    healed = repairer.repair(lost * 2).text
    assert "6g" not in healed
    assert "må òg få" in healed
    kept = "Tilsett 6 g salt og 6g sukker. " * 3
    assert repairer.repair(kept).text == kept


@pytest.mark.parametrize(
    ("written", "true"),
    [("Mkonomiplan", "økonomiplan"), ("srskilt", "særskilt"), ("unoedig", "unødig")],
)
def test_lost_letters_may_be_read_as_nothing_or_as_something_odd(deep, written, true):
    assert true in forms(deep, written)
