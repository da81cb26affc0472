"""What to do with a page, and why: from what lies in the file, before any image is looked at.

A reader that reads good text again is slow; one that trusts bad text is wrong. The text layer is
judged by its own words: Norwegian letters that went missing, signs inside words, words nobody
knows, letters without a Unicode value. bench/reading_verdicts.py draws the curve of both faults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from saksdoc.language import Norwegian
from saksdoc.language.damage import estimate
from saksdoc.model import PageFacts, ScanPage, Verdict

Decision = tuple[Verdict, tuple[str, ...]]

_UNMAPPED = 0.04
"""Share of characters without a Unicode value from which the layer is read anew."""

_LOST = 0.015
"""Share of the page's Norwegian letters lost; on clean held-out text the estimate is below 0.01."""

_LOST_ONE = 0.1
"""The same where it is one letter only, which may be an unusual word."""

_BROKEN, _FEWEST_BROKEN = 0.02, 2
"""Share and number of words with a sign or figure inside (``Vei1edning``, ``h@sten``)."""

_UNKNOWN, _FEWEST_WORDS = 0.22, 12
"""Share of small-letter words that no lexicon knows; clean pages have at most 0.1, Sámi aside."""

_NONSENSE = -5.0
"""Log-probability a letter below which words are no language: Norwegian has −2, Sámi −4, codes
shifted by a font −7."""

_IMAGE = 0.5
"""Share of the page under images from which it counts as scanned."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_BROKEN_WORD = re.compile(
    r"^[(«\"]?(?:[^\W\d_]{2,}[0-9@&|!$§€][^\W\d_]+|[^\W\d_]+[@&|!$€][^\W\d_]{2,})[.,;:)»\"]*$"
)


@dataclass(frozen=True, slots=True)
class TextState:
    """What the words of a text layer tell. Shares are 0–1.

    ``lost``: Norwegian letters lost among all there should be; ``losses``: how many were counted;
    ``unknown``: small-letter words in no lexicon; ``broken``: words with a sign inside;
    ``strange``: the mean log-probability a letter of the words nobody knows.
    """

    words: int
    language: str
    lost: float
    losses: int
    unknown: float
    broken: int
    strange: float


def state(text: str, judge: Norwegian) -> TextState:
    """Look at the words of a page."""
    damage = estimate(text, judge)
    pieces = text.split()
    words = [word for piece in pieces for word in _WORD.findall(piece)]
    unknown = [word for word in words if not judge.is_word(word)]
    small = [word for word in words if word.islower()]
    small_unknown = sum(word.islower() for word in unknown)
    letters = sum(map(len, unknown))
    strange = sum(judge.spelling.logp(word.lower()) for word in unknown) / letters if letters else 0
    share = len(unknown) / max(1, len(words))
    return TextState(
        words=len(words),
        language=damage.language,
        lost=damage.score,
        losses=sum(kind.count for kind in damage.classes),
        unknown=small_unknown / max(1, len(small)),
        broken=sum(bool(_BROKEN_WORD.match(piece)) for piece in pieces),
        strange=float(strange) if share > 0.5 else 0.0,
    )


def decide(page: ScanPage, judge: Norwegian) -> Decision:
    """The verdict on a page as it lies in the file."""
    if page.plain:
        return Verdict.USE, ("plain text",)
    if page.error:
        return Verdict.READ, (f"its text cannot be read: {page.error}",)
    if not page.lines:
        return _without_text(page.facts)
    faults = _faults(page, judge)
    if faults:
        return Verdict.REREAD, (_kind(page.facts), *faults)
    return Verdict.USE, (_kind(page.facts),)


def _without_text(facts: PageFacts) -> Decision:
    if facts.image_share <= 0.0 and facts.drawing == 0:
        return Verdict.USE, ("blank: nothing is drawn on the page",)
    if facts.image_share > _IMAGE:
        return Verdict.READ, ("an image without text",)
    if facts.image_share > 0:
        return Verdict.READ, ("images without text",)
    return Verdict.READ, (f"a drawing of {facts.drawing} paths without text",)


def _kind(facts: PageFacts) -> str:
    if facts.image_share > _IMAGE:
        hidden = facts.invisible_share > _IMAGE
        return "old OCR text over an image" if hidden else "text over an image"
    return "born-digital text"


def _faults(page: ScanPage, judge: Norwegian) -> tuple[str, ...]:
    """Everything that speaks against the text layer, in words."""
    text = "\n".join(line.text for line in page.lines)
    seen = state(text, judge)
    found = []
    if page.facts.unmapped_share > _UNMAPPED:
        share = round(100 * page.facts.unmapped_share)
        found.append(f"font without usable letters ({share} % have no Unicode value)")
    if seen.strange < _NONSENSE and seen.words >= 3:
        sample = next(iter(text.split()), "")[:24]
        found.append(f"the text is no language ({sample} …), as where a font's map is wrong")
        return tuple(found)
    if seen.lost > (_LOST if seen.losses > 1 else _LOST_ONE):
        found.append(f"{max(1, round(100 * seen.lost))} % of the letters æ, ø and å are lost")
    pieces = max(1, seen.words)
    if seen.broken >= _FEWEST_BROKEN and seen.broken / pieces > _BROKEN:
        found.append(f"{seen.broken} words have a sign or figure inside")
    if seen.words >= _FEWEST_WORDS and seen.language in ("nb", "nn") and seen.unknown > _UNKNOWN:
        found.append(f"{round(100 * seen.unknown)} % of the words are in no lexicon")
    return tuple(found)
