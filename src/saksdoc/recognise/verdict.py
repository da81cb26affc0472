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

_STRANGE, _NONSENSE = -3.8, -4.8
"""Log-probability a letter where words begin to be strange, and below which they are no language:
Norwegian has −2, English −2.6, Sámi −4, codes shifted by a font −5 to −7."""

_ENOUGH, _ENOUGH_OVER_IMAGE = 1.0, 0.3
"""Weight of a fault from which a page is read anew. Over an image the text is an engine's and more
likely bad, and reading anew costs time only; the heaviest of 340 good pages has 0.3 to 0.7."""

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

    @property
    def is_norwegian_text(self) -> bool:
        """Whether there is enough Norwegian to count unknown words in."""
        return self.words >= _FEWEST_WORDS and self.language in ("nb", "nn")


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


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, why, and how damaged the text in the file is (0–1)."""

    verdict: Verdict
    reasons: tuple[str, ...]
    damage: float = 0.0


def decide(page: ScanPage, judge: Norwegian) -> Decision:
    """The verdict on a page as it lies in the file."""
    judged = look_at(page, judge)
    return judged.verdict, judged.reasons


def look_at(page: ScanPage, judge: Norwegian) -> Judged:
    """The same, with the damage of the text in the file."""
    if page.plain:
        return Judged(Verdict.USE, ("plain text",))
    if page.error:
        return Judged(Verdict.READ, (f"its text cannot be read: {page.error}",))
    if not page.lines:
        return Judged(*_without_text(page.facts))
    seen = _state_of(page, judge)
    enough = _ENOUGH_OVER_IMAGE if page.facts.image_share > _IMAGE else _ENOUGH
    grave = [fault.words for fault in _faults(page, seen) if fault.weight >= enough]
    if grave:
        return Judged(Verdict.REREAD, (_kind(page.facts), *grave), seen.lost)
    return Judged(Verdict.USE, (_kind(page.facts),), seen.lost)


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


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that speaks against a text layer: its weight (1 is enough to read the page anew)
    and what it is, in words.
    """

    weight: float
    words: str


def faults(page: ScanPage, judge: Norwegian) -> tuple[Fault, ...]:
    """Everything that speaks against the text layer, the gravest first."""
    return _faults(page, _state_of(page, judge))


def _state_of(page: ScanPage, judge: Norwegian) -> TextState:
    return state("\n".join(line.text for line in page.lines), judge)


def _faults(page: ScanPage, seen: TextState) -> tuple[Fault, ...]:
    has = "word has" if seen.broken == 1 else "words have"
    unmapped = round(100 * page.facts.unmapped_share)
    sample = next((word.text for line in page.lines for word in line.words), "")[:24]
    found = [
        Fault(
            page.facts.unmapped_share / _UNMAPPED,
            f"font without usable letters ({unmapped} % have no Unicode value)",
        ),
        Fault(
            (_STRANGE - seen.strange) / (_STRANGE - _NONSENSE) if seen.words >= 3 else 0.0,
            f"the text is no language ({sample} …), as where a font's map is wrong",
        ),
        Fault(
            seen.lost / (_LOST if seen.losses > 1 else _LOST_ONE),
            f"{max(1, round(100 * seen.lost))} % of the letters æ, ø and å are lost",
        ),
        Fault(
            seen.broken / max(_FEWEST_BROKEN, _BROKEN * seen.words),
            f"{seen.broken} {has} a sign or figure inside",
        ),
        Fault(
            seen.unknown / _UNKNOWN if seen.is_norwegian_text else 0.0,
            f"{round(100 * seen.unknown)} % of the words are in no lexicon",
        ),
    ]
    return tuple(sorted(found, key=lambda fault: -fault.weight))
