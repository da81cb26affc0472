"""What a person is, in which body and until when, as the text states it beside the name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from saksdoc.identify import cues
from saksdoc.identify.found import Found
from saksdoc.model import Role

_PERIOD = re.compile(
    r"[ \n]?\((?P<period>(?:ut|fra|frå|f\.o\.m\.?|t\.o\.m\.?|til|til og med|fra og med|frå og med"
    r"|i perioden|perioden|\d{4})"
    r"[^()\n]{0,40})\)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[ \t]*(?:[—–:,]|[ ]-[ ]|[ ]i[ ]|[ ]frå?[ ]|[ ]fra[ ]|[ ]for[ ]|\(|/)[ \t]*"
    r"(?:i |for |ved |frå |fra )?"
)
_TRAILING = re.compile(
    r"[ \t]+(?P<word>[A-Za-zÆØÅæøå]+\.?)(?=[ \t]*"
    r"(?:\n|$|,|[ \t]+(?:for[ ])?[A-ZÆØÅ][A-Za-zÆØÅæøåá]{0,4}\b"
    r"|[ ]for[ ][A-ZÆØÅ]))"
)
_WHOLE = {
    "medl": "medlem", "varamedl": "varamedlem", "repr": "representant",
    "vararepr": "vararepresentant",
}  # fmt: skip
_WIDE = re.compile(r"[ ]{3,}|\t+")
_COPULAS = (" ", " er ", ", ", "\n", ": ", " var ", "er ")
_PARTY = cues.PARTY_AFTER
_ELECTED = re.compile(
    r"[ ](?:ble|blei|vart|er|velges|gjenvelges|velgast)[ ](?:dermed |enstemmig |samrøystes )?"
    r"(?:valgt |vald |oppnevnt |gjenvalgt |konstituert )?"
    r"(?:t ?i ?l|som)[ ](?:ny )?(?:[A-ZÆØÅa-zæøå]+s[ ])?"
    r"(?P<role>(?:nest|vara|styre|møte|råds|vise)?"
    r"(?:leder|leiar|medlem|formann|sekretær|ordfører|varaordfører|president)"
    r"|varamedlem|styremedlem|representant)(?:[ ](?:av|i|for|aven)[ ])?"
)


class RoleFinder:
    """Finds roles in one text; ``bodies`` are the bodies named in it."""

    __slots__ = ("_bodies", "_starts", "_text")

    def __init__(self, text: str, bodies: Sequence[Found]) -> None:
        """``bodies`` in any order."""
        self._text = text
        self._bodies = sorted(bodies, key=lambda b: b.start)
        self._starts = [b.start for b in self._bodies]

    def of(self, person: Found) -> Found:
        """The same find, with the role stated at it, if one is."""
        low = bisect_left(self._starts, person.start - 160)
        high = bisect_left(self._starts, person.end + 160)
        role = role_at(self._text, person, self._bodies[low:high])
        return person if role is None else replace(person, roles=(role,))


def role_at(text: str, person: Found, bodies: Sequence[Found]) -> Role | None:
    """The role stated at one mention; ``bodies`` are those of the text, sorted."""
    period, after = _period(text, person.end)
    role, body = _before(text, person, bodies)
    later_role, later_body, end = _after(text, after, bodies)
    role = role or later_role
    body = body or later_body
    if period is None and end > after:
        period, _ = _period(text, end)
    if role is None and body is not None:
        role = "medlem"
    if role is None and period is None:
        return None
    return Role(role or "medlem", body, period)


def _period(text: str, at: int) -> tuple[str | None, int]:
    match = _PERIOD.match(text, at)
    return (match["period"].strip(), match.end()) if match else (None, at)


def _before(text: str, person: Found, bodies: Sequence[Found]) -> tuple[str | None, str | None]:
    head = text[max(0, person.start - 70) : person.start]
    match = cues.office_before(text, person.start, 70)
    if match is None:
        return _of_body(text, person, bodies)
    if _another_s(head, match):
        return None, None
    begin = person.start - len(head) + match.start()
    body = next((b for b in bodies if b.end <= begin and text[b.end : begin].strip() == ""
                 and begin - b.end <= 1), None)  # fmt: skip
    return _tidy(match["role"]), body.name if body else None


def _another_s(head: str, match: re.Match[str]) -> bool:
    """Whether the office before a name is the one of the name before it, or of nobody."""
    lead = head[: match.start()]
    if re.search(r"(?:\bingen|[A-ZÆØÅ][\w.-]+,)[ ]$", lead, re.IGNORECASE):
        return not re.search(r"\b(?:og|samt)[ ]\S+,[ ]$", lead) and lead.rstrip()[-1:] in ",n"
    broken = match["break"] is not None
    return broken and len(head[: match.start("break")].rsplit("\n", 1)[-1]) < 45


def _of_body(text: str, person: Found, bodies: Sequence[Found]) -> tuple[str | None, str | None]:
    """``leder av Norsk forum Kari Dahl``, ``Leder i komiteen er Kari Dahl``."""
    for body in bodies:
        between = text[body.end : person.start]
        if body.end > person.start or len(between) > 5 or between not in _COPULAS:
            continue
        office = cues.OFFICE_OF.search(text[max(0, body.start - 50) : body.start])
        if office is not None:
            return _tidy(office["role"]), body.name
    return None, None


_Office = tuple[str | None, str | None, int]
"""A role, its body, and the offset behind both."""


def _after(text: str, at: int, bodies: Sequence[Found]) -> _Office:
    """The office that stands behind a name: ``(Ap), leder``, ``valgt som …``, on the next line."""
    party = _PARTY.match(text, at)
    if party is not None:
        at = party.end()
    signed = cues.SIGNED_AFTER.match(text, at)
    if signed is not None:
        at = signed.end()
    elected = _ELECTED.match(text, at)
    if elected is not None:
        body = _starting(bodies, elected.end())
        return elected["role"], body.name if body else None, at
    column = _in_column(text, at)
    if column is not None:
        return column, None, at
    line = re.match(r"[ \t]*\n(?:[ \t]*\n)?[ \t]*", text[at : at + 10])
    if line is not None:
        return _below(text, at, at + line.end(), bodies)
    trailing = _TRAILING.match(text, at)
    if trailing is not None:
        office = cues.OFFICE_ALONE.fullmatch(text, trailing.start("word"), trailing.end())
        if office is not None:
            return _tidy(office["role"]), None, trailing.end()
    link = _LINK.match(text, at)
    return (None, None, at) if link is None else _linked(text, at, link.end(), bodies)


def _below(text: str, at: int, spot: int, bodies: Sequence[Found]) -> _Office:
    """The office alone on the line below, perhaps behind its body."""
    owner = _starting(bodies, spot)
    if owner is not None and text[owner.end : owner.end + 1] == " ":
        spot = owner.end + 1
    office = cues.OFFICE_ALONE.match(text, spot)
    if office is None or not re.match(r"[ \t]*(?:$|\n)", text[office.end() : office.end() + 3]):
        return None, None, at
    return _tidy(office["role"]), owner.name if owner else None, office.end()


def _linked(text: str, at: int, spot: int, bodies: Sequence[Found]) -> _Office:
    """The office or the body behind a comma, a dash or a parenthesis."""
    office = cues.OFFICE_ALONE.match(text, spot)
    if office is None:
        body = _starting(bodies, spot)
        explicit = re.match(r"[ \t]*[—–(]|[ ]-[ ]", text[at : at + 4]) is not None
        return (None, body.name, body.end) if body is not None and explicit else (None, None, at)
    joined = re.match(
        r"[ ](?:i|for|ved|av|fra|frå|på)[ ]|,[ ]|[ ]", text[office.end() : office.end() + 6]
    )
    body = _starting(bodies, office.end() + joined.end()) if joined else None
    return _tidy(office["role"]), body.name if body else None, body.end if body else office.end()


def _in_column(text: str, at: int) -> str | None:
    """The office under a name where signatures stand side by side; empty cells count."""
    begin, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if stop < 0:
        return None
    cells = _WIDE.split(text[begin:stop].strip())
    if len(cells) < 2:
        return None
    index = len(_WIDE.split(text[begin:at].strip())) - 1
    below = _WIDE.split(text[stop:].lstrip("\n").split("\n", 1)[0].strip())
    if len(below) != len(cells):
        return None
    office = cues.OFFICE_ALONE.fullmatch(below[index])
    return _tidy(office["role"]) if office is not None else None


def _starting(bodies: Sequence[Found], at: int) -> Found | None:
    return next((b for b in bodies if at <= b.start <= at + 1), None)


def _tidy(role: str) -> str:
    tidy = " ".join(role.split())
    if tidy.lower().rstrip(".") in _WHOLE:
        return _WHOLE[tidy.lower().rstrip(".")]
    if tidy.endswith(("ærer", "sekretærar")):
        tidy = tidy[:-2]  # Møtesekretærer: A/B
    return tidy.lower() if tidy.isupper() or tidy[:1].isupper() else tidy
