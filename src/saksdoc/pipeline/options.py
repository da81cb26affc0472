"""What a reading is asked for, and what is told of a page before it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from saksdoc.model import Damage
from saksdoc.recognise import OcrMode

OnPage = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a document.

    ``register``: clean names the repair may trust, e.g. those of an archive. ``threads``: pages
    recognised at the same time; ``room``, where given, says so instead, and is asked before each
    page. ``on_page`` is called with (page, pages) as each page begins, ``on_whole`` with the number
    of pages when all are recognised and the work on the whole document begins.
    """

    ocr: OcrMode = "auto"
    password: str | None = None
    register: tuple[str, ...] = ()
    threads: int = 1
    on_page: OnPage | None = field(default=None, compare=False)
    on_whole: Callable[[int], None] | None = field(default=None, compare=False)
    room: Callable[[], int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PageReport:
    """What one page is, and what ``clean`` would do with it and why; ``damage`` 0–1."""

    number: int
    verdict: str
    reasons: tuple[str, ...]
    origin: str
    damage: float
    classes: tuple[Damage, ...] = ()
