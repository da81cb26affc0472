"""The misreadings that only a form is searched for that is no word: all that were ever seen, and
more.

The confusion model (:mod:`saksdoc.repairing.channel`) leaves out what is met less than once in five
thousand letters, since every word of a page is tried with it. A form that is no word and that
nothing explains may be tried with more: groups seen once on the rendered pages, look-alikes,
strokes that stand for nothing. Each has the cost of its rate, so that what is found is weighed like
every other candidate.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from saksdoc.language.folding import fold_normalised, normalise
from saksdoc.repairing.channel import KEEPING, NORWEGIAN, SWAP_RATE, SWAPS, Channel, is_within_key

LEAST_RATE = 3e-5
SHAPE_RATE = 1.5e-4
"""Rate of a shape below, where the rendered pages show no more. Set by hand, as are all rates
here."""
STRAY_RATE = 4e-5
"""Rate of a stroke that stands for nothing: what is more is oftener the writer's slip."""
STROKES = "ijlftr1é"
DROPPED_COST, BEFORE_DROPPED = 6.9, "bdfghjklmnprstv"
"""Nats against nothing being read for å, ø or æ at all (nine times among 6,000 on the learned
pages), and the letters that stand before them."""
COMMON_RATE = 5e-3
"""Misreadings this common are met side by side too (``øl`` read ``gi``)."""
SET = frozenset("abcdefghijklmnopqrstuvwxyzæøåéèòôüöá")
"""Letters that Norwegian words are set with."""
SHAPES = tuple(
    str.split(
        "vv:w vv:vw ii:u u:ii n:ii in:m m:in ri:n un:im rn:m nn:mn nm:rn nn:nmn tt:it tt:ti tt:tl "
        "ti:tt lt:it li:h lj:h fi:f fl:f ti:t ri:r il:i li:l ll:il ll:li tn:m b:o b:lo h:li h:lt "
        "k:lc k:ic d:cl d:tl g:q q:g p:o j:y s:5 l:f f:l l:j j:l r:n n:r o:d d:o h:n l:k lt:k m:n "
        "n:m i:r r:i r:rr t:tt l:ll i:ii f:ff o:ao h:ti n:rn b:p rn:mn tt:u tt:w b:d "
        "tt:U lt:U ll:U li:U "
        "Ø:M ø:oe ø:z ø:v ø:dé ø:éd ø:ég ø:# ø:i æ:az æ:@ æ:aze æ:eze æ:aee æ:eee å:éa å:ad å:da "
        "å:ai mm:aa mm:ma mm:.m mm:.a mm:a"
    )
)
"""``true:written`` pieces that look alike in small or broken print, listed by hand."""


@dataclass(frozen=True, slots=True)
class Slip:
    """``written`` may stand for ``true``, which folds to ``key``, at a cost in nats; ``lost`` says
    that ``true`` holds a letter that only an engine without Norwegian letters loses.
    """

    written: str
    true: str
    key: str
    cost: float
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Slips:
    """All misreadings: ``leaving`` the folded key, by the one or first two characters written, and
    ``within`` it, by written letter (lower case) and true letter: cost and ``lost``.
    """

    leaving: Mapping[str, tuple[Slip, ...]]
    within: Mapping[str, Mapping[str, tuple[float, bool]]]
    loses: bool
    """Whether the reader lacks the Norwegian letters."""


def slips(channel: Channel, reader: str) -> Slips:
    """What a form that is no word may be read from. The channel remembers it."""
    known = channel.slips.get(reader)
    if known is None:
        known = channel.slips[reader] = _slips(_rates(channel, reader), reader != KEEPING)
    return known


def _rates(channel: Channel, reader: str) -> dict[tuple[str, str], float]:
    """The rate of each pair of true and written."""
    rates: dict[tuple[str, str], float] = {}
    alike = (
        *((true, written, SWAP_RATE) for true, written in SWAPS),
        *((true, written, SHAPE_RATE) for true, written in (p.split(":") for p in SHAPES)),
    )
    for true, written, rate in (
        *((true, written, rate) for (true, written), rate in channel.rates[reader].items()),
        *channel.seldom.get(reader, ()),
        *(row for row in alike if reader != KEEPING or NORWEGIAN.isdisjoint(row[0])),
    ):
        # A capital stands at a word's start only: its misreadings weigh less inside.
        if true != true.lower() and written == written.lower():
            rate *= 0.3
        key = normalise(true), written
        if key[0] != written.lower() and SET.issuperset(key[0]):
            rates[key] = max(rate, rates.get(key, LEAST_RATE))
    common = [
        (pair, rate)
        for pair, rate in rates.items()
        if rate > COMMON_RATE and len("".join(pair)) < 4 and not is_within_key(*pair)
    ]
    for ((one, first), rate), ((two, second), other) in product(common, repeat=2):
        if rate * other > COMMON_RATE / 10 and (one not in NORWEGIAN or two not in NORWEGIAN):
            pair = one + two, first + second
            rates[pair] = max(rate * other, rates.get(pair, 0.0))
    return rates


def _slips(rates: Mapping[tuple[str, str], float], loses: bool) -> Slips:
    """Ready to be looked up."""
    leaving: dict[str, list[Slip]] = defaultdict(list)
    within: dict[str, dict[str, tuple[float, bool]]] = defaultdict(dict)
    for (true, written), rate in rates.items():
        cost = -math.log(min(0.98, rate))
        lost = loses and not NORWEGIAN.isdisjoint(true)
        if is_within_key(true, written):
            known = within[written.lower()].get(true, (99.0, lost))
            within[written.lower()][true] = min(known, (cost, lost))
        else:
            leaving[written[:2]].append(Slip(written, true, fold_normalised(true), cost, lost))
    for letter, true in product(BEFORE_DROPPED if loses else "", "åøæ"):
        key = letter + fold_normalised(true)
        slip = Slip(letter, letter + true, key, DROPPED_COST, lost=True)
        leaving[letter].append(slip)
    stray = -math.log(STRAY_RATE)
    for letter in STROKES:
        leaving[letter].append(Slip(letter, "", "", stray))
    return Slips(
        {first: tuple(sorted(found, key=lambda s: s.cost)) for first, found in leaving.items()},
        within,
        loses,
    )
