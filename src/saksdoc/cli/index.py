"""``saksdoc index``: build or update the search archive."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksdoc.errors import ExitCode

if TYPE_CHECKING:
    from saksdoc.archive import IndexReport

_LINE_EVERY = 10.0
"""Seconds between two plain lines of progress."""


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--db", required=True, type=click.Path(path_type=Path), help="The archive's file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.pass_context
def command(ctx: click.Context, directory: Path, db: Path, as_json: bool) -> None:
    """Build the search archive from DIRECTORY, the output of clean, or bring it up to date."""
    from saksdoc.archive import index as bring_up_to_date

    with _progress() as tell:
        report = bring_up_to_date(directory, db, tell)
    for trouble in report.troubles:
        click.echo(f"saksdoc: {trouble.path}: {trouble.reason}", err=True)
    click.echo(_json(report) if as_json else _told(report))
    if report.troubles:
        ctx.exit(ExitCode.SOME_FAILED)


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """What is told of each document: a bar on a terminal, now and then a plain line elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        spoken = time.monotonic()

        def say(done: int, total: int) -> None:
            nonlocal spoken
            if time.monotonic() - spoken > _LINE_EVERY:
                spoken = time.monotonic()
                click.echo(f"{done} av {total} dokumenter", err=True)

        yield say
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Indekserer", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _json(report: IndexReport) -> str:
    return json.dumps(
        {"documents": report.documents, **asdict(report)}, ensure_ascii=False, indent=2
    )


def _told(report: IndexReport) -> str:
    parts = [
        f"{count} {word}"
        for count, word in (
            (report.added, "nye"),
            (report.updated, "endret"),
            (report.unchanged, "uendret"),
            (report.removed, "fjernet"),
            (len(report.troubles), "kunne ikke leses"),
        )
        if count
    ]
    told = f"Arkivet har {report.documents} dokumenter og {report.entities} navn"
    return f"{told} ({', '.join(parts)})." if parts else f"{told}."
