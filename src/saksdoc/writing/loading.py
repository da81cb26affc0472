"""``record.json`` read back: typed, checked, and with its repairs replayable.

A record carries the text, its repairs and what was understood, but not the words' boxes (they are
in the searchable PDF and ALTO); so what comes back is a ``Record``, not a ``CaseDocument``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from saksdoc.errors import ChangeMismatch, RecordError
from saksdoc.model import (
    Alternative,
    Box,
    Case,
    CaseNumber,
    Change,
    CleanText,
    Damage,
    DamageClass,
    DatedFact,
    Entity,
    EntityKind,
    Furniture,
    IdentityNumber,
    LanguageShare,
    LineRole,
    Mention,
    Metadata,
    Origin,
    PageRecord,
    Record,
    Role,
    Section,
    SectionKind,
    SourceInfo,
    Structure,
    Verdict,
    Versions,
)
from saksdoc.writing.nodes import Node
from saksdoc.writing.record import SCHEMA

_ADVICE = "clean the document again"


def load_record(path: Path | str) -> Record:
    """Read a ``record.json``, or the folder that holds one.

    Raises:
        RecordError: There is none, it is not JSON, a value is missing or of the wrong kind, a
            span lies outside the text, the repairs do not lead from raw text to text, or its
            schema is not one this version knows.
    """
    path = Path(path)
    file = path / "record.json" if path.is_dir() else path
    try:
        value = json.loads(file.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError(f"the record cannot be opened ({reason})", where=file) from error
    except (ValueError, RecursionError) as error:
        raise RecordError("the record is not JSON", where=file, advice=_ADVICE) from error
    node = Node(value, file)
    schema = node["schema"].text()
    if schema != SCHEMA:
        raise RecordError(
            f"the record's schema {schema!r} is not known (this version reads {SCHEMA!r})",
            where=file,
            advice="use the version of saksdoc that wrote it, or clean the document again",
        )
    return _record(node)


def recorded_source(record: Path, versions: Mapping[str, str]) -> str | None:
    """The SHA-256 of the file that a ``record.json`` was made of, by just these versions.

    ``versions`` are ``saksdoc``, a digest a model, and ``options`` (``WriteOptions.mark``). None
    where there is no whole record, or other versions made it; never raises.
    """
    try:
        node = Node(json.loads(record.read_bytes()), record)
        made = {name: digest.text() for name, digest in node["models"].items()}
        made["saksdoc"] = node["saksdoc"].text()
        mark = node.get("options").text_or_none()
        if mark is not None:
            made["options"] = mark
        return node["source"]["sha256"].text() if made == dict(versions) else None
    except (OSError, ValueError, RecursionError, RecordError):
        return None


def _record(node: Node) -> Record:
    clean = _clean(node)
    length = len(clean.text)
    models = tuple((name, digest.text()) for name, digest in node["models"].items())
    entities = tuple(_entity(entry) for entry in node["entities"])
    known = {entity.id for entity in entities}
    cases = tuple(_case(entry, length) for entry in node["cases"])
    return Record(
        source=_source(node["source"]),
        versions=Versions(node["saksdoc"].text(), models),
        language=node["language"].text(),
        languages=tuple(
            LanguageShare(name, share.number()) for name, share in node["languages"].items()
        ),
        clean=clean,
        pages=tuple(_page(entry, length) for entry in node["pages"]),
        structure=Structure(
            sections=tuple(_section(entry, length, len(cases)) for entry in node["sections"]),
            cases=cases,
            metadata=_metadata(node["metadata"], length),
            identity_numbers=tuple(
                IdentityNumber(*entry.span(length)) for entry in node.get("identity_numbers", [])
            ),
        ),
        furniture=tuple(
            Furniture(*entry.span(length), entry["page"].whole(), entry["role"].choice(LineRole))
            for entry in node.get("furniture", [])
        ),
        mentions=tuple(_mention(entry, clean.text, known) for entry in node["mentions"]),
        entities=entities,
        warnings=node.get("warnings", []).texts(),
    )


def _clean(node: Node) -> CleanText:
    text, raw_text = node["text"].text(), node["raw_text"].text()
    changes = [_change(entry) for entry in node["repairs"]]
    damage = [_damage(entry) for entry in node.get("damage", [])]
    try:
        clean = CleanText.replay(raw_text, changes, damage)
    except ChangeMismatch as error:
        raise node["repairs"].wrong(f"what leads from raw_text to text: {error}") from error
    if clean.text != text:
        raise node["repairs"].wrong("what leads from raw_text to text")
    return clean


def _change(node: Node) -> Change:
    return Change(
        start=node["start"].whole(),
        end=node["end"].whole(),
        raw_start=node["raw_start"].whole(),
        raw_end=node["raw_end"].whole(),
        before=node["before"].text(),
        after=node["after"].text(),
        cause=node["cause"].text(),
        confidence=node["confidence"].number(),
        applied=node["applied"].flag(),
        alternatives=tuple(
            Alternative(entry["text"].text(), entry["confidence"].number())
            for entry in node.get("alternatives", [])
        ),
    )


def _damage(node: Node) -> Damage:
    return Damage(
        start=node["start"].whole(),
        end=node["end"].whole(),
        score=node["score"].number(),
        language=node["language"].text(),
        words=node["words"].whole(),
        classes=tuple(
            DamageClass(
                entry["name"].text(),
                entry["share"].number(),
                entry["count"].whole(),
                entry["of"].whole(),
            )
            for entry in node["classes"]
        ),
    )


def _source(node: Node) -> SourceInfo:
    return SourceInfo(
        path=node["path"].text(),
        sha256=node["sha256"].text(),
        media_type=node["media_type"].text(),
        pages=node["pages"].whole(),
    )


def _page(node: Node, length: int) -> PageRecord:
    start, end = node.span(length)
    return PageRecord(
        number=node["number"].whole(),
        width=node["width"].number(),
        height=node["height"].number(),
        origin=node["origin"].choice(Origin),
        verdict=node["verdict"].choice(Verdict),
        reasons=node["reasons"].texts(),
        start=start,
        end=end,
        damage=node.get("damage", 0.0).number(),
        rotation=node.get("rotation", 0).whole(),
    )


def _metadata(node: Node, length: int) -> Metadata:
    return Metadata(
        title=node["title"].text_or_none(),
        sensitivity=node["sensitivity"].text_or_none(),
        dates=tuple(
            DatedFact(entry["date"].text(), entry["of"].text(), *entry.span(length))
            for entry in node["dates"]
        ),
        case_number=node["case_number"].text_or_none(),
        archive_number=node["archive_number"].text_or_none(),
        body=node["body"].text_or_none(),
        meeting_date=node["meeting_date"].text_or_none(),
        case_officer=node["case_officer"].text_or_none(),
    )


def _case(node: Node, length: int) -> Case:
    start, end = node.span(length)
    return Case(
        numbers=tuple(
            CaseNumber(
                entry["number"].text(), entry["body"].text_or_none(), entry["date"].text_or_none()
            )
            for entry in node["numbers"]
        ),
        archive_number=node["archive_number"].text_or_none(),
        title=node["title"].text_or_none(),
        case_officer=node["case_officer"].text_or_none(),
        start=start,
        end=end,
        archive_code=node.get("archive_code").text_or_none(),
    )


def _section(node: Node, length: int, cases: int) -> Section:
    start, end = node.span(length)
    case = None if node["case"].value is None else node["case"].whole()
    if case is not None and not 0 <= case < cases:
        raise node["case"].wrong(f"the index of one of {cases} cases")
    return Section(
        kind=node["kind"].choice(SectionKind),
        heading=node["heading"].text(),
        level=node["level"].whole(),
        start=start,
        end=end,
        heading_start=node.get("heading_start", start).whole(),
        heading_end=node.get("heading_end", start).whole(),
        case=case,
    )


def _entity(node: Node) -> Entity:
    return Entity(
        id=node["id"].text(),
        kind=node["kind"].choice(EntityKind),
        name=node["name"].text(),
        aliases=node["aliases"].texts(),
        roles=tuple(
            Role(
                entry["role"].text(),
                entry.get("body").text_or_none(),
                entry.get("period").text_or_none(),
            )
            for entry in node["roles"]
        ),
        place=node.get("place").text_or_none(),
    )


def _mention(node: Node, text: str, entities: set[str]) -> Mention:
    start, end = node.span(len(text))
    surface, entity = node["surface"].text(), node["entity"].text()
    if text[start:end] != surface:
        raise node["surface"].wrong("what stands at start–end of the text")
    if entity not in entities:
        raise node["entity"].wrong("the id of an entity of the record")
    return Mention(
        start=start,
        end=end,
        surface=surface,
        kind=node["kind"].choice(EntityKind),
        entity=entity,
        page=node["page"].whole(),
        boxes=tuple(_box(entry) for entry in node["boxes"]),
        role=node["role"].text_or_none(),
        score=node["score"].number(),
    )


def _box(node: Node) -> Box:
    sides = [side.number() for side in node]
    if len(sides) != 4:
        raise node.wrong("a box of four numbers")
    return Box(*sides)
