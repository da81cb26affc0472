"""``saksdoc search``: ranked hits with a snippet and their place."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.text import Text

    from saksdoc.archive import Filters, Hit

_SECTIONS = {
    "background": "Bakgrunn", "status": "Status", "proposal": "Forslag til vedtak",
    "recommendation": "Innstilling", "decision": "Vedtak", "case_presentation": "Saksframlegg",
    "facts": "Fakta", "assessment": "Vurdering", "conclusion": "Konklusjon", "economy": "Økonomi",
    "process": "Videre prosess", "treatment": "Behandling", "attachments": "Vedlegg",
    "references": "Referanser", "distribution": "Utskrift sendes", "summary": "Sammendrag",
}  # fmt: skip


@click.command()
@click.argument("query", nargs=-1)
@click.option("--db", required=True, type=click.Path(path_type=Path), help="The archive's file.")
@click.option("--body", help="Only cases that name this body (any name or abbreviation of it).")
@click.option("--person", help="Only cases that name this person (any spelling).")
@click.option("--section", help="Only this kind of section, e.g. proposal or vedtak.")
@click.option("--from", "since", help="First day, e.g. 2004-05-12, 12.05.2004 or 2004.")
@click.option("--to", "until", help="Last day.")
@click.option("--limit", default=20, show_default=True, help="At most so many hits.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def command(query: tuple[str, ...], db: Path, as_json: bool, **wanted: str | int | None) -> None:
    """Search the archive for QUERY: words, "phrases", AND OR NOT, beginnings*."""
    from saksdoc.archive import Filters
    from saksdoc.archive import search as find

    filters = Filters(**wanted)  # type: ignore[arg-type]
    asked = " ".join(query)
    hits = find(db, asked, filters)
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        _show(hits)
    if not hits:
        for line in _advice(db, asked, filters):
            click.echo(line, err=True)


def _advice(db: Path, asked: str, filters: Filters) -> list[str]:
    """What to try instead, in Norwegian."""
    from saksdoc.archive import suggest, suggestions

    lines = [] if not asked else [f"Ingen treff på «{asked}»."]
    for kind, name, told in (
        ("person", filters.person, "personen"),
        ("body", filters.body, "organet"),
    ):
        near = suggestions(db, kind, name) if name else ()
        if near:
            lines.append(f"Arkivet kjenner ikke {told} «{name}». Mente du {_either(near)}?")
    better = suggest(db, asked) if asked else None
    if better:
        lines.append(f"Mente du «{better}»?")
    return lines or ["Ingen treff."]


def _either(names: tuple[str, ...]) -> str:
    quoted = [f"«{name}»" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} eller {quoted[-1]}"


def _show(hits: tuple[Hit, ...]) -> None:
    """Title and place on a line each, then the snippet with the words in bold."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for number, hit in enumerate(hits, 1):
        title = hit.case_title or hit.title or Path(hit.path).name
        place, words = Text(_place(hit), style="dim"), _marked(hit.snippet)
        if console.is_terminal:
            console.print(Text(f"{number:>3}  ").append(title, style="bold"))
            console.print(Padding(place, (0, 0, 0, 5)))
            console.print(Padding(words, (0, 0, 1, 5)))
        else:
            click.echo(f"{number}. {title}\n   {place}\n   {words}\n")
    if hits:
        click.echo(f"{len(hits)} treff")


def _place(hit: Hit) -> str:
    parts = [
        hit.path,
        f"sak {hit.case}" if hit.case else None,
        hit.heading or _SECTIONS.get(hit.section or ""),
        f"side {hit.page}",
        hit.date,
    ]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _marked(snippet: str) -> Text:
    from rich.text import Text

    text = Text()
    for piece in re.split(r"(<mark>.*?</mark>)", snippet):
        if piece.startswith("<mark>"):
            text.append(piece[6:-7], style="bold yellow")
        else:
            text.append(piece)
    return text
