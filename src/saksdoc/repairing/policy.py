"""When a change is made, when it is only suggested, and how sure it is.

The decoder's probability is too sure of itself where it does not know the word, and not sure
enough where it does. For the classes of change that rendered pages and text damaged by lot show
often enough, a curve is fitted on half of them, whose text no model had seen (Platt 1999,
"Probabilistic outputs"); the other half checks it. The thresholds are those that heal most within
stated bounds on right words spoiled and on wrong changes. Names, and stretches that kept their
letters (but for plain words in text of the 1990s), have curves and thresholds set by hand: see
``models/confusions/calibrate.py``, which writes ``calibration.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from saksdoc import assets
from saksdoc.errors import MissingRequirement


@dataclass(frozen=True, slots=True)
class ClassPolicy:
    """A class of change: ``slope`` and ``intercept`` of its curve on log-odds, and its thresholds.

    Changes at or above ``apply`` are made, at or above ``suggest`` listed.
    """

    slope: float = 1.0
    intercept: float = 0.0
    apply: float = 0.9
    suggest: float = 0.3

    def confidence(self, log_odds: float) -> float:
        """The probability that a change of this class is right."""
        value = self.slope * max(-30.0, min(30.0, log_odds)) + self.intercept
        return round(1.0 / (1.0 + math.exp(-value)), 4)


DEFAULT = ClassPolicy()


@dataclass(frozen=True, slots=True)
class Policy:
    """The policies by class; a class without one has the default."""

    classes: Mapping[str, ClassPolicy]

    @classmethod
    def load(cls, folder: Path | None = None) -> Policy:
        """Read the shipped calibration; the default where a folder has none.

        Raises:
            MissingRequirement: It cannot be read.
        """
        path = (folder or assets.locate("confusions")) / "calibration.json"
        if not path.is_file():
            return cls({})
        try:
            stored = json.loads(path.read_text("utf-8"))
            return cls({name: ClassPolicy(**row) for name, row in stored["classes"].items()})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MissingRequirement(
                f"the calibration of the repair cannot be read ({error})",
                where=path,
                advice="install saksdoc again, or rebuild it with models/confusions/calibrate.py",
            ) from error

    def of(self, name: str) -> ClassPolicy:
        """The policy of a class; a member of a class (``pair:for/før``) may have one of its own."""
        own = self.classes.get(name)
        return own if own is not None else self.classes.get(name.split(":")[0], DEFAULT)
