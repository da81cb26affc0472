"""Clean text that no model has seen, read as the confusion model says an English-only engine reads.

Rendered pages have the real thing and little of each word; here is much of it and only what
``channel.json`` knows. Each block of paragraphs has a taste of its own for ``ø``, as a page has.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align import Page

if TYPE_CHECKING:
    from heldout import Block as HeldOut

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "norwegian"))

FAR = ("lovdata", "libreoffice", "bokmalsordboka")
"""Sources far from case papers: laws, software, the examples of a dictionary."""
STRENGTH = 3.0
"""Letters that a block's taste for ``ø`` weighs as much as."""
LONE = ("4a&", (52, 41, 4))


@dataclass(frozen=True)
class Block:
    """A block: its true text, and what was read, both split at single blanks."""

    name: str
    language: str
    truth: tuple[str, ...]
    read: tuple[str, ...]

    def page(self) -> Page:
        """The block as a page."""
        lines = " ".join(self.read)
        truth = " ".join(" ".join(self.truth).split())
        return Page(self.name, self.language, "lot", truth, " ".join(lines.split()), lines)


def blocks(data: Path, language: str, words: int, part: str) -> Iterator[Block]:
    """About so many words of the ``even`` held-out blocks (to fit) or the ``odd`` ones (to test)."""
    rng = random.Random(1)
    table = _table()
    for block in _taken(data, language, words, part):
        reader = _reader(table, rng)
        truth = tuple(block.text.split(" "))
        read = tuple(_read(word, reader, rng) for word in truth)
        yield Block(f"{block.source}-{block.number}", language, truth, read)


def _taken(data: Path, language: str, words: int, part: str) -> Iterator[HeldOut]:
    """Held-out blocks of a part, until there are so many words."""
    from heldout import held_out

    taken = 0
    for block in held_out(data, language):
        if (block.number % 2 == 0) != (part == "even") or block.source.startswith(FAR):
            continue
        if taken >= words:
            return
        taken += len(block.text.split())
        yield block


_Table = dict[str, list[tuple[str, float]]]


OLD_MARKS = "t i l . t i l . t i l ."
"""What tells the survey that a block is of the 1990s; it stays as it is."""
OLD = tuple(
    (pair.split(":")[0], pair.split(":")[1])
    for pair in str.split(
        "n:h h:n l:t t:l i:j i:l l:i e:c c:e g:q g:y m:rn rn:m ri:n n:u u:n o:u u:o å:A å:a ø:Ø "
        "mm:nm mm:aa t:r t:i li:h b:h h:b s:5 l:1 v:y r:t k:h rr:r ll:l tt:t ss:s i: e: r: n: t:"
    )
)
"""``true:read`` shapes seen in documents of the 1990s that kept their letters, listed by hand, the
last ones dropped letters; all alike, since too few are seen to count."""
OLD_WORDS = 0.03
"""Share of words that one of them is put into."""


def old_blocks(data: Path, language: str, words: int, part: str) -> Iterator[Block]:
    """The same text as an engine of the 1990s might read it that has the Norwegian letters."""
    rng = random.Random(2)
    for block in _taken(data, language, words, part):
        truth = tuple(f"{OLD_MARKS} {block.text}".split())
        read = tuple(_old(word, rng) for word in truth)
        yield Block(f"{block.source}-{block.number}", language, truth, read)


def _old(word: str, rng: random.Random) -> str:
    """A word, perhaps with one misread shape."""
    if len(word) < 3 or rng.random() >= OLD_WORDS:
        return word
    true, written = rng.choice(OLD)
    places = [at for at in range(len(word)) if word.startswith(true, at)]
    if not places:
        return word
    at = rng.choice(places)
    return word[:at] + written + word[at + len(true) :]


def _table() -> _Table:
    stored = json.loads((Path(__file__).parent / "channel.json").read_text("utf-8"))
    rates: dict[str, Counter[str]] = defaultdict(Counter)
    for quality in "ABC":
        for true, written, rate, _ in stored["eng"][quality]:
            if len(true) == 1 and true in "æøåÆØÅ" and " " not in written:
                rates[true][written] += rate
    return {true: sorted(row.items()) for true, row in rates.items()}


def _reader(table: _Table, rng: random.Random) -> _Table:
    """A block's own rates of ``ø``: a draw from a Dirichlet."""
    own = [(written, rng.gammavariate(STRENGTH * rate, 1.0)) for written, rate in table["ø"]]
    return {**table, "ø": own}


def _read(word: str, table: _Table, rng: random.Random) -> str:
    if word.strip(".,;:") == "å":
        return word.replace("å", rng.choices(*LONE)[0])
    return "".join(rng.choices(*zip(*table[c], strict=True))[0] if c in table else c for c in word)
