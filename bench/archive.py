"""How fast the archive is built and searched: N records of about 3,000 drawn words each.

    python bench/archive.py [--documents 500]

The words follow Zipf's law over a vocabulary of made-up compounds, so that lists are as long and
short as in real text.  Prints CPU seconds, documents a second, milliseconds a search, and size.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

from saksdoc.archive import Filters, index, names, search

STEMS = [
    "møte",
    "vei",
    "skole",
    "vann",
    "plan",
    "råd",
    "sak",
    "kommune",
    "budsjett",
    "helse",
    "bru",
    "bygd",
    "havn",
    "barn",
    "elev",
    "tomt",
]
SMALL = [
    "og",
    "i",
    "på",
    "det",
    "som",
    "en",
    "av",
    "til",
    "er",
    "for",
    "med",
    "har",
    "ikke",
    "at",
    "den",
    "om",
    "kan",
    "skal",
    "ble",
    "fra",
]


def vocabulary(rng: random.Random, size: int = 20_000) -> list[str]:
    words = dict.fromkeys(SMALL)
    while len(words) < size:
        word = "s".join(rng.choices(STEMS, k=rng.randint(1, 4)))
        words[word + rng.choice(["", "n", "er", "ene", "et", f"{rng.randint(1, 99)}"])] = None
    return list(words)


def record(number: int, words: list[str], weights: list[float], rng: random.Random) -> dict:
    drawn = rng.choices(words, weights, k=3000)
    text = "\n\n".join(" ".join(drawn[at : at + 60]) for at in range(0, 3000, 60))
    person = f"Kari {words[100 + number % 800].capitalize()}"
    text = f"{person} skrev.\n\n{text}"
    return {
        "schema": "saksdoc/1", "saksdoc": "0", "models": {}, "language": "nb",
        "languages": {"nb": 1.0},
        "source": {"path": "x", "sha256": "0" * 64, "media_type": "text/plain", "pages": 1},
        "metadata": dict.fromkeys(
            ("title", "sensitivity", "case_number", "archive_number", "body", "case_officer")
        ) | {"dates": [], "meeting_date": f"20{number % 24:02}-01-01"},
        "pages": [{"number": 1, "width": 1, "height": 1, "origin": "ocr", "verdict": "read",
                   "reasons": [], "start": 0, "end": len(text)}],
        "text": text, "raw_text": text, "repairs": [], "cases": [], "sections": [],
        "entities": [{"id": "p", "kind": "person", "name": person, "aliases": [], "roles": []}],
        "mentions": [{"start": 0, "end": len(person), "surface": person, "kind": "person",
                      "entity": "p", "page": 1, "boxes": [], "role": None, "score": 1.0}],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    options = parser.parse_args()
    rng = random.Random(3)
    words = vocabulary(rng)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    with tempfile.TemporaryDirectory() as name:
        root, db = Path(name) / "out", Path(name) / "a.db"
        for number in range(options.documents):
            folder = root / f"{number}.pdf"
            folder.mkdir(parents=True)
            value = record(number, words, weights, rng)
            (folder / "record.json").write_text(json.dumps(value), encoding="utf-8")
        for told in ("built", "brought up to date"):
            begun = time.process_time()
            index(root, db)
            taken = time.process_time() - begun
            print(f"{told}: {taken:.1f} CPU s, {options.documents / taken:,.0f} documents/s")
        print(f"{db.stat().st_size / 1e6:.0f} MB, {len(names(db))} names")
        person = names(db)[0].name
        for query, filters in (
            ("møte", Filters()),
            ("skole budsjett", Filters()),
            ('"og i"', Filters()),
            ("hav*", Filters()),
            ("vei", Filters(person=person)),
            ("vei", Filters(since="2010", until="2012")),
        ):
            begun = time.process_time()
            hits = search(db, query, filters)
            taken = 1000 * (time.process_time() - begun)
            print(f"{query!r:18} {len(hits):3} hits {taken:7.1f} ms")


if __name__ == "__main__":
    main()
