"""``saksdoc repair``: text in, repaired text out."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksdoc.errors import OutputError

if TYPE_CHECKING:
    from saksdoc.model import Change


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--changes",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every change, applied or suggested, as JSON Lines.",
)
@click.option("--suggest", is_flag=True, help="Apply nothing; list what would be changed.")
@click.option(
    "--register",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Names the repair may trust: an archive (--db of index), or a file with one a line.",
)
def command(file: Path | None, changes: Path | None, suggest: bool, register: Path | None) -> None:
    """Repair the text of FILE (or stdin) and print it; line breaks are kept."""
    from saksdoc.cli.text_input import read_register, read_text_with_breaks
    from saksdoc.pipeline import repaired
    from saksdoc.repairing import RepairContext, Repairer

    text = read_text_with_breaks(file)
    names = read_register(register)
    clean = repaired(text, Repairer.load(), RepairContext(register=names))
    found = clean.changes
    if suggest:
        found = tuple(replace(c, start=c.raw_start, end=c.raw_end, applied=False) for c in found)
    if changes is not None:
        _write(changes, found)
    if suggest:
        for change in found:
            click.echo(_listed(change, text))
    else:
        click.echo(clean.text, nl=False)


def _listed(change: Change, text: str) -> str:
    line = text.count("\n", 0, change.raw_start) + 1
    column = change.raw_start - (text.rfind("\n", 0, change.raw_start) + 1) + 1
    before, after = (_visible(side) for side in (change.before, change.after))
    return f"{line}:{column}\t{before} → {after}\t{change.confidence:.3f}\t{change.cause}"


def _visible(text: str) -> str:
    return text.replace("\n", "⏎") or "∅"


def _write(path: Path, changes: tuple[Change, ...]) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            for change in changes:
                stream.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            f"the changes cannot be written ({error.strerror})",
            where=path,
            advice="choose another file with --changes",
        ) from error
