"""What reading images of text needs on this machine, and whether it is here."""

from __future__ import annotations

from dataclasses import dataclass

import pytesseract

#: Norwegian reads the page, English the words in question.
LANGUAGES = ("nor", "eng")
_INSTALL = "sudo apt-get install"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is needed; ``advice`` says how to get it."""

    name: str
    ok: bool
    found: str
    advice: str


def requirements() -> tuple[Requirement, ...]:
    """Tesseract and its languages; asks the installed program, which takes a moment."""
    try:
        version = str(pytesseract.get_tesseract_version()).split()[0]
        languages = frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        version, languages = "", frozenset()
    program = Requirement(
        "Tesseract", bool(version), version or "not installed", f"{_INSTALL} tesseract-ocr"
    )
    return (program, *(_language(name, name in languages) for name in LANGUAGES))


def _language(name: str, ok: bool) -> Requirement:
    found = "installed" if ok else "not installed"
    return Requirement(f"Tesseract language {name}", ok, found, f"{_INSTALL} tesseract-ocr-{name}")
