"""Bring an archive up to date with a folder of `clean` output.

Only what changed is read in anew (by the SHA-256 of its record, which holds the source's SHA-256
and all versions), what vanished is taken out, and the names of all documents are brought together
afresh.  All of it is one transaction: a run that is killed leaves the archive as it was.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from saksdoc.archive import entities, rulings, store
from saksdoc.archive.passages import passages, unit_at
from saksdoc.archive.words import tokens
from saksdoc.errors import RecordError, UsageError, readable
from saksdoc.model import EntityKind
from saksdoc.writing import Record, load_record

_DATES = ("meeting", "document", "decision", "published", "updated")
"""What a date must be the date of to date its document, the best first."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record that could not be read, and why; the rest of the archive does not suffer."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run of :func:`index` did; counts are documents."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    entities: int = 0
    troubles: tuple[Trouble, ...] = ()

    @property
    def documents(self) -> int:
        """How many the archive holds now."""
        return self.added + self.updated + self.unchanged


def index(
    directory: Path | str,
    db: Path | str,
    on_document: Callable[[int, int], None] | None = None,
) -> IndexReport:
    """Build or update the archive ``db`` from the folder that ``clean`` wrote.

    ``on_document`` is called with (document, documents) as each is looked at.

    Raises:
        UsageError: ``directory`` is no folder, or would empty an archive that holds something; or
            the file of name rulings beside ``db`` cannot be understood.
        ArchiveError: ``db`` is something else, in use, or cannot be written.
    """
    directory, db = Path(directory), Path(db)
    if not directory.is_dir():
        raise UsageError("this is no folder", where=directory, advice="give the --out of clean")
    ruled = rulings.load(rulings.path_beside(db))
    records = list(_records(directory))
    with store.writing(db) as connection:
        rows = connection.execute("SELECT id, path, digest FROM documents")  # texts are large
        known = {row["path"]: row for row in rows}
        if known and not records:
            raise UsageError(
                "this folder holds no document of clean, and the archive would be emptied",
                where=directory,
                advice="give the folder the archive was made from, or delete the archive",
            )
        report = _follow(connection, records, known, on_document)
        return replace(report, entities=entities.bring_together(connection, ruled))


def _follow(
    connection: sqlite3.Connection,
    records: list[tuple[str, Path]],
    known: dict[str, sqlite3.Row],
    on_document: Callable[[int, int], None] | None,
) -> IndexReport:
    """Take in what is new or changed, take out what vanished or broke."""
    counts: Counter[str] = Counter()
    troubles = []
    for number, (name, path) in enumerate(records, 1):
        if on_document:
            on_document(number, len(records))
        try:
            counts[_bring(connection, name, path, known.get(name))] += 1
        except RecordError as error:
            troubles.append(Trouble(name, error.what))
            if name in known:
                _forget(connection, known[name]["id"])
    vanished = known.keys() - {name for name, _ in records}
    for name in sorted(vanished):
        _forget(connection, known[name]["id"])
    return IndexReport(
        added=counts["added"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        removed=len(vanished),
        troubles=tuple(troubles),
    )


def _records(directory: Path) -> Iterator[tuple[str, Path]]:
    """(path of the document below the folder, its record.json), sorted; no links are followed."""
    found = []
    for folder, folders, files in os.walk(directory):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if "record.json" in files:
            path = Path(folder) / "record.json"
            found.append((readable(path.parent.relative_to(directory)), path))
    yield from sorted(found)


def _bring(connection: sqlite3.Connection, name: str, path: Path, known: sqlite3.Row | None) -> str:
    """Take one record in, unless it is there already; say which it was."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError(f"the record cannot be opened ({reason})", where=path) from error
    if known is not None and known["digest"] == digest:
        return "unchanged"
    record = load_record(path)
    if known is not None:
        _forget(connection, known["id"])
    _take(connection, name, digest, record)
    return "added" if known is None else "updated"


def _take(connection: sqlite3.Connection, name: str, digest: str, record: Record) -> None:
    """Write one record's rows."""
    facts = record.metadata
    title = facts.title or next((case.title for case in record.cases if case.title), None)
    document = connection.execute(
        "INSERT INTO documents(path, digest, sha256, language, title, text, date, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (name, digest, record.source.sha256, record.language, title, record.text,
         _date(record), entities.place_of(record)),
    ).lastrowid  # fmt: skip
    assert document is not None
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?)",
        ((document, page.number, page.start) for page in record.pages),
    )
    _take_cases(connection, document, record)
    _take_passages(connection, document, record)
    _take_names(connection, document, record)


def _date(record: Record) -> str | None:
    """The day a document belongs to, ISO 8601."""
    if record.metadata.meeting_date:
        return record.metadata.meeting_date
    by_kind = {fact.of: fact.date for fact in reversed(record.metadata.dates)}
    return next((by_kind[kind] for kind in _DATES if kind in by_kind), None)


def _take_cases(connection: sqlite3.Connection, document: int, record: Record) -> None:
    """Cases as units, and the dates by which each is found; a case without takes the document's."""
    of_document = _date(record)
    if of_document:
        connection.execute("INSERT INTO dates VALUES (?, -1, ?)", (document, of_document))
    for unit, case in enumerate(record.cases):
        number = next((n.number for n in case.numbers), case.archive_number)
        connection.execute(
            "INSERT INTO cases VALUES (?, ?, ?, ?)", (document, unit, number, case.title)
        )
        dates = {n.date for n in case.numbers if n.date}
        if of_document and not dates:
            dates.add(of_document)
        connection.executemany(
            "INSERT INTO dates VALUES (?, ?, ?)", ((document, unit, date) for date in sorted(dates))
        )


def _words(text: str) -> tuple[str, str]:
    """What the full-text index holds of a passage: folded words, and stems."""
    found = tokens(text)
    return " ".join(t.folded for t in found), " ".join(t.stem for t in found)


def _take_passages(connection: sqlite3.Connection, document: int, record: Record) -> None:
    for piece in passages(record):
        section = piece.section
        passage = connection.execute(
            "INSERT INTO passages(document, unit, kind, kinds, heading, start, end)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (document, piece.unit, section and section.kind.value, f" {' '.join(piece.kinds)} ",
             section and section.heading, piece.start, piece.end),
        ).lastrowid  # fmt: skip
        connection.execute(
            "INSERT INTO words(rowid, exact, stems) VALUES (?, ?, ?)",
            (passage, *_words(record.text[piece.start : piece.end])),
        )


def _take_names(connection: sqlite3.Connection, document: int, record: Record) -> None:
    """The entities of one record with their spellings, roles and places."""
    for entity in record.entities:
        mentions = [m for m in record.mentions if m.entity == entity.id]
        name = connection.execute(
            "INSERT INTO names(document, local, kind, name, place, mentions)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (document, entity.id, entity.kind.value, entity.name, entity.place, len(mentions)),
        ).lastrowid
        surfaces = Counter(" ".join(m.surface.split()) for m in mentions)
        spellings = dict.fromkeys([entity.name, *entity.aliases, *sorted(surfaces)])
        connection.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?)",
            ((name, alias, surfaces.get(alias, 0)) for alias in spellings if alias),
        )
        roles = [(role.role, role.body, role.period) for role in entity.roles]
        if entity.kind is EntityKind.PERSON:
            roles += [(m.role, None, None) for m in mentions if m.role]
        connection.executemany(
            "INSERT INTO roles VALUES (?, ?, ?, ?)",
            ((name, *role) for role in _distinct(roles)),
        )
        connection.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
            ((document, unit_at(record, m.start), name, m.start, m.end) for m in mentions),
        )


def _distinct(
    roles: list[tuple[str, str | None, str | None]],
) -> list[tuple[str, str | None, str | None]]:
    """Each role once; one without a body gives way to the same with one."""
    full = {role for role, body, _ in roles if body}
    return list(dict.fromkeys(r for r in roles if r[1] or r[0] not in full))


def _forget(connection: sqlite3.Connection, document: int) -> None:
    """Take every row of a document out."""
    text = connection.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()[0]
    rows = connection.execute(
        "SELECT id, start, end FROM passages WHERE document = ?", (document,)
    ).fetchall()
    for row in rows:
        connection.execute(
            "INSERT INTO words(words, rowid, exact, stems) VALUES ('delete', ?, ?, ?)",
            (row["id"], *_words(text[row["start"] : row["end"]])),
        )
    for table in ("aliases", "roles"):
        connection.execute(
            f"DELETE FROM {table} WHERE name IN (SELECT id FROM names WHERE document = ?)",
            (document,),
        )
    for table in ("mentions", "names", "passages", "dates", "cases", "pages"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    connection.execute("DELETE FROM documents WHERE id = ?", (document,))
