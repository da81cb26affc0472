"""The entities of the archive: read the names of all documents, join them, name each group.

What `joining` decides is written back to the tables, with an id a person can type and the name
that is spelled best.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter

from saksdoc.archive import likeness
from saksdoc.archive.joining import Name, join
from saksdoc.archive.rulings import Rulings
from saksdoc.archive.words import fold
from saksdoc.model import EntityKind
from saksdoc.writing import Record

_MUNICIPALITY = re.compile(r"\b([A-ZÆØÅ][\w-]+(?:[ -](?:og )?[A-ZÆØÅ][\w-]+)*) (?:kommune|herad)\b")


def place_of(record: Record) -> str | None:
    """The municipality a document comes from: the one its bodies name most often."""
    counts: Counter[str] = Counter()
    kinds = {entity.id: entity for entity in record.entities}
    for mention in record.mentions:
        entity = kinds[mention.entity]
        match = _MUNICIPALITY.search(entity.name)
        if entity.kind is EntityKind.BODY and match:
            counts[match.group(1)] += 1
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] < 2 * best[1][1]):
        return None
    return best[0][0]


def bring_together(connection: sqlite3.Connection, rulings: Rulings) -> int:
    """Join the names of all documents anew, write the entities, and return how many there are."""
    names = _names(connection)
    connection.execute("DELETE FROM entities")
    taken: set[str] = set()
    groups = join(names, rulings).groups()
    for members in sorted(groups, key=lambda m: (-sum(n.mentions for n in m), m[0].id)):
        name = _best_name(members, rulings)
        place = next((n.place for n in members if n.place), None)
        entity = _id(members[0].kind, name, place, taken)
        connection.execute(
            "INSERT INTO entities VALUES (?, ?, ?, ?)", (entity, members[0].kind.value, name, place)
        )
        connection.executemany(
            "UPDATE names SET entity = ?, reason = ? WHERE id = ?",
            ((entity, member.reason, member.id) for member in members),
        )
    return len(groups)


def _names(connection: sqlite3.Connection) -> list[Name]:
    """All names of all documents, in the order of paths and local ids, not of arrival."""
    rows = connection.execute(
        "SELECT names.*, path, documents.place AS home FROM names"
        " JOIN documents ON documents.id = document ORDER BY path, local"
    )
    names = {
        row["id"]: Name(
            row["id"], EntityKind(row["kind"]), row["name"], row["place"], row["home"],
            row["path"], row["mentions"],
        )
        for row in rows
    }  # fmt: skip
    for row in connection.execute("SELECT * FROM aliases ORDER BY rowid"):
        names[row["name"]].aliases[row["alias"]] = row["mentions"]
    return list(names.values())


def _best_name(members: list[Name], rulings: Rulings) -> str:
    """What a person ruled; else the spelling that most documents chose, misreadings last."""
    spelled = {fold(s): s for member in members for s in member.spellings}
    for merge in reversed(rulings.merges):
        if merge.kind is members[0].kind and fold(merge.names[0]) in spelled:
            return merge.names[0]
    votes: Counter[str] = Counter()
    for member in members:
        votes[member.name] += 1 + member.mentions
    person = members[0].kind is EntityKind.PERSON

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        if person:
            good = likeness.person_form(name).is_full and "," not in name
        else:
            good = not likeness.is_abbreviation(name)
        misread = any(likeness.is_misreading(fold(name), fold(other)) for other in votes)
        return (not good, misread, -votes[name], -len(name), name)

    return min(votes, key=rank)


def _id(kind: EntityKind, name: str, place: str | None, taken: set[str]) -> str:
    """``person:randi-moe``; a homonym gets its place or a number behind."""
    slug = f"{kind.value}:{_slug(name)}"
    candidates = [slug, f"{slug}-{_slug(place)}"] if place else [slug]
    number = 2
    while (candidate := candidates.pop(0)) in taken:
        if not candidates:
            candidates.append(f"{slug}-{number}")
            number += 1
    taken.add(candidate)
    return candidate


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", fold(name))) or "x"
