"""A word that was read with a space in it (``vedleg get``, ``in formasjon``).

Fires on two forms in a row of which one at least is rare or no word, where together they are a
common word that the language wants there far rather. After the words' own repair, so that the
halves have their letters back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from saksdoc.language import Language
from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "torn"
_PAIR = re.compile(
    r"(?<![\w./-])(?=(?P<first>[^\W\d_]{2,24})[ ](?P<second>[a-zæøå]{2,16})(?![\w/-]))"
)
LANGUAGES: tuple[Language, ...] = ("nb", "nn")
RARE, OLD_RARE = -9.9, -8.9
"""Log frequency below which one half must be; one in 20,000, or 7,300 in a text of the 1990s.
Set by hand, as is the rest here."""
COMMON = -13.0
"""Log frequency the whole must have: one in 440,000."""
SPACE_COST, MARGIN, OLD_MARGIN = 7.5, 5.0, 2.0
"""What a space read where there is none costs, and by how much the whole must be likelier still;
less in a text of the 1990s, which has many."""
SHORTEST = 7
"""A shorter whole may be there by chance."""
OFTEN = 4
"""A rare form that the document has so often is meant."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Words torn in two."""
    if not scene.suspicious:
        return
    pairs = dict.fromkeys(_PAIR.findall(text))
    meant = {form: _is_meant(form, scene) for form in dict.fromkeys(chain.from_iterable(pairs))}
    torn = {
        (first, second)
        for first, second in pairs
        if not (meant[first] and meant[second]) and _is_one(first.lower(), second, scene)
    }
    for hit in _PAIR.finditer(text) if torn else ():
        if hit.groups() in torn:
            yield Edit(hit.start(), hit.end("second"), "".join(hit.groups()), CAUSE, 0.96)


def _is_meant(form: str, scene: Scene) -> bool:
    """Whether a form is common, or the document has it often."""
    rare = OLD_RARE if scene.old else RARE
    common = (_frequency(form, scene) or rare - 1) > rare
    return common or scene.forms.get(form.lower(), 0) >= OFTEN


def _frequency(form: str, scene: Scene) -> float | None:
    row = scene.norwegian.lexicon.number(form)
    return scene.norwegian.lexicon.commonest(row) if row >= 0 else None


def _is_one(first: str, second: str, scene: Scene) -> bool:
    whole = first + second
    frequency = _frequency(whole, scene) if len(whole) >= SHORTEST else None
    if frequency is None or frequency < COMMON or not scene.norwegian.lexicon.is_word(whole):
        return False
    margin = OLD_MARGIN if scene.old else MARGIN
    return frequency - SPACE_COST - margin > max(
        scene.norwegian.logp(first, "<unk>", "<unk>", language)
        + scene.norwegian.logp(second, first, "<unk>", language)
        for language in LANGUAGES
    )
