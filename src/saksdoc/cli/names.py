"""``saksdoc names``: the bodies and people of the archive, and rulings on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksdoc.errors import UsageError

if TYPE_CHECKING:
    from saksdoc.archive import ArchiveName
    from saksdoc.model import Role

_DB = click.option("--db", type=click.Path(path_type=Path), help="The archive's file.")


@click.group(invoke_without_command=True)
@_DB
@click.option("--kind", type=click.Choice(["body", "person"]), help="Only bodies, or only people.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_context
def command(ctx: click.Context, db: Path | None, kind: str | None, as_json: bool) -> None:
    """List the bodies and people of the archive, with aliases, roles and counts."""
    from saksdoc.archive import names as listed

    ctx.obj = db
    if ctx.invoked_subcommand is not None:
        return
    entries = listed(_given(ctx, None), kind)
    if as_json:
        click.echo(json.dumps([_value(entry) for entry in entries], ensure_ascii=False, indent=2))
    else:
        _show(entries)


@command.command("merge")
@click.argument("first")
@click.argument("others", nargs=-1, required=True)
@_DB
@click.pass_context
def merge_command(ctx: click.Context, first: str, others: tuple[str, ...], db: Path | None) -> None:
    """Rule that FIRST and OTHERS are one and the same; FIRST is the name to show."""
    from saksdoc.archive import merge

    entity = merge(_given(ctx, db), first, *others)
    click.echo(f"Slått sammen: {entity}")


@command.command("split")
@click.argument("name")
@click.option("--alias", help="The spelling that is somebody or something else.")
@click.option("--document", "documents", multiple=True, help="Where the name is another's.")
@_DB
@click.pass_context
def split_command(
    ctx: click.Context, name: str, alias: str | None, documents: tuple[str, ...], db: Path | None
) -> None:
    """Rule that a spelling of NAME, or NAME in some documents, is somebody or something else."""
    from saksdoc.archive import split

    if not alias and not documents:
        raise UsageError("say what to split off", advice="give --alias or --document")
    entity = split(_given(ctx, db), name, alias=alias, documents=documents)
    click.echo(f"Skilt ut: {entity}")


@command.command("why")
@click.argument("name")
@_DB
@click.pass_context
def why_command(ctx: click.Context, name: str, db: Path | None) -> None:
    """Explain what every document calls NAME, and why it is counted as one."""
    from saksdoc.archive import why

    for joined in why(_given(ctx, db), name):
        also = [s for s in joined.spellings if s != joined.name]
        spelled = f" (også: {', '.join(also)})" if also else ""
        click.echo(f"{joined.path}: {joined.name}{spelled} – {joined.reason}")


def _given(ctx: click.Context, db: Path | None) -> Path:
    """The archive, named before or after the subcommand."""
    found = db or ctx.obj
    if not isinstance(found, Path):
        raise click.UsageError("Missing option '--db'.", ctx)
    return found


def _value(entry: ArchiveName) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "roles": [
            {"role": role.role, "body": role.body, "period": role.period} for role in entry.roles
        ],
        "documents": entry.documents,
        "mentions": entry.mentions,
        "place": entry.place,
    }


def _show(entries: tuple[ArchiveName, ...]) -> None:
    """A table on a terminal; elsewhere a line a name, parted by tabs."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        for entry in entries:
            roles = "; ".join(_role(role) for role in entry.roles)
            counts = f"{entry.documents}\t{entry.mentions}"
            aliases = "; ".join(entry.aliases)
            click.echo(f"{entry.kind.value}\t{entry.name}\t{counts}\t{aliases}\t{roles}")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Navn", "Også skrevet", "Rolle"):
        table.add_column(heading, overflow="fold")
    for heading in ("Dokumenter", "Omtaler"):
        table.add_column(heading, justify="right")
    for entry in entries:
        table.add_row(
            entry.name,
            ", ".join(entry.aliases[:4]) + (" …" if len(entry.aliases) > 4 else ""),
            "; ".join(_role(role) for role in entry.roles[:3]),
            str(entry.documents),
            str(entry.mentions),
        )
    console.print(table)


def _role(role: Role) -> str:
    where = f", {role.body}" if role.body else ""
    when = f" ({role.period})" if role.period else ""
    return f"{role.role}{where}{when}"
