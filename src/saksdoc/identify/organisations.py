"""Bodies that only spaCy sees: associations, firms, foreign bodies without a telling form.

A statistical model calls much an organisation that is none (plans, laws, places, parties), so
what it says must also look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from saksdoc.identify.bodies import apart
from saksdoc.identify.forms import words
from saksdoc.identify.found import Found
from saksdoc.identify.heads import key_of
from saksdoc.identify.names import NameLists
from saksdoc.identify.reach import BodyContext
from saksdoc.identify.tokens import LABELS, PARTIES
from saksdoc.model import EntityKind

SCORE = 0.6
PLACE_BEFORE = re.compile(
    r"(?:^|[ \n(])(?:i|på|ved|mellom|mot|langs|nær|rundt|utenfor|utanfor)[ \n]$", re.IGNORECASE
)
# Last words of things that are no bodies: laws, plans, places, parties (bokmål, nynorsk, Sámi).
_NO_BODY = re.compile(
    r"(?:lov|loven|lova|prop|nou|meld|gnr|bnr|nr|pr|j[aå]vri|johka|j[aå]kka|v[aá]rri|vuotna|nj[aá]rga"
    r"|guolbba|luokta|duottar|eatnu|partiet|partiets|prosjekt(?:et)?|program(?:met)?|samarbeid(?:et)?"
    r"|planen|plan|melding(?:en|a)?|vassdrag(?:et)?|felt(?:et)?|saken|saka|avtale[nr]?|lister|bygg(?:et)?"
    r"|bygning(?:en)?|aktivitet|grunnlag(?:et)?|representant(?:en)?|president(?:en)?|politikk(?:en)?"
    r"|samfunn(?:et)?|erklæring(?:en)?|årbok|håndbok|vatnet|vannet|fjord(?:en)?|dal(?:en)?|fjell(?:et)?"
    r"|sjef(?:en)?|line|linje|uttalelse|statistikk(?:en)?|lege(?:n)?|verket for \w+)s?$",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"(?:Nord|Sør|Øst|Vest|Midt|Indre|Ytre)\b|(?:handling|regulering|utvikling|læreplan|høring)",
    re.IGNORECASE,
)
# What the last part of a farm's or a place's name is called, definite (Norsk stadnamnleksikon).
_PLACE_WORD = re.compile(
    r"(?:jordet|neset|nesa|vik[ae]n?|bukta|vågen|åsen|haugen|bakken|dalen|fjorden|fjellet|vatnet"
    r"|sundet|øya|øyane|øyene|holmen|stranda|odden|myra|myrane|moen|marka|skogen|lia|elva|åkeren"
    r"|åkaren|enga|tunet|gården|garden|løkka|vollen|kollen|berget|heia|kleiva|brekka|jorda|eidet"
    r"|hammaren|hammeren|hovden|tangen|skaret|slåtta)$"
)
_NO_ACRONYM = words("NOU LNF AFP SFO IKT PPT GAB KOSTRA DSS PDF AKAN HMS LNFR VA KST FSK")
_SMALL_WITHIN = frozenset(("og", "i", "for", "av", "på", "til", "and", "of", "the", "de", "&"))


def with_organisations(
    text: str, found: Sequence[Found], spans: Sequence[tuple[int, int]], context: BodyContext
) -> tuple[Found, ...]:
    """The bodies found, and of spaCy's organisations (``spans``) those that look like one."""
    return tuple(apart([*found, *_organisations(text, spans, context)]))


def _organisations(
    text: str, spans: Sequence[tuple[int, int]], context: BodyContext
) -> Iterator[Found]:
    for start, end in spans:
        surface = text[start:end]
        if surface.lower() in context.register.places or not _looks(
            text, start, end, context.lists
        ):
            continue
        name = " ".join(surface.split())
        yield Found(start, end, EntityKind.BODY, name, SCORE, key=key_of(name))


def _looks(text: str, start: int, end: int, lists: NameLists) -> bool:
    surface = text[start:end]
    parts = surface.split()
    if not parts or not surface[0].isupper() or "\n" in surface or len(parts) > 6:
        return False
    if _NO_BODY.search(surface.rstrip(".")) or _NO_START.match(surface):
        return False
    if surface.endswith(("-", "−", ".")) or any(p in PARTIES | LABELS for p in parts):
        return False
    return _several(parts, surface) if len(parts) > 1 else _single(text, start, surface, lists)


def _several(parts: Sequence[str], surface: str) -> bool:
    small = [p for p in parts if p[0].islower()]
    if any(p not in _SMALL_WITHIN for p in small) and len(parts) > 2:
        return False
    capitals = [p for p in parts if p[0].isupper()]
    return len(capitals) > 1 and not surface.isupper() and len(parts[0]) > 2 and "−" not in parts


def _single(text: str, start: int, surface: str, lists: NameLists) -> bool:
    lead = text[max(0, start - 12) : start]
    if re.search(r"[a-zæøå,][ ]$", lead) is None or PLACE_BEFORE.search(lead):
        return False  # the capital is the sentence's, or the word is a place
    if "-" in surface and surface.rsplit("-", 1)[1][:1].islower():
        return False  # NATO-land, IMF-kontoret
    bare = surface.rstrip("s").rstrip("'’")
    if bare.isupper():
        return 2 < len(bare) < 7 and bare not in _NO_ACRONYM and text.count(bare) > 1
    place = _PLACE_WORD.search(bare) is not None
    return len(surface) > 3 and not place and not lists.is_word(surface)
