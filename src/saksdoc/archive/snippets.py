"""The lines shown under a hit: the stretch that holds most of what was asked, words marked."""

from __future__ import annotations

from dataclasses import dataclass

from saksdoc.archive.queries import Term
from saksdoc.archive.words import Token, tokens

_WIDTH = 240
"""Code points of a snippet, about three lines on a terminal."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """``text`` with ``<mark>``; ``start``/``end`` from the first to the last marked word."""

    text: str
    start: int
    end: int


class Marker:
    """Knows which words of a passage answer a question."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._terms = terms

    def marked(self, words: list[Token]) -> list[Token]:
        """The words to mark, in order."""
        found: set[int] = set()
        for term in self._terms:
            count = len(term.words)
            hits = [
                at
                for at in range(len(words) - count + 1)
                if all(self._same(term, number, words[at + number]) for number in range(count))
            ]
            if not hits and count == 1 and not term.quoted:
                hits = [at for at, word in enumerate(words) if _inside(term.words[0], word)]
            found |= {at + number for at in hits for number in range(count)}
        return [words[at] for at in sorted(found)]

    @staticmethod
    def _same(term: Term, number: int, word: Token) -> bool:
        asked = term.words[number]
        last = number == len(term.words) - 1
        if term.beginning and last and word.folded.startswith(asked.folded):
            return True
        return word.stem == asked.stem


def _inside(asked: Token, word: Token) -> bool:
    """Whether ``word`` is a compound that ends with what was asked."""
    return (
        len(asked.stem) >= 3
        and len(word.stem) >= len(asked.stem) + 3
        and (word.stem.endswith(asked.stem))
    )


def snippet(text: str, marker: Marker) -> Snippet:
    """Cut the best stretch out of a passage; its beginning, where no word is marked."""
    words = tokens(text)
    marked = marker.marked(words)
    if not marked:
        end = _cut(text, min(len(text), _WIDTH), words)
        return Snippet(_joined(text, 0, end, []), 0, end)
    first, count = _densest(marked)
    shown = marked[first : first + count]
    spare = max(0, _WIDTH - (shown[-1].end - shown[0].start))
    start = max(0, shown[0].start - spare // 2)
    start = next((w.start for w in words if w.start >= start), 0) if start else 0
    end = _cut(text, min(len(text), max(start + _WIDTH, shown[-1].end)), words)
    inside = [word for word in marked if start <= word.start and word.end <= end]
    return Snippet(_joined(text, start, end, inside), inside[0].start, inside[-1].end)


def _densest(marked: list[Token]) -> tuple[int, int]:
    """(index, count) of the run of marked words that fits and has most different stems."""
    best, size, kinds = 0, 1, 0
    for first in range(len(marked)):
        last = first
        while last + 1 < len(marked) and (marked[last + 1].end - marked[first].start <= _WIDTH):
            last += 1
        run = marked[first : last + 1]
        different = len({word.stem for word in run})
        if different > kinds:
            best, size, kinds = first, len(run), different
    return best, size


def _cut(text: str, end: int, words: list[Token]) -> int:
    """``end`` moved so that it cuts no word."""
    if end >= len(text):
        return len(text)
    return next((word.start for word in words if word.start < end < word.end), end) or end


def _joined(text: str, start: int, end: int, marked: list[Token]) -> str:
    pieces = ["…"] if start > 0 else []
    done = start
    for word in marked:
        pieces += [text[done : word.start], "<mark>", text[word.start : word.end], "</mark>"]
        done = word.end
    pieces.append(text[done:end])
    if end < len(text):
        pieces.append("…")
    return " ".join("".join(pieces).split())
