"""National identity numbers in a text, so that a later step can withhold them.

Eleven digits: birth date, three individual digits and two check digits (weights by
Skatteetaten's published description). D-numbers have 4 added to the first digit. Recognition may
have read a letter for a digit (``O`` for 0, ``l`` for 1) or set a space; the check digits tell.
"""

from __future__ import annotations

import datetime
import re

from saksdoc.model import IdentityNumber

_LETTERS = str.maketrans("OoQDIlL|!iSsBZz", "000011111155822")
_DIGIT = r"[\dOoQDIlL|!iSsBZz]"
_CANDIDATE = re.compile(rf"(?<![\w]){_DIGIT}(?:[ .\-\u00a0]{{0,2}}{_DIGIT}){{10}}(?![\w])")
_ACCOUNT = re.compile(r"\d{4}[. ]\d{2}[. ]\d{5}")
_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))

FEWEST_DIGITS = 8
"""Of the eleven signs, so many must be read as digits."""


def identity_numbers(text: str) -> tuple[IdentityNumber, ...]:
    """Where national identity numbers and D-numbers stand in the text."""
    return tuple(
        IdentityNumber(match.start(), match.end())
        for match in _CANDIDATE.finditer(text)
        if _is_identity(match.group())
    )


def _is_identity(surface: str) -> bool:
    if _ACCOUNT.fullmatch(surface) or sum(c.isdigit() for c in surface) < FEWEST_DIGITS:
        return False
    signs = [c for c in surface.translate(_LETTERS) if c.isdigit()]
    digits = [int(c) for c in signs]
    if len(digits) != 11 or not _is_birth_date(digits):
        return False
    return all(sum(w * d for w, d in zip(weights, digits, strict=False)) % 11 == 0
               for weights in _WEIGHTS)  # fmt: skip


def _is_birth_date(digits: list[int]) -> bool:
    day = digits[0] * 10 + digits[1]
    month = digits[2] * 10 + digits[3]
    if day > 40:
        day -= 40
    try:
        datetime.date(2000 + digits[4] * 10 + digits[5], month, day)
    except ValueError:
        return day == 29 and month == 2
    return True
