"""What became of each change the repair wants, on pages whose truth is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align import Page, chunks, pages
from rapidfuzz.distance import Levenshtein

from saksdoc.repairing import RepairContext, Repairer
from saksdoc.repairing.words import Proposal

_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True)
class Outcome:
    """A proposal of a page and whether the truth has it; ``spoils`` where the text was right."""

    page: str
    proposal: Proposal
    right: bool
    spoils: bool


def outcomes(folder: Path, repairer: Repairer, reader: str = "eng") -> Iterator[Outcome]:
    """Judge every proposal on every page."""
    for page in pages(folder, reader):
        yield from of_page(page, repairer, reader)[0]


def of_page(page: Page, repairer: Repairer, reader: str) -> tuple[list[Outcome], int]:
    """Judge the proposals on one page; and how many of its words were read right."""
    context = RepairContext(read_by="nor" if reader == "nor" else "unknown")
    placed = []
    at = 0
    for truth, read in chunks(page.truth, page.read):
        placed.append((at, at + len(read), truth, read))
        at += len(read) + 1
    index = 0
    places = page.places()
    found = []
    for wish in sorted(repairer.proposals(page.lines, context), key=lambda p: p.start):
        # The page is repaired with its lines; where they begin says much.
        proposal = wish._replace(start=places[wish.start], end=places[wish.end])
        while index + 1 < len(placed) and placed[index][1] <= proposal.start:
            index += 1
        start, _, truth, read = placed[index]
        found.append(Outcome(page.name, proposal, *judged(proposal, start, truth, read)))
    return found, sum(truth == read for _, _, truth, read in placed)


def fits(page: str) -> bool:
    """Whether a page is of the half that curves are fitted on (the other half is for the bench):
    every second group of eighteen, so that both halves have all languages and qualities.
    """
    return int(page.split("-")[1]) // 18 % 2 == 0


def judged(proposal: Proposal, start: int, truth: str, read: str) -> tuple[bool, bool]:
    """Whether a proposal is right, and whether it spoils what was right."""
    begin, end = proposal.start - start, proposal.end - start
    changed = read[:begin] + proposal.after + read[end:]
    better = Levenshtein.distance(changed, truth) < Levenshtein.distance(read, truth)
    right = changed == truth or (better and proposal.after in _WORDS.findall(truth))
    spoils = not right and proposal.before in _WORDS.findall(truth)
    return right, spoils


def judged_changes(folder: Path, repairer: Repairer) -> Iterator[tuple[float, bool]]:
    """Confidence and outcome of every change made or suggested on pages not fitted on."""
    for outcome in outcomes(folder, repairer):
        if fits(outcome.page):
            continue
        policy = repairer.policy.of(outcome.proposal.group)
        confidence = policy.confidence(outcome.proposal.log_odds)
        if confidence >= policy.suggest:
            yield confidence, outcome.right
