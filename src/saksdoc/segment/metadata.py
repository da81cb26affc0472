"""What a document says of itself: title, dates, body, meeting, sensitivity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from saksdoc.model import Case, CaseNumber, DatedFact, Metadata
from saksdoc.segment.agenda import Agenda
from saksdoc.segment.cases import CaseHead, archive_number
from saksdoc.segment.casetable import NUMBER, find_meeting
from saksdoc.segment.dates import find_dates, first_date
from saksdoc.segment.labels import Label, labelled
from saksdoc.segment.rows import Row
from saksdoc.segment.title import KIND_OF_PAPER
from saksdoc.segment.wording import Wording

FRONT = 25
"""So many rows from the top (or up to the first case) the document speaks of itself."""
BEFORE = 40
"""So many characters before a date say what it is the date of."""

_EXEMPT = re.compile(
    r"\bu\W?n?n?(?:tatt|ateken?|teken?)\s+(?:fra\s+|frå\s+)?(?:off(?:entlig\w*|entleg\w*)?\b\.?|innsyn\w*)"
    r"(?:[\s,:;(\-–]*(?:jf\.?r?\.?|etter|i\s+h(?:en)?h(?:old)?\.?\s+til|med\s+heimel\s+i|"
    r"med\s+hjemmel\s+i)?\s*(?:off?\.?\s?l(?:\.|ova|oven)?|offentl[ie]g\w*|fvl\.?|forvaltnings?l\w*)?"
    r"[\s.,]*[§$]+\s*\d+\s?[a-zA-Z]?(?:[\s,.]*(?:jf\.?r?\.?\s*)?(?:fvl|forvl|forvaltnings?lov\w*|"
    r"offl|nr|ledd)?\.?\s*[§$]*\s*\d+(?:\.\d+)*)*)?",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\bf.{1,2}lsomhet\s*:?\s*\w+(?:\s*\(\w+\))?|\bgradering\s*:\s*\w+(?:\s*\(\w+\))?|"
    r"\b(?:strengt\s+)?fortrol[ie]g\b|\bikke offentlig\b|\bikkje offentleg\b|\bbegrenset innsyn\b",
    re.IGNORECASE,
)
_OF = (
    ("published", re.compile(r"publisert|kunngjort|lagt ut", re.IGNORECASE)),
    ("updated", re.compile(r"oppdatert|endra|endret|revidert", re.IGNORECASE)),
    ("meeting", re.compile(r"m.ted(?:ato|ag)|m.tet?\b.{0,12}$", re.IGNORECASE)),
    ("deadline", re.compile(r"\b\w*frist\w*|\binnen\b|\bsenest\b|\bseinast\b", re.IGNORECASE)),
    ("effective", re.compile(r"fra og med|frå og med|trer i kraft|gjelder fra|\bf\.?o\.?m", re.I)),
    ("decision", re.compile(r"vedtatt|vedtok|vedteke|vedtak", re.IGNORECASE)),
    ("received", re.compile(r"mottatt|motteke|mottok", re.IGNORECASE)),
    ("document", re.compile(r"\bdato\b|\bdatert|\bdat\.?$|brev (?:av|fra)\b", re.IGNORECASE)),
)
_PLACE_DATE = re.compile(
    r"^(?!\w+dag\b)[A-ZÆØÅÁ][\w\-]+(?:(?:\s[\w\-]+){0,2},|(?:\s[A-ZÆØÅÁ][\w\-]+)?)\s+(?:den\s+)?$"
)
_MINUTES = re.compile(
    r"^\W*(?:m.te)?(?:referat|protokoll|innkalling)\s+(?:fra|frå|til)\s+(?:m.te\s+)?(?:i\s+)?"
    r"(?P<body>[A-ZÆØÅ][^\d,]{3,60}?)(?:[\s,]+(?:den\s+)?\d.*)?$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"^(?:logo\b|side\b|bilde\b|til\b|fra\b|kopi\b)", re.IGNORECASE)


def find_metadata(
    rows: Sequence[Row],
    known: Sequence[Wording | None],
    cases: Sequence[Case],
    heads: Sequence[CaseHead],
    agenda: Agenda,
) -> Metadata:
    """What the front of the document, or its only case, says of the whole."""
    front = rows[: heads[0].first if heads else FRONT]
    stated = {v.label: v.value for row in reversed(front) for v in reversed(labelled(row.text))}
    only = cases[0] if len(cases) == 1 else None
    number = only.numbers[-1] if only and only.numbers else None
    of_meeting = find_meeting(front)
    body = stated.get(Label.BODY) or of_meeting[0] or (number.body if number else None)
    meeting = first_date(stated.get(Label.MEETING_DATE, "")) or of_meeting[1]
    minutes = next((m for row in front[:5] if (m := _MINUTES.match(row.text))), None)
    if minutes is not None:
        body = body or minutes["body"].strip()
        meeting = meeting or first_date(stated.get(Label.DATE, "")) or first_date(minutes.string)
    meeting = meeting or (number.date if number else None)
    archive = archive_number(stated.get(Label.ARCHIVE_NUMBER) or stated.get(Label.REFERENCE))
    return Metadata(
        title=_title(rows, known, only, heads),
        sensitivity=_sensitivity(rows, agenda),
        dates=tuple(_dates(rows)),
        case_number=number.number if number else None,
        archive_number=(only.archive_number if only else None) or archive,
        body=body,
        meeting_date=meeting,
        case_officer=(only.case_officer if only else None) or stated.get(Label.OFFICER),
    )


def fill_from_front(cases: Sequence[Case], metadata: Metadata) -> tuple[Case, ...]:
    """Numbers that say no body or date take those of the meeting the packet is from."""
    filled = []
    for case in cases:
        numbers = tuple(
            CaseNumber(n.number, metadata.body, metadata.meeting_date)
            if n.body is None and n.date is None else n
            for n in case.numbers
        )  # fmt: skip
        filled.append(replace(case, numbers=numbers))
    return tuple(filled)


def _title(
    rows: Sequence[Row],
    known: Sequence[Wording | None],
    only: Case | None,
    heads: Sequence[CaseHead],
) -> str | None:
    """The only case's title, else the kind of paper (``MØTEINNKALLING``), else the first line that
    stands as a title.
    """
    if only is not None and only.title:
        return only.title
    limit = heads[0].first if heads else FRONT
    for row in rows[: max(limit, 3)]:
        if KIND_OF_PAPER.match(row.text) and row.words <= 8 and not row.aside:
            return row.text.strip(" :")
    stated = (v.value for row in rows[:limit] for v in labelled(row.text) if v.label is Label.TITLE)
    named = next((value for value in stated if value), None)
    if named:
        return named
    return next((row.text.strip(" :") for at, row in enumerate(rows[:6])
                 if _stands_as_title(rows, known, at)), None)  # fmt: skip


def _stands_as_title(rows: Sequence[Row], known: Sequence[Wording | None], at: int) -> bool:
    row = rows[at]
    if known[at] is not None or any(w is not None for w in known[:at]):
        return False
    text = row.text
    fits = 3 < len(text) < 120 and row.words <= 16 and text[0].isupper() and not row.aside
    if not fits or text[-1] in ".,;" or _NO_TITLE.match(text) or labelled(text):
        return False
    after = rows[at + 1] if at + 1 < len(rows) else None
    larger = row.size > 1.1 or row.bold or row.is_caps
    if after is None:
        return larger
    return larger or after.gap > 0 or known[at + 1] is not None


def _sensitivity(rows: Sequence[Row], agenda: Agenda) -> str | None:
    for at, row in enumerate(rows):
        if agenda.first <= at < agenda.last:
            continue
        match = _MARKED.search(row.text) if len(row.text) < 80 else None
        match = match or (_EXEMPT.search(row.text) if len(row.text) < 160 else None)
        if match:
            return match.group().strip(" ,;:-–(")
    return None


def _dates(rows: Sequence[Row]) -> Iterator[DatedFact]:
    for row in rows:
        if not any(map(str.isdigit, row.text)):
            continue
        before = 0
        for found in find_dates(row.text):
            lead = row.text[max(before, found.start - BEFORE) : found.start]
            of = _of(lead, row.text, (found.start, found.end))
            before = found.end
            yield DatedFact(found.iso, of, row.start + found.start, row.start + found.end)


def _of(lead: str, line: str, where: tuple[int, int]) -> str:
    best = ("mentioned", -1)
    for name, pattern in _OF:
        for match in pattern.finditer(lead):
            if match.start() > best[1]:
                best = (name, match.start())
    start, end = where
    if best[1] < 0 and len(line) < 90 and NUMBER.match(line) and not line[end:].strip():
        return "meeting"
    if best[1] < 0 and _PLACE_DATE.match(line[:start]) and not line[end:].strip(" ."):
        return "document"
    return best[0]
