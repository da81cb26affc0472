"""The register: what is shipped, and what users add."""

from __future__ import annotations

from pathlib import Path

import pytest

from saksdoc.errors import InputError, MissingRequirement
from saksdoc.identify import Known, NameLists, Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Helse Bergen", "Helse Bergen HF"),
        ("NVE", "Norges vassdrags- og energidirektorat"),
        ("Miljøverndepartementet", "Klima- og miljødepartementet"),
        ("Høgskolen på Vestlandet", "Høgskulen på Vestlandet"),
        ("Fylkesmannen i Nordland", "Statsforvalteren i Nordland"),
        ("Naustdal kommune", "Naustdal kommune"),
        ("Kárášjoga gielda", "Karasjok kommune"),
    ],
)
def test_names_old_and_new_lead_to_one_entry(register: Register, name: str, entry: str) -> None:
    found = register.lookup(name)
    assert found is not None
    assert found.name == entry


def test_every_municipality_is_there(register: Register) -> None:
    towns = [e for e in register.entries if e.kind == "municipality"]
    assert len(towns) > 356
    assert all(e.place for e in towns)


def test_a_name_merged_into_another_is_a_body_of_its_own(register: Register) -> None:
    found = register.lookup("Statens landbruksforvaltning")
    assert found is not None
    assert found.name == "Statens landbruksforvaltning"


def test_names_are_found_with_their_genitive_and_not_within_words() -> None:
    register = Register.of([Known("Nordrådet", "body", short=("NOR",))])
    text = "Nordrådets møte. Et nordråd. NORGE. NOR møtte Nordrådet."
    assert [text[s:e] for s, e, _ in register.find(text)] == ["Nordrådets", "NOR", "Nordrådet"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[body]\n", "not a register"),
        ('[[body]]\naliases = ["X"]\n', "without a name"),
        ("body = 3\n", "not a register"),
        ('[[body]]\nname = "A"\naliases = 3\n', "aliases"),
    ],
)
def test_a_bad_register_is_told_with_its_path(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "egne.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        Register.load([path])
    assert str(path) in str(caught.value)


def test_a_register_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Register.load([tmp_path / "mangler.toml"])


def test_missing_tables_are_told_with_advice(tmp_path: Path) -> None:
    with pytest.raises(MissingRequirement, match="install"):
        Register.load(directory=tmp_path)
    with pytest.raises(MissingRequirement, match="install"):
        NameLists.load(tmp_path)
