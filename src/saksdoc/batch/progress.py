"""How far the work is: a bar on a terminal, plain lines everywhere else."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Protocol, TextIO

_LINE_EVERY = 10.0
"""Seconds between two plain lines; a night's log stays below a few thousand."""


class Progress(Protocol):
    """What a batch tells of its way. ``size`` is in bytes of input."""

    def page(self) -> None:
        """A page begins."""

    def document(self, name: str, size: int, trouble: str | None) -> None:
        """A document has ended; ``trouble`` says why it failed."""

    def skipped(self, size: int) -> None:
        """A document was done before."""


class Reporter:
    """Pages a second, time left, and failures by name, on ``stream``; a context manager.

    Time left is estimated from the share that is done, of the documents and of their bytes: texts
    are small and quick, scans large and slow, and one alone misleads while few are done.
    """

    def __init__(self, stream: TextIO, documents: int, size: int, quiet: bool = False) -> None:
        self._stream = stream
        self._documents = documents
        self._size = max(size, 1)
        self._done = self._bytes = self._pages = 0
        self._begun = self._spoken = time.monotonic()
        self._bar = None if quiet or not stream.isatty() else _Bar(stream, documents)
        self._quiet = quiet

    def __enter__(self) -> Reporter:
        if self._bar:
            self._bar.start()
        elif not self._quiet:
            self._say(f"{self._documents} document{'' if self._documents == 1 else 's'} to look at")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def page(self) -> None:
        """A page begins."""
        self._pages += 1
        self._show()

    def document(self, name: str, size: int, trouble: str | None) -> None:
        """A document has ended."""
        self._done += 1
        self._bytes += size
        if trouble is not None:
            self._say(f"failed: {name}: {trouble}")
        self._show()

    def skipped(self, size: int) -> None:
        """A document was done before: it is no part of the work, nor of the time that is left."""
        self._documents -= 1
        self._size = max(self._size - size, 1)

    def _show(self) -> None:
        if self._bar:
            self._bar.update(self._done, self._documents, self._status())
        elif not self._quiet and time.monotonic() - self._spoken > _LINE_EVERY:
            self._spoken = time.monotonic()
            self._say(f"{self._done} of {self._documents} documents, {self._status()}")

    def _status(self) -> str:
        elapsed = max(time.monotonic() - self._begun, 1e-6)
        speed = f"{self._pages / elapsed:.1f} pages/s"
        done = (self._bytes / self._size + self._done / max(self._documents, 1)) / 2
        if not 0 < done < 1:
            return speed
        left = elapsed * (1 - done) / done
        return f"{speed}, {_duration(left)} left"

    def _say(self, line: str) -> None:
        line = " ".join(line.split())  # a file name may hold a line break
        if self._bar:
            self._bar.say(line)
        else:
            print(line, file=self._stream, flush=True)


class _Bar:
    """rich's progress bar, loaded only on a terminal."""

    def __init__(self, stream: TextIO, documents: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._progress = RichProgress(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"),
            console=Console(file=stream), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=documents)

    def start(self) -> None:
        self._progress.start()

    def stop(self) -> None:
        self._progress.stop()

    def update(self, done: int, total: int, status: str) -> None:
        self._progress.update(self._task, completed=done, total=total, description=status)

    def say(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
