"""How fast the repair is, how that grows with length, and what it takes to load and keep.

Processor time, beside a yardstick: the figures of a busy machine are worth that much less. A cold
row begins with a repairer that knows nothing but its models; a kept one goes on from document to
document, as a batch does, and remembers forms that it has judged. The scanned pages are short, so
the rows by length are of held-out text whose letters were taken away, none of it twice. Every size
has its share of every source, for text of few different words is repaired twice as fast as text of
many, and rows of different text say nothing of length.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Iterable, Sequence

from repair_data import Sample, clean, devset, english

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
    held_out = _by_register(clean("nb", WORDS))
    damaged = [text.translate(LOST) for text in held_out]
    abroad = [sample.text for sample in english(WORDS)]
    for name, texts in (("damaged", damaged), ("sound", held_out), ("English", abroad)):
        for size in SIZES:
            text = _mixed(texts, size)
            forms = f"{len(set(text.split())) / len(text) * 1000:.0f} forms a kB"
            _row(name, f"{size // 1000} kB of {forms}, cold", [text], None)
    for name, texts in (("damaged", damaged), ("sound", held_out), ("English", abroad)):
        _growth(name, _mixed(texts, SIZES[-1]))
    print(f"memory\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def _by_register(samples: Iterable[Sample]) -> list[str]:
    """The text of each register."""
    found: dict[str, list[str]] = {}
    for sample in samples:
        found.setdefault(sample.register, []).append(sample.text)
    return ["\n".join(texts) for texts in found.values()]


def _mixed(texts: Sequence[str], size: int) -> str:
    """About so many characters of some texts, of each the same share, in whole words."""
    share = size / sum(map(len, texts))
    return "\n\n".join([text[: text.find(" ", round(len(text) * share))] for text in texts])


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


def _growth(name: str, text: str) -> None:
    """The same text in one piece and in many, in turn, for a machine's pace changes."""
    whole, parts = [], []
    pieces = [text[at : at + SIZES[1]] for at in range(0, len(text), SIZES[1])]
    for _ in range(3):
        whole.append(1 / _rate([text], None))
        parts.append(1 / _rate(pieces, None))
    times = statistics.median(a / b for a, b in zip(whole, parts, strict=True))
    print(f"{name}\tgrowth\t{times:.2f} times the time for {SIZES[-1] // 1000} kB in one piece as "
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
