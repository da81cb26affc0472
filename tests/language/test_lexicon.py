import pytest

from saksdoc.language import Flag, fold


def forms(norwegian, written, misreadings):
    return {match.form for match in norwegian.lexicon.matches(written, misreadings)}


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ("mgtet", "møtet"),
        ("pa", "på"),
        ("ogsa", "også"),
        ("vaert", "vært"),
        ("h@sten", "høsten"),
        ("Vei1edning", "veiledning"),
        ("megtet", "møtet"),
        ("heyrer", "høyrer"),
        ("sprak", "språk"),
        ("gkonomi", "økonomi"),
    ],
)
def test_a_misread_word_finds_the_word_it_was(norwegian, misreadings, written, true):
    assert true in forms(norwegian, written, misreadings)


def test_a_sound_word_finds_itself_first_and_free(norwegian, misreadings):
    best = norwegian.lexicon.matches("møtet", misreadings)[0]
    assert (best.form, best.cost, best.edits) == ("møtet", 0.0, ())


def test_matches_come_cheapest_first_and_within_the_bound(norwegian, misreadings):
    found = norwegian.lexicon.matches("for", misreadings, max_cost=1.1)
    costs = [match.cost for match in found]
    assert costs == sorted(costs)
    assert {"for", "før"} <= {match.form for match in found}
    assert max(costs) <= 1.1


def test_letters_that_are_no_misreading_are_not_changed(norwegian, misreadings):
    assert "vår" not in forms(norwegian, "vor", misreadings)


def test_words_of_one_key_are_found_by_it(norwegian):
    found = norwegian.lexicon.by_key(fold("mate"))
    assert {"møte", "måte", "mote", "mate"} <= set(found)


def test_a_row_gives_its_word_back(norwegian):
    for form in ("kommune", "på", "møtebok", "ærlig"):
        assert norwegian.lexicon.form(norwegian.lexicon.number(form)) == form


def test_case_does_not_matter(norwegian):
    assert norwegian.lexicon.number("KOMMUNE") == norwegian.lexicon.number("kommune") >= 0


@pytest.mark.parametrize(
    ("form", "flag"),
    [
        ("møte", Flag.NB),
        ("høyre", Flag.NN),
        ("ikkje", Flag.NN),
        ("kari", Flag.GIVEN_NAME),
        ("bjørn", Flag.GIVEN_NAME),
        ("hansen", Flag.SURNAME),
        ("trondheim", Flag.PLACE),
        ("the", Flag.ENGLISH),
    ],
)
def test_flags_say_where_a_word_is_from(norwegian, form, flag):
    assert norwegian.lexicon.entry(form).flags & flag


@pytest.mark.parametrize("form", ["pa", "ogsa", "mgte", "fgr", "vaere", "omradet", "nar"])
def test_what_damage_leaves_is_no_sound_word(norwegian, form):
    assert not norwegian.is_word(form)


@pytest.mark.parametrize(
    "form", ["på", "møte", "ikke", "ikkje", "Trondheim", "Nord-Trondheim", "Trondheims"]
)
def test_words_and_names_are_sound(norwegian, form):
    assert norwegian.is_word(form)


@pytest.mark.parametrize("form", ["elgar", "frisørane", "kakene", "lærarane", "kasta", "finare"])
def test_nynorsk_has_its_full_forms(norwegian, form):
    assert norwegian.is_word(form, "nn")


def test_languages_are_told_apart(norwegian):
    assert norwegian.is_word("ikkje", "nn")
    assert not norwegian.is_word("korleis", "nb")


def test_common_words_are_commoner(norwegian):
    entry = norwegian.lexicon.entry
    assert entry("og").nb > entry("møte").nb > entry("vedtektsendring").nb
    assert entry("ikkje").nn > (entry("ikkje").nb or -99)


def test_a_word_that_is_not_here_has_no_entry(norwegian):
    assert norwegian.lexicon.entry("qwrtzp") is None
    assert norwegian.lexicon.number("qwrtzp") == -1
