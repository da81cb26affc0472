"""``saksdoc clean``: the main job."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksdoc.errors import ExitCode, MissingRequirement, UsageError

if TYPE_CHECKING:
    from saksdoc.batch import BatchOptions, Plan, Summary
    from saksdoc.batch.inputs import Found
    from saksdoc.pipeline import OcrMode

MEMORY, PAGE_SECONDS = 1400, 50.0
"""The defaults of :class:`saksdoc.batch.Limits`, said again: its home loads the whole pipeline, and
help must not wait for that.
"""


@dataclass(frozen=True, slots=True)
class _Call:
    """The options of one call, as typed."""

    paths: tuple[Path, ...]
    out: Path
    jobs: int
    ocr: OcrMode
    password: str | None
    pdf: bool
    pdfa: bool
    alto: bool
    force: bool
    memory: int
    page_seconds: float
    register: Path | None
    bodies: tuple[Path, ...]

    def options(self) -> BatchOptions:
        """What the batch takes."""
        from saksdoc.batch import BatchOptions, Limits
        from saksdoc.cli.text_input import read_register
        from saksdoc.pipeline import ReadOptions, WriteOptions

        return BatchOptions(
            out=self.out,
            jobs=self.jobs,
            force=self.force,
            reading=ReadOptions(self.ocr, self.password, read_register(self.register)),
            writing=WriteOptions(
                pdf=self.pdf, pdfa=self.pdfa, alto=self.alto, password=self.password
            ),
            limits=Limits(self.memory, self.page_seconds),
            registers=self.bodies,
        )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where results go.")
@click.option("--jobs", type=click.IntRange(min=1), default=_cores, help="Workers; default: cores.")
@click.option(
    "--ocr",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Read images of text where needed, always, or never.",
)
@click.option("--password", help="For encrypted PDFs.")
@click.option("--pdf/--no-pdf", default=True, show_default=True, help="Write searchable.pdf.")
@click.option("--pdfa", is_flag=True, help="Make searchable.pdf a PDF/A-2b.")
@click.option("--alto", is_flag=True, help="Write ALTO 4 XML, one file a page.")
@click.option("--force", is_flag=True, help="Do again what is done already.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@click.option(
    "--memory",
    type=click.IntRange(min=300),
    default=MEMORY,
    show_default=True,
    help="Megabytes a document may take.",
)
@click.option(
    "--page-seconds",
    type=click.FloatRange(min=1),
    default=PAGE_SECONDS,
    show_default=True,
    help="Processor seconds a page may take.",
)
@click.option(
    "--register",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Names the repair may trust: an archive (--db of index), or a file with one a line.",
)
@click.option(
    "--bodies",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bodies and people of your own, a TOML file; may be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
@click.pass_context
def command(ctx: click.Context, /, dry_run: bool, as_json: bool, **typed: object) -> None:
    """Clean PATHS (files, folders) of PDF, TIFF, PNG, JPEG and plain text into a folder.

    Each document gets a folder of its own below --out. Interrupted or run again, the same command
    goes on where it stopped.
    """
    from saksdoc.batch import discover, plan, run
    from saksdoc.batch.progress import Reporter
    from saksdoc.pipeline import check_registers

    call = _Call(**typed)  # type: ignore[arg-type]
    found = discover(call.paths, call.out)
    options = call.options()
    if not found.inputs:
        raise UsageError(
            "nothing to clean there", where=call.paths[0], advice="name PDFs, images or text files"
        )
    if dry_run:
        _tell_plan(plan(found.inputs, options), as_json)
        return
    _require(options, found)
    check_registers(options.registers)
    size = sum(_size(item.path) for item in found.inputs)
    with Reporter(sys.stderr, len(found.inputs), size) as progress:
        summary = run(found.inputs, options, progress)
    _tell(summary, found, call.out, as_json)
    ctx.exit(int(ExitCode.SOME_FAILED if summary.failed else ExitCode.OK))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _require(options: BatchOptions, found: Found) -> None:
    """Fail before the work, not in the middle of it, where models or Tesseract are missing."""
    from saksdoc import assets
    from saksdoc.pipeline import requirements

    assets.directory()
    images = any(item.path.suffix.lower() not in (".txt", ".text") for item in found.inputs)
    if options.reading.ocr == "never" or not images:
        return
    for requirement in requirements():
        if not requirement.ok:
            raise MissingRequirement(f"{requirement.name} is missing", advice=requirement.advice)


def _tell_plan(planned: Plan, as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps(
                {
                    "clean": [p.item.name for p in planned.todo],
                    "skip": [p.item.name for p in planned.done],
                    "fail": [{"path": p.item.name, "reason": p.problem} for p in planned.broken],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    for label, group in (("clean", planned.todo), ("skip", planned.done), ("fail", planned.broken)):
        for item in group:
            reason = f"  ({item.problem})" if item.problem else ""
            click.echo(f"{label:<6}{item.item.name}{reason}")


def _tell(summary: Summary, found: Found, out: Path, as_json: bool) -> None:
    if as_json:
        values = asdict(summary)
        values["passed_over"] = found.passed_over
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    speed = summary.pages / summary.seconds if summary.seconds else 0.0
    lines = [
        f"{summary.cleaned} cleaned, {summary.skipped} skipped (done and unchanged), "
        f"{summary.failed} failed; {summary.pages} pages in {summary.seconds:.1f} s "
        f"({speed:.1f} pages/s). Results are in {out}."
    ]
    if found.passed_over:
        lines.append(f"{found.passed_over} other files or links to folders were left alone.")
    lines += [f"  failed: {failure.path}: {failure.reason}" for failure in summary.failures]
    lines += [f"  note: {warning.path}: {warning.reason}" for warning in summary.warnings]
    click.echo("\n".join(lines), err=False)
