"""Read NorNE's tag files as sentences with PER, ORG, LOC and GPE.

The files carry a token and an IOB2 tag a line (every name opens with `B-`,
checked when read), a blank line between sentences.  GPE_LOC and GPE_ORG become
GPE; products, events, derived words and the rest are no names here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LABELS = {
    "PER": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE_LOC": "GPE",
    "GPE_ORG": "GPE",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and name spans; spans are (first token, past-the-last token, label)."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int, str], ...]


def _sentence(rows: list[tuple[str, str]]) -> Sentence:
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for at, (_, tag) in enumerate([*rows, ("", "O")]):
        if tag.startswith("I-"):
            if kind != tag[2:]:
                raise ValueError(f"{tag} at token {at} continues nothing: not IOB2")
            continue
        if kind in LABELS:
            spans.append((start, at, LABELS[kind]))
        start, kind = at, tag[2:]
    return Sentence(tuple(word for word, _ in rows), tuple(spans))


def read(path: Path) -> list[Sentence]:
    """All sentences of one file, in order."""
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line:
            word, tag = line.split("\t")
            rows.append((word, tag))
        elif rows:
            sentences.append(_sentence(rows))
            rows = []
    return sentences
