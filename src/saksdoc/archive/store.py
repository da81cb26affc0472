"""The archive file: its tables, how it is opened, and how SQLite's failures are told.

One SQLite file holds everything a search needs, the clean texts too, so that it can be copied and
searched on another machine.  The full-text index is contentless: it holds stems (see `words`), and
what is deleted from it is worked out again from the text, which `ANALYSIS` guards.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from saksdoc.errors import ArchiveError

APPLICATION = 0x53414B53
"""`SAKS`, in the header of every archive (SQLite's application_id)."""

LAYOUT = 1
"""Rises with every change of the tables (SQLite's user_version)."""

ANALYSIS = "3"
"""Rises with every change of `words` or `passages`: then all is indexed anew."""

_REBUILD = "delete it and run `saksdoc index` again"

TABLES = """
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, sha256 TEXT NOT NULL,
    language TEXT NOT NULL, title TEXT, text TEXT NOT NULL, date TEXT, place TEXT);
CREATE TABLE pages(document INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL);
CREATE INDEX pages_of ON pages(document, start);
CREATE TABLE cases(
    document INTEGER NOT NULL, unit INTEGER NOT NULL, number TEXT, title TEXT,
    PRIMARY KEY(document, unit));
CREATE TABLE dates(document INTEGER NOT NULL, unit INTEGER NOT NULL, date TEXT NOT NULL);
CREATE INDEX dates_of ON dates(document, unit);
CREATE TABLE passages(
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, unit INTEGER NOT NULL,
    kind TEXT, kinds TEXT NOT NULL, heading TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX passages_of ON passages(document);
CREATE VIRTUAL TABLE words USING fts5(
    exact, stems, content='', tokenize="ascii tokenchars './:-'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
CREATE TABLE names(
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, local TEXT NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, place TEXT, mentions INTEGER NOT NULL, entity TEXT, reason TEXT);
CREATE TABLE entities(id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, place TEXT);
CREATE INDEX names_of ON names(document);
CREATE INDEX names_as ON names(entity);
CREATE TABLE aliases(name INTEGER NOT NULL, alias TEXT NOT NULL, mentions INTEGER NOT NULL);
CREATE INDEX aliases_of ON aliases(name);
CREATE TABLE roles(name INTEGER NOT NULL, role TEXT NOT NULL, body TEXT, period TEXT);
CREATE INDEX roles_of ON roles(name);
CREATE TABLE mentions(
    document INTEGER NOT NULL, unit INTEGER NOT NULL, name INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL);
CREATE INDEX mentions_of ON mentions(document, start);
CREATE INDEX mentions_by ON mentions(name);
"""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's and the file system's errors inside the block into an ArchiveError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise ArchiveError(_said(error), where=path, advice=_advice(error)) from error
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"not a whole archive ({error})", where=path, advice=_REBUILD) from error
    except OSError as error:
        raise ArchiveError(error.strerror or str(error), where=path) from error


def _said(error: sqlite3.OperationalError) -> str:
    text = str(error)
    if "locked" in text:
        return "the archive is in use by another run"
    if "readonly" in text or "unable to open" in text:
        return "the archive cannot be opened or written"
    if "full" in text:
        return "no space is left on the disk"
    return f"the archive cannot be used ({text})"


def _advice(error: sqlite3.OperationalError) -> str:
    text = str(error)
    if "locked" in text:
        return "wait until it is done and try again"
    if "full" in text:
        return "make room and run again; the archive is as it was"
    return "check that the folder exists and may be written to"


def _is_archive(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def _is_analysed(connection: sqlite3.Connection) -> bool:
    """Whether the words in the archive were cut and stemmed as they are now."""
    found = connection.execute("SELECT value FROM facts WHERE name = 'analysis'").fetchone()
    return bool(found and found[0] == ANALYSIS)


@contextlib.contextmanager
def reading(path: Path | str) -> Iterator[sqlite3.Connection]:
    """Open an archive that is there, to read only.

    Raises:
        ArchiveError: There is none, or it is something else.
    """
    path = Path(path)
    if not path.is_file():
        raise ArchiveError(
            "there is no archive here",
            where=path,
            advice=f"make it with `saksdoc index DIR --db {path}`",
        )
    with told(path):
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            if not _is_archive(connection):
                raise ArchiveError("this is no archive of saksdoc", where=path)
            if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                raise ArchiveError("another version made this archive", where=path, advice=_REBUILD)
            if not _is_analysed(connection):
                raise ArchiveError(
                    "an earlier version made this archive",
                    where=path,
                    advice="run `saksdoc index` again, which brings it up to date",
                )
            connection.row_factory = sqlite3.Row
            yield connection


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open or make an archive; what the block does is one transaction, done whole or not at all.

    Raises:
        ArchiveError: It is something else, in use, or cannot be written.
    """
    with told(path), contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.isolation_level = None
        connection.row_factory = sqlite3.Row
        filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if filled and not _is_archive(connection):
            raise ArchiveError("this is no archive of saksdoc", where=path)
        connection.execute("BEGIN IMMEDIATE")
        try:
            _lay(connection)
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _lay(connection: sqlite3.Connection) -> None:
    """Make the tables where they are missing or of another version."""
    laid = connection.execute("PRAGMA user_version").fetchone()[0] == LAYOUT
    if laid and _is_analysed(connection):
        return
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
        " ORDER BY name NOT IN ('vocabulary', 'words')"
    ).fetchall()
    for row in rows:
        if not row["name"].startswith(("words_", "sqlite_")):
            connection.execute(f'DROP TABLE IF EXISTS "{row["name"]}"')
    for statement in TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO facts VALUES ('analysis', ?)", (ANALYSIS,))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
