"""Where each word of the clean text stands on its page.

The reader gives boxes for the words as read; repair then joins, splits and rewrites them. Here the
words of the clean text (what stands between white space) are laid back on the boxes, so that the
searchable PDF and ALTO hold the clean words where their ink is:

- a word that came of one word as read takes its box;
- a word joined of several (``t i l``, or over a line break) takes the boxes of its first line;
- words split out of one (``møteden``) share its box by their number of letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saksdoc.model import Box, CleanText, LineRole, TextLine, Transcript, Word, union

_TOKEN = re.compile(r"\S+")
_SNAP = 0.6
"""Letters: a share of a word smaller than this is a rounding of proportions, not a share."""
_SLIVER = 0.5
"""Points: the width given to a word that repair put in where none was read."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the clean text, ``text == clean[start:end]``, and its box on the page.

    ``raw`` are the words as read that it came of; ``tail`` the box of its second half where it
    runs on in the next line of the page; ``confidence`` the lowest of its words', None where none
    has one.
    """

    text: str
    start: int
    end: int
    box: Box
    raw: tuple[str, ...]
    tail: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """The words of one line on one page, in the order of the text."""

    page: int
    block: int
    role: LineRole
    words: tuple[PlacedWord, ...]


@dataclass(frozen=True, slots=True)
class _RawWord:
    start: int
    end: int
    line: int
    page: int
    word: Word
    box: Box


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    first: int
    last: int


def place(transcript: Transcript, clean: CleanText) -> tuple[PlacedLine, ...]:
    """The lines of all pages that have boxes, in the order of the text."""
    raw = _raw_words(transcript)
    words: dict[int, list[PlacedWord]] = {}
    if not raw:
        return ()
    starts = [word.start for word in raw]
    last_line = raw[0].line
    for tokens in _components(_tokens(clean, starts, [word.end for word in raw])):
        first, last = tokens[0].first, max(token.last for token in tokens)
        if first == last:
            before = words.get(last_line, [])
            words[last_line] = before + _inserted(tokens, before)
            continue
        for line, word in _share(tokens, raw[first:last]):
            words.setdefault(line, []).append(word)
            last_line = line
    return tuple(
        PlacedLine(line.page, line.block, line.role, tuple(words[index]))
        for index, line in enumerate(transcript.lines)
        if words.get(index)
    )


def page_order(lines: Sequence[PlacedLine], page: int) -> tuple[PlacedLine, ...]:
    """The lines of one page as a reader meets them: heads, running text, then the rest."""
    own = [line for line in lines if line.page == page]
    return tuple(sorted(own, key=lambda line: _RANK.get(line.role, 1)))


_RANK = {LineRole.HEAD: 0, LineRole.MARGIN: 2, LineRole.FOOT: 3, LineRole.PAGE_NUMBER: 4}


def _raw_words(transcript: Transcript) -> list[_RawWord]:
    return [
        _RawWord(start, start + len(word.text), index, line.page, word, word.box)
        for index, line in enumerate(transcript.lines)
        for start, word in _words(line)
        if word.box is not None and word.text
    ]


def _words(line: TextLine) -> Iterator[tuple[int, Word]]:
    return zip(line.starts, line.words, strict=True)


def _tokens(clean: CleanText, starts: Sequence[int], ends: Sequence[int]) -> Iterator[_Token]:
    for match in _TOKEN.finditer(clean.text):
        raw_start, raw_end = clean.to_raw(match.start(), match.end())
        first = bisect_right(ends, raw_start)
        last = max(first, bisect_left(starts, raw_end))
        yield _Token(match.start(), match.end(), match.group(), first, last)


def _components(tokens: Iterator[_Token]) -> Iterator[list[_Token]]:
    """Tokens that share a word as read go together."""
    group: list[_Token] = []
    reach = -1
    for token in tokens:
        shares = group and token.first < reach and token.last > token.first
        if group and not shares:
            yield group
            group = []
            reach = -1
        group.append(token)
        reach = max(reach, token.last)
    if group:
        yield group


def _inserted(tokens: Sequence[_Token], before: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Words without ink stand as slivers after the word before them."""
    if not before:
        return []
    at = before[-1].box
    box = Box(at.x1, at.top, at.x1 + _SLIVER, at.bottom)
    return [PlacedWord(t.text, t.start, t.end, box, ()) for t in tokens]


def _share(tokens: Sequence[_Token], raw: Sequence[_RawWord]) -> Iterator[tuple[int, PlacedWord]]:
    """Lay tokens on words as read: one on one where the numbers agree, else by letters."""
    if len(tokens) == len(raw):
        for token, word in zip(tokens, raw, strict=True):
            yield word.line, _placed(token, [(word, word.box)])
        return
    letters = sum(len(token.text) for token in tokens)
    lengths = [max(1, word.end - word.start) for word in raw]
    scale = sum(lengths) / letters
    done = 0
    for token in tokens:
        begin, end = done * scale, (done + len(token.text)) * scale
        done += len(token.text)
        parts = _parts(raw, lengths, begin, end)
        yield parts[0][0].line, _placed(token, parts)


def _parts(
    raw: Sequence[_RawWord], lengths: Sequence[int], begin: float, end: float
) -> list[tuple[_RawWord, Box]]:
    """The (parts of) words that letters ``begin``–``end`` of all words fall on."""
    found: list[tuple[_RawWord, Box]] = []
    widest = (-1.0, 0)
    offset = 0.0
    for index, (word, length) in enumerate(zip(raw, lengths, strict=True)):
        low, high = max(0.0, begin - offset), min(float(length), end - offset)
        widest = max(widest, (high - low, -index))
        if high - low >= min(_SNAP, length):
            low = 0.0 if low < _SNAP else low
            high = float(length) if length - high < _SNAP else high
            step = word.box.width / length
            x0 = word.box.x0
            part = Box(x0 + low * step, word.box.top, x0 + high * step, word.box.bottom)
            found.append((word, part))
        offset += length
    if not found:
        word = raw[-widest[1]]
        found.append((word, word.box))
    return found


def _placed(token: _Token, parts: Sequence[tuple[_RawWord, Box]]) -> PlacedWord:
    first = parts[0][0]
    own = union([box for word, box in parts if word.line == first.line])
    tail = [box for word, box in parts if word.line == first.line + 1 and word.page == first.page]
    confidences = [w.word.confidence for w, _ in parts if w.word.confidence is not None]
    return PlacedWord(
        token.text,
        token.start,
        token.end,
        own,
        tuple(word.word.text for word, _ in parts),
        union(tail) if tail else None,
        min(confidences, default=None),
    )
