"""Numerals read with letters in them (``l995``, ``2oo6``, ``O,5``, ``1S. juni``), and a case number
whose stroke was read as a digit (``sak 29193`` for 29/93).

Only forms that no one writes: a year with l for its one, an o between digits, an S for a five where
the name of a month follows. A case number is parted only where the document has its year behind a
stroke several times, and nowhere a number so long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "numeral"
# What a form begins with comes first, and what stands before it behind: that is sooner sought.
_YEAR = re.compile(r"[lI|](?<![^\s(–/.-].)(?=[89]\d\d(?![\w|]))")
_ROUND_SOMEWHERE = re.compile(r"[oO](?:(?<=\d.)|(?=[\d,]))")
_ROUND = re.compile(r"(?<![\w.,])(?=[oO\d]*\d)(?=\d*[oO])[oO\d]{2,6}(?!\w)|(?<![\w.,])[oO](?=,\d)")
_DAY = re.compile(
    r"(?P<day>[0-3OoIl](?<!\w.)[\dOoSIl])(?=\.[ ]?"
    r"(?:[Jj]an|[Ff]eb|[Mm]ars|[Aa]pr|[Mm]ai|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]kt|[Nn]ov|[Dd]es))"
)
_CASE = re.compile(
    r"\b(?:sak|SAK|Sak)(?:en)?(?:[ ]?nr\.?)?[ ](?P<case>\d{1,3}1(?P<year>9\d))(?![\w/.,]\d)"
)
_NUMBERED = re.compile(r"(?<!\d)\d{1,3}/(\d\d)(?!\d)")
SEVERAL = 3
"""Case numbers of a year that a document must have before one is parted. Set by hand."""
_DIGITS = str.maketrans("oOSIl", "00511")


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Numerals with letters, in text that was scanned."""
    if not scene.suspicious:
        return
    for hit in _YEAR.finditer(text):
        yield Edit(hit.start(), hit.end(), "1", CAUSE, 0.98)
    rounds = _ROUND.finditer(text) if _ROUND_SOMEWHERE.search(text) else ()
    read = {hit.span(): hit.group() for hit in rounds}
    read |= {hit.span("day"): hit.group("day") for hit in _DAY.finditer(text)}
    for (start, end), form in read.items():
        if not form.isdecimal():
            yield Edit(start, end, form.translate(_DIGITS), CAUSE, 0.97)
    cases = list(_CASE.finditer(text))
    years = Counter(_NUMBERED.findall(text)) if cases else Counter()
    for hit in cases:
        if years[hit.group("year")] >= SEVERAL:
            at = hit.start("year") - 1
            yield Edit(at, at + 1, "/", CAUSE, 0.95)
