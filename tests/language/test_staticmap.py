import numpy as np
import pytest

from saksdoc.language.staticmap import CODES, MISSING, StaticMap, build


@pytest.fixture(scope="module")
def keys():
    drawn = np.random.default_rng(7).integers(0, 1 << 20, (30_000, 3))
    return np.unique(drawn, axis=0)


@pytest.fixture(scope="module")
def codes(keys):
    return np.random.default_rng(8).integers(0, CODES, len(keys)).astype(np.uint8)


@pytest.fixture(scope="module")
def table(keys, codes):
    return build(keys[:, 0], keys[:, 1], keys[:, 2], codes)


def test_every_key_gives_its_code(table, keys, codes):
    assert (table.get_many(keys[:, 0], keys[:, 1], keys[:, 2]) == codes).all()


def test_one_answer_and_many_answers_agree_also_on_keys_that_are_not_there(table, keys):
    asked = np.concatenate([keys[:2000], keys[:2000] + 1])
    many = table.get_many(asked[:, 0], asked[:, 1], asked[:, 2]).tolist()
    single = [table.get(*key) for key in asked.tolist()]
    assert single == [-1 if code == MISSING else code for code in many]


def test_strange_keys_are_seldom_taken_for_known_ones(table, keys):
    strangers = table.get_many(keys[:, 0] + (1 << 20), keys[:, 1], keys[:, 2])
    assert (strangers != MISSING).sum() < 5


def test_pairs_are_keys_too(keys, codes):
    pairs, where = np.unique(keys[:, :2], axis=0, return_index=True)
    table = build(pairs[:, 0], pairs[:, 1], None, codes[where])
    assert [table.get(*pair) for pair in pairs[:500].tolist()] == codes[where][:500].tolist()


def test_a_table_survives_the_disk(table, keys, codes, tmp_path):
    table.save(tmp_path / "t.npy")
    loaded = StaticMap.load(tmp_path / "t.npy")
    assert loaded.get(*keys[5].tolist()) == codes[5]


def test_it_takes_less_than_four_bytes_an_entry(table, keys):
    assert table.planes.nbytes / len(keys) < 3.8


def test_repeated_keys_are_refused():
    ones = np.ones(50, int)
    with pytest.raises(ValueError, match="repeat"):
        build(ones, ones, ones, np.arange(50, dtype=np.uint8))
