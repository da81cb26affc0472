"""Worker processes under watch: a document that hangs or eats memory costs itself only."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from saksdoc.batch.worker import Done, Failed, Message, Ready, Room, Step, Task, serve
from saksdoc.errors import MissingRequirement

_MEGABYTE = 1024 * 1024
_WATCH_SECONDS = 0.25
_START_SECONDS = 300.0
_IDLE = 3
_WORKER_MEGABYTES, _PAGE_MEGABYTES = 400, 200
"""What a worker holds at most without a page, and with each page at work and its Tesseract."""

#: One process a document is faster than many threads that wait for each other; read when the
#: libraries are loaded, so it must stand before a worker starts.
_ONE_THREAD = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take.

    ``memory``: megabytes resident, of the worker and what it started. ``page_seconds``: processor
    seconds for one page, so that a busy machine does not make a good page fail; the steps over the
    whole document get this and a second for every ten pages. A page that does not even use the
    processor is stopped after three times as long by the clock.
    """

    memory: int = 1400
    page_seconds: float = 50.0


@dataclass(frozen=True, slots=True)
class Result:
    """How one document ended, and how long it took."""

    task: Task
    outcome: Done | Failed
    seconds: float


Listener = Callable[[Task, Step], None]


class _Worker:
    """One process and what it is doing."""

    def __init__(self, limits: Limits, registers: tuple[Path, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe()
        # Twice the limit and the models' maps: the watch acts first, this one stops a leap.
        space = (2 * limits.memory + 4096) * _MEGABYTE
        self.process = context.Process(
            target=serve, args=(far, os.getpid(), space, registers), daemon=True
        )
        self.process.start()
        far.close()
        self.limits = limits
        self.task: Task | None = None
        self.ready = False
        self.begun = self.step_begun = time.monotonic()
        self.step = Step(0, 0)
        self.spent = 0.0
        self.room = 1

    def give(self, task: Task) -> None:
        self.task = task
        self.begun = time.monotonic()
        self.room = 1
        self.take_step(Step(0, 0))
        self.connection.send(task)

    def make_room(self, pages: int) -> None:
        """Let its document have so many pages at work, or as many as the memory allows."""
        room = max(1, min(pages, (self.limits.memory - _WORKER_MEGABYTES) // _PAGE_MEGABYTES))
        if room != self.room:
            self.room = room
            with contextlib.suppress(OSError):  # it has died, which is heard elsewhere
                self.connection.send(Room(room))

    def take_step(self, step: Step) -> None:
        self.step = step
        self.step_begun = time.monotonic()
        self.spent = usage(self.process.pid or 0).seconds

    def excess(self) -> str | None:
        """What limit is passed, in words; None while all is well."""
        if not self.ready:
            return None
        allowed = self.limits.page_seconds
        if self.step.page == 0:
            allowed += self.step.pages / 10
        place = f" on page {self.step.page}" if self.step.page else ""
        used = usage(self.process.pid or 0)
        idle = time.monotonic() - self.step_begun > _IDLE * allowed
        if idle or used.seconds - self.spent > allowed:
            return f"took more than {allowed:.0f} s{place} and was stopped"
        if used.memory > self.limits.memory * _MEGABYTE:
            return f"took more than {self.limits.memory} MB of memory{place} and was stopped"
        return None

    def late(self) -> bool:
        return not self.ready and time.monotonic() - self.begun > _START_SECONDS

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self.process.pid and os.getpgid(self.process.pid) == self.process.pid:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()

    def close(self) -> None:
        """Let an idle worker end by itself."""
        self.connection.close()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Supervisor:
    """Shares tasks out to workers and yields a result for each, in the order they end."""

    def __init__(
        self, workers: int, limits: Limits, listener: Listener, registers: tuple[Path, ...] = ()
    ) -> None:
        self._count = workers
        self._registers = registers
        self._limits = limits
        self._listener = listener
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def run(self, tasks: Iterable[Task], finish: Callable[[Result], None]) -> None:
        """Clean every task; ``finish`` is called once for each.

        Raises:
            MissingRequirement: A model is not here, or workers cannot start.
        """
        waiting = deque(tasks)
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        try:
            while waiting or any(worker.task for worker in self._workers):
                self._fill(waiting)
                for worker in list(self._workers):
                    if worker.ready and worker.task is None and waiting:
                        worker.give(waiting.popleft())
                if not waiting:
                    self._share_out()
                self._listen(finish)
                self._watch(finish)
        except BaseException:
            for worker in self._workers:
                worker.kill()
            raise
        for worker in self._workers:
            worker.close() if worker.ready else worker.kill()

    def _fill(self, waiting: deque[Task]) -> None:
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self._count, busy + len(waiting)):
            self._workers.append(_Worker(self._limits, self._registers))

    def _share_out(self) -> None:
        """Nothing waits any more: the documents still at work get the room of idle workers."""
        busy = [worker for worker in self._workers if worker.task is not None]
        for number, worker in enumerate(busy):
            share, more = divmod(self._count, len(busy))
            worker.make_room(share + (number < more))

    def _listen(self, finish: Callable[[Result], None]) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), timeout=_WATCH_SECONDS):
            assert isinstance(connection, Connection)
            worker = by_connection[connection]
            try:
                message: Message = connection.recv()
            except (EOFError, OSError):
                self._bury(worker, "the worker process died (a crash in a parser)", finish)
                continue
            self._hear(worker, message, finish)

    def _hear(self, worker: _Worker, message: Message, finish: Callable[[Result], None]) -> None:
        match message:
            case Ready():
                worker.ready = True
                self._failed_starts = 0
            case Step():
                worker.take_step(message)
                if worker.task:
                    self._listener(worker.task, message)
            case Done() | Failed():
                self._end(worker, message, finish)
            case MissingRequirement():
                raise message

    def _watch(self, finish: Callable[[Result], None]) -> None:
        for worker in list(self._workers):
            if worker.late():
                self._bury(worker, "the worker did not start", finish)
            elif worker.task is not None and (excess := worker.excess()):
                self._bury(worker, excess, finish)

    def _bury(self, worker: _Worker, reason: str, finish: Callable[[Result], None]) -> None:
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= 3:
                raise MissingRequirement(
                    "the workers cannot start", advice="run 'saksdoc doctor' to see what is missing"
                )
        place = f" on page {worker.step.page}" if worker.step.page and "page" not in reason else ""
        if worker.task is not None:
            self._end(worker, Failed(reason + place), finish)
        worker.kill()
        self._workers.remove(worker)

    def _end(
        self, worker: _Worker, outcome: Done | Failed, finish: Callable[[Result], None]
    ) -> None:
        task, worker.task = worker.task, None
        if task is not None:
            finish(Result(task, outcome, time.monotonic() - worker.begun))


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process and its children hold and have used: bytes resident, processor seconds."""

    memory: int = 0
    seconds: float = 0.0


def usage(pid: int) -> Usage:
    """Ask Linux about a process and its children, ended ones too; zero where it cannot tell."""
    memory, seconds = 0, 0.0
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()
        # From the third field on (proc(5)): utime, stime, cutime, cstime are 14–17, rss is 24.
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        memory += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        for tasks in Path(f"/proc/{pid}/task").iterdir():
            for child in (tasks / "children").read_text("ascii").split():
                below = usage(int(child))
                memory, seconds = memory + below.memory, seconds + below.seconds
    return Usage(memory, seconds)
