"""What runs in a worker process: one document after the other, models loaded once.

A worker tells its parent of every step, so that the parent knows which page hangs; it dies with
its parent; and it leads its own process group, so that what it started (Tesseract) dies with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import signal
import threading
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from saksdoc.errors import MissingRequirement, SaksdocError
from saksdoc.pipeline import Engine, ReadOptions, WriteOptions
from saksdoc.writing import write_folder

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
COLLECTED = (20_000, 20, 20)
"""Objects made, and younger rounds done, before the next look for cycles. Python's own numbers
(700, 10, 10) cost the repair of a page a twelfth of its time."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to clean: its file, its name, and the folder its output becomes."""

    path: Path
    name: str
    folder: Path
    reading: ReadOptions
    writing: WriteOptions


@dataclass(frozen=True, slots=True)
class Room:
    """So many pages of the document at work may be read at a time."""

    pages: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step begins: a page (``page`` of ``pages``), or the rest of the work (page 0)."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Done:
    """The document's folder is in place."""

    sha256: str
    pages: int
    versions: dict[str, str]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The document could not be cleaned, and why, in one line."""

    reason: str
    sha256: str | None = None


Message = Ready | Step | Done | Failed | MissingRequirement
"""``MissingRequirement``: the models cannot be loaded, and the worker has ended."""


def serve(connection: Connection, parent: int, memory: int, registers: tuple[Path, ...]) -> None:
    """Clean what comes through ``connection`` until it is closed.

    ``parent`` is the parent's process id; ``memory`` the address space allowed, bytes;
    ``registers`` the user's own bodies.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    engine = _loaded(registers)
    if isinstance(engine, MissingRequirement):
        connection.send(engine)
        return
    _settle()
    connection.send(Ready())
    while True:
        try:
            task: Task | Room = connection.recv()
        except EOFError:
            return
        if isinstance(task, Task):  # a room may come too late
            connection.send(_clean(engine, task, _Talk(connection)))


class _Talk:
    """What a worker and its parent tell each other while a document is at work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()  # pages begin in several threads
        self._room = 1

    def step(self, page: int, pages: int) -> None:
        with self._lock:
            self._connection.send(Step(page, pages))

    def room(self) -> int:
        """How many pages may be at work, as the parent said last."""
        with contextlib.suppress(EOFError, OSError):
            while self._connection.poll():
                told = self._connection.recv()
                self._room = told.pages if isinstance(told, Room) else self._room
        return self._room


def _loaded(registers: tuple[Path, ...]) -> Engine | MissingRequirement:
    """The models, or why they cannot be had, so that the parent can tell it once and in words."""
    try:
        return Engine.load(registers).for_many()
    except MissingRequirement as error:
        return error
    except Exception as error:
        # A file cut short fails in whatever library reads it.
        _reraise_for_debugging()
        return MissingRequirement(
            f"the models cannot be loaded ({type(error).__name__}: {_short(error)})",
            advice="run 'saksdoc doctor' to see which is damaged",
        )


def _settle() -> None:
    """Leave the models, which live as long as the process, out of what is looked through for
    cycles, and look seldomer: what the stages make are tuples, which hardly ever form any.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def _clean(engine: Engine, task: Task, talk: _Talk) -> Done | Failed:
    try:
        reading = replace(
            task.reading, on_page=talk.step, on_whole=lambda pages: talk.step(0, pages),
            room=talk.room,
        )  # fmt: skip
        document = engine.read(task.path, reading, name=task.name)
        talk.step(0, document.source.pages)
        options = replace(task.writing, original=task.path)
        written = write_folder(document, task.folder, options)
        return Done(
            document.source.sha256,
            document.source.pages,
            {"saksdoc": document.versions.saksdoc, **dict(document.versions.models)},
            (*document.warnings, *written.warnings),
        )
    except SaksdocError as error:
        _reraise_for_debugging()
        return Failed(_without_path(error))
    except MemoryError:
        return Failed("took more memory than a document may (see --memory); try it alone")
    except RecursionError:
        return Failed("is nested too deeply to be read; try to print it to a new PDF")
    except Exception as error:
        # The last net: one document's surprise must not end the night's work.
        _reraise_for_debugging()
        kind = type(error).__name__
        return Failed(f"an unexpected {kind} stopped the work ({_short(error)}); please report it")


def _without_path(error: SaksdocError) -> str:
    """The message without the file, which the ledger's line names anyway."""
    parts = (error.what, error.advice)
    return " ".join("; ".join(part for part in parts if part).split())


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


def _reraise_for_debugging() -> None:
    if os.environ.get("SAKSDOC_DEBUG"):
        import traceback

        traceback.print_exc()


def _die_with(parent: int) -> None:
    """Ask Linux to end this process when its parent ends, however that ends."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return  # not Linux: the closed connection ends the worker after its document
    if os.getppid() != parent:
        os._exit(1)
