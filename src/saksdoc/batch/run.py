"""The batch: plan what is to be done, do it, and say how it went."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from saksdoc.batch.inputs import Input
from saksdoc.batch.ledger import Entry, Ledger, Outcome
from saksdoc.batch.progress import Progress
from saksdoc.batch.supervise import Limits, Result, Supervisor
from saksdoc.batch.worker import Done, Failed, Step, Task
from saksdoc.errors import SaksdocError, UsageError
from saksdoc.pipeline import ReadOptions, WriteOptions, abandoned, current_versions, recorded_source

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How to clean many documents. ``force`` does again what is done already; ``registers`` are
    files of bodies of one's own (TOML).
    """

    out: Path
    jobs: int = 1
    force: bool = False
    reading: ReadOptions = field(default_factory=ReadOptions)
    writing: WriteOptions = field(default_factory=WriteOptions)
    limits: Limits = field(default_factory=Limits)
    registers: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How a batch went; see ``clean --json`` in the contract."""

    cleaned: int = 0
    skipped: int = 0
    failed: int = 0
    pages: int = 0
    seconds: float = 0.0
    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """An input with what is known before it is cleaned; ``done`` where nothing is to be done."""

    item: Input
    sha256: str | None
    size: int
    done: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do."""

    todo: tuple[Planned, ...]
    done: tuple[Planned, ...]
    broken: tuple[Planned, ...]


def plan(inputs: Sequence[Input], options: BatchOptions) -> Plan:
    """Sort inputs into those to clean, those done and unchanged, and those that cannot be opened.

    Changes nothing.
    """
    ledger = Ledger(options.out)
    versions = _versions(options)
    planned = [_look(item, ledger, versions, options) for item in inputs]
    return Plan(
        todo=tuple(p for p in planned if not p.done and p.problem is None),
        done=tuple(p for p in planned if p.done),
        broken=tuple(p for p in planned if p.problem is not None),
    )


def run(inputs: Sequence[Input], options: BatchOptions, progress: Progress) -> Summary:
    """Clean the inputs into ``options.out``; resumes what an earlier run left.

    Raises:
        OutputError: The ledger cannot be written.
        UsageError: The output folder cannot be made or written, or another run is at work in it.
        MissingRequirement: A model is not here, or workers cannot start.
    """
    begun = time.monotonic()
    _make_folder(options.out)
    with _alone(options.out):
        for left in abandoned(options.out):
            shutil.rmtree(left, ignore_errors=True)
        work = _Work(inputs, options, progress)
        try:
            work.do()
        finally:
            with contextlib.suppress(SaksdocError):
                work.ledger.settle(item.name for item in inputs)
    return replace(work.summary, seconds=round(time.monotonic() - begun, 3))


class _Work:
    """One run: the plan, the ledger, and the summary as it grows."""

    def __init__(self, inputs: Sequence[Input], options: BatchOptions, progress: Progress) -> None:
        self.options = options
        self.progress = progress
        self.versions = _versions(options)
        self.plan = plan(inputs, options)
        self.ledger = Ledger(options.out)
        self.summary = Summary()
        self._planned = {planned.item.name: planned for planned in self.plan.todo}

    def do(self) -> None:
        with self.ledger:
            for planned in self.plan.done:
                self._skip(planned)
            for planned in self.plan.broken:
                self._fail(planned, planned.problem or "", 0.0)
            reading = self.options.reading
            writing = replace(self.options.writing, mark=self.versions["options"])
            # The largest first: at the end no worker is left alone with a long document.
            tasks = [
                Task(p.item.path, p.item.name, self.options.out / p.item.name, reading, writing)
                for p in sorted(self.plan.todo, key=lambda planned: -planned.size)
            ]  # fmt: skip
            Supervisor(
                self.options.jobs, self.options.limits, self._step, self.options.registers
            ).run(tasks, self._finish)

    def _step(self, task: Task, step: Step) -> None:
        if step.page:
            self.progress.page()

    def _finish(self, result: Result) -> None:
        planned = self._planned[result.task.name]
        match result.outcome:
            case Failed(reason=reason):
                self._tidy(result.task.folder)
                self._fail(planned, reason, result.seconds)
            case Done() as done:
                self._succeed(planned, done, result.seconds)

    def _succeed(self, planned: Planned, done: Done, seconds: float) -> None:
        name = planned.item.name
        entry = Entry(
            name, done.sha256, Outcome.OK, None, round(seconds, 3), self.versions, done.pages
        )
        self.ledger.add(entry)
        warnings = tuple(Failure(name, warning) for warning in done.warnings)
        self.summary = replace(
            self.summary,
            cleaned=self.summary.cleaned + 1,
            pages=self.summary.pages + done.pages,
            warnings=self.summary.warnings + warnings,
        )
        self.progress.document(name, planned.size, None)

    def _fail(self, planned: Planned, reason: str, seconds: float) -> None:
        name = planned.item.name
        entry = Entry(
            name, planned.sha256, Outcome.FAILED, reason, round(seconds, 3), self.versions
        )
        self.ledger.add(entry)
        failures = (*self.summary.failures, Failure(name, reason))
        self.summary = replace(self.summary, failed=self.summary.failed + 1, failures=failures)
        self.progress.document(name, planned.size, reason)

    def _skip(self, planned: Planned) -> None:
        name = planned.item.name
        before = self.ledger.entries.get(name)
        pages = before.pages if before else 0
        self.ledger.add(
            Entry(name, planned.sha256, Outcome.UNCHANGED, None, 0.0, self.versions, pages)
        )
        self.summary = replace(self.summary, skipped=self.summary.skipped + 1)
        self.progress.skipped(planned.size)

    def _tidy(self, folder: Path) -> None:
        """Remove what a killed worker left beside the document's folder."""
        for left in abandoned(folder.parent, folder.name):
            shutil.rmtree(left, ignore_errors=True)


def _look(item: Input, ledger: Ledger, versions: dict[str, str], options: BatchOptions) -> Planned:
    if item.problem is not None:
        return Planned(item, None, 0, done=False, problem=item.problem)
    try:
        sha256, size = _digest(item.path)
    except OSError as error:
        return Planned(item, None, 0, done=False, problem=_cannot_open(error))
    done = not options.force and _is_done(item, sha256, ledger, versions, options.out)
    return Planned(item, sha256, size, done)


def _is_done(item: Input, sha256: str, ledger: Ledger, versions: dict[str, str], out: Path) -> bool:
    """Whether the folder in place was made from this very file by these very versions.

    The record itself is asked, too: a run that died between moving the folder into place and
    writing the ledger has lost nothing.
    """
    entry = ledger.entries.get(item.name)
    record = out / item.name / "record.json"
    if entry is not None and entry.done:
        return entry.sha256 == sha256 and entry.versions == versions and record.is_file()
    return recorded_source(record, versions) == sha256


def _versions(options: BatchOptions) -> dict[str, str]:
    """All that decides what a result looks like: versions, and a digest of the options."""
    chosen = json.dumps(
        {
            "ocr": str(options.reading.ocr),
            "pdf": options.writing.pdf,
            "pdfa": options.writing.pdfa,
            "alto": options.writing.alto,
            "register": options.reading.register,
            "registers": [_digest(path)[0] for path in options.registers],
        },
        sort_keys=True,
    )
    digest = hashlib.sha256(chosen.encode()).hexdigest()[:12]
    return {**current_versions(), "options": digest}


def _digest(path: Path) -> tuple[str, int]:
    """SHA-256 and size; only of regular files, since a pipe or a device may never end."""
    if not path.is_file():
        if path.exists():
            raise OSError(0, "not a regular file")
        path.stat()
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _cannot_open(error: OSError) -> str:
    advice = {
        "Permission denied": "give yourself permission to read it",
        "Too many levels of symbolic links": "the link leads back to itself; remove it",
        "No such file or directory": "it is a link to a file that is gone, or was just removed",
    }.get(error.strerror or "", "see whether it can be opened at all")
    return f"cannot be opened ({(error.strerror or str(error)).lower()}); {advice}"


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"the output folder cannot be made ({error.strerror})",
            where=out,
            advice="choose another with --out",
        ) from error


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the output folder for one run; the lock goes with the process, however it ends."""
    try:
        handle = os.open(out / ".saksdoc.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise UsageError(
            f"the output folder cannot be written ({error.strerror})",
            where=out,
            advice="check its permissions and the room on the disk, or choose another with --out",
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(
            "another run is at work in this folder", where=out, advice="wait until it has ended"
        ) from error
    else:
        yield
    finally:
        os.close(handle)
