"""Running heads and feet, headings, cases, sections, metadata."""

from saksdoc.segment.composing import compose, furniture, page_spans
from saksdoc.segment.structure import sections_of_text, segment

__all__ = ["compose", "furniture", "page_spans", "sections_of_text", "segment"]
