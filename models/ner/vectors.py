"""Floret subword vectors from the corpora, case kept.

Writes one text file (a line a paragraph, spaCy-like tokens), then trains
floret on it with one thread (floret's own seed is fixed, so the run repeats).
Laws are thinned, they hold few names; lines of drawn names are mixed in, so
that every Norwegian given name, surname and municipality has a place among its
kind; some lines are damaged.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import floret
import lists
import noise

TOKEN = re.compile(r"\w+(?:[-.'’]\w+)*|\S")
SHARES = {"lovdata-laws": 0.22, "libreoffice": 0.15, "bokmalsordboka": 0.6, "nav-letters": 0.5}
"""Share of the lines kept; every other source is kept whole."""


def _share(name: str) -> float:
    return next((share for start, share in SHARES.items() if name.startswith(start)), 1.0)


def _paragraphs(data: Path, rng: random.Random) -> Iterator[str]:
    for path in sorted((data / "corpora").glob("*.txt.xz")):
        share = _share(path.name) if ".nn." not in path.name else 1.0
        copies = 3 if path.name.startswith("ndt-") else 1
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if rng.random() < share:
                    for _ in range(copies):
                        yield line


def _drawn(names: lists.Names, rng: random.Random) -> str:
    """A line in the manner of a list of members or a distribution list."""
    person = f"{names.given_name(rng)} {names.surname(rng)}"
    second = f"{names.given_name(rng)} {names.surname(rng)}"
    place = rng.choice(names.places)
    forms = (
        f"{person} ( {rng.choice(['A', 'H', 'AP', 'SV', 'V', 'KRF', 'SP', 'FRP'])} ) , {second}",
        f"Saksbehandler : {person}",
        f"ordfører {person} i {place} kommune",
        f"{person} og {second} møtte for {place}",
        f"{names.surname(rng)} , {names.given_name(rng)}",
        f"Representanten {person} sa at {names.surname(rng)} bor i {place}",
        f"i {place} , {rng.choice(names.places)} og {rng.choice(names.places)}",
        f"brev fra {rng.choice(names.bodies)} til {rng.choice(names.bodies)}",
    )
    return rng.choice(forms)


def write_text(data: Path, out: Path, *, drawn: int = 150_000, seed: int = 7) -> int:
    """Write the training text to `out`; return its number of words."""
    rng = random.Random(seed)
    names = lists.load(data)
    lines = [" ".join(TOKEN.findall(line)) for line in _paragraphs(data, rng)]
    lines += [_drawn(names, rng) for _ in range(drawn)]
    rng.shuffle(lines)
    words = 0
    with out.open("w", encoding="utf-8") as file:
        for line in lines:
            tokens = line.split()
            if rng.random() < 0.12:
                tokens = [noise.damage(t, rng, letters=0.95, others=0.004) for t in tokens]
            words += len(tokens)
            file.write(" ".join(tokens) + "\n")
    return words


@dataclass(frozen=True, slots=True)
class Table:
    """The shape of the table and how long it is trained.

    Words are hashed whole and by 4- and 5-letter pieces, each into `hashes` of `rows` rows.
    """

    rows: int = 30_000
    dim: int = 96
    epochs: int = 2
    model: str = "skipgram"
    window: int = 3
    shortest: int = 4
    longest: int = 5
    hashes: int = 2


def train(text: Path, out: Path, table: Table) -> None:
    """Train floret vectors and write spaCy's `.floret` text table to `out`."""
    trained = floret.train_unsupervised(
        str(text),
        model=table.model,
        mode="floret",
        hashCount=table.hashes,
        bucket=table.rows,
        minn=table.shortest,
        maxn=table.longest,
        minCount=4,
        dim=table.dim,
        epoch=table.epochs,
        lr=0.05,
        neg=5,
        ws=table.window,
        thread=1,
        verbose=0,
    )
    trained.save_floret_vectors(str(out))
