"""Whom or what a person means by a name: any alias, misspelling, initials, order or abbreviation.

Answers with the ids of the archive's entities.  The strictest way of comparing that finds anything
decides, so that a name written rightly never brings in a neighbour.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz

from saksdoc.archive import likeness
from saksdoc.archive.words import fold
from saksdoc.model import EntityKind

_ALIKE = 84.0
"""Least similarity (rapidfuzz ratio, 0–100) of a misspelled name: two slips in twelve letters."""
_RESEMBLING = 62.0
"""Least similarity of a name that is worth asking about."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling of an entity."""

    entity: str
    name: str
    spelling: str


def find(connection: sqlite3.Connection, kind: EntityKind, asked: str) -> tuple[str, ...]:
    """The ids of the entities that ``asked`` names; none where nothing comes near."""
    spellings = _spellings(connection, kind)
    if any(s.entity == asked for s in spellings):
        return (asked,)
    for same in _ways(kind, asked):
        found = tuple(dict.fromkeys(s.entity for s in spellings if same(s.spelling)))
        if found:
            return found
    scored = [(_similar(kind, asked, s.spelling), s.entity) for s in spellings]
    best = max(scored, default=(0.0, ""))[0]
    if best < _ALIKE:
        return ()
    return tuple(dict.fromkeys(entity for score, entity in scored if score >= best - 1))


def resembling(connection: sqlite3.Connection, kind: EntityKind, asked: str) -> tuple[str, ...]:
    """Up to three names that ``asked`` may have meant, the likeliest first."""
    best: dict[str, float] = {}
    for spelling in _spellings(connection, kind):
        score = _similar(kind, asked, spelling.spelling)
        if score >= _RESEMBLING:
            best[spelling.name] = max(score, best.get(spelling.name, 0.0))
    return tuple(sorted(best, key=lambda name: (-best[name], name))[:3])


def _spellings(connection: sqlite3.Connection, kind: EntityKind) -> list[Spelling]:
    rows = connection.execute(
        "SELECT DISTINCT entities.id, entities.name, aliases.alias FROM entities"
        " JOIN names ON names.entity = entities.id JOIN aliases ON aliases.name = names.id"
        " WHERE entities.kind = ? ORDER BY entities.id, aliases.alias",
        (kind.value,),
    )
    return [Spelling(*row) for row in rows]


def _ways(kind: EntityKind, asked: str) -> list[Callable[[str], bool]]:
    """Ways of being the same name, the strictest first."""
    folded = fold(" ".join(asked.split()))

    def equal(spelling: str) -> bool:
        return fold(spelling) == folded

    if kind is EntityKind.BODY:
        key = likeness.body_key(asked)
        return [
            equal,
            lambda s: bool(key) and likeness.body_key(s) == key,
            lambda s: _misread(likeness.body_key(s), key),
        ]
    form = likeness.person_form(asked)
    turned = likeness.person_form(asked.replace(" ", ", ", 1))

    def short(spelling: str) -> bool:
        full = likeness.person_form(spelling)
        return likeness.fits_initials(form, full) or likeness.leaves_out(form, full)

    def surname_first(spelling: str) -> bool:
        full = likeness.person_form(spelling)
        return turned == full or likeness.leaves_out(turned, full)

    def shorter(spelling: str) -> bool:
        other = likeness.person_form(spelling)
        return likeness.leaves_out(other, form)

    def given(spelling: str) -> bool:
        return not form.given and form.surname in likeness.person_form(spelling).given

    return [
        equal,
        lambda s: likeness.person_form(s) == form,
        short,
        shorter,
        surname_first,
        lambda s: _misread(likeness.person_form(s).key, form.key),
        lambda s: not form.given and _misread(likeness.person_form(s).surname, form.surname),
        given,
    ]


def _misread(one: str, other: str) -> bool:
    return likeness.is_misreading(one, other) or likeness.is_misreading(other, one)


def _similar(kind: EntityKind, asked: str, spelling: str) -> float:
    """Similarity 0–100; of surnames alone, where only a surname is asked for."""
    if kind is EntityKind.BODY:
        return float(fuzz.ratio(likeness.body_key(asked), likeness.body_key(spelling)))
    form, other = likeness.person_form(asked), likeness.person_form(spelling)
    if not form.given:
        return float(fuzz.ratio(form.surname, other.surname))
    return float(fuzz.ratio(form.key, other.key))
