"""The rules in the order they are applied.

Composing and mojibake first, since they spoil every other; then what joins or parts words, so that
the words' own repair sees whole words; then what reads signs. Brackets and strokes come before the
words, since a misread first letter would leave a nonsense rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from saksdoc.model import Edit
from saksdoc.repairing.rules import (
    accents,
    ampersands,
    angles,
    brackets,
    bullets,
    camels,
    capitals,
    cents,
    composed,
    dashes,
    flecks,
    fused,
    holes,
    hyphens,
    marks,
    mojibake,
    numerals,
    ones,
    repeats,
    sections,
    spacing,
    strokes,
    torn,
    uprights,
)
from saksdoc.repairing.rules.scene import Scene


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and where it stands: before the words are repaired, or after."""

    name: str
    find: Callable[[str, Scene], Iterator[Edit]]
    after_words: bool = False
    needs: tuple[str, ...] = ()
    """Signs without any of which it cannot fire: to see that none is there is quickly done."""

    def edits(self, text: str, scene: Scene) -> Iterable[Edit]:
        """What the rule wants changed in a text."""
        if self.needs and not any(sign in text for sign in self.needs):
            return ()
        return self.find(text, scene)


RULES: tuple[Rule, ...] = (
    Rule("composed", composed.find),
    Rule("mojibake", mojibake.find),
    Rule("spacing", spacing.find),
    Rule("bullets", bullets.find),
    Rule("uprights", uprights.find, needs=("!", "]", "|", "kI", "k1")),
    Rule("strokes", strokes.find),
    Rule("brackets", brackets.find),
    Rule("angles", angles.find),
    Rule("capitals", capitals.find),
    Rule("camels", camels.find),
    Rule("ampersands", ampersands.find, needs=("&",)),
    Rule("cents", cents.find, needs=("¢",)),
    Rule("accents", accents.find, needs=("é", "É")),
    Rule("flecks", flecks.find),
    Rule("marks", marks.find),
    Rule("holes", holes.find),
    Rule("hyphens", hyphens.find, after_words=True),
    Rule("ones", ones.find, needs=(" 1 ", " j ", " l ", " J. "), after_words=True),
    Rule("numerals", numerals.find, after_words=True),
    Rule("repeats", repeats.find, after_words=True),
    Rule("sections", sections.find, after_words=True),
    Rule("dashes", dashes.find, after_words=True),
    Rule("fused", fused.find, after_words=True),
    Rule("torn", torn.find, after_words=True),
)
