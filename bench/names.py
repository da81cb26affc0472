"""Bodies and people: mention F1, entity B³, roles, against labels read by hand.

Labels are tab-separated files in the folder given (default ``$SAKSDOC_LABELS/names``); they name
real people and stay outside the repository. Their first line is
``# file <path below $SAKSDOC_DATA or realcases/> <start> <end> <split>``; every
other line ``kind entity surface|surface… [role]``. Each surface counts wherever it stands (the
longest first, ``¦`` stands for ``|``); a ``?`` before the kind makes a mention optional: right or
wrong, it does not count.

A mention is right if its kind is right and it begins and ends with the gold one, a genitive s
apart. B³ is over the mentions found; ``strict`` counts the missed and the wrong ones as well.

    python bench/names.py [--repair] [--errors] [LABELS]
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from saksdoc.archive.joining import Name, join
from saksdoc.archive.rulings import Rulings
from saksdoc.identify import Identifier
from saksdoc.model import (
    CleanText,
    Entity,
    Line,
    Mention,
    Origin,
    ReadPage,
    SourceInfo,
    Structure,
    Transcript,
    Verdict,
)

SPLITS = ("look", "held", "fresh", "seed")


@dataclass
class Gold:
    start: int
    end: int
    kind: str
    entity: str
    optional: bool
    role: str


@dataclass
class Labelled:
    name: str
    split: str
    text: str
    gold: list[Gold]
    roles: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    labelled: Labelled
    mentions: list[tuple[int, int, Mention]]
    entities: tuple[Entity, ...]


@dataclass
class Score:
    hit: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.hit + self.wrong)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, 2 * self.hit + self.wrong + self.missed)


def load(path: Path, data: Path) -> Labelled:
    lines = path.read_text("utf-8").splitlines()
    _, name, start, end, split = lines[0].split("\t")
    source = data / name if "/" in name else data / "realcases" / name
    text = source.read_text("utf-8")[int(start) : int(end)]
    if int(end) < 99999:
        text = text[: text.rfind("\n")]
    wanted: list[tuple[str, str, str, str]] = []
    roles = {}
    for line in lines[1:]:
        if not line.strip() or line.startswith("#"):
            continue
        kind, entity, surfaces, *rest = line.split("\t")
        role = rest[0] if rest else ""
        if role:
            roles[entity] = role
        wanted += [(s.replace("¦", "|"), kind, entity, role) for s in surfaces.split("|") if s]
    return Labelled(path.stem, split, text, place(text, wanted), roles)


def place(text: str, wanted: list[tuple[str, str, str, str]]) -> list[Gold]:
    taken: list[tuple[int, int]] = []
    gold = []
    for surface, kind, entity, role in sorted(wanted, key=lambda w: -len(w[0])):
        words = [re.escape(w) for w in re.split(r"[ ⏎]+", surface)]
        pattern = r"(?<!\w)" + r"\s+".join(words) + r"(?:['’]?[sS]|['’~])?(?!\w)"
        hits = 0
        for match in re.finditer(pattern, text):
            if all(match.end() <= s or e <= match.start() for s, e in taken):
                taken.append(match.span())
                optional = kind.startswith("?")
                gold.append(Gold(*match.span(), kind.strip("?"), entity, optional, role))
                hits += 1
        if not hits and not kind.startswith("?"):
            print(f"  never met: {surface}", file=sys.stderr)
    return sorted(gold, key=lambda g: g.start)


def same(gold: Gold, start: int, end: int, kind: str) -> bool:
    return gold.kind == kind and gold.start == start and abs(gold.end - end) <= 1


def align(result: Result) -> tuple[list[tuple[Gold, Mention]], list[Gold], list[Mention]]:
    pairs, missed, wrong = [], [], []
    used = set()
    for gold in result.labelled.gold:
        for i, (start, end, mention) in enumerate(result.mentions):
            if i not in used and same(gold, start, end, mention.kind):
                used.add(i)
                if not gold.optional:
                    pairs.append((gold, mention))
                break
        else:
            if not gold.optional:
                missed.append(gold)
    for i, (start, end, mention) in enumerate(result.mentions):
        optional = any(g.optional and g.start < end and start < g.end for g in result.labelled.gold)
        if i not in used and not optional:
            wrong.append(mention)
    return pairs, missed, wrong


def bcubed(pairs: list[tuple[str, str]], missed: int, wrong: int) -> tuple[float, float]:
    """B³ F1 over (gold entity, found entity) pairs: of the found mentions, and strict."""
    by_gold: dict[str, list[str]] = defaultdict(list)
    by_found: dict[str, list[str]] = defaultdict(list)
    for gold, found in pairs:
        by_gold[gold].append(found)
        by_found[found].append(gold)
    precision = sum(by_found[f].count(g) / len(by_found[f]) for g, f in pairs)
    recall = sum(by_gold[g].count(f) / len(by_gold[g]) for g, f in pairs)
    n = len(pairs)
    loose = _f(precision / max(1, n), recall / max(1, n))
    return loose, _f(precision / max(1, n + wrong), recall / max(1, n + missed))


def _f(p: float, r: float) -> float:
    return 2 * p * r / max(1e-9, p + r)


def plain_transcript(text: str) -> Transcript:
    page = ReadPage(1, 595, 842, Origin.PLAIN_TEXT, Verdict.USE, lines=(Line(()),))
    return Transcript(SourceInfo("", "", "text/plain", 1), text, (), (page,), len(text))


def run(labelled: Labelled, identifier: Identifier, repairer: object) -> Result:
    transcript = plain_transcript(labelled.text)
    clean = CleanText.unchanged(labelled.text)
    if repairer is not None:
        clean = repairer.repair(labelled.text)  # type: ignore[attr-defined]
    mentions, entities = identifier.identify(transcript, clean, Structure())
    placed = [(*clean.to_raw(m.start, m.end), m) for m in mentions]
    for gold in labelled.gold:  # a span that cuts a repair takes the whole of it, in both
        gold.start, gold.end = clean.to_raw(*clean.to_clean(gold.start, gold.end))
    return Result(labelled, placed, entities)


def report(results: list[Result], errors: bool) -> None:
    for split in SPLITS:
        chosen = [r for r in results if r.labelled.split == split]
        if not chosen:
            continue
        scores = {"person": Score(), "body": Score()}
        pairs_all: list[tuple[str, str]] = []
        roles = [0, 0]
        words = 0
        for result in chosen:
            pairs, missed, wrong = align(result)
            words += len(result.labelled.text.split())
            for gold, mention in pairs:
                scores[gold.kind].hit += 1
                name = result.labelled.name
                pairs_all.append((f"{name}/{gold.kind}/{gold.entity}", f"{name}/{mention.entity}"))
            for gold in missed:
                scores[gold.kind].missed += 1
            for mention in wrong:
                scores[mention.kind].wrong += 1
            roles_of(result, pairs, roles)
            if errors:
                show(result, pairs, missed, wrong)
        missed_all = sum(s.missed for s in scores.values())
        wrong_all = sum(s.wrong for s in scores.values())
        loose, strict = bcubed(pairs_all, missed_all, wrong_all)
        print(f"{split}: {len(chosen)} documents, {words} words")
        for kind, score in scores.items():
            print(
                f"  {kind:7} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
                f"  ({score.hit} right, {score.missed} missed, {score.wrong} wrong)"
            )
        print(f"  entity B³ F1 {loose:.3f} (strict {strict:.3f}); roles {roles[0]} of {roles[1]}")


def roles_of(result: Result, pairs: list[tuple[Gold, Mention]], roles: list[int]) -> None:
    by_id = {e.id: e for e in result.entities}
    for entity, role in result.labelled.roles.items():
        found = {m.entity for g, m in pairs if g.entity == entity}
        roles[1] += 1
        roles[0] += any(role == r.role for i in found for r in by_id[i].roles)


def show(
    result: Result, pairs: list[tuple[Gold, Mention]], missed: list[Gold], wrong: list[Mention]
) -> None:
    text = result.labelled.text
    print(f"== {result.labelled.name}")
    for gold in missed:
        around = text[max(0, gold.start - 30) : gold.end + 25].replace("\n", "⏎")
        print(f"  missed {gold.kind} {text[gold.start : gold.end]!r}: …{around}…")
    for mention in wrong:
        print(f"  wrong {mention.kind} {mention.surface!r} ({mention.entity}, {mention.score})")
    of_gold: dict[str, set[str]] = defaultdict(set)
    of_found: dict[str, set[str]] = defaultdict(set)
    for gold, mention in pairs:
        of_gold[gold.entity].add(mention.entity)
        of_found[mention.entity].add(gold.entity)
    for entity, ids in of_gold.items():
        if len(ids) > 1:
            print(f"  split {entity}: {sorted(ids)}")
    for entity, golds in of_found.items():
        if len(golds) > 1:
            print(f"  merged {entity}: {sorted(golds)}")
    by_id = {e.id: e for e in result.entities}
    for entity, role in result.labelled.roles.items():
        found = {m.entity for g, m in pairs if g.entity == entity}
        got = [r.role for i in found for r in by_id[i].roles]
        if role not in got:
            print(f"  role of {entity}: wanted {role}, got {got}")


def as_archived(number: int, entity: Entity, result: Result) -> Name:
    """An entity of one document as the archive keeps it; the seeds tell no home of their own."""
    mentions = [m for _, _, m in result.mentions if m.entity == entity.id]
    surfaces = Counter(" ".join(m.surface.split()) for m in mentions)
    spellings = dict.fromkeys([entity.name, *entity.aliases, *sorted(surfaces)])
    aliases = {spelling: surfaces[spelling] for spelling in spellings}
    path = result.labelled.name
    return Name(number, entity.kind, entity.name, entity.place, None, path, len(mentions), aliases)


def across(results: list[Result]) -> None:
    """The seeds as one archive, joined as the archive does it: each name one entity over the five
    documents.
    """
    seeds = [r for r in results if r.labelled.split == "seed"]
    owners: dict[int, tuple[int, str]] = {}
    names = []
    for number, result in enumerate(seeds):
        for entity in result.entities:
            owners[len(names)] = (number, entity.id)
            names.append(as_archived(len(names), entity, result))
    united = join(names, Rulings())
    home = {owner: f"{names[united.root(i)].name} {united.root(i)}" for i, owner in owners.items()}
    of_gold: dict[str, set[str]] = defaultdict(set)
    of_found: dict[str, set[str]] = defaultdict(set)
    for number, result in enumerate(seeds):
        for gold, mention in align(result)[0]:
            of_gold[gold.entity].add(home[number, mention.entity])
            of_found[home[number, mention.entity]].add(gold.entity)
    whole = sum(len(ids) == 1 for ids in of_gold.values())
    print(f"seeds as one archive: {whole} of {len(of_gold)} names are one entity")
    for entity, ids in of_gold.items():
        if len(ids) > 1:
            print(f"  split {entity}: {sorted(ids)}")
    for entity, golds in of_found.items():
        if len(golds) > 1:
            print(f"  merged {entity}: {sorted(golds)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="?", default=os.environ.get("SAKSDOC_LABELS", "labels"))
    parser.add_argument("--repair", action="store_true", help="repair the text first")
    parser.add_argument("--no-ner", action="store_true", help="without the spaCy model")
    parser.add_argument("--errors", default="", help="show the errors of these splits, e.g. look")
    options = parser.parse_args()
    data = Path(os.environ["SAKSDOC_DATA"])
    folder = Path(options.labels)
    ner = None
    if not options.no_ner:
        from saksdoc.identify.ner import load as load_ner

        ner = load_ner()
    repairer = None
    if options.repair:
        from saksdoc.repairing import Repairer

        repairer = Repairer.load()
    identifier = Identifier.load(ner=ner)
    labelled = [load(path, data) for path in sorted((folder / "names").glob("*.tsv"))]
    began = time.process_time()
    results = [run(item, identifier, repairer) for item in labelled]
    spent = time.process_time() - began
    for split in SPLITS:
        report([r for r in results if r.labelled.split == split], split in options.errors)
    across(results)
    words = sum(len(item.text.split()) for item in labelled)
    print(f"{words} words in {spent:.1f} s of CPU")


if __name__ == "__main__":
    main()
