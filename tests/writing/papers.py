"""Documents made by hand, with invented places and people, for the tests of what is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from saksdoc.model import (
    Alternative,
    Box,
    Case,
    CaseDocument,
    CaseNumber,
    CleanText,
    DatedFact,
    Edit,
    Entity,
    EntityKind,
    Furniture,
    LanguageShare,
    LineRole,
    Mention,
    Metadata,
    Origin,
    PageRecord,
    ReadPage,
    Role,
    Section,
    SectionKind,
    SourceInfo,
    Structure,
    TextLine,
    Transcript,
    Verdict,
    Versions,
    Word,
)

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True)
class Row:
    """A line to lay on a page: its words stand at ``x`` and on, letters 6 points wide."""

    text: str
    page: int = 1
    block: int = 0
    role: LineRole = LineRole.BODY
    x: float = 72.0
    top: float | None = None


def transcript_of(rows: Sequence[Row], verdict: Verdict = Verdict.READ) -> Transcript:
    lines: list[TextLine] = []
    raw = ""
    body_end = None
    counts: dict[int, int] = {}
    for index, row in enumerate(rows):
        if body_end is None and row.role.is_furniture:
            body_end = len(raw)
        gap = "" if not raw else "\n" if rows[index - 1].block == row.block else "\n\n"
        raw += gap
        counts[row.page] = counts.get(row.page, 0) + 1
        top = 72.0 + 20 * counts[row.page] if row.top is None else row.top
        words, starts = [], []
        x, start = row.x, len(raw)
        for text in row.text.split(" "):
            box = Box(x, top, x + 6 * len(text), top + 10)
            words.append(Word(text, box, 12.0, confidence=0.9))
            starts.append(start)
            x, start = x + 6 * len(text) + 4, start + len(text) + 1
        begin = len(raw)
        raw += row.text
        lines.append(
            TextLine(begin, len(raw), row.page, row.block, row.role, tuple(words), tuple(starts))
        )
    numbers = sorted({row.page for row in rows}) or [1]
    pages = tuple(ReadPage(n, WIDTH, HEIGHT, Origin.OCR, verdict) for n in numbers)
    source = SourceInfo("innkomne/sak.pdf", "0" * 64, "application/pdf", len(pages))
    return Transcript(source, raw, tuple(lines), pages, len(raw) if body_end is None else body_end)


def repaired(transcript: Transcript, repairs: Iterable[tuple[str, str]]) -> CleanText:
    """Repairs by what stands in the raw text, each at its first place from the last one on."""
    edits, at = [], 0
    for before, after in repairs:
        at = transcript.raw_text.index(before, at)
        edits.append(Edit(at, at + len(before), after, "glyph", 0.97))
        at += len(before)
    return CleanText.unchanged(transcript.raw_text).edit(edits)


def document_of(transcript: Transcript, clean: CleanText) -> CaseDocument:
    pages = []
    for page in transcript.pages:
        own = [line for line in transcript.lines if line.page == page.number]
        body = [line for line in own if not line.role.is_furniture]
        span = (body[0].start, body[-1].end) if body else (0, 0)
        start, end = clean.to_clean(*span)
        record = PageRecord(
            page.number, page.width, page.height, page.origin, page.verdict, ("test",), start, end
        )
        pages.append(record)
    return CaseDocument(
        source=transcript.source,
        versions=Versions("0.0", (("norwegian", "abc"),)),
        language="nb",
        languages=(LanguageShare("nb", 1.0),),
        transcript=transcript,
        clean=clean,
        pages=tuple(pages),
        structure=Structure(),
    )


def case_paper() -> CaseDocument:
    """A case with headings, a list, a repaired word of each sort, furniture and two pages."""
    rows = [
        Row("Ny skole pa Tindvik", block=0),
        Row("Bakgrunn", block=1),
        Row("Kommunestyret i Nordvag kommune vedtok i ar at sam-", block=2),
        Row("arbeid er pakrevd.", block=2),
        Row("- t i l styret", block=3),
        Row("- til moteden", block=3),
        Row("Forslag til vedtak", page=2, block=4),
        Row("Tora Nesvold * legger [fram] saken.", page=2, block=5),
        Row("Side 1 av 2", role=LineRole.FOOT, block=6, top=800.0),
    ]
    transcript = transcript_of(rows)
    clean = repaired(
        transcript,
        [
            ("pa", "på"),
            ("Nordvag", "Nordvåg"),
            ("ar", "år"),
            ("sam-\narbeid er", "samarbeid\ner"),
            ("pakrevd", "påkrevd"),
            ("t i l", "til"),
            ("moteden", "møte den"),
        ],
    )
    suggested = Edit(
        clean.text.index("styret"), clean.text.index("styret") + 6, "styrt", "word", 0.2,
        applied=False, alternatives=(Alternative("stiret", 0.1),),
    )  # fmt: skip
    clean = clean.edit([suggested])
    return _understood(document_of(transcript, clean))


def _understood(document: CaseDocument) -> CaseDocument:
    text = document.text

    def at(part: str) -> tuple[int, int]:
        return text.index(part), text.index(part) + len(part)

    heads = at("Bakgrunn"), at("Forslag til vedtak")
    body_end = text.index("\n\nSide 1")
    case = Case(
        (CaseNumber("12/26", "Kommunestyret", "2026-03-05"),), "25/118", "Ny skole på Tindvik",
        "Tora Nesvold", 0, body_end,
    )  # fmt: skip
    one = Section(SectionKind.BACKGROUND, "Bakgrunn", 1, heads[0][1] + 1, heads[1][0], *heads[0], 0)
    two = Section(
        SectionKind.PROPOSAL, "Forslag til vedtak", 1, heads[1][1] + 1, body_end, *heads[1], 0
    )
    structure = Structure(
        sections=(one, two),
        cases=(case,),
        metadata=Metadata("Ny skole på Tindvik", None, (DatedFact("2026-03-05", "meeting", 0, 2),)),
    )  # fmt: skip
    person = at("Tora Nesvold")
    return replace(
        document,
        structure=structure,
        furniture=(Furniture(*at("Side 1 av 2"), 1, LineRole.FOOT),),
        entities=(
            Entity("p1", EntityKind.PERSON, "Tora Nesvold", ("Nesvold",), (Role("rektor"),)),
        ),
        mentions=(
            Mention(
                *person, "Tora Nesvold", EntityKind.PERSON, "p1", 2,
                tuple(box for _, box in document.boxes(*person)), None, 0.9,
            ),
        ),
    )  # fmt: skip
