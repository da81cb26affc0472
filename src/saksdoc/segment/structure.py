"""What a document is made of: cases, sections, metadata."""

from __future__ import annotations

from saksdoc.model import CleanText, Section, Structure, Transcript


def segment(transcript: Transcript, clean: CleanText) -> Structure:
    """The cases, sections and metadata of a document."""
    return Structure()


def sections_of_text(text: str) -> tuple[Section, ...]:
    """The sections of a plain text."""
    return ()
