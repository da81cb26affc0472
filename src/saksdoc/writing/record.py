"""``record.json``: everything that is known of a document, as CONTRACT promises it.

The keys and their meanings are the promise (``schema.json`` beside this module spells it out);
``loading`` reads them back. A list has one entry a line, so that two records can be compared with
``diff`` and a person can find a repair by eye.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from saksdoc.model import CaseDocument, Change, Entity, Mention, Section

SCHEMA = "saksdoc/1"


def record_of(
    document: CaseDocument, warnings: Iterable[str] = (), mark: str | None = None
) -> dict[str, Any]:
    """The record as JSON values; ``warnings`` are added to the document's own."""
    structure = document.structure
    return {
        "schema": SCHEMA,
        "saksdoc": document.versions.saksdoc,
        "models": dict(document.versions.models),
        "options": mark,
        "source": {
            "path": document.source.path,
            "sha256": document.source.sha256,
            "media_type": document.source.media_type,
            "pages": document.source.pages,
        },
        "language": document.language,
        "languages": {share.language: round(share.share, 4) for share in document.languages},
        "metadata": _metadata(document),
        "warnings": [*document.warnings, *warnings],
        "pages": [_page(document, index) for index in range(len(document.pages))],
        "cases": [_case(document, index) for index in range(len(structure.cases))],
        "sections": [_section(section) for section in structure.sections],
        "entities": [_entity(entity) for entity in document.entities],
        "mentions": [_mention(mention) for mention in document.mentions],
        "furniture": [
            {"start": f.start, "end": f.end, "page": f.page, "role": f.role.value}
            for f in document.furniture
        ],
        "identity_numbers": [{"start": n.start, "end": n.end} for n in structure.identity_numbers],
        "damage": _damage(document),
        "repairs": [repair_of(change) for change in document.clean.changes],
        "text": document.text,
        "raw_text": document.raw_text,
    }


def repair_of(change: Change) -> dict[str, Any]:
    """One repair as it stands in ``repairs`` and on a line of ``changes.jsonl``."""
    return {
        "start": change.start,
        "end": change.end,
        "raw_start": change.raw_start,
        "raw_end": change.raw_end,
        "before": change.before,
        "after": change.after,
        "cause": change.cause,
        "confidence": round(change.confidence, 4),
        "applied": change.applied,
        "alternatives": [
            {"text": other.text, "confidence": round(other.confidence, 4)}
            for other in change.alternatives
        ],
    }


def dump_record(record: dict[str, Any]) -> str:
    """JSON with one top-level key a line and one list entry a line."""
    parts = []
    for key, value in record.items():
        if isinstance(value, list) and value:
            body = "[\n  " + ",\n  ".join(_compact(entry) for entry in value) + "\n ]"
        else:
            body = _compact(value)
        parts.append(f" {_compact(key)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def dump_changes(changes: Iterable[Change]) -> str:
    """``changes.jsonl``: a repair a line, applied or only suggested."""
    return "".join(_compact(repair_of(change)) + "\n" for change in changes)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _metadata(document: CaseDocument) -> dict[str, Any]:
    metadata = document.metadata
    return {
        "title": metadata.title,
        "sensitivity": metadata.sensitivity,
        "dates": [
            {"date": d.date, "of": d.of, "start": d.start, "end": d.end} for d in metadata.dates
        ],
        "case_number": metadata.case_number,
        "archive_number": metadata.archive_number,
        "body": metadata.body,
        "meeting_date": metadata.meeting_date,
        "case_officer": metadata.case_officer,
    }


def _page(document: CaseDocument, index: int) -> dict[str, Any]:
    page = document.pages[index]
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "origin": page.origin.value,
        "verdict": page.verdict.value,
        "reasons": list(page.reasons),
        "start": page.start,
        "end": page.end,
        "damage": round(page.damage, 4),
        "rotation": page.rotation,
    }


def _case(document: CaseDocument, index: int) -> dict[str, Any]:
    case = document.cases[index]
    return {
        "numbers": [{"number": n.number, "body": n.body, "date": n.date} for n in case.numbers],
        "archive_number": case.archive_number,
        "archive_code": case.archive_code,
        "title": case.title,
        "case_officer": case.case_officer,
        "start": case.start,
        "end": case.end,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "kind": section.kind.value,
        "heading": section.heading,
        "level": section.level,
        "start": section.start,
        "end": section.end,
        "heading_start": section.heading_start,
        "heading_end": section.heading_end,
        "case": section.case,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "roles": [{"role": r.role, "body": r.body, "period": r.period} for r in entity.roles],
        "place": entity.place,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind.value,
        "entity": mention.entity,
        "page": mention.page,
        "boxes": [box.as_list() for box in mention.boxes],
        "role": mention.role,
        "score": round(mention.score, 4),
    }


def _damage(document: CaseDocument) -> list[dict[str, Any]]:
    return [
        {
            "start": damage.start,
            "end": damage.end,
            "score": round(damage.score, 4),
            "language": damage.language,
            "words": damage.words,
            "classes": [
                {"name": c.name, "share": round(c.share, 4), "count": c.count, "of": c.of}
                for c in damage.classes
            ],
        }
        for damage in document.clean.damage
    ]
