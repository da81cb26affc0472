"""``saksdoc evaluate``: measure a text against its truth."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from saksdoc.evaluate import Effect, TextScores


@dataclass(frozen=True, slots=True)
class _Report:
    scores: TextScores
    effect: Effect | None


@click.command()
@click.option("--truth", required=True, type=click.Path(path_type=Path), help="What stands there.")
@click.option("--text", required=True, type=click.Path(path_type=Path), help="What was read.")
@click.option(
    "--before",
    type=click.Path(path_type=Path),
    help="The text before repair: adds precision, recall and harm.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def command(truth: Path, text: Path, before: Path | None, as_json: bool) -> None:
    """Measure TEXT against TRUTH: CER, WER, order-free word error, recall per letter, harm."""
    from saksdoc.cli.text_input import read_text
    from saksdoc.evaluate import effect, score

    true_text, own_text = read_text(truth), read_text(text)
    report = _Report(
        scores=score(true_text, own_text),
        effect=None if before is None else effect(true_text, read_text(before), own_text),
    )
    click.echo(_json(report) if as_json else _table(report))


def _json(report: _Report) -> str:
    scores = report.scores
    values: dict[str, object] = {
        "cer": round(scores.cer, 6),
        "wer": round(scores.wer, 6),
        "word_error": round(scores.word_error, 6),
        "letters": {
            letter.letter: {**asdict(letter), "recall": round(letter.recall, 6)}
            for letter in scores.letters
        },
        "words": scores.words,
    }
    if report.effect is not None:
        done = report.effect
        values |= {
            "precision": round(done.precision, 6),
            "recall": round(done.recall, 6),
            "healed": round(done.healed, 6),
            "harm_per_10k": round(done.harm_per_10k, 4),
            "changes": done.changes,
            "harmed": done.harmed,
        }
    return json.dumps(values, ensure_ascii=False, indent=2)


def _table(report: _Report) -> str:
    scores = report.scores
    lines = [
        f"words of the truth      {scores.words:>9,}",
        f"CER                     {scores.cer:>9.2%}",
        f"WER                     {scores.wer:>9.2%}",
        f"word error, any order   {scores.word_error:>9.2%}",
    ]
    lines += [
        f"recall of {it.letter}             {it.recall:>9.2%}  ({it.found} of {it.of})"
        for it in scores.letters
        if it.of
    ]
    if report.effect is not None:
        done = report.effect
        lines += [
            f"changes                 {done.changes:>9,}",
            f"precision of changes    {done.precision:>9.2%}",
            f"recall of misread words {done.recall:>9.2%}",
            f"F0.5                    {done.f_half:>9.2%}",
            f"word error healed       {done.healed:>9.2%}",
            f"harm per 10,000 right   {done.harm_per_10k:>9.2f}  ({done.harmed} words)",
        ]
    return "\n".join(lines)
