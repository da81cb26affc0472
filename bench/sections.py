"""Headings, cases and case data against hand labels.

    python bench/sections.py LABELS [--from scan|legacy|eng|nor|truth] [--errors]

``LABELS`` is a folder of JSON files (one a document, never in this repository: they quote real
papers), written by reading the text before the code was run on it:

    {"source": "devset/NAME" or "realcases/FILE", "last_line": N or null,
     "headings": [{"text", "kind", "optional"}], "cases": [{"numbers": [[number, body, date]],
     "archive_number", "archive_code", "case_officer", "title"}] or null}

Titles of documents and cases are no headings. A heading is found when one of nearly the same words
(rapidfuzz ratio from 80) stands in the same order; an optional one counts neither way. A packet is
split right when it has as many cases as labelled and each shares its first number or its archive
number with its label. Case data: every number with body and date, archive number, archive code,
case officer and title, each right or wrong (words from ratio 90, digits to the letter).
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from saksdoc.model import (
    Case,
    CleanText,
    Line,
    Origin,
    ReadPage,
    Section,
    SourceInfo,
    Structure,
    Verdict,
    Word,
)
from saksdoc.segment import compose, segment

SAME = 80
NEAR = 90


@dataclass
class Score:
    found: int = 0
    right_kind: int = 0
    wanted: int = 0
    given: int = 0
    split: int = 0
    packets: int = 0
    data_right: int = 0
    data: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("found", "right_kind", "wanted", "given", "split", "packets",
                     "data_right", "data"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, name: str) -> str:
        precision = self.found / self.given if self.given else 0.0
        recall = self.found / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        kind = self.right_kind / self.found if self.found else 0.0
        data = f"{self.data_right}/{self.data}" if self.data else "–"
        split = f"{self.split}/{self.packets}" if self.packets else "–"
        return (
            f"{name:24} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  kind {kind:.3f}"
            f"  split {split}  data {data}"
        )


def structure_of(text: str) -> tuple[str, Structure]:
    pages = []
    for number, part in enumerate(text.split("\f"), 1):
        lines = tuple(Line((Word(line),) if line else ()) for line in part.split("\n"))
        pages.append(ReadPage(number, 0, 0, Origin.PLAIN_TEXT, Verdict.USE, lines=lines))
    transcript = compose(SourceInfo("-", "0" * 64, "text/plain", len(pages)), pages)
    clean = CleanText.unchanged(transcript.raw_text)
    return clean.text, segment(transcript, clean)


def read(source: str, last_line: int | None, how: str) -> Structure:
    root = Path(os.environ["SAKSDOC_DATA"])
    if source.startswith("realcases/"):
        text = (root / source).read_text(encoding="utf-8", errors="replace")
        if last_line:
            text = "\n".join(text.split("\n")[:last_line])
        return structure_of(text)[1]
    if how in ("scan", "legacy"):
        import saksdoc

        return saksdoc.read(root / f"{source}.{how}.pdf").structure
    text = (root / f"{source}.{how}.txt").read_text(encoding="utf-8")
    if how == "eng":
        from saksdoc.repairing import Repairer

        text = Repairer.load().repair(text).text
    return structure_of(text)[1]


def align(labels: list[dict], sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    """The longest common subsequence of labels and sections, by nearness of words."""
    rows, columns = len(labels), len(sections)
    near = [
        [fuzz.ratio(label["text"].casefold(), section.heading.casefold()) >= SAME
         for section in sections]
        for label in labels
    ]  # fmt: skip
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], near[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if near[i][j] and best[i][j] == 1 + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def score_headings(labels: list[dict], sections: tuple[Section, ...], score: Score) -> None:
    pairs = align(labels, sections)
    hit = {i for i, _ in pairs}
    used = {j for _, j in pairs}
    for i, j in pairs:
        if labels[i]["optional"]:
            continue
        score.found += 1
        score.right_kind += labels[i]["kind"] == sections[j].kind
        if labels[i]["kind"] != sections[j].kind:
            score.errors.append(
                f"kind   {labels[i]['kind']} ← {sections[j].kind}: {labels[i]['text']}"
            )
    optional = sum(labels[i]["optional"] for i in hit)
    score.wanted += sum(not label["optional"] for label in labels)
    score.given += len(sections) - optional
    score.errors += [f"missed {label['kind']}: {label['text']}" for i, label in enumerate(labels)
                     if i not in hit and not label["optional"]]  # fmt: skip
    score.errors += [
        f"false  {s.kind}: {s.heading}" for j, s in enumerate(sections) if j not in used
    ]


def same(wanted: str | None, given: str | None, *, exact: bool = False) -> bool:
    if not wanted or not given:
        return not wanted and not given
    if exact:
        return wanted == given
    return fuzz.ratio(wanted.casefold(), given.casefold()) >= NEAR


def score_cases(labels: list[dict], cases: tuple[Case, ...], score: Score) -> None:
    score.packets += 1
    right = len(labels) == len(cases) and all(
        (label["archive_number"] and label["archive_number"] == case.archive_number)
        or {n[0] for n in label["numbers"]} & {n.number for n in case.numbers}
        for label, case in zip(labels, cases, strict=True)
    )
    score.split += right
    if not right:
        score.errors.append(f"split  {len(cases)} cases for {len(labels)}: "
                            f"{[c.title for c in cases]}")  # fmt: skip
    for label in labels:
        numbers = {n[0] for n in label["numbers"]}
        case = next((c for c in cases if numbers & {n.number for n in c.numbers}
                     and c.archive_number == label["archive_number"]), None)  # fmt: skip
        checks = [] if case is None else case_checks(label, case)
        score.data += 4 + len(label["numbers"])
        score.data_right += sum(ok for _, ok in checks)
        if case is None:
            score.errors.append(f"case   missing: {label['title']}")
        score.errors += [f"data   {what} of {label['title']}" for what, ok in checks if not ok]


def case_checks(label: dict, case: Case) -> list[tuple[str, bool]]:
    checks = [
        ("archive number", same(label["archive_number"], case.archive_number, exact=True)),
        ("archive code", same(label["archive_code"], case.archive_code)),
        (f"officer {case.case_officer!r}", same(label["case_officer"], case.case_officer)),
        (f"title {case.title!r}", same(label["title"].strip(" -.:"), case.title)),
    ]
    for number, body, date in label["numbers"]:
        ok = any(
            n.number == number and same(body, n.body) and (n.date == date or date is None)
            for n in case.numbers
        ) or (body is None and any(n.number == number for n in case.numbers))
        checks.append((f"number {number} {body}", ok))
    return checks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("--from", dest="how", default="nor")
    parser.add_argument("--only", default="")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    total = Score()
    began = time.process_time()
    for path in sorted(options.labels.glob("*.json")):
        if options.only not in path.stem:
            continue
        label = json.loads(path.read_text(encoding="utf-8"))
        structure = read(label["source"], label.get("last_line"), options.how)
        score = Score()
        score_headings(label["headings"], structure.sections, score)
        if label["cases"] is not None:
            score_cases(label["cases"], structure.cases, score)
        print(score.line(path.stem))
        if options.errors:
            print(*(f"    {error}" for error in score.errors), sep="\n")
        total.add(score)
    print(total.line("all"), f"  {time.process_time() - began:.1f} s")


if __name__ == "__main__":
    main()
