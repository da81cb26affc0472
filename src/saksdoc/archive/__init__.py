"""The search archive: built from `clean` output, searched by words, names, sections and dates.

One SQLite file (FTS5); the standard library only opens it, and no model is loaded to search it.
"""

from __future__ import annotations

from saksdoc.archive.filtering import Filters
from saksdoc.archive.indexing import IndexReport, Trouble, index
from saksdoc.archive.naming import (
    ArchiveName,
    Joined,
    merge,
    names,
    register,
    split,
    suggestions,
    why,
)
from saksdoc.archive.searching import Hit, search
from saksdoc.archive.suggesting import suggest

__all__ = [
    "ArchiveName",
    "Filters",
    "Hit",
    "IndexReport",
    "Joined",
    "Trouble",
    "index",
    "merge",
    "names",
    "register",
    "search",
    "split",
    "suggest",
    "suggestions",
    "why",
]
