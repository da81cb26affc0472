"""The ledger: one JSON line for every input, in ``DIR/ledger.jsonl``.

While a batch runs, lines are appended and flushed to the disk one by one, so that a machine that
loses power loses at most the line being written; a torn last line is ignored. At the end the
ledger is rewritten beside and moved into place with one line an input.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO

from saksdoc.errors import OutputError


class Outcome(StrEnum):
    """What became of an input."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger.

    ``versions`` names everything that made the result (saksdoc, models, options), so that a
    result made by anything else is made anew.
    """

    path: str
    sha256: str | None
    outcome: Outcome
    reason: str | None
    seconds: float
    versions: dict[str, str]
    pages: int = 0

    @property
    def done(self) -> bool:
        """Whether there is a result."""
        return self.outcome is not Outcome.FAILED


class Ledger:
    """The ledger of one output folder; a context manager that keeps the file open."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ledger.jsonl"
        self.entries: dict[str, Entry] = {entry.path: entry for entry in _load(self.path)}
        self._stream: IO[str] | None = None

    def __enter__(self) -> Ledger:
        """Raises OutputError where the file cannot be written."""
        try:
            self._stream = self.path.open("a", encoding="utf-8")
            if self.path.stat().st_size and not _ends_with_newline(self.path):
                self._stream.write("\n")
        except OSError as error:
            raise self._unwritten(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            # What could not be written was told when it was added; closing tries it again.
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None

    def add(self, entry: Entry) -> None:
        """Append a line and see it safely on the disk.

        Raises:
            OutputError: It cannot be written.
        """
        if self._stream is None:
            raise ValueError("the ledger is not open")
        try:
            self._stream.write(_line(entry))
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise self._unwritten(error) from error
        self.entries[entry.path] = entry

    def _unwritten(self, error: OSError) -> OutputError:
        return OutputError(
            f"the ledger cannot be written ({error.strerror})",
            where=self.path,
            advice="make room or check the permissions, then run the same command again",
        )

    def settle(self, names: Iterable[str]) -> None:
        """Rewrite the file with one line an input: these names first, then what else was there.

        Raises:
            OutputError: It cannot be written.
        """
        order = [*names]
        known = set(order)
        order += [name for name in self.entries if name not in known]
        beside = self.path.with_name(f".{self.path.name}.part")
        try:
            with beside.open("w", encoding="utf-8") as stream:
                stream.writelines(_line(self.entries[n]) for n in order if n in self.entries)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self.path)
        except OSError as error:
            raise OutputError(
                f"the ledger cannot be rewritten ({error.strerror})", where=self.path
            ) from error


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def _load(path: Path) -> list[Entry]:
    if not path.is_file():
        return []
    entries = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            values = json.loads(line)
            values["outcome"] = Outcome(values["outcome"])
            entries.append(Entry(**values))
        except (ValueError, TypeError, KeyError):  # a line torn by a crash
            continue
    return entries


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"
