"""Finds bodies by the form of the word: ``-utvalg``, ``-råd``, ``kommune``, ``AS`` …

A mention takes the whole name, as far as :mod:`reach` says. Bare heads (``utvalget``, ``rådet``)
point back to something and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.identify.forms import CORE, NO_NAME, NO_STEM, fold
from saksdoc.identify.found import Found
from saksdoc.identify.heads import Form, key_of, read_form
from saksdoc.identify.reach import BodyContext, Spot, begins_anew, left_end, right_end
from saksdoc.model import EntityKind

_WORD = re.compile(r"[^\W_](?:[\w]|[-'’](?=\w)|-(?=[ ]?og\b))*")
_DETERMINER = re.compile(
    r"(?:^|[^\w])(?:et|eit|en|ein|ei|nytt|nye|eget|eige|ingen|hvert|kvart|hver|kvar|slikt|noe|noko|"
    r"felles|ett|andre|ulike|flere|fleire|alle|disse|to|tre)[ \n](?:[a-zæøå]+[ \n])?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:^|[ \n(])(?:i|på|ved|mot|utenfor|utanfor)[ \n]$", re.IGNORECASE)


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
        item = _one(Spot(text, match.start(), match.end(), form), context)
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


def _is_nameless(spot: Spot, left: int, right: int, large: bool) -> bool:
    """Whether the word only points to a body: bare, or of a kind that names none."""
    form, head = spot.form, spot.form.head
    if left < spot.start:
        return False
    if right > spot.end and (large or head.small) and head.name != "møte":
        return False  # what narrows it makes it a name
    return (not form.stem and not head.bare) or form.stem.strip("-") in NO_NAME.get(head.name, ())


def _one(spot: Spot, context: BodyContext) -> Found | None:
    text, form, head = spot.text, spot.form, spot.form.head
    left = left_end(spot, context)
    right = spot.end if form.genitive else right_end(spot)
    shouted = spot.word.isupper()
    named = left < spot.start
    own = spot.word[0].isupper() and not shouted
    if own and not head.small and not named and right == spot.end and begins_anew(text, spot.start):
        own = not context.lists.is_word(spot.word)  # the capital is the sentence's
    large = own or (named and not text[left : spot.end].split()[0].isupper())
    bare = not form.stem
    if _is_nameless(spot, left, right, large):
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
