"""What a person is, in which body and until when, as the text states it beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_PARTY = cues.PARTY_AFTER
_ELECTED = re.compile(
    r"[ ](?:ble|blei|vart|er|velges|gjenvelges|velgast)[ ](?:dermed |enstemmig |samrøystes )?"
    r"(?:valgt |vald |oppnevnt |gjenvalgt |konstituert )?"
    r"(?:t ?i ?l|som)[ ](?:ny )?(?P<role>(?:nest|vara|styre|møte)?"
    r"(?:leder|leiar|medlem|formann|sekretær|ordfører|varaordfører)"
    r"|varamedlem|styremedlem|representant)(?:[ ](?:av|i|for|aven)[ ])?"
)


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
    match = cues.OFFICE_BEFORE.search(head)
    if match is None:
        return None, None
    begin = person.start - len(head) + match.start()
    body = next((b for b in bodies if b.end <= begin and text[b.end : begin].strip() == ""
                 and begin - b.end <= 1), None)  # fmt: skip
    return _tidy(match["role"]), body.name if body else None


def _after(text: str, at: int, bodies: Sequence[Found]) -> tuple[str | None, str | None, int]:
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
    line = re.match(r"[ \t]*\n[ \t]*", text[at : at + 10])
    if line is not None:
        office = cues.OFFICE_ALONE.match(text, at + line.end())
        if office is not None and re.match(
            r"[ \t]*(?:$|\n)", text[office.end() : office.end() + 3]
        ):
            return _tidy(office["role"]), None, office.end()
        return None, None, at
    link = _LINK.match(text, at)
    if link is None:
        return None, None, at
    spot = link.end()
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


def _starting(bodies: Sequence[Found], at: int) -> Found | None:
    return next((b for b in bodies if at <= b.start <= at + 1), None)


def _tidy(role: str) -> str:
    tidy = " ".join(role.split())
    return tidy.lower() if tidy.isupper() or tidy[:1].isupper() else tidy
