"""What a person may have meant who found nothing.

Words of the archive that look like the ones asked for: misread by OCR one way or the other, or
mistyped.  Only words that the archive holds are offered, so every suggestion finds something.
"""

from __future__ import annotations

from pathlib import Path

from rapidfuzz import fuzz, process

from saksdoc.archive import queries, store
from saksdoc.archive.likeness import is_misreading
from saksdoc.archive.words import Token

_BEGINNING = 4
"""Letters from which the beginning of a word is worth offering."""
_ALIKE = 78.0
"""Least similarity (rapidfuzz ratio, 0–100): one slip in five letters, two in ten."""


def suggest(db: Path, query: str) -> str | None:
    """The query with its unknown words replaced by words of the archive; None without one.

    Raises:
        ArchiveError: There is no archive at ``db``.
    """
    asked = [word for term in queries.terms(queries.parse(query)) for word in term.words]
    with store.reading(db) as connection:
        vocabulary = [
            (row["term"], row["doc"])
            for row in connection.execute("SELECT term, doc FROM vocabulary WHERE length(term) > 2")
        ]
    counts = dict(vocabulary)
    better = {}
    for word in asked:
        if word.stem not in counts and word.folded not in counts:
            found = _nearest(word, counts)
            if found is None:
                return None
            better[(word.start, word.folded)] = found
    if not better:
        return None
    return " ".join(better.get((word.start, word.folded), word.folded) for word in asked)


def _nearest(word: Token, counts: dict[str, int]) -> str | None:
    """The commonest misreading pair, else all that begins so, else the likest word."""
    same = [
        term
        for term in counts
        if is_misreading(term, word.folded) or is_misreading(word.folded, term)
    ]
    if same:
        return max(same, key=lambda term: (counts[term], term))
    if len(word.folded) >= _BEGINNING and any(term.startswith(word.folded) for term in counts):
        return f"{word.folded}*"
    found = process.extractOne(word.folded, counts.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(found[0]) if found else None
