import numpy as np
import pytest

from saksdoc.language.terms import START


@pytest.mark.parametrize(
    ("language", "before", "likely", "unlikely"),
    [
        ("nb", "ikke", "på", "pa"),
        ("nb", "i", "år", "ar"),
        ("nb", "et", "møte", "mote"),
        ("nb", "har", "vært", "vert"),
        ("nn", "det", "vert", "vært"),
        ("nn", "har", "vore", "vært"),
        ("nb", "det", "er", "ær"),
    ],
)
def test_the_word_that_belongs_is_likelier(norwegian, language, before, likely, unlikely):
    logp = norwegian.logp
    assert logp(likely, before, START, language) > logp(unlikely, before, START, language) + 1


def test_many_answers_are_the_single_ones(norwegian):
    model = norwegian.nb
    text = [
        "det",
        "vises",
        "til",
        "møtet",
        "i",
        "kommunestyret",
        "der",
        "saken",
        "om",
        "skolen",
        "ble",
        "utsatt",
        "til",
        "høsten",
    ]
    ids = np.array([model.start, model.start, *(model.id(word) for word in text)])
    many = model.logp_many(ids[:-2], ids[1:-1], ids[2:])
    single = [model.logp_ids(*map(int, ids[at : at + 3])) for at in range(len(text))]
    assert many.tolist() == pytest.approx(single, abs=1e-3)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("context", [("<s>", "<s>"), ("til", "vises"), ("av", "behandling")])
def test_probabilities_after_a_context_sum_to_about_one(norwegian, language, context):
    model = norwegian.model(language)
    size = len(norwegian.lexicon) + len(model.special)
    third = np.flatnonzero(np.asarray(model.unigram) != 255)
    first = np.full(len(third), model.id(context[1]))
    second = np.full(len(third), model.id(context[0]))
    total = np.exp(model.logp_many(first, second, third).astype(float)).sum()
    assert size >= len(third)
    assert 0.85 < total < 1.15


def test_unknown_words_share_what_the_unknown_has(norwegian):
    logp = norwegian.logp
    listed = logp("partnerskapsmøtet", "til", "vises", "nb")
    nonsense = logp("partnxrskqpsmgtwt", "til", "vises", "nb")
    assert logp("møtet", "til", "vises", "nb") > listed > nonsense + 5


def test_a_capital_makes_an_unknown_word_a_name(norwegian):
    assert norwegian.nb.id("Qvrtzstad") != norwegian.nb.id("qvrtzstad")
    assert not norwegian.nb.knows("Qvrtzstad")
