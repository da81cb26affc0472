"""Which text no statistic has seen, so that colleagues can measure on it.

The corpora hold one paragraph a line, documents one after another without a border between them, so
blocks of forty lines stand for documents. One block in twenty is set aside, by a hash of the file's
name and the block's number.

    for block in held_out(Path(os.environ["SAKSDOC_DATA"]), "nn"):
        print(block.source, len(block.text.split()))

The machine-translated Nynorsk is never set aside: it says nothing of real text.
"""

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK_LINES = 40
ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Block:
    """Forty paragraphs of one source that stay out of training; ``text`` has one a line."""

    source: str
    language: str
    number: int
    text: str


def corpora(data: Path) -> list[Path]:
    """The corpus files in a fixed order."""
    return sorted((data / "corpora").glob("*.txt.xz"))


def language_of(path: Path) -> str:
    """``nb`` or ``nn``, from the file's name."""
    return path.name.removesuffix(".txt.xz").rsplit(".", 1)[1]


def is_held_out(source: str, line: int) -> bool:
    """Whether a line (0-based) of a source is out of all statistics."""
    if ".mt." in source:
        return False
    return zlib.crc32(f"{source}:{line // BLOCK_LINES}".encode()) % ONE_IN == 0


def held_out(data: Path, language: str) -> Iterator[Block]:
    """The blocks of a language that no model has seen."""
    for path in corpora(data):
        if language_of(path) != language or ".mt." in path.name:
            continue
        lines: list[str] = []
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                if is_held_out(path.name, number):
                    lines.append(line.rstrip("\n"))
                if lines and number % BLOCK_LINES == BLOCK_LINES - 1:
                    yield Block(path.name, language, number // BLOCK_LINES, "\n".join(lines))
                    lines = []
        if lines:
            yield Block(path.name, language, -1, "\n".join(lines))
