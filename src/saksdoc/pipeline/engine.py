"""The loaded models, and the whole way of one document through them."""

from __future__ import annotations

import re
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saksdoc._version import __version__
from saksdoc.errors import InputError, MissingRequirement, UsageError, readable
from saksdoc.identify import Identifier, Register
from saksdoc.identify.ner import load as load_ner
from saksdoc.language import Norwegian
from saksdoc.language.damage import estimate
from saksdoc.model import (
    CaseDocument,
    CleanText,
    LanguageShare,
    Origin,
    PageImage,
    ReadPage,
    ScanPage,
    SourceInfo,
    Transcript,
    Verdict,
    Versions,
)
from saksdoc.model.linebreaks import unified, with_breaks_of
from saksdoc.pipeline.options import PageReport, ReadOptions
from saksdoc.pipeline.versions import model_versions
from saksdoc.reading import ReadingOptions, Source, open_source
from saksdoc.recognise import RecogniseOptions, Recogniser, Tesseract
from saksdoc.repairing import RepairContext, Repairer
from saksdoc.segment import compose, furniture, page_spans, segment

_MOST_PAGES = 32
"""Pages of one document at work at a time, whatever room there is."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded models and the whole way through them.

    ``tesseract``: kept from document to document; None: started for each that needs it.
    """

    norwegian: Norwegian
    repairer: Repairer
    identifier: Identifier
    tesseract: Tesseract | None = None

    @classmethod
    def load(cls, registers: tuple[Path, ...] = (), repairer: Repairer | None = None) -> Engine:
        """Load every model, but those that a ``repairer`` has already.

        Raises:
            MissingRequirement: A model is not here.
        """
        repairer = repairer or Repairer.load()
        identifier = Identifier.load(ner=_ner(), registers=registers)
        return cls(repairer.norwegian, repairer, identifier)

    def for_many(self) -> Engine:
        """An engine that keeps Tesseract at hand between documents, for as long as it lives."""
        return replace(self, tesseract=Tesseract(RecogniseOptions()))

    def read(
        self, path: Path | str, options: ReadOptions = ReadOptions(), *, name: str | None = None
    ) -> CaseDocument:
        """Read, repair and understand one document.

        ``name`` is what the record calls it (default: the path as given).

        Raises:
            InputError: It cannot be read.
            MissingRequirement: Tesseract or a language it needs is not here.
        """
        path = Path(path)
        with open_source(path, ReadingOptions(password=options.password)) as source:
            info = replace(source.info, path=name or readable(path))
            with self._recogniser(options) as recogniser:
                pages = tuple(self._recognised(source, recogniser, options))
                if options.on_whole:
                    options.on_whole(source.page_count)
                pages = recogniser.together(pages)
        if pages and all(page.error for page in pages):
            raise InputError(
                f"no page can be read ({_without_place(pages[0].error or '')})",
                where=path,
                advice="look at it in a viewer; if it shows, print it to a new PDF",
            )
        return self._understood(info, pages, options)

    def inspect(
        self, path: Path | str, options: ReadOptions = ReadOptions()
    ) -> tuple[PageReport, ...]:
        """Say what each page is and what :meth:`read` would do with it; reads no image by OCR.

        Raises:
            InputError: It cannot be opened.
        """
        with (
            self._recogniser(options) as recogniser,
            open_source(Path(path), ReadingOptions(password=options.password)) as source,
        ):
            return tuple(
                self._report(recogniser, source.page(number))
                for number in range(1, source.page_count + 1)
            )

    @contextmanager
    def _recogniser(self, options: ReadOptions) -> Iterator[Recogniser]:
        chosen = RecogniseOptions(ocr=options.ocr)
        tesseract = self.tesseract or Tesseract(chosen)
        try:
            yield Recogniser(chosen, self.norwegian, tesseract)
        finally:
            if tesseract is not self.tesseract:
                tesseract.close()

    def _recognised(
        self, source: Source, recogniser: Recogniser, options: ReadOptions
    ) -> Iterator[ReadPage]:
        """Pages in order, as many of them at work at a time as there is room for.

        The file is read under a lock, since PDFium is not safe to call from two threads; the
        readers' own processes run side by side.
        """
        lock = threading.Lock()

        def recognised(number: int) -> ReadPage:
            if options.on_page:
                options.on_page(number, source.page_count)
            with lock:
                page = source.page(number)

            def image() -> PageImage:
                with lock:
                    return source.image(number)

            return recogniser.page(page, image)

        numbers = range(1, source.page_count + 1)
        if options.room is None and options.threads == 1:
            return map(recognised, numbers)
        return _side_by_side(recognised, numbers, options.room or (lambda: options.threads))

    def _understood(
        self, info: SourceInfo, pages: tuple[ReadPage, ...], options: ReadOptions
    ) -> CaseDocument:
        transcript = compose(info, pages)
        clean = self.repairer.repair(transcript.raw_text, _context(transcript, options))
        structure = segment(transcript, clean)
        mentions, entities = self.identifier.identify(transcript, clean, structure)
        languages = _languages(clean)
        return CaseDocument(
            source=info,
            versions=Versions(__version__, tuple(sorted(model_versions().items()))),
            language=languages[0].language if languages else "nb",
            languages=languages,
            transcript=transcript,
            clean=clean,
            pages=page_spans(transcript, clean),
            structure=structure,
            furniture=furniture(transcript, clean),
            mentions=mentions,
            entities=entities,
            warnings=tuple(f"page {p.number}: {_without_place(p.error)}" for p in pages if p.error),
        )

    def _report(self, recogniser: Recogniser, page: ScanPage) -> PageReport:
        verdict, reasons = recogniser.verdict(page)
        text = "\n".join(line.text for line in page.lines)
        damage = (estimate(text, self.norwegian),) if text.strip() else ()
        score = max((d.score for d in damage), default=0.0)
        return PageReport(page.number, verdict, reasons, _origin(page, verdict), score, damage)


def repaired(text: str, repairer: Repairer, context: RepairContext = RepairContext()) -> CleanText:
    """A text, repaired; line breaks are kept, also those that are not LF.

    Raises:
        UsageError: It is not a text but, say, bytes.
    """
    if not isinstance(text, str):
        raise UsageError(
            f"repair takes a text, not {type(text).__name__}", advice="decode it first"
        )
    if "\r" not in text:
        return repairer.repair(text, context)
    return with_breaks_of(text, repairer.repair(unified(text), context))


def _side_by_side(
    recognised: Callable[[int], ReadPage], numbers: Iterable[int], room: Callable[[], int]
) -> Iterator[ReadPage]:
    """Pages in order; one is begun while fewer than ``room()`` are at work."""
    with ThreadPoolExecutor(_MOST_PAGES) as pool:
        begun: deque[Future[ReadPage]] = deque()
        for number in numbers:
            begun.append(pool.submit(recognised, number))
            while len(busy := [page for page in begun if not page.done()]) >= max(1, room()):
                wait(busy, return_when=FIRST_COMPLETED)
            while begun and begun[0].done():
                yield begun.popleft().result()
        yield from (page.result() for page in begun)


def _without_place(reason: str) -> str:
    """A page's trouble without the file and page, which it may name and its reader names anyway."""
    return re.sub(r"^.*, page \d+: ", "", reason)


def _ner() -> Any:
    """The name finder, or None where it is not here: lists and forms find names without it."""
    try:
        return load_ner()
    except MissingRequirement:
        return None


def _context(transcript: Transcript, options: ReadOptions) -> RepairContext:
    """What the reading knows that the repair can use: the pages, and who read them."""
    spans: dict[int, tuple[int, int]] = {}
    for line in transcript.lines:
        if line.start >= transcript.body_end:
            break
        first = spans.get(line.page, (line.start, line.end))[0]
        spans[line.page] = (first, line.end)
    origins = {page.origin for page in transcript.pages} - {Origin.BLANK}
    own = origins and origins <= {Origin.OCR, Origin.MERGED}
    return RepairContext(
        register=options.register,
        read_by="nor" if own else "unknown",
        spans=tuple(span for _, span in sorted(spans.items())),
    )


def _languages(clean: CleanText) -> tuple[LanguageShare, ...]:
    """Shares of the words by language, largest first, as the damage estimate saw the parts."""
    counts: Counter[str] = Counter()
    for part in clean.damage:
        counts[part.language] += part.words
    total = counts.total()
    return tuple(LanguageShare(name, round(n / total, 4)) for name, n in counts.most_common() if n)


def _origin(page: ScanPage, verdict: Verdict) -> Origin:
    """Where the page's text would come from."""
    if page.plain:
        return Origin.PLAIN_TEXT
    if verdict is Verdict.USE:
        return Origin.TEXT_LAYER if page.lines else Origin.BLANK
    return Origin.MERGED if page.lines else Origin.OCR


def check_registers(registers: tuple[Path, ...]) -> None:
    """See, before the work begins, whether files of one's own bodies can be read.

    Raises:
        InputError: One cannot.
    """
    if registers:
        Register.load(registers)
