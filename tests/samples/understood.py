"""What came of a sample against what its truth, written by hand beforehand, says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import saksdoc
from saksdoc.model import CaseDocument

SAMPLES = Path(__file__).parent.parent.parent / "samples"
NAMES = (
    "saksframlegg-nb.scan",
    "saksframlegg-nb.legacy",
    "saksframlegg-nn.scan",
    "motepakke.scan",
    "reguleringsplan",
    "faks.scan",
    "skadet",
)


@dataclass(frozen=True)
class Truth:
    """``sections``: (kind, heading, case); ``cases``: as written by hand, None where not judged."""

    text: str
    language: str
    sections: list[tuple[str, str, int | None]]
    optional_headings: set[str]
    cases: list[dict] | None
    people: set[str]
    bodies: set[str]
    optional_bodies: set[str]


def path_of(name: str) -> Path:
    (path,) = (SAMPLES / "documents").glob(f"{name}.[pt][dx][ft]")
    return path


@cache
def read(name: str) -> CaseDocument:
    return saksdoc.read(path_of(name))


@cache
def truth_of(name: str) -> Truth:
    value = json.loads((SAMPLES / "truth" / f"{name}.json").read_text("utf-8"))
    return Truth(
        text=(SAMPLES / "truth" / f"{name}.txt").read_text("utf-8").replace("\f", ""),
        language=value["language"],
        sections=[(s["kind"], folded(s["heading"]), s["case"]) for s in value["sections"]],
        optional_headings={folded(heading) for heading in value["optional_headings"]},
        cases=value["cases"],
        people=set(value["people"]),
        bodies={folded(name) for name in value["bodies"]},
        optional_bodies={folded(name) for name in value["optional_bodies"]},
    )


def folded(text: str) -> str:
    """Headings and bodies are compared without case, outer colon and doubled space."""
    return " ".join(text.rstrip(": ").split()).casefold()


def sections(document: CaseDocument, truth: Truth) -> list[tuple[str, str, int | None]]:
    judged = truth.cases is not None
    found = [
        (str(s.kind), folded(s.heading), s.case if judged else None) for s in document.sections
    ]
    return [one for one in found if one[1] not in truth.optional_headings]


def people(document: CaseDocument) -> set[str]:
    return {entity.name for entity in document.people}


def bodies(document: CaseDocument) -> list[set[str]]:
    """Each body by all the names it goes by."""
    return [{folded(n) for n in (e.name, *e.aliases)} for e in document.bodies]
