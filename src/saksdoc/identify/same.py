"""When two names are one: initials, left-out middle names, old spellings, misread letters.

Each answer about people is a reason in words, or None. Homonyms are not decided here: the same name
may still be two (see :mod:`linking`).
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from saksdoc.identify.forms import fold
from saksdoc.identify.names import NameLists
from saksdoc.identify.sounds import sound
from saksdoc.identify.tokens import SHORTENED


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name; initials without their full stop."""
    return tuple(name.replace(".", " ").split())


def same_person(one: str, other: str, lists: NameLists) -> str | None:
    """Why two full names can be one person's; None if they cannot."""
    a, b = name_parts(one), name_parts(other)
    if fold(" ".join(a)) == fold(" ".join(b)):
        return "same name"
    if len(a) < 2 or len(b) < 2:
        return None
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if len(short) < len(long) and [fold(w) for w in long[-len(short) :]] == [
        fold(w) for w in short
    ]:
        return "the given name left out" if not lists.is_given(short[0]) else None
    if sound(a[-1]) == sound(b[-1]):
        return _same_given(a[:-1], b[:-1], lists)
    alike = len(a) == len(b) and [sound(w) for w in a[:-1]] == [sound(w) for w in b[:-1]]
    if alike and misread(a[-1], b[-1], lists):
        return f"{b[-1]} misread for {a[-1]}"
    return None


def _same_given(a: Sequence[str], b: Sequence[str], lists: NameLists) -> str | None:
    if len(a) == len(b) and all(_alike(x, y, lists) for x, y in zip(a, b, strict=True)):
        return _how(a, b)
    a, b = _spread(a), _spread(b)
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if not _alike(long[0], short[0], lists):
        return None
    if not _inside(short, long, lists):
        return None
    if len(long) == len(short):
        return _how(a, b)
    return "same surname and first name, a middle name left out"


def _how(a: Sequence[str], b: Sequence[str]) -> str:
    if [sound(w) for w in a] == [sound(w) for w in b]:
        return "same name, other spelling"
    return (
        "initials agree"
        if any(len(w) == 1 or w in SHORTENED for w in (*a, *b))
        else "one letter misread"
    )


def _inside(short: Sequence[str], long: Sequence[str], lists: NameLists) -> bool:
    """Whether the short names stand in the long ones, in order. A full name that is left out of
    the shorter form stays full in the longer: ``Isak Ole`` is not ``Isak Mathis O.``
    """
    at = 0
    for word in short:
        while at < len(long) and not _alike(long[at], word, lists):
            at += 1
        if at == len(long):
            return False
        if len(long) > len(short) and len(long[at]) == 1 and len(word) > 1:
            return False
        at += 1
    return True


def _spread(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in word.split("-") if part]


def _alike(one: str, other: str, lists: NameLists) -> bool:
    for short, long in ((one, other), (other, one)):
        if len(short) == 1 or short in SHORTENED:
            return fold(long).startswith(fold(short)) or sound(long).startswith(sound(short))
    return sound(one) == sound(other) or misread(one, other, lists)


def misread(one: str, other: str, lists: NameLists) -> bool:
    """Whether two words differ as one misread by a machine does, and are not two known names."""
    if min(len(one), len(other)) < 5 or OSA.distance(fold(one), fold(other)) > 1:
        return False
    known = [lists.is_given(w) or lists.is_surname(w) for w in (one, other)]
    return not all(known)


def misread_keys(a: str, b: str) -> bool:
    """Whether two keys differ by what a scanner does: word by word, long words only."""
    left, right = a.replace("-", " ").split(), b.replace("-", " ").split()
    if len(left) != len(right):
        return OSA.distance(a.replace(" ", ""), b.replace(" ", "")) == 0
    wrong = 0
    for one, other in zip(left, right, strict=True):
        if one == other:
            continue
        limit = 1 if len(one) < 12 else 2
        if min(len(one), len(other)) < 7 or OSA.distance(one, other) > limit:
            return False
        wrong += 1
    return wrong == 1
