"""What reading images of text needs on this machine, and whether it is here."""

from __future__ import annotations

from dataclasses import dataclass

import pytesseract

from saksdoc.recognise.options import RecogniseOptions

_INSTALL = "sudo apt-get install"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is needed; ``advice`` says how to get it."""

    name: str
    ok: bool
    found: str
    advice: str


def requirements() -> tuple[Requirement, ...]:
    """Tesseract and its language; asks the installed program, which takes a moment."""
    try:
        version = str(pytesseract.get_tesseract_version()).split()[0]
        languages = frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        version, languages = "", frozenset()
    program = Requirement(
        "Tesseract", bool(version), version or "not installed", f"{_INSTALL} tesseract-ocr"
    )
    language = RecogniseOptions().language
    return program, _language(language, language in languages)


def _language(name: str, ok: bool) -> Requirement:
    found = "installed" if ok else "not installed"
    return Requirement(f"Tesseract language {name}", ok, found, f"{_INSTALL} tesseract-ocr-{name}")
