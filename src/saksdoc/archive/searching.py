"""Search the archive: ranked passages, each with its place in its document.

Ranking is SQLite's BM25 over passages.  What answers the question best comes first in three steps:
passages with everything asked for; passages of documents that hold everything asked for in
different places; and passages where a word stands inside a compound (`møte` in
`partnerskapsmøte`).  A later step is taken only while there is room for more hits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from saksdoc.archive import queries, store
from saksdoc.archive.filtering import Filters, Where, where
from saksdoc.archive.queries import All, Any, But, Query, Term
from saksdoc.archive.snippets import Marker, snippet
from saksdoc.errors import UsageError

_WEIGHTS = "0.6, 1.0"
"""BM25 weights of the word as written and of its stem: the same form ranks a little higher."""
_COMPOUNDS = 24
"""How many compounds a word may be looked for in, the commonest first."""
_PLAINLY_A_WORD = 5
_SUFFIXES = frozenset({"ting", "ning", "ing", "het", "skap", "dom", "lig", "sjon", "tal", "løs"})
"""Words that are also endings of other words (`ting` in `forplikting`)."""
_SHORTEST = 3
"""Letters that a word must have to be looked for in compounds, and each part of these."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that answers. ``start``/``end``: first to last marked word, in the clean text.

    ``path`` is the document's folder below the indexed one and ``title`` the document's; ``case``
    and ``case_title`` the number and title of the case; ``section`` one of the contract's kinds;
    ``page`` counts from 1; a higher ``score`` is better.
    """

    path: str
    title: str | None
    case: str | None
    section: str | None
    page: int
    start: int
    end: int
    score: float
    snippet: str
    heading: str | None = None
    date: str | None = None
    case_title: str | None = None


_EVERYTHING = Filters()


def search(db: Path | str, query: str, filters: Filters = _EVERYTHING) -> tuple[Hit, ...]:
    """Find passages, the best first; an empty query lists what passes the filters.

    Raises:
        ArchiveError: There is no archive at ``db``, or it cannot be read.
        UsageError: Nothing is asked for, or a filter cannot be meant.
    """
    asked = queries.parse(query)
    if asked is None and not filters.narrow:
        raise UsageError("there is no word to look for", advice="give a word or a filter")
    with store.reading(db) as connection:
        condition = where(connection, filters)
        if condition is None:
            return ()
        marker = Marker(queries.terms(asked))
        rows = _rows(connection, asked, condition, filters.limit)
        return tuple(_hit(connection, row, score, marker) for row, score in rows)


def _rows(
    connection: sqlite3.Connection, query: Query | None, condition: Where, limit: int
) -> list[tuple[sqlite3.Row, float]]:
    """Passages and scores, step by step until there are enough; scores fall from step to step."""
    found: dict[int, tuple[sqlite3.Row, float]] = {}
    ceiling = float("inf")
    for expression, also in _steps(connection, query, condition):
        rows = _select(connection, expression, also, limit)
        top = max((row["score"] for row in rows), default=1.0)
        scale = min(1.0, 0.9 * ceiling / top) if top > 0 else 1.0
        for row in rows:
            if len(found) < limit and row["id"] not in found:
                found[row["id"]] = (row, row["score"] * scale)
                ceiling = min(ceiling, row["score"] * scale)
        if len(found) >= limit:
            break
    return list(found.values())


def _steps(
    connection: sqlite3.Connection, query: Query | None, condition: Where
) -> Iterator[tuple[str | None, Where]]:
    """(full-text expression, condition) of each step."""
    if query is None:
        yield None, condition
        return
    wanted, unwanted = _parted(query)
    if wanted is None:
        yield None, condition.without(_expression(Any(unwanted)))
        return
    barred = condition.without(_expression(Any(unwanted))) if unwanted else condition
    yield _expression(wanted), barred
    if isinstance(wanted, All):
        together = barred.in_documents_with([_expression(part) for part in wanted.parts])
        yield _expression(Any(wanted.parts)), together
    wider = _widened(connection, wanted)
    if wider != wanted:
        yield _expression(wider), barred


def _parted(query: Query) -> tuple[Query | None, tuple[Query, ...]]:
    """What is wanted, and all that is not."""
    unwanted: list[Query] = []
    rest: Query | None = query
    while isinstance(rest, But):
        unwanted.append(rest.unwanted)
        rest = rest.wanted
    return rest, tuple(unwanted)


def _expression(query: Query) -> str:
    """The query in FTS5's language; every word is quoted, so nothing in it can be syntax."""
    match query:
        case Term(words, beginning, quoted):
            stems = " ".join(word.stem for word in words)
            exact = " ".join(word.folded for word in words)
            if beginning:
                return f'({{exact stems}}: "{exact}" * OR stems: "{stems}")'
            extra = f' OR exact: "{exact}"' if not quoted else ""
            return f'(stems: "{stems}"{extra})'
        case All(parts):
            return "(" + " AND ".join(_expression(part) for part in parts) + ")"
        case Any(parts):
            return "(" + " OR ".join(_expression(part) for part in parts) + ")"
        case But(wanted, unwanted):
            if wanted is None:
                return _expression(unwanted)
            return f"({_expression(wanted)} NOT {_expression(unwanted)})"


def _select(
    connection: sqlite3.Connection, expression: str | None, condition: Where, limit: int
) -> list[sqlite3.Row]:
    columns = (
        "passages.*, path, documents.title AS title, documents.date AS day, cases.number AS number,"
        " cases.title AS case_title"
    )
    joins = (
        " JOIN documents ON documents.id = passages.document"
        " LEFT JOIN cases ON cases.document = passages.document AND cases.unit = passages.unit"
    )
    if expression is None:
        marks = ", ".join("?" * len(condition.entities))
        return connection.execute(
            f"SELECT {columns}, 0.0 AS score FROM passages{joins} WHERE {condition.sql} ORDER BY"
            " NOT EXISTS (SELECT 1 FROM mentions JOIN names ON names.id = mentions.name"
            f" WHERE names.entity IN ({marks}) AND mentions.document = passages.document"
            " AND mentions.start >= passages.start AND mentions.start < passages.end),"
            " day DESC, path, start LIMIT ?",
            (*condition.values, *condition.entities, limit),
        ).fetchall()
    return connection.execute(
        f"SELECT {columns}, -bm25(words, {_WEIGHTS}) AS score"
        f" FROM words JOIN passages ON passages.id = words.rowid{joins}"
        f" WHERE words MATCH ? AND {condition.sql} ORDER BY score DESC, path, start LIMIT ?",
        (expression, *condition.values, limit),
    ).fetchall()


def _widened(connection: sqlite3.Connection, query: Query) -> Query:
    """The query with each word also as part of the compounds that the archive holds."""
    match query:
        case Term(words, beginning, quoted) if len(words) == 1 and not beginning and not quoted:
            others = _compounds(connection, words[0].stem)
            return (
                Any((query, *(Term((words[0].as_stem(c),)) for c in others))) if others else query
            )
        case All(parts):
            return All(tuple(_widened(connection, part) for part in parts))
        case Any(parts):
            return Any(tuple(_widened(connection, part) for part in parts))
    return query


def _compounds(connection: sqlite3.Connection, stem: str) -> list[str]:
    """Terms of the archive that end with ``stem`` and whose front is a word of its own.

    Of a number, the front may be one sign (`§13-2`, `7/24`).
    """
    if len(stem) < _SHORTEST:
        return []
    rows = connection.execute(
        "SELECT term FROM vocabulary WHERE term LIKE ? ESCAPE '\\' AND length(term) >= ?"
        " ORDER BY doc DESC LIMIT 400",
        (f"%{stem}", len(stem) + (1 if stem[0].isdigit() else _SHORTEST)),
    )
    found = [row["term"] for row in rows if row["term"].endswith(stem)]
    known = [term for term in found if _is_front(connection, term[: -len(stem)], stem)]
    return known[:_COMPOUNDS]


def _is_front(connection: sqlite3.Connection, front: str, stem: str) -> bool:
    """Whether ``front`` can open a compound: a word of the archive, or long enough to be a word.

    A binding s or e may follow it.  Of numbers (`03/1504`) any whole part is one.
    """
    if front[-1:].isdigit() or front[-1:] in "/.:-§":
        return front[-1:] in "/.:-§"
    if len(front) >= _PLAINLY_A_WORD and stem not in _SUFFIXES:
        return True
    fronts = {front, front.removesuffix("s"), front.removesuffix("e"), front + "e", front + "a"}
    fronts = {f for f in fronts if len(f) >= _SHORTEST}
    marks = ", ".join("?" * len(fronts))
    row = connection.execute(
        f"SELECT 1 FROM vocabulary WHERE term IN ({marks}) LIMIT 1", tuple(fronts)
    )
    return row.fetchone() is not None


def _hit(connection: sqlite3.Connection, row: sqlite3.Row, score: float, marker: Marker) -> Hit:
    text = connection.execute(
        "SELECT substr(text, ?, ?) FROM documents WHERE id = ?",
        (row["start"] + 1, row["end"] - row["start"], row["document"]),
    ).fetchone()[0]
    shown = snippet(text, marker)
    start = row["start"] + shown.start
    page = connection.execute(
        "SELECT number FROM pages WHERE document = ? AND start <= ?"
        " ORDER BY start DESC, number DESC LIMIT 1",
        (row["document"], start),
    ).fetchone()
    return Hit(
        path=row["path"],
        title=row["title"],
        case=row["number"],
        section=row["kind"],
        page=page["number"] if page else 1,
        start=start,
        end=row["start"] + shown.end,
        score=float(f"{score:.6g}"),
        snippet=shown.text,
        heading=row["heading"],
        date=row["day"],
        case_title=row["case_title"],
    )
