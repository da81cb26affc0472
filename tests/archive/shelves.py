"""Invented records to index: a small county with its municipalities, nobody real."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saksdoc.archive import index


@dataclass
class Paper:
    """A record.json in the making; spans are found by their text."""

    text: str
    title: str | None = None
    meeting: str | None = None
    sections: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, heading, last words of the section)"""
    cases: list[tuple[str, str | None, str, str]] = field(default_factory=list)
    """(number, date, first words, last words)"""
    people: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)

    def value(self) -> dict[str, Any]:
        """The JSON value."""
        entities, mentions = [], []
        for kind, named in (("person", self.people), ("body", self.bodies)):
            for name, spellings in named.items():
                local = f"{kind[0]}{len(entities)}"
                entities.append(
                    {
                        "id": local,
                        "kind": kind,
                        "name": name,
                        "aliases": [s for s in spellings if s != name],
                        "roles": self.roles.get(name, []),
                        "place": self.places.get(name),
                    }
                )
                for spelling in dict.fromkeys([name, *spellings]):
                    at = self.text.find(spelling)
                    while at >= 0:
                        mentions.append(_mention(at, spelling, kind, local, self._page(at)))
                        at = self.text.find(spelling, at + 1)
        return {
            "schema": "saksdoc/1", "saksdoc": "0.1.0", "models": {}, "options": None,
            "source": {"path": "x.pdf", "sha256": "0" * 64, "media_type": "text/plain", "pages": 1},
            "language": "nb", "languages": {"nb": 1.0},
            "metadata": {
                "title": self.title, "sensitivity": None, "dates": [], "case_number": None,
                "archive_number": None, "body": None, "meeting_date": self.meeting,
                "case_officer": None,
            },
            "warnings": [], "pages": self._pages(),
            "cases": [self._case(*case) for case in self.cases],
            "sections": [self._section(*section) for section in self.sections],
            "entities": entities, "mentions": mentions, "furniture": [], "identity_numbers": [],
            "damage": [], "repairs": [], "text": self.text, "raw_text": self.text,
        }  # fmt: skip

    def _page(self, offset: int) -> int:
        return 1 + self.text.count("\f", 0, offset)

    def _pages(self) -> list[dict[str, Any]]:
        found, start = [], 0
        for number, piece in enumerate(self.text.split("\f"), 1):
            found.append(
                {
                    "number": number, "width": 595.0, "height": 842.0, "origin": "ocr",
                    "verdict": "read", "reasons": [], "start": start, "end": start + len(piece),
                }
            )  # fmt: skip
            start += len(piece) + 1
        return found

    def _case(self, number: str, date: str | None, first: str, last: str) -> dict[str, Any]:
        start = self.text.index(first)
        return {
            "numbers": [{"number": number, "body": None, "date": date}], "archive_number": None,
            "title": first, "case_officer": None, "start": start,
            "end": self.text.index(last, start) + len(last),
        }  # fmt: skip

    def _section(self, kind: str, heading: str, last: str) -> dict[str, Any]:
        at = self.text.index(heading)
        start = at + len(heading)
        case = next(
            (n for n, c in enumerate(self.cases) if self._case(*c)["start"] <= at
             < self._case(*c)["end"]), None,
        )  # fmt: skip
        return {
            "kind": kind, "heading": heading, "level": 1, "start": start,
            "end": self.text.index(last, start) + len(last), "heading_start": at,
            "heading_end": start, "case": case,
        }  # fmt: skip


def _mention(at: int, surface: str, kind: str, entity: str, page: int) -> dict[str, Any]:
    return {
        "start": at, "end": at + len(surface), "surface": surface, "kind": kind, "entity": entity,
        "page": page, "boxes": [], "role": None, "score": 1.0,
    }  # fmt: skip


class Shelf:
    """A folder of `clean` output and the archive made of it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "ut"
        self.folder.mkdir()
        self.db = root / "arkiv.db"

    def put(self, path: str, paper: Paper) -> None:
        """Write a document's record."""
        folder = self.folder / path
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "record.json").write_text(json.dumps(paper.value()), encoding="utf-8")

    def index(self) -> Any:
        """Bring the archive up to date."""
        return index(self.folder, self.db)


PACKET = """\
Møteinnkalling til Fjellvik kommunestyre

Til stede: Oddrun Tveitane og Kåre Ness

SAK 12/05 NY BRU OVER ELVA

Bakgrunn
Brua fra 1951 er utslitt. Partnerskapsmøtet i Fjellvik ba om en utredning.

Vurdering
Kommunedirektøren mener at brua bør bygges i stål.\fSaksbehandler Randi-Luise Mogård har regnet \
på prisen.

Forslag til vedtak
Kommunestyret vedtar å bygge ny bru for 12 millioner kroner.

SAK 13/05 SKOLESTRUKTUR

Bakgrunn
Elevtallet går ned ved Nordbygda skule. Kåre Ness la fram tallene.

Forslag til vedtak
Skolen i Nordbygda legges ned.
"""
