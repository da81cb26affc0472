"""Two words read as one, whatever else was misread in them: ``erngdvendig`` for er nødvendig.

One of the two must be a small word, for those are what stands close; the other any word that
letters put back lead to. The rule for sound fused words (:mod:`saksdoc.repairing.rules.fused`)
needs both as they are, and writers run words together too; here letters must be lost as well, and
the sentence judges, as it does all candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from saksdoc.language.substitutions import Edit
from saksdoc.repairing.candidate import Candidate

FUSED_COST = 8.0
"""Nats against a space being lost: once in three thousand. Set by hand, as is the rest here."""
SMALL = {
    pair.split("/")[0]: pair.split("/")[-1]
    for pair in str.split(
        "av en et ei er det den de i til for fra frå med om og som at ikke ikkje ble vil skal kan "
        "har var ved så da nå seg sin sitt sine eller etter eit ein dei der blir må bør når på å "
        "pa/på sa/så nar/når ma/må fgr/før na/nå a/å"
    )
}
"""Small words as written, and what they are."""
SHORTEST, SHORTEST_OTHER = 4, 4
LONGEST = 24
BESIDE_LETTER = 5
"""Beside a word of one letter the other must be so long."""


def parted(written: str, near: Callable[[str], list[Candidate]]) -> Iterator[Candidate]:
    """The pairs of words that a form in small letters may be; ``near`` gives a word as it stands
    and what it may stand for by its letters.
    """
    size = len(written)
    if not SHORTEST <= size <= LONGEST or not written.islower():
        return
    for cut in range(1, size):
        first, second = written[:cut], written[cut:]
        if first in SMALL and _is_long(second, cut):
            pairs = [(_small(first), other) for other in near(second)]
        elif second in SMALL and _is_long(first, size - cut):
            pairs = [(other, _small(second)) for other in near(first)]
        else:
            continue
        for one, two in pairs:
            if one.edits or two.edits:
                yield _pair(written, cut, one, two)


def _is_long(other: str, size: int) -> bool:
    return other in SMALL or len(other) >= (BESIDE_LETTER if size == 1 else SHORTEST_OTHER)


def _small(written: str) -> Candidate:
    form = SMALL[written]
    edits = tuple(
        Edit(at, at + 1, read, true)
        for at, (read, true) in enumerate(zip(written, form, strict=True))
        if read != true
    )
    return Candidate(form, form, float(len(edits)), edits, "word")


def _pair(written: str, cut: int, first: Candidate, second: Candidate) -> Candidate:
    moved = tuple(e._replace(start=e.start + cut, end=e.end + cut) for e in second.edits)
    return Candidate(
        f"{first.form} {second.form}",
        f"{first.surface} {second.surface}",
        first.cost + second.cost + FUSED_COST,
        (*first.edits, Edit(cut, cut, "", " "), *moved),
        "parted",
    )
