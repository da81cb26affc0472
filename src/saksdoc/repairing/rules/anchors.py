"""Words with a sign in them, found by the sign.

Most rules look for a word that some sign stands in or behind. A pattern of such a word is tried at
every letter of a text; the sign is rare, and looking for it alone takes a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def words_with(sign: re.Pattern[str], word: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``word.finditer`` gives, sought from each place where ``sign`` matches.

    ``word`` must begin with letters that no letter, digit or underscore precedes, and then match
    ``sign``, which is no letter, or be letters with one that ``sign`` matches.
    """
    done = 0
    for place in sign.finditer(text):
        start = word_start(text, place.start())
        found = word.match(text, start) if start >= done else None
        if found is not None:
            done = found.end()
            yield found


def word_start(text: str, end: int) -> int:
    """Where the letters begin that end at an offset."""
    while end and (before := text[end - 1]).isalnum() and not before.isdecimal():
        end -= 1
    return end
