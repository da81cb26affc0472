"""``saksdoc inspect``: what each page is, and what ``clean`` would do with it and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksdoc.errors import readable

if TYPE_CHECKING:
    from saksdoc.pipeline import OcrMode, PageReport


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--ocr",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="As for clean.",
)
@click.option("--password", help="For an encrypted PDF.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def command(path: Path, ocr: OcrMode, password: str | None, as_json: bool) -> None:
    """Say what each page of PATH is and what clean would do with it; changes nothing."""
    from saksdoc.cli.text_input import given_file
    from saksdoc.pipeline import Engine, ReadOptions

    given_file(path)
    reports = Engine.load().inspect(path, ReadOptions(ocr, password))
    click.echo(_json(path, reports) if as_json else _table(reports))


def _json(path: Path, reports: tuple[PageReport, ...]) -> str:
    pages = []
    for report in reports:
        values = asdict(report)
        values["damage"] = round(report.damage, 4)
        values["stretches"] = values.pop("classes")
        pages.append(values)
    return json.dumps({"path": readable(path), "pages": pages}, ensure_ascii=False, indent=2)


def _table(reports: tuple[PageReport, ...]) -> str:
    lines = []
    for report in reports:
        reasons = "; ".join(report.reasons)
        damage = f"damage {report.damage:.0%}" if report.damage else ""
        lines.append(
            f"page {report.number:>4}  {report.verdict:<7} {damage:<12} {reasons}".rstrip()
        )
        lines += [
            f"           {kind.name}: {kind.count} of {kind.of}"
            for stretch in report.classes
            for kind in stretch.classes
            if kind.count
        ]
    return "\n".join(lines)
