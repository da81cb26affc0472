"""What every kind of input offers, and the options that all of them share."""

from __future__ import annotations

import abc
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from saksdoc.model import PageImage, ScanPage, SourceInfo

Engine = Literal["auto", "pdfium", "pdfplumber"]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to open an input.

    ``password``: for encrypted PDFs; an empty one is always tried.
    ``engine``: who reads PDF text layers; ``auto`` lets pypdfium2 read and asks pdfplumber where
    that fails or reads badly.
    """

    password: str | None = None
    engine: Engine = "auto"


class Source(abc.ABC):
    """An open input, page by page. A context manager: leaving it lets go of the file.

    Nothing is kept between pages, so that memory does not grow with their number.
    """

    @property
    @abc.abstractmethod
    def info(self) -> SourceInfo:
        """The file: path, SHA-256, media type, number of pages."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self.info.pages

    @abc.abstractmethod
    def page(self, number: int) -> ScanPage:
        """A page, counted from 1: its text layer and facts.

        A page that cannot be read comes back with its ``error`` set; the others are not harmed.

        Raises:
            IndexError: There is no such page.
        """

    @abc.abstractmethod
    def image(self, number: int, dpi: int = 300) -> PageImage:
        """A page's raster, mode ``L``, covering the whole page as shown.

        A page that is one image is given at that image's own resolution, whatever ``dpi`` says;
        others are rendered at ``dpi``, or less where the page is so large that the pixels would
        pass ``pixels.MAX_PIXELS``.

        Raises:
            IndexError: There is no such page.
            PageError: It cannot be rendered, or has no image (plain text).
        """

    @abc.abstractmethod
    def close(self) -> None:
        """Let go of the file. May be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _check(self, number: int) -> None:
        if not 1 <= number <= self.page_count:
            raise IndexError(f"there is no page {number}; pages count from 1 to {self.page_count}")
