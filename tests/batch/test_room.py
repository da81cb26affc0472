"""Idle workers' room goes to the documents still at work, and the pages stay in order."""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

import saksdoc
from saksdoc.batch.supervise import Limits, Supervisor, _Worker
from saksdoc.batch.worker import Room, Step, Task, _Talk
from saksdoc.model import Origin, ReadPage, Verdict
from saksdoc.pipeline import ReadOptions, WriteOptions
from saksdoc.pipeline.engine import _side_by_side


class Reader:
    """Reads pages made of waiting, and remembers how many were at work together."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, number: int) -> ReadPage:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.03 if number % 3 == 1 else 0.001)  # later pages end before earlier ones
        with self._lock:
            self._now -= 1
        if number == 99:
            raise ValueError("a page that cannot be read")
        return ReadPage(number, 595.0, 842.0, Origin.BLANK, Verdict.READ, ())


@pytest.mark.parametrize("room", [1, 2, 4])
def test_pages_come_in_order_and_no_more_are_at_work_than_there_is_room(room: int) -> None:
    reader = Reader()
    pages = list(_side_by_side(reader, range(1, 21), lambda: room))
    assert [page.number for page in pages] == list(range(1, 21))
    assert reader.most == room


def test_room_that_comes_while_pages_are_read_is_used() -> None:
    reader = Reader()
    asked = iter([1] * 6 + [3] * 1000)
    pages = list(_side_by_side(reader, range(1, 21), lambda: next(asked)))
    assert [page.number for page in pages] == list(range(1, 21))
    assert reader.most == 3


def test_a_page_that_raises_ends_the_reading() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        list(_side_by_side(Reader(), range(97, 120), lambda: 2))


def test_a_worker_hears_of_its_room_and_tells_its_steps() -> None:
    near, far = multiprocessing.Pipe()
    talk = _Talk(far)
    assert talk.room() == 1
    near.send(Room(2))
    near.send(Room(3))
    assert talk.room() == 3
    assert talk.room() == 3
    talk.step(4, 9)
    assert near.recv() == Step(4, 9)
    near.close()
    assert talk.room() == 3


class Idle(_Worker):
    """A worker without a process."""

    def __init__(self, limits: Limits, task: Task | None) -> None:
        self.connection, self.far = multiprocessing.Pipe()
        self.limits, self.task, self.room = limits, task, 1

    def told(self) -> list[int]:
        found = []
        while self.far.poll():
            found.append(self.far.recv().pages)
        return found


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return Task(tmp_path / "a", "a", tmp_path / "ut", ReadOptions(), WriteOptions())


def test_what_is_idle_is_shared_among_those_at_work(task: Task) -> None:
    limits = Limits()
    supervisor = Supervisor(5, limits, lambda task, step: None)
    first, second, idle = Idle(limits, task), Idle(limits, task), Idle(limits, None)
    supervisor._workers = [first, idle, second]
    supervisor._share_out()
    supervisor._share_out()
    assert (first.told(), second.told(), idle.told()) == ([3], [2], [])
    second.task = None
    supervisor._share_out()
    assert (first.told(), second.told()) == ([5], [])


def test_no_more_room_is_made_than_the_memory_allows(task: Task) -> None:
    tight, wide = Idle(Limits(memory=900), task), Idle(Limits(memory=1400), task)
    for worker in (tight, wide):
        worker.make_room(64)
    assert (tight.told(), wide.told()) == ([2], [5])
    small = Idle(Limits(memory=100), task)
    small.make_room(8)
    assert small.told() == []


def test_the_work_on_the_whole_document_is_told_after_its_pages(tmp_path: Path) -> None:
    text = tmp_path / "sak.txt"
    text.write_text("Møtet ble hevet.\n\fSaken ble utsatt.\n", "utf-8")
    told: list[tuple[int, int]] = []
    options = ReadOptions(
        on_page=lambda page, pages: told.append((page, pages)),
        on_whole=lambda pages: told.append((0, pages)),
        room=lambda: 2,
    )
    document = saksdoc.read(text, options)
    assert sorted(told[:-1]) == [(1, 2), (2, 2)]
    assert told[-1] == (0, 2)
    assert document.text.split("\n")[0] == "Møtet ble hevet."
