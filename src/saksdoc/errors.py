"""Every way saksdoc can fail, in words a person can act on.

An error carries what failed, where (a path, a page), what to do next, and the exit code the
command line ends with. Errors of other libraries are wrapped at the door that called them, so
that a caller needs to know this module only.
"""

from __future__ import annotations

import os
from enum import IntEnum
from pathlib import Path, PurePath


def readable(path: PurePath | str) -> str:
    r"""A path as text that can be printed and kept, whatever its bytes are.

    Linux hands over a name that is no UTF-8 as lone surrogates, which no file takes. Old archives
    are full of names in Windows-1252, so that is what such a part of the path is read as.

    >>> readable("m\udcf8te/møte.pdf")
    'møte/møte.pdf'
    """
    return "/".join(_readable_part(part) for part in str(path).split("/"))


def _readable_part(part: str) -> str:
    if part.isprintable():
        return part
    try:
        raw = os.fsencode(part)
    except UnicodeEncodeError:  # half a character that no file system gave
        return part.encode("utf-8", "replace").decode()
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


class ExitCode(IntEnum):
    """How the command line ends (CONTRACT: 0 well, 1 some failed, 2 usage, 3 missing)."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    MISSING = 3


class SaksdocError(Exception):
    """The root of all errors of saksdoc.

    Args:
        what: What failed, one clause without a full stop.
        where: The file, page or option concerned, where there is one.
        advice: What to do next, one clause.

    >>> str(SaksdocError("cannot open", where="a.pdf", advice="check that the file is a PDF"))
    'a.pdf: cannot open; check that the file is a PDF'
    """

    exit_code: ExitCode = ExitCode.SOME_FAILED

    def __init__(self, what: str, *, where: str | Path | None = None, advice: str = "") -> None:
        self.what = what
        self.where = None if where is None else readable(where)
        self.advice = advice
        super().__init__(what)

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join((f"{line}; {self.advice}" if self.advice else line).split())

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole."""
        return (_rebuild, (type(self), self.what, self.where, self.advice))


def _rebuild(kind: type[SaksdocError], what: str, where: str | None, advice: str) -> SaksdocError:
    return kind(what, where=where, advice=advice)


class InputError(SaksdocError):
    """A document that cannot be read: not a PDF, empty, truncated, no permission."""


class UnsupportedInput(InputError):
    """A file of a kind saksdoc does not read."""


class PasswordNeeded(InputError):
    """An encrypted document whose password is not known."""


class PageError(InputError):
    """One page that cannot be read; the rest of the document can."""


class LimitExceeded(InputError):
    """A document that took more time or memory than it may."""


class OutputError(SaksdocError):
    """A result that cannot be written: full disk, no permission."""


class RecordError(SaksdocError):
    """A record.json that is not one, or of a schema that this version does not know."""


class ArchiveError(SaksdocError):
    """A search archive that is missing, locked or not one: all that a search needs."""

    exit_code = ExitCode.MISSING


class SectionMissing(SaksdocError, KeyError):
    """A document that has no section of the kind asked for; a ``KeyError``, too."""


class ChangeMismatch(SaksdocError, ValueError):
    """Changes that do not fit the text they are made in; a ``ValueError``, too."""


class UsageError(SaksdocError):
    """A call that cannot be meant: an unknown section kind, a date that is none."""

    exit_code = ExitCode.USAGE


class MissingRequirement(SaksdocError):
    """Something the whole job needs is not here: Tesseract, a language, a model."""

    exit_code = ExitCode.MISSING
