"""What a log of a night's work says of how far it is."""

from __future__ import annotations

import io

from saksdoc.batch.progress import Reporter


def _told(reporter: Reporter, stream: io.StringIO) -> str:
    reporter._spoken = -1e9  # as if the last line were long ago
    stream.truncate(0)
    stream.seek(0)
    reporter.page()
    return stream.getvalue().strip()


def test_a_run_without_a_terminal_says_at_once_what_is_before_it() -> None:
    stream = io.StringIO()
    with Reporter(stream, 12, 1000):
        assert stream.getvalue() == "12 documents to look at\n"


def test_what_was_done_before_counts_for_nothing() -> None:
    stream = io.StringIO()
    reporter = Reporter(stream, 10, 1000)
    for _ in range(8):
        reporter.skipped(100)
    reporter.document("a.txt", 100, None)
    assert _told(reporter, stream).startswith("1 of 2 documents")


def test_a_small_document_does_not_make_the_time_left_absurd() -> None:
    stream = io.StringIO()
    reporter = Reporter(stream, 4, 1_000_000)
    reporter._begun -= 30
    reporter.document("liten.txt", 10, None)
    # A quarter of the documents took 30 s: by their bytes alone it would be a month.
    assert _told(reporter, stream).endswith("3 min 30 s left")


def test_a_failure_is_one_line_whatever_the_file_is_called() -> None:
    stream = io.StringIO()
    Reporter(stream, 1, 1).document("to\nlinjer.pdf", 1, "an empty file")
    assert stream.getvalue() == "failed: to linjer.pdf: an empty file\n"
