"""How fast the repair is, how that grows with length, and what it takes to load and keep.

Processor time, beside a yardstick: the figures of a busy machine are worth that much less. A cold
row begins with a repairer that knows nothing but its models; a kept one goes on from document to
document, as a batch does, and remembers forms that it has judged. The scanned pages are short, so
the rows by length are of held-out text whose letters were taken away, none of it twice.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Sequence

from repair_data import clean, devset, english

from saksdoc.repairing import Repairer

SIZES = (10_000, 50_000, 200_000, 800_000)
WORDS = 160_000
"""So many fill the largest size."""
LOST = str.maketrans({"å": "a", "ø": "g", "æ": "e", "Å": "A", "Ø": "@", "Æ": "E"})


def measure() -> None:
    """Print all rows."""
    _yardstick()
    kept = _loaded()
    pages = [scan.eng for scan in devset()]
    _row("damaged pages", "each alone, cold", pages, None)
    _row("damaged pages", "one after another, kept", pages, kept)
    held_out = "\n".join(sample.text for sample in clean("nb", WORDS))
    for name, text in (
        ("damaged", held_out.translate(LOST)),
        ("sound", held_out),
        ("English", "\n\n".join(sample.text for sample in english(WORDS))),
    ):
        for size in SIZES:
            _row(name, f"{size // 1000} kB, cold", [text[:size]], None)
    _growth(held_out.translate(LOST)[: SIZES[-1]])
    print(f"memory\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def _yardstick() -> None:
    begin = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number
    print(f"yardstick\t{time.process_time() - begin:.2f} s CPU for ten million additions")


def _loaded() -> Repairer:
    begin = time.process_time()
    repairer = Repairer.load()
    print(f"load\t{time.process_time() - begin:.3f} s CPU")
    return repairer


def _growth(text: str) -> None:
    """The same text in one piece and in many, in turn, for a machine's pace changes."""
    whole, parts = [], []
    pieces = [text[at : at + SIZES[1]] for at in range(0, len(text), SIZES[1])]
    for _ in range(3):
        whole.append(1 / _rate([text], None))
        parts.append(1 / _rate(pieces, None))
    times = statistics.median(a / b for a, b in zip(whole, parts, strict=True))
    print(f"damaged\tgrowth\t{times:.2f} times the time for {SIZES[-1] // 1000} kB in one piece as "
          f"for the same in pieces of {SIZES[1] // 1000} kB (1 is linear)")  # fmt: skip


def _rate(texts: Sequence[str], kept: Repairer | None) -> float:
    """The kB a second; a repairer of its own for each text if none is kept."""
    spent = 0.0
    for text in texts:
        repairer = kept or Repairer.load()
        begin = time.process_time()
        repairer.repair(text)
        spent += time.process_time() - begin
    return sum(len(text.encode()) for text in texts) / 1000 / spent


def _row(name: str, how: str, texts: Sequence[str], kept: Repairer | None) -> None:
    size = sum(len(text.encode()) for text in texts) / 1000
    of = f"{len(texts)} of {size / len(texts):.0f} kB " if len(texts) > 1 else ""
    print(f"{name}\t{of}{how}\t{_rate(texts, kept):.0f} kB/s", flush=True)
