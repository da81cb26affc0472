"""Finds bodies: by the form of the word, by the register, by definition in the text, by spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from saksdoc.identify.bodyforms import by_form
from saksdoc.identify.firms import firms, towns
from saksdoc.identify.forms import fold
from saksdoc.identify.found import Found
from saksdoc.identify.heads import key_of, read_form
from saksdoc.identify.names import NameLists
from saksdoc.identify.reach import BodyContext
from saksdoc.identify.register import Register
from saksdoc.identify.spans import Spans
from saksdoc.model import EntityKind

_SURE = 0.5  # finds under it count only where the document names the same body with certainty


def find_bodies(text: str, context: BodyContext) -> tuple[Found, ...]:
    """Every body named, in text order, none overlapping; ``key`` tells same from other."""
    found = [*by_form(text, context), *towns(text, context), *firms(text, context.lists)]
    found += _registered(text, context.register)
    defined, found = _defined(text, apart(found))
    defined |= {s: o for s, o in _initials(text, found).items() if s not in defined}
    found = apart([*found, *_uses(text, defined)])
    found = _certain(_meetings(text, found))
    found += _misread(text, found, context.lists)
    return tuple(sorted(found, key=lambda f: f.start))


def _registered(text: str, register: Register) -> Iterator[Found]:
    for start, end, entry in register.find(text):
        surface = text[start:end]
        if surface.isupper() and " " in surface and surface not in entry.short:
            continue
        name = _as_listed(surface, entry.names())
        yield Found(start, end, EntityKind.BODY, name, 0.97, key=key_of(entry.name))


def _as_listed(surface: str, names: Iterator[str]) -> str:
    """The surface without the genitive's s, where the register has it so."""
    one_line = " ".join(surface.split())
    known = {n.lower() for n in names}
    if one_line.lower() not in known and one_line.lower().endswith("s"):
        return one_line[:-1]
    return one_line


_ABBREVIATION = re.compile(
    r"[ \n]?\(\s?(?:forkortet |heretter )?[«\"“”]?"
    r"(?P<short>[A-ZÆØÅ][A-Za-zÆØÅæøå-]{1,7})[»\"“”]?\s?\)"
)
_CALLED = re.compile(
    r",?[ \n]\(?(?:heretter|nedenfor|i det følgende|seinare|herefter|nedanfor)[ \n]"
    r"(?:kalt|kalla|benevnt|omtalt som|forkortet|forkorta|nemnt)?[ ]?"
    r"[«\"“”]?(?P<short>[A-ZÆØÅa-zæøå][\wæøå-]{1,30})[»\"“”]?"
)
_LONG_AFTER = re.compile(r"(?<![\w])(?P<short>[A-ZÆØÅ]{2,6}[a-z]?)[ ]\($")


def _defined(text: str, found: Sequence[Found]) -> tuple[dict[str, Found], list[Found]]:
    """Abbreviations that the text gives a body, both orders, and ``heretter kalt``."""
    defined: dict[str, Found] = {}
    grown: list[Found] = []
    for item in found:
        short = _short_of(text, item)
        if short is not None:
            item = replace(_with_adjective(text, item, short), score=0.97)
            defined.setdefault(short, item)
        grown.append(item)
    return defined, grown


def _short_of(text: str, item: Found) -> str | None:
    called = _CALLED.match(text, item.end)
    if called is not None:
        return called["short"]
    after = _ABBREVIATION.match(text, item.end)
    before = _LONG_AFTER.search(text, max(0, item.start - 12), item.start)
    for match in (after, before):
        if match is None:
            continue
        widened = _with_adjective(text, item, match["short"])
        if _abbreviates(match["short"], item.name) or widened is not item:
            return match["short"]
    return None


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` stand in ``name`` in order, the first at a word's start."""
    low, letters, at = fold(name), fold(short), 0
    for letter in letters:
        at = low.find(letter, at) + 1
        if at == 0:
            return False
    opens = any(word.startswith(letters[0]) for word in low.split())
    return opens and sum(c.isupper() for c in short) >= 2


_ADJECTIVE_BEFORE = re.compile(r"(?:\b(?:Det|Den|det|den)[ \n])?(?P<word>[^\W\d_]{4,})[ \n]$")


def _with_adjective(text: str, item: Found, short: str) -> Found:
    """``Det strategiske samarbeidsutvalet (SSU)``: the word before that the abbreviation counts.

    The same find where there is none.
    """
    if fold(item.name)[0] == fold(short)[0] and " " in item.name:
        return item
    before = _ADJECTIVE_BEFORE.search(text[max(0, item.start - 34) : item.start])
    if before is None or before["word"].isupper():
        return item
    name = f"{before['word']} {item.name}"
    if fold(before["word"])[0] != fold(short)[0] or not _abbreviates(short, name):
        return item
    return replace(item, start=item.start - len(before.group()), name=name, key=key_of(name))


_CAPITALS = re.compile(r"(?<![\w.])[A-ZÆØÅ]{3,5}(?![\w.])")


def _initials(text: str, found: Sequence[Found]) -> dict[str, Found]:
    """Abbreviations that the text never explains: ``AMU`` beside ``arbeidsmiljøutvalget``.

    The letters must be the first of the name's parts, the last one that of the head, and only one
    body of the document may fit.
    """
    counts: dict[str, int] = {}
    for match in _CAPITALS.finditer(text):
        counts[match.group()] = counts.get(match.group(), 0) + 1
    owners: dict[str, Found] = {}
    single = {item.key: item for item in found if " " not in item.name}
    for short, times in counts.items():
        fits = [o for o in single.values() if times > 1 and _compounds(short, o.name)]
        if len(fits) == 1:
            owners[short] = fits[0]
    return owners


def _compounds(short: str, name: str) -> bool:
    form = read_form(fold(name))
    if form is None or not form.stem or fold(form.head.name)[0] != fold(short)[-1]:
        return False
    return len(short) > 2 and _abbreviates(short[:-1], form.stem)


def _uses(text: str, defined: dict[str, Found]) -> Iterator[Found]:
    for short, owner in defined.items():
        ending = r"(?:['’]?s)?(?!\w)" if short.isupper() else r"(?:s)?(?![\w-])"
        for match in re.finditer(rf"(?<!\w){re.escape(short)}{ending}", text):
            yield Found(match.start(), match.end(), EntityKind.BODY, short, 0.97, key=owner.key)


_BODY_ACT = re.compile(
    r"s?[ \n](?:vedtok|vedtar|vedtek|skal (?:sikre|peke|peike|mellom)|er det øverste|er det øvste"
    r"|stilte|stiller|ga[v]?\b|gir\b|gjev\b|behandlet|inviteres)"
)


def _meetings(text: str, found: Sequence[Found]) -> list[Found]:
    """Meetings count as bodies only where the document treats one as such."""
    kept = []
    meetings: dict[str, list[Found]] = {}
    for item in found:
        form = read_form(fold(item.name.split()[-1]))
        if form is not None and form.head.name == "møte" and item.score < 0.9:
            meetings.setdefault(item.key, []).append(item)
        else:
            kept.append(item)
    bodies = {key for key, items in meetings.items() if _acts_as_body(text, items)}
    for key, items in meetings.items():
        near = (
            key
            if key in bodies
            else next(
                (b for b in bodies if OSA.distance(b, key) <= max(len(b), len(key)) // 8), None
            )
        )
        if near is not None:
            kept += [replace(item, score=0.9, key=near) for item in items]
    return kept


def _acts_as_body(text: str, items: Sequence[Found]) -> bool:
    inside = sum(item.score > _SURE for item in items)
    return inside + sum(_BODY_ACT.match(text, item.end) is not None for item in items) >= 2


def _certain(found: Sequence[Found]) -> list[Found]:
    """Drop the uncertain finds whose body is named nowhere else."""
    sure = {item.key for item in found if item.score >= _SURE}
    return [
        item if item.score >= _SURE else replace(item, score=0.75)
        for item in found
        if item.score >= _SURE or item.key in sure
    ]


def _misread(text: str, found: Sequence[Found], lists: NameLists) -> list[Found]:
    """Long unknown words that are a letter or two off a body the document names in one word."""
    single = {item.key: item for item in found if " " not in item.key and len(item.key) > 9}
    if not single:
        return []
    taken = Spans((item.start, item.end) for item in found)
    out = []
    for match in re.finditer(r"[^\W\d_]{11,}", text):
        word = match.group()
        if lists.is_word(word) or read_form(fold(word)) is not None or taken.touch(*match.span()):
            continue
        best = process.extractOne(
            key_of(word), single.keys(), scorer=OSA.distance, score_cutoff=1
        ) or process.extractOne(fold(word), single.keys(), scorer=OSA.distance, score_cutoff=2)
        if best is not None and fold(word)[0] == best[0][0]:
            out.append(Found(match.start(), match.end(), EntityKind.BODY, word, 0.6, key=best[0]))
    return out


def apart(found: Sequence[Found]) -> list[Found]:
    """Of overlapping finds the longest stays; of equals the surest."""
    kept: list[Found] = []
    taken = bytearray(max((f.end for f in found), default=0))
    for item in sorted(found, key=lambda f: (-(f.end - f.start), -f.score)):
        if not any(taken[item.start : item.end]):
            kept.append(item)
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
    return sorted(kept, key=lambda f: f.start)
