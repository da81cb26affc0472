"""Loaded once: the shipped lists and register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saksdoc.identify import Identifier, NameLists
from saksdoc.model import (
    CleanText,
    Entity,
    EntityKind,
    LineRole,
    Mention,
    Origin,
    ReadPage,
    SourceInfo,
    Structure,
    TextLine,
    Transcript,
    Verdict,
    Word,
)

Names = Callable[..., list[str]]


@pytest.fixture(scope="session")
def lists() -> NameLists:
    return NameLists.load()


@pytest.fixture(scope="session")
def identifier() -> Identifier:
    return Identifier.load()


def plain(text: str) -> Transcript:
    """A one-page transcript of plain text."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n")):
        words, starts, at = [], [], 0
        for word in line.split():
            at = line.index(word, at)
            words.append(Word(word))
            starts.append(start + at)
            at += len(word)
        end = start + len(line)
        lines.append(TextLine(start, end, 1, number, LineRole.BODY, tuple(words), tuple(starts)))
        start = end + 1
    page = ReadPage(1, 595, 842, Origin.PLAIN_TEXT, Verdict.USE)
    source = SourceInfo("prove.txt", "0" * 64, "text/plain", 1)
    return Transcript(source, text, tuple(lines), (page,), len(text))


def named(identifier: Identifier, text: str) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    return identifier.identify(plain(text), CleanText.unchanged(text), Structure())


@pytest.fixture(scope="session")
def people(identifier: Identifier) -> Names:
    return lambda text: [e.name for e in named(identifier, text)[1] if e.kind is EntityKind.PERSON]


@pytest.fixture(scope="session")
def bodies(identifier: Identifier) -> Names:
    return lambda text: [e.name for e in named(identifier, text)[1] if e.kind is EntityKind.BODY]
