"""Lay what was read over what was set: word by word, then letter by letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class Page:
    """A rendered page: ``truth`` and ``read`` are single strings with single spaces; ``lines`` is
    what was read with its lines.
    """

    name: str
    language: str
    quality: str
    truth: str
    read: str
    lines: str

    def places(self) -> list[int]:
        """For each offset of ``lines`` that of ``read``."""
        found, at = [], 0
        for number, part in enumerate(re.split(r"(\s+)", self.lines)):
            if number % 2:
                inside = 0 < at < len(self.read)
                found += [at] * len(part)
                at += inside
            else:
                found += range(at, at + len(part))
                at += len(part)
        return [*found, at]


def pages(folder: Path, reader: str = "eng") -> Iterator[Page]:
    """The rendered pages of a folder that a reader has read, in order."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if reader in record:
            truth = " ".join(" ".join(record["truth"]).split())
            yield Page(path.stem, record["language"], record["quality"], truth,
                       " ".join(record[reader].split()), record[reader])  # fmt: skip


def chunks(truth: str, read: str) -> Iterator[tuple[str, str]]:
    """Pairs of (set, read) between spaces that stand in both; together they are the whole page."""
    start_truth = start_read = 0
    for op in Levenshtein.opcodes(truth, read):
        if op.tag != "equal":
            continue
        for offset in range(op.src_end - op.src_start):
            if truth[op.src_start + offset] == " ":
                at_truth, at_read = op.src_start + offset, op.dest_start + offset
                yield truth[start_truth:at_truth], read[start_read:at_read]
                start_truth, start_read = at_truth + 1, at_read + 1
    yield truth[start_truth:], read[start_read:]


def confusions(truth: str, read: str) -> Iterable[tuple[str, str]]:
    """The (set, read) letter groups that differ in a chunk; a bare gain takes a neighbour."""
    found: list[tuple[str, str]] = []
    pending: tuple[int, int, int, int] | None = None
    for op in [*Levenshtein.opcodes(truth, read), None]:
        if op is not None and op.tag != "equal":
            span = (op.src_start, op.src_end, op.dest_start, op.dest_end)
            pending = (pending[0], span[1], pending[2], span[3]) if pending else span
        elif pending is not None:
            found.append(_with_neighbour(truth, read, pending))
            pending = None
    return found


def _with_neighbour(truth: str, read: str, span: tuple[int, int, int, int]) -> tuple[str, str]:
    t0, t1, r0, r1 = span
    if t0 == t1 or r0 == r1:
        if t0 > 0 and r0 > 0 and truth[t0 - 1] == read[r0 - 1]:
            t0, r0 = t0 - 1, r0 - 1
        elif t1 < len(truth) and r1 < len(read) and truth[t1] == read[r1]:
            t1, r1 = t1 + 1, r1 + 1
    return truth[t0:t1], read[r0:r1]
