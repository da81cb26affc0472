import pytest

from saksdoc.language.splitting import Splitter


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kommunalsjefsamling", ("kommunalsjef", "samling")),
        ("arrangøransvaret", ("arrangør", "ansvaret")),
        ("partnerskapsmøte", ("partnerskap", "møte")),
        ("strategiutkast", ("strategi", "utkast")),
        ("kommunalsjefsamlingens", ("kommunalsjef", "samling")),
        ("idrettshallutvalget", ("idrettshall", "utvalget")),
        ("digitaliseringsarbeidet", ("digitalisering", "arbeidet")),
    ],
)
def test_a_compound_comes_apart_where_it_was_joined(norwegian, word, parts):
    found = norwegian.compounds.analyse(word)
    assert found is not None
    assert "".join(found.parts).startswith("".join(parts)[:-3])


@pytest.mark.parametrize(
    "word",
    ["arranggransvaret", "omradeutvalgene", "mgteplassen", "xqzrtvw", "committee"],
)
def test_nonsense_is_no_compound(norwegian, word):
    assert norwegian.compounds.analyse(word) is None


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ("arranggransvaret", "arrangøransvaret"),
        ("partnerskapsmgtet", "partnerskapsmøtet"),
        ("omradestyremgte", "områdestyremøte"),
        ("hgstkonferansen", "høstkonferansen"),
    ],
)
def test_a_damaged_compound_finds_the_compound_it_was(norwegian, misreadings, written, true):
    found = Splitter(norwegian.compounds, misreadings).matches(written)
    assert found[0].form == true


def test_edits_of_a_compound_point_into_the_written_form(norwegian, misreadings):
    found = Splitter(norwegian.compounds, misreadings).matches("omradestyremgte")[0]
    for edit in found.edits:
        assert "omradestyremgte"[edit.start : edit.end] == edit.written
    assert sum(edit.true == "ø" for edit in found.edits) == 1


def test_a_common_split_is_worth_more_than_a_rare_one(norwegian):
    common = norwegian.compounds.analyse("kommunestyremøte")
    rare = norwegian.compounds.analyse("torvstrøutstillingen")
    assert common is not None
    assert rare is not None
    assert common.logp > rare.logp


def test_parts_of_the_other_language_cost(norwegian):
    analyse = norwegian.compounds.analyse
    assert analyse("oppgåveordet", "nn").logp > analyse("oppgåveordet", "nb").logp + 3
    assert analyse("oppgaveordet", "nb").logp > analyse("oppgaveordet", "nn").logp + 3


@pytest.mark.parametrize("word", ["fravært", "møteplassfor", "likhetmed"])
def test_function_words_end_no_compound(norwegian, word):
    found = norwegian.compounds.analyse(word)
    assert found is None or found.parts[-1] not in {"vært", "for", "med"}
