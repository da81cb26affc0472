"""What a rule may look at besides the text itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from saksdoc.language import Norwegian
from saksdoc.model import Damage

DAMAGED = 0.25
"""From this score on a stretch counts as read by an engine without Norwegian letters. Set by hand:
such an engine loses all of them, any other few."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The language, and how damaged the text is where; offsets are of the raw text, near enough."""

    norwegian: Norwegian
    damage: Sequence[Damage] = ()
    forms: Mapping[str, int] = field(default_factory=dict)
    """Lower-case forms of the document with their counts."""
    suspicious: bool = False
    """Whether anything about the document says that it was scanned and misread at all."""
    old: bool = False
    """Whether it shows the marks of the engines of the 1990s."""

    def knows(self, form: str) -> bool:
        """Whether a form is a word, a name or a sound compound."""
        return self.norwegian.lexicon.is_word(form) or self.is_compound(form)

    def is_compound(self, form: str) -> bool:
        """Whether a form is a compound of known words."""
        return self.norwegian.compounds.analyse(form) is not None

    def damage_at(self, offset: int) -> float:
        """The damage score of the stretch an offset lies in."""
        if not self.damage:
            return 0.0
        at = bisect_right([d.start for d in self.damage], offset) - 1
        return self.damage[max(0, at)].score

    def damaged(self, offset: int) -> bool:
        """Whether the stretch was read by an engine without Norwegian letters."""
        return self.damage_at(offset) >= DAMAGED


_BULLET = re.compile(r"(?:^|\n)[ \t]*[-–—+*•·¢©°eo][ \t]+$")


def starts_sentence(text: str, offset: int) -> bool:
    """Whether a sentence begins at an offset: after a full stop or its like, a bullet, a blank line
    or nothing at all.
    """
    before = text[max(0, offset - 200) : offset].rstrip(" \t")
    if not before or before.endswith("\n\n") or before[-1] in '.!?:•«"(':
        return True
    if before.endswith("\n"):
        last = before.rstrip()[-1:]
        return last in ".!?:" or not last
    return _BULLET.search(text, max(0, offset - 12), offset) is not None
