"""Finds bodies by the form of the word: ``-utvalg``, ``-råd``, ``kommune``, ``AS`` …

A mention takes the whole name: what stands before the head (``Strategisk samarbeidsutvalg``,
``Helse- og omsorgsdepartementet``) and what narrows it after (``for Voss``, ``i Helse Bergen``).
Bare heads (``utvalget``, ``rådet``) point back to something and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saksdoc.identify.forms import (
    ADJECTIVE,
    CORE,
    FIELD_STEMS,
    FUNCTION_WORDS,
    NO_FIELD,
    NO_LEFT,
    NO_NAME,
    NO_STEM,
    POSITIONS,
    fold,
    words,
)
from saksdoc.identify.found import Found
from saksdoc.identify.heads import Form, key_of, read_form
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Register
from saksdoc.model import EntityKind

UP = "A-ZÆØÅÁČĐŊŠŽ"
_CAPITALISED = rf"[{UP}][\w'’-]*"
_RUN = (
    rf"(?:(?:indre|ytre|nordre|søndre|østre|vestre|nord|sør|øst|vest)[ ](?=[{UP}]))?"
    rf"{_CAPITALISED}(?:[ ](?:og[ ])?{_CAPITALISED}){{0,3}}"
    r"(?:[ ](?:kommune|fylke|fylkeskommune|HF|RHF|AS|sykehus|sjukehus|regionen))?"
    r"|[a-zæøå]+(?:området|regionen|omradet|distriktet)"
)
_PLACED = re.compile(rf"[ \n](?P<by>i|for|på|pa|ved)[ \n](?P<what>{_RUN})")
_FIELD = re.compile(r"[ ]for[ ](?P<what>[a-zæøåØ-]+(?:,?[ ][a-zæøåØ-]+){0,6})")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'’.-]*-?)(?P<gap>[ ]|[ ]?\n)$")
_WORD = re.compile(r"[^\W_](?:[\w]|[-'’](?=\w)|-(?=[ ]?og\b))*")
_TWO_ADJECTIVES = re.compile(
    r"(?<!\w)(?:Norsk|Samisk|Nordisk|Nasjonalt|Sentralt)[ ][a-zæøå]+sk[ ]$"
)
_REGION = re.compile(rf"[ ](?:Vest|Øst|Nord|Sør|Midt|Indre|Ytre)[- ][{UP}][a-zæøå]+")
_FOLLOWED = re.compile(r"[ \n]?\([A-ZÆØÅ][A-Za-zÆØÅæøå-]{1,7}\)")
_DETERMINER = re.compile(
    r"(?:^|[^\w])(?:et|eit|en|ein|ei|nytt|nye|eget|eige|ingen|hvert|kvart|hver|kvar|slikt|noe|noko|"
    r"felles|ett|andre|ulike|flere|fleire|alle|disse|to|tre)[ \n](?:[a-zæøå]+[ \n])?$",
    re.IGNORECASE,
)
_RUNNING = re.compile(rf"[a-zæøå,][ ](?:{_CAPITALISED}[ ]){{0,3}}$")
_LOCAL = ("lag", "klubb", "korps", "havn")
_WITH = re.compile(  # rådet for personer med nedsatt funksjonsevne
    r"(?:personer|personar|menneske|mennesker|barn|unge|ungdom|elever|elevar|vaksne|voksne)"
    r"[ \n]med[ \n](?:(?:nedsatt|nedsett|særskilte?|særlege|spesielle|psykisk|fysisk|alvorleg"
    r"|alvorlig|kronisk)[ \n])?[a-zæøå]{5,}"
)
_LISTED = re.compile(r"(?:,[ ][a-zæøå-]+)+(?:[ ][a-zæøå-]+)?[ ]og[ ]")
_ARTICLE = re.compile(r"(?:de|den|det)[ ](?=[a-zæøå]+(?:sk|ske|ige|ende|ale)[ ])")
_WITH_PLACE = ("universitet", "høgskole", "senter", "institutt", "skole", "råd", "styre")
_PLACE = re.compile(r"(?:^|[ \n(])(?:i|på|ved|mot|utenfor|utanfor)[ \n]$", re.IGNORECASE)
_NO_FIELD_AFTER = frozenset(_LOCAL) | words(
    "kommunestyre formannskap møte statsforvalter ting bystyre"
)


@dataclass(frozen=True, slots=True)
class BodyContext:
    """What the finder knows beside the text."""

    register: Register
    lists: NameLists


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word of the text that ends as bodies do."""

    text: str
    start: int
    end: int
    form: Form

    @property
    def word(self) -> str:
        return self.text[self.start : self.end]


def by_form(text: str, context: BodyContext) -> Iterator[Found]:
    """Bodies whose last word says so. Small indefinite ones get a score under 0.5: they count
    only where the document names the same body with certainty.
    """
    folded = fold(text)
    done = 0
    for hit in CORE.finditer(folded):
        if hit.start() < done:
            continue
        start = hit.start()
        while start and (folded[start - 1].isalnum() or folded[start - 1] in "-_"):
            start -= 1
        match = _WORD.match(folded, start)
        if match is None:
            continue
        done = match.end()
        form = read_form(match.group())
        if form is None or _barred(form) or _is_grade(text, match.end(), form):
            continue
        item = _one(_Spot(text, match.start(), match.end(), form), context)
        if item is not None:
            yield item


def _is_grade(text: str, end: int, form: Form) -> bool:
    """``dekningsgrad`` folds to a council; the letter itself tells."""
    at = end - form.genitive - len(form.form) + 1
    return form.head.name == "råd" and form.stem.endswith("g") and text[at] not in "åÅ"


def _barred(form: Form) -> bool:
    stem = form.stem.strip("-")
    if stem and form.head.name == "havn":
        return True  # København, and Storhavn, are places
    if stem in NO_STEM.get(form.head.name, ()) or (
        form.head.name == "råd" and stem.endswith(("om", "for", "omr"))
    ):
        return True
    if form.head.name == "møte":
        return len(stem) < 4 or read_form(stem.rstrip("s")) is not None
    return bool(stem) and len(stem) < 3


def _one(spot: _Spot, context: BodyContext) -> Found | None:
    text, form, head = spot.text, spot.form, spot.form.head
    left = _left(spot, context)
    right = spot.end if form.genitive else _right(spot)
    shouted = spot.word.isupper()
    named = left < spot.start
    own = spot.word[0].isupper() and not shouted
    if own and not head.small and not named and right == spot.end and _opens(text, spot.start):
        own = not context.lists.is_word(spot.word)  # the capital is the sentence's
    large = own or (named and not text[left : spot.end].split()[0].isupper())
    bare = not form.stem
    narrowed = right > spot.end and (large or head.small) and head.name != "møte"
    nameless = (bare and not head.bare) or form.stem.strip("-") in NO_NAME.get(head.name, ())
    if nameless and not named and not narrowed:
        return None
    if head.name == "havn" and (
        not named or shouted or _PLACE.search(text, max(0, left - 12), left)
    ):
        return None  # where the boat lies
    if form.plural and (not head.small or form.form.endswith(("er", "ar"))):
        return None  # a kind, no name: barnehager, fagdepartementer
    score = 0.95
    if not large:
        if not head.small or (shouted and bare and not head.bare):
            return None
        score = 0.85
        if not form.definite and not form.plural and right == spot.end and not shouted:
            if bare or _DETERMINER.search(text, max(0, left - 30), left):
                return None
            score = 0.4
    name = " ".join(text[left:right].split())
    if form.genitive:
        name = name[: -form.genitive]
    if form.plural:
        score = min(score, 0.7)
    if head.name == "møte":
        opens = text[max(0, spot.start - 2) : spot.start].strip(" ") in ("", ".", "\n")
        score = 0.3 if not large or opens or (shouted and named) else 0.55
    return Found(left, right, EntityKind.BODY, name, score, key=key_of(name))


def _left(spot: _Spot, context: BodyContext) -> int:
    """Where the name begins: capitalised words before the head, and ``X- og``."""
    text, left = spot.text, spot.start
    for _ in range(6):
        before = _WORD_BEFORE.search(text, max(0, left - 40), left)
        if before is None:
            break
        word = before["word"]
        ahead = text[max(0, before.start() - 3) : before.start()]
        coordinated = word == "og" and re.search(r"\w-[ \n]$", ahead) is not None
        first_half = word.endswith("-") and text.startswith("og ", left)
        if coordinated or first_half or _belongs(spot, before, left, context):
            left = before.start()
            continue
        double = _TWO_ADJECTIVES.search(text, max(0, left - 40), left)
        if double is None or spot.form.definite:
            break
        left = double.start()
    return spot.start if text[left : spot.start].startswith("og ") else left


def _belongs(spot: _Spot, before: re.Match[str], left: int, context: BodyContext) -> bool:
    text, word, head = spot.text, before["word"], spot.form.head
    if word in POSITIONS and text[left].isupper() and not head.small:
        return before["gap"] == " " or _runs(text, before.start())
    if not word[0].isupper() or word in NO_LEFT or "." in word:
        return False
    if before["gap"] != " " and not _goes_on(spot, before, left, context.lists):
        return False  # a line break: another name, another cell
    shouted = spot.word.isupper()
    if word.isupper() != shouted and len(word) > 4:
        return False
    if read_form(fold(word)) is not None:
        return False
    opens = _opens(text, before.start())
    adjective = ADJECTIVE.match(word.lower()) is not None
    place = word.lower() in context.register.places
    if word.isupper():
        owner = word.endswith("S") and word.lower()[:-1] in context.register.places
        return place or owner or (shouted and adjective and not spot.form.definite)
    if (
        not spot.form.stem
        and head.name in ("råd", "regjering")
        and not (place or word.lower().endswith("sk"))
    ):
        return False  # Epiktets råd, Willochs regjering
    if opens and _FOLLOWED.match(text, spot.end) is not None:
        return True
    if head.name == "fylkeskommune":
        return place or not (spot.form.definite or context.lists.is_word(word))
    if adjective:
        national = word.lower().endswith(("sk", "ske"))
        return not (opens and spot.form.definite) and (
            national or not opens or bool(spot.form.stem and head.small)
        )
    if context.lists.is_word(word):
        owner = not spot.form.stem and word.endswith("s")
        local = owner or head.name in ("kommunestyre", "formannskap", "møte")
        return not opens and not local and text[left].islower()
    if opens and head.small and text[left].islower():
        own = head.name in ("kommunestyre", "formannskap", "bystyre")
        return place or word.endswith("s") or (own and not context.lists.is_word(word))
    return place or not (context.lists.is_given(word) and opens)


def _goes_on(spot: _Spot, before: re.Match[str], left: int, lists: NameLists) -> bool:
    """Whether a name runs over the line break: an adjective, or an unlisted word in running text
    before a noun written small (``for Storvik ⏎ skole``).
    """
    text, word = spot.text, before["word"]
    if text[left].isupper():
        return False
    if ADJECTIVE.match(word.lower()):
        return True
    if left < spot.start or spot.form.head.small or lists.is_word(word):
        return False
    return _runs(text, before.start())


def _runs(text: str, start: int) -> bool:
    """Whether small words stand before the name on its line: running text, no cell or list."""
    return _RUNNING.search(text, max(0, start - 60), start) is not None


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or an item begins here."""
    lead = text[max(0, start - 3) : start].rstrip(" ")
    return not lead or lead[-1] in ".!?:\n•–"


def _right(spot: _Spot) -> int:
    """Where the name ends: after the place or the field that narrows it."""
    text, end, head = spot.text, spot.end, spot.form.head
    placed = _PLACED.match(text, end)
    if placed is not None and (head.place or placed["by"] == "for") and head.name != "ting":
        what, by = placed["what"], placed["by"]
        first = what.split()[0]
        fits = by in ("i", "for") or (by in ("på", "pa") and head.name in _WITH_PLACE)
        other = read_form(fold(first)) is not None and by != "i"
        if fits and not other and first not in NO_LEFT and not what.isupper() and len(what) > 2:
            return placed.start("what") + _without_next(what)
    region = _REGION.match(text, end)
    if region is not None and not head.small:
        return region.end()
    field = _FIELD.match(text, end)
    stem = spot.form.stem.strip("-")
    if field is None or head.name in _NO_FIELD_AFTER or (stem and stem not in FIELD_STEMS):
        return end
    people = _WITH.match(text, field.start("what"))
    if people is not None:
        return people.end()
    taken = _field(field["what"])
    if (
        not stem
        and spot.word[0].islower()
        and field["what"][:taken].endswith(("ing", "inga", "ingen"))
    ):
        return end  # rådet for behandling
    return field.start("what") + taken if taken else end


def _without_next(what: str) -> int:
    """How much of ``Nordland og Universitetet`` is the place."""
    cut = re.search(r"[ ]og[ ](?P<next>\S+)", what)
    if cut is not None and (cut["next"].endswith("-") or read_form(fold(cut["next"])) is not None):
        return cut.start()
    return len(what)


def _field(what: str) -> int:
    """How much of ``teknisk drift og miljø fremmet`` is the field: letters, 0 for nothing."""
    taken = 0
    wants_noun = True
    article = _ARTICLE.match(what)
    if article is not None:
        rest = _field(what[article.end() :])
        return article.end() + rest if rest else 0
    for match in re.finditer(r"[a-zæøåØ-]+", what):
        token = match.group()
        if token == "og":
            wants_noun = True
            continue
        stops = token in FUNCTION_WORDS or (not taken and token in NO_FIELD)
        form = read_form(fold(token))
        if stops or not wants_noun or (form is not None and form.head.small):
            break
        taken = match.end()
        comma = _LISTED.match(what, match.end()) is not None
        wants_noun = ADJECTIVE.match(token) is not None or comma or token.endswith("-")
    return taken
