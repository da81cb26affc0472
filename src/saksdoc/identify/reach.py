"""How far the name of a body reaches from the word that says it is one.

To the left stands what it is called (``Strategisk samarbeidsutvalg``, ``Helse- og
omsorgsdepartementet``), to the right what narrows it (``for Voss``, ``i Helse Bergen``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from saksdoc.identify.forms import (
    ADJECTIVE,
    FIELD_STEMS,
    FUNCTION_WORDS,
    NO_FIELD,
    NO_LEFT,
    POSITIONS,
    fold,
    words,
)
from saksdoc.identify.heads import Form, read_form
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Register

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
_TWO_ADJECTIVES = re.compile(
    r"(?<!\w)(?:Norsk|Samisk|Nordisk|Nasjonalt|Sentralt)[ ][a-zæøå]+sk[ ]$"
)
_REGION = re.compile(rf"[ ](?:Vest|Øst|Nord|Sør|Midt|Indre|Ytre)[- ][{UP}][a-zæøå]+")
_FOLLOWED = re.compile(r"[ \n]?\([A-ZÆØÅ][A-Za-zÆØÅæøå-]{1,7}\)")
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
_NO_FIELD_AFTER = frozenset(_LOCAL) | words(
    "kommunestyre formannskap møte statsforvalter ting bystyre"
)


@dataclass(frozen=True, slots=True)
class BodyContext:
    """What the finder knows beside the text."""

    register: Register
    lists: NameLists


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of the text that ends as bodies do."""

    text: str
    start: int
    end: int
    form: Form

    @property
    def word(self) -> str:
        """As it stands."""
        return self.text[self.start : self.end]


def left_end(spot: Spot, context: BodyContext) -> int:
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


def _belongs(spot: Spot, before: re.Match[str], left: int, context: BodyContext) -> bool:
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
    if word.isupper():
        return _shouts_along(spot, word, context.register)
    return _names(spot, before, left, context)


def _shouts_along(spot: Spot, word: str, register: Register) -> bool:
    """Whether a word in capitals belongs to a head in capitals, or is a place."""
    small = word.lower()
    owner = word.endswith("S") and small[:-1] in register.places
    if small in register.places or owner:
        return True
    adjective = ADJECTIVE.match(small) is not None
    return spot.word.isupper() and adjective and not spot.form.definite


def _names(spot: Spot, before: re.Match[str], left: int, context: BodyContext) -> bool:
    """Whether a capitalised word is what the body is called, or only begins the sentence."""
    text, word, head = spot.text, before["word"], spot.form.head
    opens = begins_anew(text, before.start())
    adjective = ADJECTIVE.match(word.lower()) is not None
    place = word.lower() in context.register.places
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


def _goes_on(spot: Spot, before: re.Match[str], left: int, lists: NameLists) -> bool:
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


def begins_anew(text: str, start: int) -> bool:
    """Whether a sentence, a line or an item begins here."""
    lead = text[max(0, start - 3) : start].rstrip(" ")
    return not lead or lead[-1] in ".!?:\n•–"


def right_end(spot: Spot) -> int:
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
