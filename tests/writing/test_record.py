"""record.json holds what CONTRACT promises, and comes back as it went out."""

import json
from importlib.resources import files

import jsonschema
import pytest

from saksdoc.errors import RecordError
from saksdoc.writing import WriteOptions, load_record, recorded_source, write
from writing.papers import case_paper

PLAIN = WriteOptions(pdf=False)


@pytest.fixture
def schema():
    return json.loads(files("saksdoc.writing").joinpath("schema.json").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path):
    return write(case_paper(), tmp_path / "sak.pdf", PLAIN)


@pytest.fixture
def value(folder):
    return json.loads((folder / "record.json").read_text("utf-8"))


def test_the_record_follows_its_schema(schema, value):
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)


def test_every_key_of_the_promise_is_there(value):
    promised = {
        "schema", "saksdoc", "models", "source", "language", "languages", "metadata", "pages",
        "text", "raw_text", "repairs", "cases", "sections", "mentions", "entities",
    }  # fmt: skip
    assert promised <= set(value)
    assert value["schema"] == "saksdoc/1"
    assert set(value["pages"][0]) >= {
        "number", "width", "height", "origin", "verdict", "reasons", "start", "end",
    }  # fmt: skip


def test_offsets_point_at_what_they_are_said_to_point_at(value):
    text = value["text"]
    for mention in value["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"]
    proposal = value["sections"][1]
    assert text[proposal["start"] : proposal["end"]].startswith("\nTora Nesvold")
    assert text[proposal["heading_start"] : proposal["heading_end"]] == "Forslag til vedtak"
    for repair in value["repairs"]:
        assert value["raw_text"][repair["raw_start"] : repair["raw_end"]] == repair["before"]
        if repair["applied"]:
            assert text[repair["start"] : repair["end"]] == repair["after"]


def test_a_mention_says_where_on_the_page_it_stands(value):
    (mention,) = value["mentions"]
    assert mention["page"] == 2
    assert mention["boxes"] == [[72.0, 112.0, 142.0, 122.0]]


def test_applied_repairs_replayed_on_the_raw_text_give_the_text(value):
    text = value["raw_text"]
    for repair in reversed([r for r in value["repairs"] if r["applied"]]):
        text = text[: repair["raw_start"]] + repair["after"] + text[repair["raw_end"] :]
    assert text == value["text"]


def test_what_is_loaded_is_what_was_written(folder):
    document, record = case_paper(), load_record(folder)
    assert record == load_record(folder / "record.json") == load_record(str(folder))
    for part in ("clean", "pages", "structure", "furniture", "mentions", "entities", "source"):
        assert getattr(record, part) == getattr(document, part), part
    assert record.clean.undo() == document.raw_text
    assert record.sections[1].text == document.sections[1].text


def test_a_suggestion_is_kept_with_its_alternatives_and_changes_nothing(folder):
    (suggestion,) = [c for c in load_record(folder).clean.changes if not c.applied]
    assert (suggestion.before, suggestion.after) == ("styret", "styrt")
    assert [a.text for a in suggestion.alternatives] == ["stiret"]


def test_the_changes_file_has_every_repair_of_the_record(folder, value):
    lines = (folder / "changes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == value["repairs"]
    assert any(not json.loads(line)["applied"] for line in lines)


def _at(value, path):
    *keys, last = path
    for key in keys:
        value = value[key]
    return value, last


BROKEN = [
    (("text",), None, "text is not a text"),
    (("pages", 0, "verdict"), "maybe", r"pages\[0\].verdict is not one of use, reread, read"),
    (("pages", 1, "end"), 10**6, r"pages\[1\] is not a stretch of the text"),
    (("mentions", 0, "entity"), "p9", r"mentions\[0\].entity is not the id of an entity"),
    (("mentions", 0, "surface"), "Tora", r"mentions\[0\].surface is not what stands"),
    (("mentions", 0, "boxes"), [[1, 2, 3]], r"mentions\[0\].boxes\[0\] is not a box"),
    (("sections", 0, "case"), 4, r"sections\[0\].case is not the index"),
    (("sections", 0, "kind"), "chorus", r"sections\[0\].kind is not one of"),
    (("repairs", 0, "before"), "xx", "repairs is not what leads from raw_text to text"),
    (("repairs", 0, "after"), "pø", "repairs is not what leads from raw_text to text"),
    (("languages",), [], "languages is not an object"),
    (("source", "pages"), True, "source.pages is not a whole number"),
]


@pytest.mark.parametrize(("path", "wrong", "message"), BROKEN)
def test_a_broken_record_says_where_it_is_broken(folder, value, path, wrong, message):
    holder, last = _at(value, path)
    holder[last] = wrong
    (folder / "record.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(RecordError, match=message):
        load_record(folder)


@pytest.mark.parametrize("key", ["text", "repairs", "sections", "mentions", "source", "schema"])
def test_a_missing_key_is_named(folder, value, key):
    del value[key]
    (folder / "record.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(RecordError, match=f"has no '{key}'"):
        load_record(folder)


def test_an_unknown_schema_is_refused_with_what_to_do(folder, value):
    value["schema"] = "saksdoc/2"
    (folder / "record.json").write_text(json.dumps(value), "utf-8")
    with pytest.raises(RecordError, match=r"'saksdoc/2' is not known.*use the version of saksdoc"):
        load_record(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b"null"])
def test_what_is_not_a_record_is_an_error_of_ours(tmp_path, content):
    (tmp_path / "record.json").write_bytes(content)
    with pytest.raises(RecordError):
        load_record(tmp_path)
    assert recorded_source(tmp_path / "record.json", {}) is None


def test_a_folder_without_a_record_is_an_error_of_ours(tmp_path):
    with pytest.raises(RecordError, match="cannot be opened"):
        load_record(tmp_path)


def test_keys_of_later_versions_are_let_be(folder, value):
    value["weather"] = "fair"
    value["mentions"][0]["weather"] = "fair"
    (folder / "record.json").write_text(json.dumps(value), "utf-8")
    assert load_record(folder).mentions


def test_the_source_is_told_only_to_who_would_make_the_same(tmp_path):
    folder = write(case_paper(), tmp_path / "sak", WriteOptions(pdf=False, mark="m1"))
    made = {"saksdoc": "0.0", "norwegian": "abc", "options": "m1"}
    assert recorded_source(folder / "record.json", made) == "0" * 64
    for other in ({**made, "options": "m2"}, {**made, "saksdoc": "0.1"}, {"saksdoc": "0.0"}):
        assert recorded_source(folder / "record.json", other) is None
