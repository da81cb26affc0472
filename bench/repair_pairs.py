"""Pairs of real words, each on its own: on rendered pages, and in clean text damaged by lot.

Rendered pages have the real thing and few of each pair; so held-out clean text is read badly by lot
too (``models/confusions/lot.py``), the blocks that fitted nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from repair_data import data

from saksdoc.repairing import Repairer

PAIRS = tuple(
    str.split(
        "for/før pa/på a/å 4/å 3/å &/å sa/så far/får far/før ga/gå mal/mål var/vår la/lå ar/år "
        "da/då na/nå nar/når nar/nær ma/må fa/få ta/tå bor/bør ber/bør bar/bør bar/bår ber/bær "
        "hor/hør lop/løp rad/råd rad/rød hand/hånd tar/tår tar/tør lar/lår har/hår star/står "
        "sta/stå nod/nød mote/møte mate/møte mate/måte mater/møter mater/måter meter/møter "
        "motte/møtte matte/møtte matte/måtte fore/føre fare/føre fort/ført fart/ført vare/være "
        "vare/våre vart/vært vart/vårt ser/sør lase/løse lese/løse last/løst sak/søk saker/søker "
        "okt/økt akt/økt dor/dør der/dør fatt/fått gard/gård gar/går lag/låg laget/låget malt/målt "
        "band/bånd hoste/høste hest/høst host/høst anda/ånda"
    )
)
"""``written/true``."""
Row = tuple[str, str, str]
"""True, read and repaired word, bare and lower-case."""


def on_pages(folder: Path, repairer: Repairer) -> Iterator[Row]:
    """The words of rendered pages."""
    from align import chunks, pages

    for page in pages(folder):
        clean = repairer.repair(page.lines)
        places = page.places()
        back = {place: at for at, place in reversed(list(enumerate(places)))}
        at = 0
        for true, read in chunks(page.truth, page.read):
            start, end = clean.to_clean(back[at], back[at + len(read)])
            at += len(read) + 1
            yield _bare(true), _bare(read), _bare(" ".join(clean.text[start:end].split()))


def damaged_by_lot(language: str, words: int, repairer: Repairer) -> Iterator[Row]:
    """The words of held-out text that fitted nothing, read as an English-only engine might."""
    from lot import blocks

    for block in blocks(data(), language, words, "odd"):
        clean = repairer.repair(" ".join(block.read))
        at = 0
        for true, read in zip(block.truth, block.read, strict=True):
            start, end = clean.to_clean(at, at + len(read))
            at += len(read) + 1
            if "\n" not in true:
                yield _bare(true), _bare(read), _bare(clean.text[start:end])


def counted(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    """For each pair how often it was damaged, healed, sound and kept; ``all`` is every word."""
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in PAIRS:
        written, true = pair.split("/")
        wanted[written].append((pair, true))
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for true, read, now in rows:
        kind = "damaged" if true != read else "sound"
        seen["all"][kind] += 1
        seen["all"][f"{kind} right"] += now == true
        for pair, other in wanted.get(read, ()):
            if true in (read, other):
                seen[pair][kind] += 1
                seen[pair][f"{kind} right"] += now == true
    return seen


def _bare(word: str) -> str:
    return word.strip('.,;:()«»"').lower()
