"""A hyphen that only broke a line: ``sam-⏎arbeid er`` becomes ``samarbeid⏎er``.

The lines of the page stay: the joined word stands whole on the first of the two lines (on the
second, where it is all that the second holds). ``samhandlings- og`` keeps its hyphen, and so does
a word that the document writes with a hyphen elsewhere. Some text layers left the hyphen inside the
line (``opp-rettholder``, ``reduk- sjon``): it goes where one half is no word and the whole is one,
where it stands inside a part of a compound, or behind the linking s that no one writes it after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import word_start, words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "line-hyphen"
INSIDE = "hyphen-inside"
_BREAK = re.compile(
    # The lookbehind spares trying every letter of a word for a beginning.
    r"(?<![^\W\d_])(?P<first>[^\W\d_]{2,}(?:-[^\W\d_]{2,})?)(?P<hyphen>[-‐\u00ad¬])"
    r"[ \t]*\n(?P<lead>[ \t]*)(?P<second>[a-zæøåé]{2,})(?P<tail>[.,;:!?)»\"]*)(?P<space>[ \t]*)"
    r"(?P<next>\n|\Z|)"
)
_AT_END = re.compile(r"[-‐\u00ad¬][ \t]*\n")
_INSIDE = re.compile(
    r"(?<![\w-])(?P<first>[^\W\d_]{2,})-(?P<space>[ ]?)(?P<second>[a-zæøå]{2,})(?![\w-])"
)
_HYPHEN = re.compile(r"-(?=[ ]?[a-zæøå]{2})(?<=[^\W\d_]{2}-)")
_AND = frozenset(("og", "eller", "men", "til", "samt", "and"))
_PREFIXES = frozenset(
    str.split(
        "ikke ikkje e nord sør øst vest aust nor sor ost non anti eks ex ko to tre fire "
        "agro aero auto bio elektro etno euro foto geo hydro info infra inter intra kilo kvasi "
        "makro maxi mega mikro mini multi neo petro post pre pro pseudo psyko retro semi sosio sub "
        "super tele ultra video"
    )
)
SURE, UNSURE, SEVERAL = 0.97, 0.95, 2
"""Where both halves are words, the hyphen goes only in a text that left several others."""
MANY = 6
"""In a text with so many, the hyphen goes between the halves of a rare word as well."""
RATHER = 5.0
"""Nats by which a word must be commoner whole than with the hyphen, if both are met."""
BROKEN, LINKED, EITHER, SELDOM = 0.975, 0.965, 0.96, 0.7
"""How sure a hyphen is a line break's: with a half that is no word, behind a linking s, between
two words of a common whole, and of a rare one. Set by hand, as are all limits here."""
LONG_HALF, LONG_END, OFTEN = 3, 6, 3
"""Letters of each half of a rare word of which one is no word; of the end of a name that is taken
for a compound; and how often the document has a word whole."""
CLEAR, BOTH_HALVES = -14.0, -13.0
"""Log frequency from which a joined word is surely a word (e^-14 is one word in 1.2 million),
and the stricter one where both halves are words. Set by hand."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Hyphens that only broke a line."""
    for hit in _breaks(text):
        first, second = hit.group("first"), hit.group("second")
        if second in _AND or not _joins(first, second, scene):
            continue
        soft = hit.group("hyphen") in "\u00ad¬"
        sure = soft or scene.norwegian.lexicon.is_word(first + second)
        joined = first + second + hit.group("tail")
        gap = text[hit.end("hyphen") : hit.start("second")]
        if hit.group("next") or hit.end() == len(text):
            line_start = text.rfind("\n", 0, hit.start()) + 1
            if text[line_start : hit.start()].strip():
                after = gap.lstrip(" \t") + joined + hit.group("space") + hit.group("next")
                start = hit.start()
                while text[start - 1] in " \t":
                    start -= 1
                yield Edit(start, hit.end(), after, CAUSE, 0.985 if sure else 0.97)
        else:
            yield Edit(hit.start(), hit.end(), f"{joined}\n{hit.group('lead')}", CAUSE,
                       0.985 if sure else 0.97)  # fmt: skip
    inside = [
        (hit, confidence)
        for hit in words_with(_HYPHEN, _INSIDE, text)
        if hit.group("second") not in _AND
        and (confidence := _inside(hit.group("first"), hit.group("second"), scene))
    ]
    left_over = sum(confidence >= LINKED for _, confidence in inside)
    for hit, confidence in inside:
        sure = confidence > SURE or left_over >= (SEVERAL if confidence > UNSURE else MANY)
        yield Edit(hit.start(), hit.end(), hit.group("first") + hit.group("second"), INSIDE,
                   confidence, sure and scene.suspicious)  # fmt: skip


def _breaks(text: str) -> Iterator[re.Match[str]]:
    """What ``_BREAK.finditer`` gives, sought from each line that ends with a hyphen."""
    done = 0
    for place in _AT_END.finditer(text):
        last = word_start(text, place.start())
        # The word may have a hyphen of its own.
        for start in (word_start(text, last - 1) if text[last - 1 : last] == "-" else last, last):
            found = _BREAK.match(text, start) if start >= done else None
            if found is not None:
                done = found.end()
                yield found
                break


def _joins(first: str, second: str, scene: Scene) -> bool:
    whole = first + second
    if first.isupper() or first[1:] != first[1:].lower():
        return False
    if scene.forms.get(f"{first}-{second}".lower(), 0) > scene.forms.get(whole.lower(), 0):
        return False
    last = whole.rsplit("-", 1)[-1]
    if scene.knows(last):
        return True
    return scene.damaged(0) and scene.norwegian.compounds.analyse(whole) is not None


def _inside(first: str, second: str, scene: Scene) -> float:
    """How sure a hyphen inside a line is a line break's; 0 for not at all."""
    whole, lexicon = (first + second).lower(), scene.norwegian.lexicon
    if first.lower() in _PREFIXES or first.isupper():
        return 0.0
    hyphened = lexicon.number(f"{first}-{second}")
    kept = hyphened >= 0 and lexicon.is_sound(hyphened)
    if kept and _seen(hyphened, scene) < _seen(lexicon.number(whole), scene) - RATHER:
        kept = False  # The corpora have broken words, too.
    if kept or scene.forms.get(f"{first}-{second}".lower(), 0) > 2:
        return 0.0
    halves = scene.norwegian.is_word(first) + scene.norwegian.is_word(second)
    linked = first[-1] == "s" and lexicon.is_word(first[:-1])
    row = lexicon.number(whole)
    if row < 0 or not lexicon.is_sound(row):
        return _in_compound(first, second, scene)
    seen = _seen(row, scene)
    if halves < 2 and (seen > CLEAR or min(len(first), len(second)) >= LONG_HALF):
        return BROKEN
    if linked:
        return LINKED
    if scene.forms.get(whole, 0) >= OFTEN:
        return BROKEN
    if seen < CLEAR:
        return SELDOM if scene.old else 0.0
    return EITHER if scene.forms.get(whole, 0) >= 1 or seen > BOTH_HALVES else SELDOM


def _seen(row: int, scene: Scene) -> float:
    """Log frequency of an entry, in the language that has it oftener."""
    lexicon = scene.norwegian.lexicon
    both = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn")) if row >= 0 else ()
    return max((f for f in both if f is not None), default=-17.0)


def _in_compound(first: str, second: str, scene: Scene) -> float:
    """The same for a compound that no lexicon has: a hyphen in the midst of a part is out of place,
    and so is one behind a linking s.
    """
    whole = first.lower() + second
    compound = scene.norwegian.compounds.analyse(whole)
    if compound is None or first[1:] != first[1:].lower():
        return 0.0
    starts, at = set(), 0
    for part in compound.parts:
        at = whole.find(part, at)
        starts.add(at)
        at += len(part)
    if len(first) not in starts:
        # A name's end may look like the beginning of a part (``Fosse-neset``).
        if first[0].isupper() and len(second) < LONG_END:
            return 0.0
        return 0.0 if scene.norwegian.is_word(first) and scene.norwegian.is_word(second) else BROKEN
    linked = first[-1] == "s" and first[0].islower()
    return LINKED if linked and scene.norwegian.lexicon.is_word(first[:-1]) else 0.0
