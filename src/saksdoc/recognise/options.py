"""What a caller may choose about recognition; everything has a sensible default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OcrMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class RecogniseOptions:
    """How pages are read.

    ``ocr``: ``auto`` reads the pages whose text layer cannot be trusted, ``always`` every page,
    ``never`` none (text layers are taken as they are). ``language``: Tesseract's name of it.
    ``tesseract``: the program, a name on the path or a full path. ``timeout``: processor seconds a
    Tesseract run may take; where they cannot be told, three times as many by the clock.
    """

    ocr: OcrMode = "auto"
    language: str = "nor"
    tesseract: str = "tesseract"
    timeout: float = 40.0
