"""A Tesseract that stays: its library in one process for many images.

The program takes a quarter of a second to start, a tenth of what a page takes, and as long for one
word as for a page; and it wants the image in a file, which it reads byte by byte. So a process of
its own keeps the library loaded (``resident_process``). It is a process, and not this one, so that
a crash or a hang of the library costs one page and no more.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from saksdoc.errors import PageError, SaksdocError
from saksdoc.recognise import resident_process
from saksdoc.recognise.resident_process import ANSWER, REQUEST

if TYPE_CHECKING:
    from PIL.Image import Image

_LINKED = re.compile(rb"libtesseract\.so\.\d+")
_HEAD = 4_000_000
"""Bytes of a program in which the name of its library is looked for."""

_START_SECONDS = 60.0
_LOOK_SECONDS = 0.5
IDLE = 3
"""How many times as long as its processor time a run may take by the clock: on a busy machine a
good page must not fail."""


class NotResident(SaksdocError):
    """The library cannot be used so; the program can be run."""


def library_of(program: str) -> str | None:
    """The library that a Tesseract program is linked to; None where it is a script or has none.

    That beside the program is preferred to the one that the system finds by the name.
    """
    found = shutil.which(program)
    if found is None or not sys.executable:
        return None
    path = Path(found).resolve()
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    linked = _LINKED.search(head) if head.startswith(b"\x7fELF") else None
    if linked is None:
        return None
    name = linked[0].decode("ascii")
    beside = path.parent.parent / "lib" / name
    return str(beside) if beside.is_file() else name


class Resident:
    """One process with Tesseract's library in it, for one choice of languages and settings.

    Raises:
        NotResident: The library or its languages cannot be loaded.
    """

    def __init__(self, library: str, languages: str, settings: tuple[str, ...]) -> None:
        command = [sys.executable, "-I", "-S", resident_process.__file__, library, languages]
        try:
            self._process = subprocess.Popen(
                [*command, *settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env={"OMP_THREAD_LIMIT": "1", **os.environ},
            )  # fmt: skip
        except OSError as error:
            raise NotResident(str(error)) from error
        self._owner = os.getpid()
        self.key = (languages, settings)
        self.served = 0
        self._end = weakref.finalize(self, _ended, self._process)
        try:
            self._answer(_START_SECONDS)
        except PageError as error:
            raise NotResident(error.what) from error

    def hocr(self, image: Image, segmentation: int, dpi: int, seconds: float) -> bytes:
        """Read an image (mode 1, L or RGB); ``seconds`` of processor time are allowed.

        Raises:
            PageError: Tesseract failed on this image, or took too long; the process has ended.
        """
        self.served += 1
        depth = {"1": 0, "L": 1, "RGB": 3}[image.mode]
        row = depth * image.width or (image.width + 7) // 8
        request = REQUEST.pack(segmentation, dpi, image.width, image.height, depth, row)
        return self._asked(request + image.tobytes(), seconds)

    @property
    def alive(self) -> bool:
        """Whether it can be asked again; never by a fork of the process that started it."""
        return self._owner == os.getpid() and self._end.alive and self._process.poll() is None

    def close(self) -> None:
        """Let it end."""
        self._end()

    def _asked(self, request: bytes, seconds: float) -> bytes:
        whole = False
        try:
            assert self._process.stdin is not None
            with contextlib.suppress(BrokenPipeError):  # the answer tells how it died
                self._process.stdin.write(request)
                self._process.stdin.flush()
            answer = self._answer(seconds)
            whole = True
            return answer
        finally:
            if not whole:  # an answer that comes late would be taken for the next one
                self._process.kill()
                self.close()

    def _answer(self, seconds: float) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        self._wait(stream.fileno(), seconds)
        head = stream.read(ANSWER.size)
        if len(head) < ANSWER.size:
            code = self._process.wait()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise PageError(f"Tesseract crashed ({how})", advice="look at the page image")
        well, size = ANSWER.unpack(head)
        if not well:
            raise PageError("Tesseract failed (without a word)", advice="look at the page image")
        return stream.read(size)

    def _wait(self, handle: int, seconds: float) -> None:
        begun, spent = time.monotonic(), _processor_seconds(self._process.pid)
        poll = select.poll()
        poll.register(handle, select.POLLIN | select.POLLHUP)
        while not poll.poll(1000 * min(_LOOK_SECONDS, seconds)):
            used = _processor_seconds(self._process.pid) - spent
            if used > seconds or time.monotonic() - begun > IDLE * seconds:
                raise too_long(seconds)


def too_long(seconds: float) -> PageError:
    """Tesseract was stopped after so many seconds."""
    return PageError(
        f"Tesseract took longer than {seconds:.0f} s",
        advice="allow it more time, or look at the page image",
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    """Close its stdin, which ends it, and do not wait long."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _processor_seconds(pid: int) -> float:
    """Processor time of a process so far; zero where the system cannot tell (not Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()
        # From the third field on (proc(5)): utime and stime are 14 and 15.
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
