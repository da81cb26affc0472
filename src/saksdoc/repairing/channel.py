"""The confusion model: which true letters are written how, learned from rendered pages.

``models/confusions/channel.json`` gives, for each reader and quality, how often a group of letters
was read as another. A document is first weighed (see :mod:`saksdoc.language.damage`); what it lost,
how noisy it is and which further look-alikes it shows then set the cost of each misreading, so that
a text with one damage is not searched for another.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.language.folding import fold_normalised
from saksdoc.language.substitutions import Substitutions

if TYPE_CHECKING:
    from saksdoc.repairing.slips import Slips

NORWEGIAN = frozenset("æøåáÆØÅÁ")
"""Letters an English-only engine cannot write; á, for it stands in Sámi names all over."""
KEEPING = "nor"
"""The reader that has the Norwegian letters: what it misreads is noise (``Såpmi`` for Sápmi)."""
LEAST_RATE = 2e-4
"""A misreading rarer than this is not searched: it would find more wrong words than right ones."""
FAMILIAR = {
    # Misreadings in archives' text layers that few rendered pages show; (true, written): rate, set
    # by hand.
    ("ø", "eg"): 0.02, ("ø", "ag"): 0.01, ("ø", "og"): 0.008, ("ø", "p"): 0.004, ("ø", "6"): 0.01,
    ("ø", "@"): 0.03, ("ø", "0"): 0.004, ("ø", "ö"): 0.004, ("ø", "¢"): 0.004, ("ø", "d"): 0.002,
    ("ø", "gg"): 0.004, ("å", "&"): 0.005, ("å", "3"): 0.004, ("å", "é"): 0.005, ("å", "d"): 0.006,
    ("å", "6"): 0.002, ("å", "8"): 0.002, ("å", "€"): 0.003, ("å", "aa"): 0.002, ("å", "o"): 0.003,
    ("æ", "aæ"): 0.01, ("æ", "a"): 0.02, ("æ", "ea"): 0.02, ("æ", "eae"): 0.004, ("Ø", "@"): 0.7,
    ("Ø", "@O"): 0.05, ("ø", "éo"): 0.002, ("ø", "oa"): 0.003, ("Ø", "O"): 0.15,
    ("Ø", "0"): 0.05, ("Ø", "G"): 0.02, ("Ø", "S"): 0.02, ("Ø", "Q"): 0.02,
    ("Å", "A"): 0.95, ("Æ", "E"): 0.4, ("Æ", "A"): 0.2,
    ("Æ", "AE"): 0.3, ("l", "I"): 0.004, ("l", "!"): 0.002, ("l", "1"): 0.002, ("l", "|"): 0.002,
    ("i", "l"): 0.002, ("i", "1"): 0.001, ("i", "!"): 0.001, ("I", "|"): 0.3, ("I", "l"): 0.05,
    ("li", "ii"): 0.003, ("ll", "Il"): 0.004, ("ll", "II"): 0.002, ("ll", "U"): 0.001,
    ("m", "rn"): 0.001, ("rn", "m"): 0.004, ("k", "K"): 0.0005, ("fi", "ﬁ"): 0.5, ("fl", "ﬂ"): 0.5,
    ("k", "kK"): 0.001, ("ô", "ö"): 0.5,
}  # fmt: skip
FAMILIAR_LONE = {
    ("å", "3"): 0.012, ("å", "6"): 0.002, ("å", "@"): 0.002, ("å", "é"): 0.004, ("å", "A"): 0.1,
    ("i", "1"): 0.01, ("i", "l"): 0.02, ("i", "{"): 0.01, ("i", "]"): 0.01, ("i", "|"): 0.05,
    ("i", "!"): 0.005, ("i", "j"): 0.004,
    ("i", "["): 0.01, ("i", "}"): 0.005, ("i", "t"): 0.002, ("å", "4a"): 0.01, ("å", "a4"): 0.01,
    ("òg", "6g"): 0.25, ("òg", "0g"): 0.03, ("og", "0g"): 0.001, ("og", "6g"): 0.0003,
    ("òg", "dg"): 0.1, ("og", "dg"): 0.0003, ("av", "ay"): 0.005, ("til", "tl"): 0.001,
}  # fmt: skip
"""What lone letters, and a few small words, are read as, beside what the rendered pages show;
(true, read): rate, set by hand."""
QUALITIES = ("A", "B", "C")
LOOKALIKES = tuple(
    str.split(
        "o:u u:o h:b b:h y:g g:y n:u u:n c:e e:c t:f f:t v:y l:1 i:1 i:l l:i a:o o:a e:o s:5 "
        "o:0 l:t t:l r:t i:j j:i n:m m:n ni:m m:ni rn:m m:rn nn:m li:h h:li d:cl cl:d k:lc "
        "k:h r:i ø:p ø:o ø:e å:a æ:e ø:0 l:! i:! l:] g:q ri:n n:ri h:n n:h f:s s:f"
    )
)
"""``true:written`` pairs of letters that look alike, tried where a document's own words show them.
Listed by hand, with old print in mind. Not searched unless the document does."""
SWAPS = tuple((pair.split(":")[0], pair.split(":")[1]) for pair in LOOKALIKES)
SWAP_RATE = 5e-4
"""How often each pair is met in scanned text that does not show it more often. Set by hand."""


@dataclass(frozen=True, slots=True)
class State:
    """What is searched for in a stretch.

    ``lost``: share of Norwegian letters lost. ``noise``: how much likelier than on the rendered
    pages other letters are misread. ``extra``: (true, written, rate) that the document shows.
    """

    lost: float = 0.0
    noise: float = 1.0
    extra: tuple[tuple[str, str, float], ...] = ()
    scanned: bool = False
    """Whether the text is known to have been scanned."""
    old: bool = False
    """Whether marks of older engines (``t i l``, ``bØr``) show: those drop letters too."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Rates of (true, written) for a reader: ``eng`` over all qualities, ``nor`` the same."""

    rates: Mapping[str, Mapping[tuple[str, str], float]]
    lone: Mapping[str, tuple[tuple[str, float], ...]]
    """Lone signs and what they may stand for (``å``, ``i``), with how often those are read so."""
    seldom: Mapping[str, tuple[tuple[str, str, float], ...]] = field(default_factory=dict)
    """For a reader, (true, written, rate) of all groups met inside words, were it but once."""
    slips: dict[str, Slips] = field(default_factory=dict)
    """What :mod:`saksdoc.repairing.slips` made of it, by reader."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Channel:
        """Read the shipped confusion model.

        Raises:
            MissingRequirement: It is not here or cannot be read.
        """
        path = (folder or assets.locate("confusions")) / "channel.json"
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise MissingRequirement(
                f"the confusion model cannot be read ({error})",
                where=path,
                advice="install saksdoc again, or rebuild it with models/confusions/learn.py",
            ) from error
        rates = {
            reader: _averaged(qualities, FAMILIAR if reader != KEEPING else _kept(FAMILIAR))
            for reader, qualities in stored.items()
        }
        lone = dict(FAMILIAR_LONE)
        lone.update(
            {("å", read): rate for true, read, rate, _ in stored["eng"]["lone"] if true == "å"}
        )
        signs = {read for _, read in lone}
        return cls(
            rates,
            {s: tuple((t, rate) for (t, read), rate in lone.items() if read == s) for s in signs},
            {
                reader: tuple((t, r, rate) for t, r, rate, _ in rows["words"] if _is_letters(t, r))
                for reader, rows in stored.items()
            },
        )

    def substitutions(
        self, state: State, reader: str = "eng", *, letters_only: bool = False
    ) -> Substitutions:
        """What a written piece may stand for in such a stretch, and at which cost (nats).

        ``letters_only`` leaves noise out: only lost letters and what the document itself shows.
        """
        best: dict[tuple[str, str], float] = {}
        for (true, written), rate in self.rates.get(reader, {}).items():
            lost_letter = reader != KEEPING and not NORWEGIAN.isdisjoint(true)
            if lost_letter or not letters_only:
                _offer(best, true, written, rate * (state.lost if lost_letter else state.noise))
        for true, written, rate in state.extra:
            _offer(best, true, written, rate)
        for true, written in SWAPS if not letters_only and (state.scanned or state.extra) else ():
            _offer(best, true, written, SWAP_RATE)
        return Substitutions.of(
            (written, true, round(-math.log(min(0.98, chance)), 3))
            for (true, written), chance in sorted(best.items())
            if chance >= LEAST_RATE
        )


def _offer(best: dict[tuple[str, str], float], true: str, written: str, chance: float) -> None:
    key = (true.lower(), written)
    # A capital stands at a word's start only: its misreadings weigh less inside.
    weight = 0.3 if true != true.lower() and written == written.lower() else 1.0
    if true.lower() != written.lower():
        best[key] = max(best.get(key, 0.0), chance * weight)


def _kept(rates: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Those of the rates that say nothing of lost letters."""
    return {pair: rate for pair, rate in rates.items() if NORWEGIAN.isdisjoint(pair[0])}


def _averaged(
    qualities: Mapping[str, list[list[object]]], familiar: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """The mean over qualities of the rates of letter groups, none with spaces or marks; at least
    the familiar ones.
    """
    total: dict[tuple[str, str], float] = defaultdict(float)
    for quality in QUALITIES:
        for true, written, rate, _ in qualities[quality]:
            if _is_letters(str(true), str(written)):
                total[str(true), str(written)] += float(str(rate)) / len(QUALITIES)
    for pair, rate in familiar.items():
        total[pair] = max(total[pair], rate)
    return dict(total)


def _is_letters(true: str, written: str) -> bool:
    if not true.isalpha() or not written or " " in written:
        return False
    if not NORWEGIAN.isdisjoint(true) and written in true.strip("æøåÆØÅ"):
        return False
    if written[0] in ".,;:'’‘-" or written[-1] in ".,;:'’‘-":
        return False
    return any(c.isalnum() for c in written) or len(written) == 1


def is_within_key(true: str, written: str) -> bool:
    """Whether a misreading keeps the folded key, so that one look-up finds it."""
    if len(true) != 1 or len(written) != 1:
        return False
    return fold_normalised(true) == fold_normalised(written.lower())
