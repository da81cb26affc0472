"""Words of a text layer into lines.

The order in which a PDF draws its words is a good hint and no more: tables and forms jump, OCR
layers lean. So runs of words that follow each other in the file are kept (that holds on leaning
pages, where a baseline alone would not), parted at wide gaps, and runs on one baseline that stand
close are joined. The reading order of the lines is not decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from saksdoc.model import Line, LineRole, Word
from saksdoc.reading.raw import DESCENT, RawWord

WIDE_GAP = 2.5
"""Ems between two words from which they are taken for two columns or cells: justified lines seldom
stretch a space beyond one em; a tab after a list mark is about 1.5."""

MARK_GAP = 4.0
"""The same after a short first word (a list mark, a number), which tabs part from its text."""

SAME_LINE = 0.35
"""Ems by which baselines of one line may differ where two runs meet."""

MOST = 2 / 3
"""Share of the characters that must run another way before the page is taken to lie on its side:
a short upright page may have a long stamp up its margin."""

SHELF = 16.0
"""Points of a shelf on which runs are looked up by baseline, so that 10,000 runs stay quick."""


@dataclass(slots=True)
class _Run:
    words: list[RawWord] = field(default_factory=list)

    @property
    def first(self) -> RawWord:
        return self.words[0]

    @property
    def last(self) -> RawWord:
        return self.words[-1]

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)


def main_turn(words: Sequence[RawWord]) -> int:
    """The turn, degrees clockwise, by which nearly all the text comes to stand upright; else 0."""
    turns = Counter({0: 0})
    for word in words:
        turns[word.turn] += len(word.text)
    turn, most = turns.most_common(1)[0]
    return turn if most > MOST * turns.total() else 0


def lines_of(words: Sequence[RawWord], turn: int = 0) -> tuple[Line, ...]:
    """Lines from top to bottom, words from left to right, blocks numbered.

    That is, on the page turned by ``turn`` degrees clockwise; the boxes are those of the page as
    shown. Words that run another way are lines of their own with the role MARGIN, last.
    """
    runs = _joined(_runs([_held(word, turn) for word in words if word.turn == turn]))
    runs.sort(key=lambda run: (round(run.first.baseline, 1), run.first.box.x0))
    lines: list[Line] = []
    block = 0
    previous: _Run | None = None
    for run in runs:
        if previous is not None and _parted(previous, run):
            block += 1
        lines.append(_line(run.words, block, turn))
        previous = run
    for aside in _asides([word for word in words if word.turn != turn]):
        block += 1
        lines.append(replace(_line(aside, block), role=LineRole.MARGIN))
    return tuple(lines)


def _held(word: RawWord, turn: int) -> RawWord:
    """A word on the page turned for reading."""
    if not turn:
        return word
    box = word.box.turned(turn)
    return replace(word, box=box, baseline=box.bottom - DESCENT * box.height)


def _line(words: Sequence[RawWord], block: int, turn: int = 0) -> Line:
    return Line(
        tuple(
            Word(word.text, word.box.turned(-turn), round(word.size, 2), word.bold, word.italic)
            for word in words
        ),
        block,
    )


def _runs(words: Sequence[RawWord]) -> list[_Run]:
    runs: list[_Run] = []
    for word in words:
        if runs and not word.fresh and _follows(runs[-1], word):
            runs[-1].words.append(word)
        else:
            runs.append(_Run([word]))
    return runs


def _asides(words: Sequence[RawWord]) -> list[list[RawWord]]:
    """Words that run across the text, as the file has them."""
    asides: list[list[RawWord]] = []
    for word in words:
        if asides and not word.fresh and asides[-1][-1].turn == word.turn:
            asides[-1].append(word)
        else:
            asides.append([word])
    return asides


def _follows(run: _Run, word: RawWord) -> bool:
    """Whether a word stands to the right of a run, on its line, within a gap."""
    last = run.last
    size = max(min(last.size, word.size), 1.0)
    if word.box.x0 < last.box.x0 or abs(word.baseline - last.baseline) > size:
        return False
    if word.box.top > last.box.bottom or word.box.bottom < last.box.top:
        return False
    return word.box.x0 - last.box.x1 <= _gap(run) * size


def _gap(run: _Run) -> float:
    mark = len(run.words) == 1 and len(run.first.text) <= 4
    return MARK_GAP if mark else WIDE_GAP


def _joined(runs: list[_Run]) -> list[_Run]:
    """Runs that go on where another ends or fill its gaps, on the same baseline, made one."""
    done: list[_Run] = []
    shelves: dict[int, list[_Run]] = {}
    for run in sorted(runs, key=lambda run: run.first.box.x0):
        shelf = int(run.first.baseline // SHELF)
        around = (shelf - 1, shelf, shelf + 1)
        near = (other for number in around for other in shelves.get(number, ()))
        before = [(other, at) for other in near if (at := _place(other, run)) is not None]
        if before:
            line, at = max(before, key=lambda found: found[0].words[found[1] - 1].box.x1)
            shelves[int(line.last.baseline // SHELF)].remove(line)
            line.words[at:at] = run.words
            run = line
        else:
            done.append(run)
        shelves.setdefault(int(run.last.baseline // SHELF), []).append(run)
    return done


def _place(run: _Run, other: _Run) -> int | None:
    """Where among a run's words another that begins no further left goes on or fills a gap (a form
    filled in); None where it belongs to another line or column.
    """
    first = other.first
    at = bisect_right(run.words, first.box.x0, key=lambda word: word.box.x0)
    before = run.words[at - 1]
    size = max(min(before.size, first.size), 1.0)
    gap = first.box.x0 - before.box.x1
    room = at == len(run.words) or run.words[at].box.x0 - other.last.box.x1 >= -0.3 * size
    level = abs(first.baseline - before.baseline) <= SAME_LINE * size
    return at if room and level and -0.3 * size <= gap <= _gap(run) * size else None


def _parted(above: _Run, below: _Run) -> bool:
    """Whether two lines that follow each other belong to different blocks."""
    size = max(above.first.size, below.first.size, 1.0)
    apart = below.first.baseline - above.first.baseline > 1.75 * size
    beside = below.first.box.x0 > above.last.box.x1 or below.last.box.x1 < above.first.box.x0
    sizes = min(above.first.size, below.first.size) < 0.85 * size
    return apart or beside or sizes
