"""What was read, put in order: the raw text, and where each word of it stands on its page.

Offsets are 0-based, half-open, in Unicode code points of the raw text; boxes as in ``pages``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from saksdoc.model.pages import Box, LineRole, ReadPage, SourceInfo, Word, union


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A word with its place in the raw text and on its page."""

    start: int
    end: int
    page: int
    word: Word


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the raw text: ``raw[start:end]``, without its line break.

    ``starts[i]`` is the raw offset of ``words[i]``. Lines of plain text have words without boxes.
    """

    start: int
    end: int
    page: int
    block: int
    role: LineRole
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    @property
    def box(self) -> Box | None:
        """Around the line's words; None where no word has a box."""
        boxes = [word.box for word in self.words if word.box is not None]
        return union(boxes) if boxes else None

    @property
    def size(self) -> float | None:
        """The largest font size on the line, points."""
        return max((w.size for w in self.words if w.size is not None), default=None)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return bool(self.words) and all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The document as first read: one text, and the lines and pages behind it.

    The running text comes first, page furniture after it from ``body_end`` on. ``lines`` are in
    the order of the text, so their ``start`` ascends.
    """

    source: SourceInfo
    raw_text: str
    lines: tuple[TextLine, ...]
    pages: tuple[ReadPage, ...]
    body_end: int
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(line.start for line in self.lines))

    def words(self) -> Iterator[WordSpan]:
        """Every word in the order of the text."""
        for line in self.lines:
            for start, word in zip(line.starts, line.words, strict=True):
                yield WordSpan(start, start + len(word.text), line.page, word)

    def lines_in(self, raw_start: int, raw_end: int) -> tuple[TextLine, ...]:
        """The lines that ``raw[raw_start:raw_end]`` touches."""
        first = max(0, bisect_right(self._starts, raw_start) - 1)
        last = max(first + 1, bisect_left(self._starts, raw_end))
        return tuple(line for line in self.lines[first:last] if line.end >= raw_start)

    def boxes(self, raw_start: int, raw_end: int) -> tuple[tuple[int, Box], ...]:
        """Where a raw span stands: (page number, box around its words), one a line."""
        found = []
        for line in self.lines_in(raw_start, raw_end):
            boxes = [
                word.box
                for start, word in zip(line.starts, line.words, strict=True)
                if word.box and start < raw_end and raw_start < start + len(word.text)
            ]
            if boxes:
                found.append((line.page, union(boxes)))
        return tuple(found)

    def page_at(self, raw_offset: int) -> int:
        """The number of the page that a raw offset belongs to (1 where there is no line)."""
        if not self.lines:
            return self.pages[0].number if self.pages else 1
        return self.lines[max(0, bisect_right(self._starts, raw_offset) - 1)].page
