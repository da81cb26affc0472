"""Finds bodies: by the form of the word, by the register, by definition in the text, by spaCy.

A mention takes the whole name: what stands before the head (``Strategisk samarbeidsutvalg``,
``Helse- og omsorgsdepartementet``) and what narrows it after (``for Voss``, ``i Helse Bergen``).
Bare heads (``utvalget``, ``rådet``) point back to something and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from saksdoc.identify.forms import (
    ADJECTIVE,
    FUNCTION_WORDS,
    HEAD,
    HEADS,
    NO_FIELD,
    NO_STEM,
    TWINS,
    Head,
    fold,
    words,
)
from saksdoc.identify.found import Found
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Register
from saksdoc.model import EntityKind

_UP = "A-ZÆØÅÁČĐŊŠŽ"
_CAPITALISED = rf"[{_UP}][\w'’-]*"
_RUN = (
    rf"{_CAPITALISED}(?:[ ](?:og[ ])?{_CAPITALISED}){{0,3}}"
    r"(?:[ ](?:kommune|fylke|fylkeskommune|HF|RHF|AS|sykehus|sjukehus|regionen))?"
)
_PLACED = re.compile(rf"[ \n](?P<by>i|for|på|ved)[ \n](?P<what>{_RUN})")
_FIELD = re.compile(
    r"[ ](?P<by>for)[ ](?P<what>[a-zæøå-]+(?:,[ ][a-zæøå-]+)*(?:[ ][a-zæøå-]+)?"
    r"(?:[ ]og[ ][a-zæøå-]+(?:[ ][a-zæøå-]+)?)?)"
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'’-]*-?)(?P<gap>[ ]|[ ]?\n)$")
_FIRM = re.compile(
    rf"(?<![\w])(?P<name>[{_UP}][\w&'’.-]*(?:[ ](?:og[ ]|&[ ])?[{_UP}][\w&'’.-]*){{0,4}})[ ]"
    r"(?P<form>AS|A/S|A\.S|ASA|ANS|BA|SA|DA|KF|IKS|HF|RHF|SF|AlS|AfS|Ltd\.?)(?![\w])"
)
_TOWN = re.compile(
    rf"(?<![\w-])(?P<name>[{_UP}][\w-]+(?:[ ](?:og[ ])?[{_UP}][\w-]+){{0,2}})[ \n]"
    r"(?P<form>kommunen?|herad|suohkan|gielda|tjïelte|KOMMUNE)(?P<genitive>s)?(?![\w])"
)
_NO_LEFT = words(
    "I På Av Til Fra Frå Den Det De En Et Ei Vi Som At Om For Med Ved Og Når Da Nå No Her Der "
    "Dette Denne Disse Saken Saka Sak Også Etter Før Under Over Mot Hos Utvalg Leder Leiar "
    "Nestleder Kopi Møte Vedtak Innstilling Forslag Uttalelse Brev Medlem Medlemmer Valg Referat "
    "Protokoll Ordfører Rådmann Ordførar Sekretær Representant Både Samt Men Eller Ifølge Ifølgje "
    "Dersom Hvis Jf Jfr Pr Nye Ny Nytt Alle Hele Heile Siste Neste Første Fyrste Ovennevnte "
    "Tilråding Høringsuttalelse Kommunens Kommunen Sammen Saman Saksnr Behandling Møtested Sted "
    "Stad"
)


@dataclass(frozen=True, slots=True)
class BodyContext:
    """What the finder knows beside the text; ``organisations`` are spaCy's ORG spans."""

    register: Register
    lists: NameLists
    organisations: tuple[tuple[int, int], ...] = ()


def find_bodies(text: str, context: BodyContext) -> tuple[Found, ...]:
    """Every body named, in text order, none overlapping; ``key`` tells same from other."""
    folded = fold(text)
    found = list(_by_form(text, folded, context))
    found += _towns(text, context)
    found += _firms(text)
    found += _registered(text, context.register)
    found = _apart(found)
    defined, found = _defined(text, found)
    found = _apart([*found, *_uses(text, defined)])
    found = _meetings(text, found)
    found = _apart([*found, *_organisations(text, found, context)])
    return tuple(sorted(found, key=lambda f: f.start))


def key_of(name: str) -> str:
    """The same for all spellings of a name: folded, without inflection, nynorsk as bokmål.

    >>> key_of("Partnarskapsmøtet") == key_of("partnerskapsmøte")
    True
    """
    folded = fold(" ".join(name.split()))
    parts = []
    for word in re.findall(r"[\w/&-]+", folded):
        match = HEAD.fullmatch(word)
        if match is not None:
            head = _head(match)
            stem = match["stem"]
            word = stem + fold(head.name) + ("+" if _plural(match, head) else "")
        elif len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
        parts.append(word)
    key = " ".join(p for p in parts if p not in ("det", "den", "dei", "de"))
    for old, new in TWINS:
        key = key.replace(old, new) if old not in new or new not in key else key
    return key


def _head(match: re.Match[str]) -> Head:
    return next(head for i, head in enumerate(HEADS) if match[f"h{i}"] is not None)


def _form(match: re.Match[str], head: Head) -> str:
    return match[f"h{HEADS.index(head)}"] or ""


def _plural(match: re.Match[str], head: Head) -> bool:
    form = _form(match, head)
    if form.endswith(("ene", "ane", "ne")) and head.name != "statsforvalter":
        return True
    if head.name in ("utvalg", "råd", "styre", "departement", "direktorat", "sekretariat"):
        return form.endswith(("a", "er", "ar")) and len(form) > 4
    return form.endswith(("er", "ar", "erne")) and head.name not in (
        "statsforvalter", "senter", "sorenskriver", "møteleiarskap",
    )  # fmt: skip


def _definite(match: re.Match[str], head: Head) -> bool:
    form = _form(match, head)
    return (form.endswith(("et", "en", "t", "n", "a", "i")) and not form.endswith(
        ("ariat", "orat", "ement", "rett", "bud", "institut", "universitet")
    )) or form.endswith("universitetet")  # fmt: skip


def _by_form(text: str, folded: str, context: BodyContext) -> Iterator[Found]:
    for match in HEAD.finditer(folded):
        head = _head(match)
        stem = match["stem"]
        barred = stem.strip("-") in NO_STEM.get(head.name, set()) and (stem or not head.bare)
        if barred and (stem or not text[match.start()].isupper()):
            continue
        if head.name == "råd" and stem.endswith("om"):
            continue
        if head.name == "møte" and HEAD.search(stem.rstrip("s")) is not None:
            continue
        item = _one(text, match, head, context)
        if item is not None:
            yield item


def _one(text: str, match: re.Match[str], head: Head, context: BodyContext) -> Found | None:
    start, end = match.start(), match.end()
    word = text[start:end]
    left = _left(text, start, match, head, context)
    right = _right(text, end, match, head) if not match["genitive"] else end
    shouted = word.isupper()
    large = (text[start].isupper() and not shouted) or (
        text[left].isupper() and not text[left:start].isupper()
    )
    bare = not match["stem"]
    narrowed = right > end and (large or head.small) and head.name != "møte"
    if bare and not head.bare and left == start and not narrowed:
        return None
    definite, plural = _definite(match, head), _plural(match, head)
    if not large:
        if not head.small or (not definite and not plural and right == end and not shouted):
            return None
        if shouted and bare and not head.bare:
            return None
    name = " ".join(text[left:right].split())
    if match["genitive"]:
        name = name[: -len(match["genitive"])]
    score = 0.95 if large else 0.85
    if plural:
        score = 0.7
    if head.name == "møte":
        score = (
            0.3 if not large or text[max(0, start - 2) : start].strip(" ") in ("", ".") else 0.55
        )
    return Found(left, right, EntityKind.BODY, name, score, key=key_of(name))


def _left(text: str, start: int, match: re.Match[str], head: Head, context: BodyContext) -> int:
    """Where the name begins: capitalised words before the head, and ``X- og``."""
    left = start
    for _ in range(6):
        before = _WORD_BEFORE.search(text, max(0, left - 40), left)
        if before is None:
            break
        word = before["word"]
        if word == "og" and re.search(
            r"\w-[ \n]$", text[max(0, before.start() - 2) : before.start()]
        ):
            left = before.start()
            continue
        if word.endswith("-") and text[left:].startswith("og "):
            left = before.start()
            continue
        if not _belongs(text, before, word, left, head, match, context):
            break
        left = before.start()
    lead = text[left:start]
    return start if lead.startswith("og ") else left


def _belongs(
    text: str, before: re.Match[str], word: str, left: int, head: Head,
    match: re.Match[str], context: BodyContext,
) -> bool:  # fmt: skip
    if not word[0].isupper() or word in _NO_LEFT or "\n\n" in before["gap"]:
        return False
    if before["gap"].strip(" ") and text[left].isupper():
        return False  # a line break before a capital: another name, another cell
    if word.isupper() != text[match.start() : match.end()].isupper() and len(word) > 4:
        return False
    lead = text[max(0, before.start() - 3) : before.start()].rstrip(" ")
    opens = not lead or lead[-1] in ".!?:\n•–"
    if HEAD.fullmatch(fold(word)) is not None and not word.endswith("s"):
        return False
    if word.isupper():
        return word.lower() in context.register.places
    if opens and _ABBREVIATION.match(text, match.end()) is not None:
        return True
    if context.lists.is_word(word) and not ADJECTIVE.match(word.lower()):
        return (
            not opens and head.name not in ("kommunestyre", "formannskap") and text[left].islower()
        )
    if ADJECTIVE.match(word.lower()) and opens and _definite(match, head):
        return False
    return not (
        context.lists.is_given(word) and opens and word.lower() not in context.register.places
    )


def _right(text: str, end: int, match: re.Match[str], head: Head) -> int:
    """Where the name ends: after the place or the field that narrows it."""
    placed = _PLACED.match(text, end)
    if placed is not None and (head.place or placed["by"] == "for"):
        what = placed["what"]
        plain = what.split()[0] not in _NO_LEFT and not what.isupper()
        if plain and (placed["by"] == "i" or HEAD.fullmatch(fold(what.split()[0])) is None):
            return placed.end()
    field = _FIELD.match(text, end)
    if field is None or head.name in ("kommunestyre", "formannskap", "møte", "fylkesmann", "ting"):
        return end
    return end + 5 + _field(field["what"]) if _field(field["what"]) else end


def _field(what: str) -> int:
    """How much of ``teknisk drift og miljø fremmet`` is the field: letters, 0 for nothing."""
    taken = 0
    expect_noun = True
    for word in re.finditer(r"[a-zæøå-]+", what):
        token = word.group()
        if token == "og":
            expect_noun = True
            continue
        if token in FUNCTION_WORDS or (not taken and token in NO_FIELD):
            break
        if not expect_noun:
            break
        taken = word.end()
        expect_noun = ADJECTIVE.match(token) is not None or what[word.end() : word.end() + 1] == ","
        if token.endswith("-"):
            expect_noun = True
    return taken


def _towns(text: str, context: BodyContext) -> Iterator[Found]:
    for match in _TOWN.finditer(text):
        words = match["name"].split()
        while words and not _place(" ".join(words), context):
            words = words[1:]
        if not words:
            words = match["name"].split()[-1:]
            if context.lists.is_word(words[0]) or words[0] in _NO_LEFT:
                continue
        name = " ".join(words)
        start = match.end("name") - len(name)
        form = match["form"].lower()
        if match["form"].isupper():
            name = name.title()
        form = "kommune" if form == "kommunen" else form
        clean = f"{name} {form}"
        yield Found(start, match.end(), EntityKind.BODY, clean, 0.98, key=key_of(clean))


def _place(name: str, context: BodyContext) -> bool:
    return name.lower() in context.register.places


def _firms(text: str) -> Iterator[Found]:
    for match in _FIRM.finditer(text):
        words = match["name"].split()
        while words and words[0] in _NO_LEFT:
            words = words[1:]
        if words:
            name = " ".join([*words, match["form"]])
            start = match.end() - len(name)
            yield Found(start, match.end(), EntityKind.BODY, name, 0.9, key=key_of(name))


def _registered(text: str, register: Register) -> Iterator[Found]:
    for start, end, entry in register.find(text):
        key = key_of(entry.name)
        surface = text[start:end]
        if surface.isupper() and " " in surface and surface not in entry.short:
            continue
        yield Found(start, end, EntityKind.BODY, _plain(surface, entry.names()), 0.97, key=key)


def _plain(surface: str, names: Iterator[str]) -> str:
    known = {n.lower(): n for n in names}
    low = " ".join(surface.split()).lower()
    if low not in known and low.endswith("s") and low[:-1] in known:
        return " ".join(surface.split())[:-1]
    return " ".join(surface.split())


_ABBREVIATION = re.compile(
    r"[ \n]?\(\s?(?:forkortet "
    r"|heretter )?[«\"“”]?(?P<short>[A-ZÆØÅ][A-Za-zÆØÅæøå-]{1,7})[»\"“”]?\s?\)"
)
_CALLED = re.compile(
    r",?[ \n]\(?(?:heretter|nedenfor|i det følgende|seinare|herefter)[ \n](?:kalt"
    r"|kalla|benevnt|omtalt som|forkortet)?[ ]?"
    r"[«\"“”]?(?P<short>[A-ZÆØÅa-zæøå][\wæøå-]{1,30})[»\"“”]?"
)
_LONG_AFTER = re.compile(r"(?<![\w])(?P<short>[A-ZÆØÅ]{2,6}[a-z]?)[ ]\($")


def _defined(text: str, found: Sequence[Found]) -> tuple[dict[str, Found], list[Found]]:
    """Abbreviations that the text gives a body, both orders, and ``heretter kalt``."""
    defined: dict[str, Found] = {}
    grown: list[Found] = []
    for item in found:
        match = _ABBREVIATION.match(text, item.end) or _CALLED.match(text, item.end)
        if match is not None and _abbreviates(match["short"], item.name):
            item = _with_adjectives(text, item, match["short"])
            defined.setdefault(match["short"], item)
        else:
            match = _LONG_AFTER.search(text, max(0, item.start - 12), item.start)
            if match is not None and _abbreviates(match["short"], item.name):
                defined.setdefault(match["short"], item)
        grown.append(item)
    return defined, grown


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` stand in ``name`` in order, the first at its start."""
    if not any(c.isupper() for c in short):
        return True  # heretter kalt «sekretariatet»
    low = fold(name)
    letters = fold(short)
    at = 0
    for letter in letters:
        at = low.find(letter, at) + 1
        if at == 0:
            return False
    return sum(c.isupper() for c in short) >= 2 and any(
        word.startswith(letters[0]) for word in low.split()
    )


def _with_adjectives(text: str, item: Found, short: str) -> Found:
    """``strategiske samarbeidsutvalet (SSU)``: small adjectives that the abbreviation counts."""
    words = item.name.split()
    if fold(words[0])[0] == fold(short)[0] and len(words) + 0 >= 2:
        return item
    before = re.search(
        r"(?P<word>[a-zæøåA-ZÆØÅ]+)[ \n]$", text[max(0, item.start - 30) : item.start]
    )
    if before is None or fold(before["word"])[0] != fold(short)[0]:
        return item
    if not ADJECTIVE.match(before["word"].lower()):
        return item
    start = item.start - len(before.group())
    name = f"{before['word']} {item.name}"
    return replace(item, start=start, name=name, key=key_of(name))


def _uses(text: str, defined: dict[str, Found]) -> Iterator[Found]:
    for short, owner in defined.items():
        pattern = re.compile(rf"(?<![\w]){re.escape(short)}(?:['’]?s)?(?![\w])")
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), EntityKind.BODY, short, 0.97, key=owner.key)


_BODY_ACT = re.compile(
    r"s?[ \n](?:vedtok|vedtar|vedtek|skal (?:sikre|peke|peike|mellom)|er det øverste"
    r"|er det øvste|stilte|stiller"
    r"|ga[v]?\b|gir\b|gjev\b|behandlet|inviteres)"
)


def _meetings(text: str, found: Sequence[Found]) -> list[Found]:
    """Meetings count as bodies only where the document treats one as such."""
    kept = []
    meetings: dict[str, list[Found]] = {}
    for item in found:
        if (
            item.score <= 0.55
            and fold(item.name.split()[-1]).startswith(("", ""))
            and _is_meeting(item)
        ):
            meetings.setdefault(item.key, []).append(item)
        else:
            kept.append(item)
    for items in meetings.values():
        if _treated_as_body(text, items):
            kept += [replace(item, score=0.9) for item in items]
    return kept


def _is_meeting(item: Found) -> bool:
    match = HEAD.search(fold(item.name))
    return match is not None and _head(match).name == "møte"


def _treated_as_body(text: str, items: Sequence[Found]) -> bool:
    inside = sum(text[item.start].isupper() and item.score > 0.5 for item in items)
    acts = sum(_BODY_ACT.match(text, item.end) is not None for item in items)
    return inside + acts >= 2


def _organisations(text: str, found: Sequence[Found], context: BodyContext) -> Iterator[Found]:
    for start, end in context.organisations:
        surface = text[start:end]
        words = surface.split()
        if not words or not surface[0].isupper() or (surface.isupper() and len(words) > 1):
            continue
        if len(words) == 1 and (context.lists.is_word(surface) or len(surface) < 3):
            continue
        if (
            surface.lower().endswith(("loven", "lova", "lov", "loven"))
            or surface.lower() in context.register.places
        ):
            continue
        name = " ".join(words)
        yield Found(start, end, EntityKind.BODY, name, 0.6, key=key_of(name))


def _apart(found: Sequence[Found]) -> list[Found]:
    """Of overlapping finds the longest stays; of equals the surest."""
    kept: list[Found] = []
    taken: list[tuple[int, int]] = []
    for item in sorted(found, key=lambda f: (-(f.end - f.start), -f.score)):
        if all(item.end <= s or e <= item.start for s, e in taken):
            kept.append(item)
            taken.append((item.start, item.end))
    return sorted(kept, key=lambda f: f.start)
