"""Tesseract's library in a process of its own: images in on stdin, hOCR out on stdout.

A program, started by ``recognise.resident``; it uses nothing but the standard library, so that it
is there in some hundredths of a second. Arguments: the library, the languages, and settings as
``name=value``. An image comes as a ``REQUEST`` and its rows, an answer goes as an ``ANSWER`` and
its text; the first answer, without text, says that the languages are loaded. It ends with its
stdin.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from typing import Any, BinaryIO

REQUEST = struct.Struct("<6i")
"""Page segmentation mode, dots per inch, width, height, bytes a pixel (0: bits, 1 white), bytes a
row."""

ANSWER = struct.Struct("<?q")
"""Whether it went well, and bytes of text: hOCR, or nothing."""

_NOBODY_READS = {"debug_file": "/dev/null"}


def main(arguments: list[str]) -> int:
    """Answer until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the library may print is no answer
    requests = sys.stdin.buffer
    library, languages, *settings = arguments
    try:
        tesseract = _library(library)
        api = tesseract.TessBaseAPICreate()
        ready = not tesseract.TessBaseAPIInit3(api, None, languages.encode())
        chosen = {**_NOBODY_READS, **dict(setting.split("=", 1) for setting in settings)}
        for name, value in chosen.items():
            ready = ready and _set(tesseract, api, name, value)
    except (AttributeError, OSError):  # no such library, or one of another make
        ready = False
    _answer(answers, b"" if ready else None)
    while ready and (request := _read(requests, REQUEST.size)):
        asked = REQUEST.unpack(request)
        rows = _read(requests, asked[3] * asked[5])
        _answer(answers, _hocr(tesseract, api, asked, rows))
    return 0


def _library(name: str) -> Any:
    """The C interface of libtesseract (its capi.h), as far as it is needed.

    Raises:
        OSError: There is no such library.
        AttributeError: It lacks a function.
    """
    library = ctypes.CDLL(name)
    api, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for function, result, *takes in (
        ("TessBaseAPICreate", api),
        ("TessBaseAPIInit3", number, api, text, text),
        ("TessBaseAPISetVariable", number, api, text, text),
        ("TessBaseAPISetPageSegMode", None, api, number),
        ("TessBaseAPISetImage", None, api, text, number, number, number, number),
        ("TessBaseAPIGetHOCRText", api, api, number),
        ("TessBaseAPIClear", None, api),
        ("TessDeleteText", None, api),
    ):
        called = getattr(library, str(function))
        called.restype, called.argtypes = result, takes
    return library


def _set(tesseract: Any, api: int, name: str, value: str) -> bool:
    return bool(tesseract.TessBaseAPISetVariable(api, name.encode(), value.encode()))


def _hocr(tesseract: Any, api: int, asked: tuple[int, ...], rows: bytes) -> bytes | None:
    segmentation, dpi, width, height, depth, row = asked
    tesseract.TessBaseAPISetPageSegMode(api, segmentation)
    _set(tesseract, api, "user_defined_dpi", str(dpi))
    tesseract.TessBaseAPISetImage(api, rows, width, height, depth, row)
    found = tesseract.TessBaseAPIGetHOCRText(api, 0)
    text = ctypes.string_at(found) if found else None
    if found:
        tesseract.TessDeleteText(found)
    tesseract.TessBaseAPIClear(api)
    return text


def _read(stream: BinaryIO, size: int) -> bytes:
    """So many bytes; none where the stream ends before."""
    data = stream.read(size)
    return data if len(data) == size else b""


def _answer(stream: BinaryIO, text: bytes | None) -> None:
    stream.write(ANSWER.pack(text is not None, len(text or b"")) + (text or b""))
    stream.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
