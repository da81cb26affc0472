"""A section sign read as 8, S, $ or & (``friluftsloven 8 13``): put back after a law's name.

``§`` is not in the letters of Tesseract's Norwegian model, so even good readings lose it. A number
after a law's name is taken for a section only in the patterns of a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "section-sign"
_LAW = (
    r"\b\w*(?:loven|lova|lovens|lovas|lov|forskriften|forskrifta|forskrift|reglementet"
    r"|vedtektene|vedtekter|konvensjonen)\b"
)
_REFERENCE = re.compile(
    _LAW + r"(?:[ ]?\(\w+\))?(?:[ \n](?:av|frå|fra)[^§\n]{4,40}?)?"
    r"(?:,?[ \n](?:kap\.?[ ]\w+,?[ \n])?)"
    r"(?P<mark>\$\$|SS|88|&&|8|S|\$|&|5|3)(?P<gap>[ \n]?)"
    r"(?=(?P<number>\d{1,3}(?:[-–]\d{1,3})?[ ]?[a-zA-Z]?\b))",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?<![\w§$])(?P<mark>\$|\$\$|S|SS)(?P<gap> )(?=\d{1,3}(?:[-–]\d{1,3})?(?:[ ]?[a-z])?"
    r"(?:[ ,.;:)\n]|$))"
)
_MONEY = re.compile(r"[ ]*\d[\d.,]*\s*(?:mill|mrd|bill|usd|dollar)", re.IGNORECASE)
_LAWLIKE = re.compile("lov|forskrift|reglement|vedtek|konvensjon", re.IGNORECASE)
"""What the name of every law has in it."""
_LAW_NEAR = re.compile(_LAW, re.IGNORECASE)
NEAR = 160


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Lost section signs."""
    done = -1
    for hit in _references(text):
        mark = hit.group("mark")
        if mark in ("8", "3", "5", "88") and not hit.group("gap"):
            continue
        if mark in ("3", "5", "&") and not scene.damaged(hit.start()):
            continue
        done = hit.end("mark")
        yield _edit(hit)
    for hit in _SIGN.finditer(text):
        near = text[max(0, hit.start() - NEAR) : hit.start()]
        if hit.end("mark") == done or _MONEY.match(text, hit.end("mark")):
            continue
        if "§" in near or _LAW_NEAR.search(near):
            yield _edit(hit)


def _references(text: str) -> Iterator[re.Match[str]]:
    """What ``_REFERENCE.finditer`` gives, sought from each law's name."""
    done = 0
    for place in _LAWLIKE.finditer(text):
        start = place.start()
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        found = _REFERENCE.match(text, start) if start >= done else None
        if found is not None:
            done = found.end()
            yield found


def _edit(hit: re.Match[str]) -> Edit:
    sign = "§" * len(hit.group("mark"))
    return Edit(hit.start("mark"), hit.end("mark"), sign, CAUSE, 0.975)
