"""The documentation says what the code does: every command, option, key and name stands in it."""

import importlib
import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import click
import pytest

import saksdoc
from saksdoc import errors
from saksdoc.cli import cli
from saksdoc.model import Origin, SectionKind, Verdict

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")


def commands(group=cli, path=("saksdoc",)):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands())


def part_of(path):
    """The part of the reference under a command's heading, up to the next heading."""
    match = re.search(rf"^#+ `{' '.join(path)}\b.*?(?=^#|\Z)", REFERENCE, re.M | re.S)
    assert match, f"{' '.join(path)} has no heading"
    return match.group()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_explained(path):
    part = part_of(path)
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            for name in (*parameter.opts, *parameter.secondary_opts):
                assert f"{name}`" in part or f"{name}/" in part, f"{name} is not explained"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_nothing_is_explained_that_is_not_there(path):
    known = {"--help"}
    for parameter in COMMANDS[path].params:
        known |= {*parameter.opts, *parameter.secondary_opts}
    tables = [line.split("|")[1] for line in part_of(path).splitlines() if line.startswith("| `-")]
    for option in re.findall(r"--[a-z][a-z-]*", " ".join(tables)):
        assert option in known, f"{option} is explained, but is not there"


def test_every_choice_of_an_option_is_named():
    for path, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice) and parameter.name == "kind":
                for choice in parameter.type.choices:
                    assert f"`{choice}`" in part_of(path)


def test_every_exit_code_is_explained():
    for code in errors.ExitCode:
        assert f"| {code.value} | {code.name} |" in REFERENCE


def test_every_error_is_explained():
    kinds = [
        name for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.SaksdocError)
    ]  # fmt: skip
    assert len(kinds) > 5
    for name in kinds:
        assert name in REFERENCE


def _keys(schema):
    """Every key that a record may have, at every depth."""
    for name, value in schema.get("properties", {}).items():
        yield name
        yield from _keys(value)
    if isinstance(schema.get("items"), dict):
        yield from _keys(schema["items"])


def test_every_key_of_the_record_is_explained():
    schema = json.loads(files("saksdoc.writing").joinpath("schema.json").read_text("utf-8"))
    record = REFERENCE[REFERENCE.index("## The record") : REFERENCE.index("## Python")]
    for key in schema["properties"]:
        assert f"| `{key}` |" in record, key
    for key in set(_keys(schema)):
        assert f"`{key}`" in record, key


@pytest.mark.parametrize("values", [SectionKind, Origin, Verdict])
def test_every_value_of_a_choice_is_named(values):
    for value in values:
        assert f"`{value.value}`" in REFERENCE


def test_every_public_name_is_explained():
    for name in saksdoc.__all__:
        assert f"saksdoc.{name}" in REFERENCE, name


def test_every_name_that_is_explained_is_there():
    for name in re.findall(r"^\| `(saksdoc\.[\w.]+)", REFERENCE, re.M):
        home, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(home), last), name


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_command_shown_exists_with_its_options(path):
    shown = re.findall(r"^\$ (saksdoc .+)$", path.read_text("utf-8"), re.M)
    for line in shown:
        words = line.split()
        depth = 3 if tuple(words[:3]) in COMMANDS else 2
        command = COMMANDS[tuple(words[:depth])]
        known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        for option in re.findall(r"(?<= )--[a-z-]+", line):
            assert option in known, line


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_sample_that_is_named_is_there(path):
    for sample in re.findall(r"samples/documents/[\w.-]+\w", path.read_text("utf-8")):
        assert (ROOT / sample).exists(), sample


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_python_in_the_docs_names_what_is_there(path):
    for number, code in enumerate(
        re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S)
    ):
        compile(code, f"{path.name}[{number}]", "exec")
        for home, names in re.findall(r"^from (saksdoc[\w.]*) import (.+)$", code, re.M):
            for name in names.split(", "):
                assert hasattr(importlib.import_module(home), name), (home, name)


TOML = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "howto.md").read_text("utf-8"), re.S)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder as the docs suppose it: the samples, a paper of one's own, and its clean output."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    shutil.copy(ROOT / "samples/documents/reguleringsplan.pdf", tmp_path / "sak.pdf")
    (tmp_path / "register.toml").write_text(TOML.group(1), "utf-8")
    saksdoc.write(saksdoc.read(tmp_path / "sak.pdf"), tmp_path / "rene/sak.pdf")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", [ROOT / "README.md", *DOCS], ids=lambda path: path.name)
def test_python_in_the_docs_runs(path, desk, capsys):
    for code in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S):
        exec(compile(code, path.name, "exec"), {})
    if path.name == "README.md":
        told = capsys.readouterr().out.splitlines()
        assert told[0] == "Ny barnehage på Tindvik – valg av tomt nb"
        assert told[-1] == "Partnerskapsmøtet i år"
        assert (desk / "out/saksframlegg/record.json").is_file()
