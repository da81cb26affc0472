"""Line breaks other than LF (CR LF of Windows, CR of old Macs), set aside and put back.

The stages know LF only. Whoever hands in a text with other breaks gets it back with these very
breaks, and with changes that replay on the text as it was handed in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from saksdoc.model.text import Change, CleanText

_BREAK = re.compile(r"\r\n|\r|\n")


def unified(text: str) -> str:
    r"""The text with every line break as LF.

    >>> unified("en\r\nto\rtre\n")
    'en\nto\ntre\n'
    """
    return _BREAK.sub("\n", text)


def with_breaks_of(text: str, clean: CleanText) -> CleanText:
    """The repair of ``unified(text)`` as one of ``text`` itself, each line break as it was there.

    Raises:
        ChangeMismatch: ``clean`` is the repair of another text.
    """
    breaks = [match.group() for match in _BREAK.finditer(text)]
    places = [match.start() for match in re.finditer("\n", clean.raw_text)]
    longer = [0, *accumulate(len(found) - 1 for found in breaks)]

    def moved(offset: int) -> int:
        return offset + longer[bisect_right(places, offset - 1)]

    def carried(change: Change) -> Change:
        first = bisect_right(places, change.raw_start - 1)
        own = iter(breaks[first:])
        return replace(
            change,
            raw_start=moved(change.raw_start),
            raw_end=moved(change.raw_end),
            before=_broken(change.before, iter(breaks[first:])),
            after=_broken(change.after, own),
        )

    damage = tuple(
        replace(part, start=moved(part.start), end=moved(part.end)) for part in clean.damage
    )
    return CleanText.replay(text, map(carried, clean.changes), damage)


def _broken(text: str, breaks: Iterator[str]) -> str:
    """``text`` with each LF as the next of the breaks; LF where they are used up."""
    return re.sub("\n", lambda _: next(breaks, "\n"), text)
