"""``saksdoc doctor``: is everything the main job needs here?"""

from __future__ import annotations

import importlib.metadata
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from saksdoc import assets
from saksdoc._version import __version__
from saksdoc.errors import ExitCode, SaksdocError

_LIBRARIES = ("pytesseract", "pdfplumber", "pypdfium2", "pikepdf", "spacy", "ftfy", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the main job needs; ``advice`` says how to get it where it is not."""

    name: str
    ok: bool
    found: str
    advice: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Check that everything the main job needs is here, and say how to fix what is not."""
    checks = list(_checks())
    well = all(check.ok for check in checks)
    if as_json:
        values = {"ok": well, "checks": [asdict(check) for check in checks]}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            mark = "ok     " if check.ok else "MISSING"
            click.echo(f"{mark}  {check.name:<24} {check.found}")
            if not check.ok:
                click.echo(f"         {check.advice}")
    ctx.exit(int(ExitCode.OK if well else ExitCode.MISSING))


def _checks() -> Iterator[Check]:
    version = sys.version.split()[0]
    yield Check("python", sys.version_info >= (3, 11), version, "use Python 3.11 or newer")
    yield Check("saksdoc", True, __version__, "")
    yield from _tesseract()
    yield from _models()
    for library in _LIBRARIES:
        yield _library(library)
    yield _fts()


def _tesseract() -> Iterator[Check]:
    from saksdoc.pipeline import requirements

    for requirement in requirements():
        yield Check(requirement.name, requirement.ok, requirement.found, requirement.advice)


def _models() -> Iterator[Check]:
    advice = "install saksdoc again; the wheel carries its models"
    try:
        damaged = assets.damaged()
        shipped = {asset.path.split("/")[0] for asset in assets.manifest()}
        yield Check("models folder", bool(shipped), str(assets.directory()), advice)
    except SaksdocError as error:
        yield Check("models folder", False, error.what, advice)
        return
    for name in sorted(shipped):
        wrong = [path for path in damaged if path.split("/")[0] == name]
        found = f"damaged or missing: {', '.join(wrong)}" if wrong else "as shipped"
        yield Check(f"model {name}", not wrong, found, advice)


def _library(name: str) -> Check:
    try:
        return Check(name, True, importlib.metadata.version(name), "")
    except importlib.metadata.PackageNotFoundError:
        return Check(name, False, "not installed", f"pip install {name}")


def _fts() -> Check:
    import sqlite3

    try:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("create virtual table probe using fts5(text)")
        return Check("SQLite FTS5", True, sqlite3.sqlite_version, "")
    except sqlite3.OperationalError as error:
        advice = "use a Python whose SQLite has FTS5 (Debian's has)"
        return Check("SQLite FTS5", False, str(error), advice)
