"""The bodies and people of the archive: listing them, explaining them, ruling on them.

A ruling (`merge`, `split`) goes into the file beside the archive first and into the archive then,
so that the two never disagree and the next `index` decides the same.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from saksdoc.archive import entities, finding, likeness, rulings, store
from saksdoc.archive.rulings import Merge, Split
from saksdoc.archive.words import fold
from saksdoc.errors import UsageError
from saksdoc.model import EntityKind, Role

_LIST = "`saksdoc names --db FILE` lists them all"


@dataclass(frozen=True, slots=True)
class ArchiveName:
    """A body or person; ``documents`` and ``mentions`` count where it is named."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    documents: int
    mentions: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """What one document calls an entity, and why it is counted to it."""

    name: str
    spellings: tuple[str, ...]
    path: str
    reason: str


def names(db: Path | str, kind: str | None = None) -> tuple[ArchiveName, ...]:
    """All names, the most mentioned first; of one kind (``body``, ``person``) where given.

    Raises:
        ArchiveError: There is no archive at ``db``.
        UsageError: ``kind`` is none.
    """
    wanted = None if kind is None else _kind(kind)
    with store.reading(db) as connection:
        return _listed(connection, wanted)


def why(db: Path | str, name: str) -> tuple[Joined, ...]:
    """What every document calls the entity that ``name`` (or its id) means, with the reasons.

    Raises:
        ArchiveError: There is no archive at ``db``.
        UsageError: The name is nobody's.
    """
    with store.reading(db) as connection:
        entity, _ = _one(connection, name)
        rows = connection.execute(
            "SELECT names.id, names.name, path, reason FROM names"
            " JOIN documents ON documents.id = document WHERE entity = ? ORDER BY path, names.id",
            (entity,),
        ).fetchall()
        spellings: dict[int, list[str]] = defaultdict(list)
        for row in connection.execute("SELECT * FROM aliases ORDER BY rowid"):
            spellings[row["name"]].append(row["alias"])
        return tuple(
            Joined(row["name"], tuple(spellings[row["id"]]), row["path"], row["reason"])
            for row in rows
        )


def merge(db: Path, first: str, *others: str) -> str:
    """Rule that all these names (or ids) are one, shown as the first; return its id.

    Raises:
        ArchiveError: There is no archive at ``db``, or it cannot be written.
        UsageError: A name is nobody's, or a body is to be a person.
    """
    with store.writing(_present(db)) as connection:
        found = [_one(connection, name) for name in (first, *others)]
        kinds = {kind for _, kind in found}
        if len(kinds) > 1:
            raise UsageError("a body and a person cannot be one", where=db)
        spelled = tuple(dict.fromkeys(_name_of(connection, entity) for entity, _ in found))
        if len({entity for entity, _ in found}) < 2:
            raise UsageError("these are one already", where=db, advice=_LIST)
        before = rulings.load(rulings.path_beside(db))
        spelled = spelled if len(spelled) > 1 else (spelled[0], *others)
        ruled = rulings.with_merge(before, Merge(found[0][1], spelled))
        entities.bring_together(connection, ruled)
        rulings.save(ruled, rulings.path_beside(db))
        return _one(connection, spelled[0])[0]


def split(db: Path, name: str, *, alias: str | None = None, documents: tuple[str, ...] = ()) -> str:
    """Rule that ``alias`` is not ``name``, or that ``name`` in these documents is another one.

    Returns the id of what stands apart now.

    Raises:
        ArchiveError: There is no archive at ``db``, or it cannot be written.
        UsageError: The name is nobody's, or there is nothing to split so.
    """
    with store.writing(_present(db)) as connection:
        entity, kind = _one(connection, name)
        shown = _name_of(connection, entity)
        apart = _apart(connection, entity, alias, documents)
        before = rulings.load(rulings.path_beside(db))
        ruled = rulings.with_split(before, Split(kind, shown, alias, documents))
        entities.bring_together(connection, ruled)
        after = {
            row["entity"]
            for row in connection.execute("SELECT entity, id FROM names")
            if row["id"] in apart
        }
        rest = {
            row["entity"]
            for row in connection.execute("SELECT names.entity, names.name FROM names")
            if row["name"] == shown
        }
        new = sorted(after - (set() if documents else rest)) or sorted(after)
        if not new or (not documents and after <= rest):
            raise UsageError(
                f"{alias or name!r} cannot be split from {shown!r}",
                where=db,
                advice="documents call them one themselves; name the documents with --document",
            )
        rulings.save(ruled, rulings.path_beside(db))
        return str(new[0])


def register(db: Path | str) -> tuple[str, ...]:
    """The clean names of the archive, for ``repair`` to trust; misreadings are left out.

    Raises:
        ArchiveError: There is no archive at ``db``.
    """
    kept: dict[str, None] = {}
    for entry in names(db):
        spellings = [entry.name, *entry.aliases]
        for spelling in spellings:
            if not any(likeness.is_misreading(fold(spelling), fold(s)) for s in spellings):
                kept[spelling] = None
    return tuple(kept)


def suggestions(db: Path, kind: str, name: str) -> tuple[str, ...]:
    """Names of the archive that come near one that is nobody's.

    Raises:
        ArchiveError: There is no archive at ``db``.
    """
    with store.reading(db) as connection:
        if finding.find(connection, _kind(kind), name):
            return ()
        return finding.resembling(connection, _kind(kind), name)


def _present(db: Path) -> Path:
    with store.reading(db):
        return db


def _kind(kind: str) -> EntityKind:
    try:
        return EntityKind(kind)
    except ValueError as error:
        raise UsageError(f"{kind!r} is no kind of name", advice="body or person") from error


def _one(connection: sqlite3.Connection, name: str) -> tuple[str, EntityKind]:
    """The one entity that a name or id means."""
    found = [
        (entity, kind) for kind in EntityKind for entity in finding.find(connection, kind, name)
    ]
    if not found:
        raise UsageError(f"no name in the archive is {name!r}", advice=_LIST)
    exact = [entry for entry in found if entry[0] == name]
    if len(found) > 1 and not exact:
        ids = ", ".join(entity for entity, _ in found[:5])
        raise UsageError(f"{name!r} can be several", advice=f"give one of the ids {ids}")
    return (exact or found)[0]


def _name_of(connection: sqlite3.Connection, entity: str) -> str:
    row = connection.execute("SELECT name FROM entities WHERE id = ?", (entity,)).fetchone()
    return str(row["name"])


def _apart(
    connection: sqlite3.Connection, entity: str, alias: str | None, documents: tuple[str, ...]
) -> set[int]:
    """The names (of documents) that a split is about."""
    rows = connection.execute(
        "SELECT names.id, names.name, path, alias FROM names"
        " JOIN documents ON documents.id = document JOIN aliases ON aliases.name = names.id"
        " WHERE entity = ?",
        (entity,),
    ).fetchall()
    found = {
        row["id"]
        for row in rows
        if (alias is None or fold(row["alias"]) == fold(alias))
        and (not documents or row["path"] in documents)
    }
    if not found:
        raise UsageError(
            "no document spells it so" if alias else "it is not named in these documents",
            advice="`saksdoc names why NAME --db FILE` shows all spellings and documents",
        )
    return found


def _listed(connection: sqlite3.Connection, kind: EntityKind | None) -> tuple[ArchiveName, ...]:
    aliases: dict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(
        "SELECT entity, alias, aliases.mentions FROM aliases"
        " JOIN names ON names.id = aliases.name ORDER BY aliases.rowid"
    ):
        aliases[row[0]][row[1]] += row[2]
    roles: dict[str, dict[Role, None]] = defaultdict(dict)
    for row in connection.execute(
        "SELECT entity, role, body, period FROM roles JOIN names ON names.id = roles.name"
        " ORDER BY roles.rowid"
    ):
        roles[row[0]][Role(row[1], row[2], row[3])] = None
    rows = connection.execute(
        "SELECT entities.*, count(DISTINCT names.document) AS documents,"
        " sum(names.mentions) AS mentions FROM entities JOIN names ON names.entity = entities.id"
        " GROUP BY entities.id ORDER BY mentions DESC, entities.name, entities.id"
    )
    return tuple(
        ArchiveName(
            id=row["id"],
            kind=EntityKind(row["kind"]),
            name=row["name"],
            aliases=tuple(a for a, _ in aliases[row["id"]].most_common() if a != row["name"]),
            roles=tuple(roles[row["id"]]),
            documents=row["documents"],
            mentions=row["mentions"],
            place=row["place"],
        )
        for row in rows
        if kind is None or row["kind"] == kind.value
    )
