"""``text.md``: the clean text for people to read and for tools to take on.

Headings become headings, the lines of a paragraph flow together, list items stay apart, table rows
stay rows. Page furniture is left out; it stays in ``text.txt`` and the record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from saksdoc.model import CaseDocument, LineRole

_ITEM = re.compile(
    r"\s*(?P<mark>[-–—•*▪◦·o]|\(?\d{1,3}[.)]|\(?[a-zæøå][.)])\s+(?=\S)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d{1,3}\.$")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_LINE_START = re.compile(r"^([#+=~-])")
_DEEPEST = 6
_SHORTEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class _Heading:
    """``after``: where the text goes on, past the colon that ends the heading in print."""

    start: int
    end: int
    after: int
    depth: int


def markdown_of(document: CaseDocument) -> str:
    """The running text as Markdown (CommonMark); ends with a line break."""
    parts: list[str] = []
    title = document.metadata.title
    headings = _headings(document)
    titled = any(
        document.text[h.start : h.end].split() == (title or "").split() for h in headings[:1]
    )
    if title and not titled:
        parts.append(f"# {_escape(title)}")
    marks = sorted(
        [(heading.start, 1, heading) for heading in headings]
        + [(case.start, 0, case) for case in document.cases],
        key=lambda mark: mark[:2],
    )
    tables = _table_lines(document)
    body_end = _body_end(document)
    done = 0
    for start, _, mark in marks:
        if start < done:
            continue
        parts += _blocks(document.text, done, start, tables)
        if isinstance(mark, _Heading):
            heading = " ".join(document.text[mark.start : mark.end].split())
            parts.append(f"{'#' * mark.depth} {_escape(heading)}")
            done = mark.after
        else:
            numbers = " / ".join(number.number for number in mark.numbers)
            label = " – ".join(part for part in (numbers, mark.title) if part)
            parts.append(f"## Sak {_escape(label)}".rstrip())
            done = start
    parts += _blocks(document.text, done, body_end, tables)
    return "\n\n".join(_without_echo(parts)) + "\n"


def _without_echo(parts: list[str]) -> list[str]:
    """A title that the paper itself prints under the heading made of it is not said twice."""
    kept: list[str] = []
    heading = ""
    for part in parts:
        if part.startswith("#"):
            heading = part
        elif heading and heading.endswith(part) and len(part) > _SHORTEST_TITLE:
            continue
        else:
            heading = ""
        kept.append(part)
    return kept


def _headings(document: CaseDocument) -> list[_Heading]:
    extra = 2 if document.cases else 1
    return [
        _Heading(
            s.heading_start,
            s.heading_end,
            _after_colon(document.text, s.heading_end),
            min(_DEEPEST, s.level + extra),
        )
        for s in sorted(document.structure.sections, key=lambda s: s.heading_start)
        if s.heading_end > s.heading_start
    ]


def _after_colon(text: str, end: int) -> int:
    return end + 1 if text.startswith(":", end) else end


def _body_end(document: CaseDocument) -> int:
    return document.clean.to_clean(0, document.transcript.body_end)[1]


def _table_lines(document: CaseDocument) -> tuple[list[int], list[bool]]:
    lines = document.transcript.lines
    starts = [document.clean.to_clean(line.start, line.start)[0] for line in lines]
    return starts, [line.role is LineRole.TABLE for line in lines]


def _blocks(text: str, start: int, end: int, tables: tuple[list[int], list[bool]]) -> list[str]:
    """The paragraphs, lists and tables of a stretch, each as one string."""
    starts, is_table = tables
    blocks: list[list[str]] = [[]]
    kinds: list[str] = [""]
    for offset, line in _lines(text, start, end):
        at = bisect_right(starts, offset) - 1
        kind = "table" if 0 <= at < len(is_table) and is_table[at] else "text"
        if not line.strip():
            blocks.append([])
            kinds.append("")
            continue
        item = kind == "text" and _ITEM.match(line)
        if kind != kinds[-1] and blocks[-1]:
            blocks.append([])
            kinds.append("")
        kinds[-1] = kind
        if item:
            blocks[-1].append(_item(line, item))
        elif kind == "table" or not blocks[-1]:
            blocks[-1].append(_escape(" ".join(line.split())))
        else:
            blocks[-1][-1] += " " + _escape(" ".join(line.split()), start=False)
    return [_joined(block, kind) for block, kind in zip(blocks, kinds, strict=True) if block]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    offset = start
    for line in text[start:end].split("\n"):
        yield offset, line
        offset += len(line) + 1


def _item(line: str, match: re.Match[str]) -> str:
    mark = match["mark"]
    rest = _escape(" ".join(line[match.end() :].split()))
    if _NUMBERED.match(mark):
        return f"{mark} {rest}"
    if any(char.isalnum() for char in mark) and mark != "o":
        return f"- {mark} {rest}"  # CommonMark has no lettered lists
    return f"- {rest}"


def _joined(block: list[str], kind: str) -> str:
    if kind == "table":
        return "  \n".join(block)
    lines: list[str] = []
    for line in block:
        listed = line.startswith("- ") or _NUMBERED.match(line.partition(" ")[0])
        if lines and listed and not lines[-1].startswith(("- ", *"0123456789")):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _escape(text: str, *, start: bool = True) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(r"\\\1", escaped) if start else escaped
