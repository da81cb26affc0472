"""Two words that ran together (``aven`` → ``av en``, ``erdet`` → ``er det``).

Fires on a form that is no word and no compound, where it parts into two common words of which one
at least is a small word, and the word sequence clearly prefers them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saksdoc.language import Language
from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.scene import Scene

CAUSE = "fused"
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]{4,24}(?![\w@]|-\w|\.\w)")
_DOTTED = re.compile(r"(?<![\w./@-])(?P<first>[a-zæøå]{2,})\.(?P<second>[a-zæøå]{3,})(?![\w./@-])")
_STOP = re.compile(r"\.(?=[a-zæøå]{3})(?<=[a-zæøå]{2}\.)")
_NUMBERED = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3})(?P<word>tusen|mill|millionar|millioner|milliarder"
    r"|milliardar|kroner|prosent|stemmer|dager|dagar|timer|timar|personer|personar"
    r"|representanter)(?![\w-])"
)
_INFINITIVE = re.compile(r"A(?<![\w.]A)(?P<verb>[a-zæøå]{2,}e)(?![\w-])")
INFINITIVE = -13.0
"""``å`` and a verb stand together at least this often (log-probability; ``å lese`` −9)."""
LANGUAGES: tuple[Language, ...] = ("nb", "nn")
SMALL = frozenset(
    str.split(
        "av en et ei er det den de i på til for fra frå med om og som at å å ikke ikkje ble "
        "vil skal kan har var ved når så da nå seg sin sitt sine også eller etter eit ein dei "
        "men der blir må bør"
    )
)
MARGIN = 6.0
"""The sequence must prefer the parted words by e^6 over the fused form. Set by hand."""
UNIGRAM = -10.5
LONG = 6
"""A word so long does not stand at the end of a form by chance, in a text of the 1990s, whose
engines ran words together. Set by hand."""
_LONE = frozenset(("i", "å"))
RARER = 4.0
"""Nats by which a word behind a lone letter may be rarer than the least common other."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Fused words."""
    if not scene.suspicious:
        return
    lexicon = scene.norwegian.lexicon
    fused: dict[str, tuple[str, str]] = {}
    for word in dict.fromkeys(_WORD.findall(text)):
        if not lexicon.is_word(word) or word.lower() in _FUSED_WORDS:
            parts = _parted(word, scene)
            if parts is not None:
                fused[word] = parts
    for hit in _WORD.finditer(text) if fused else ():
        word = hit.group()
        if word in fused:
            parts = fused[word]
            long = max(parts, key=len)
            sure = word.lower() in _FUSED_WORDS or {p.lower() for p in parts} <= SMALL
            sure = sure or (scene.old and len(long) >= LONG and parts[1] != "at")
            yield Edit(hit.start(), hit.end(), " ".join(parts), CAUSE, 0.97 if sure else 0.8, sure)
    for hit in _NUMBERED.finditer(text):
        yield Edit(hit.end("number"), hit.end("number"), " ", CAUSE, 0.96)
    for hit in _INFINITIVE.finditer(text):
        verb = hit.group("verb")
        if not scene.damaged(hit.start()) or scene.knows(hit.group()):
            continue
        if any(_sequence("å", verb, lang, scene) > INFINITIVE for lang in LANGUAGES):
            yield Edit(hit.start(), hit.end(), f"Å {verb}", CAUSE, 0.96)
    for hit in words_with(_STOP, _DOTTED, text):
        first, second = hit.group("first"), hit.group("second")
        if scene.knows(first) and lexicon.is_word(second):
            yield Edit(hit.start(), hit.end(), f"{first} {second}", CAUSE, 0.8, False)


_FUSED_WORDS = frozenset(("aven", "erdet"))
"""Forms that the corpora have, themselves fused."""


def _parted(word: str, scene: Scene) -> tuple[str, str] | None:
    """The two words of a fused form; None where it may be one word."""
    lower = word.lower()
    if word[1:] != lower[1:] or (scene.forms.get(lower, 0) > 3 and lower not in _FUSED_WORDS):
        return None
    if lower not in _FUSED_WORDS and scene.norwegian.compounds.analyse(lower) is not None:
        return None
    best: tuple[float, tuple[str, str]] | None = None
    for cut in range(1, len(word)):
        first, second = word[:cut], word[cut:]
        least = 1 if scene.old and first in _LONE and len(second) >= LONG else 2
        if (first.lower() in SMALL or second in SMALL) and min(cut, len(word) - cut) >= least:
            worth = max(_sequence(first.lower(), second, lang, scene) for lang in ("nb", "nn"))
            if best is None or worth > best[0]:
                best = worth, (first, second)
    if best is None:
        return None
    return best[1] if best[0] > scene.norwegian.inner(lower) - 11.0 + MARGIN else None


def _sequence(first: str, second: str, language: Language, scene: Scene) -> float:
    """Log-probability of the two in a row; far down where one is no common word."""
    model = scene.norwegian.model(language)
    if not (model.knows(first) and model.knows(second)):
        return -99.0
    alone = [scene.norwegian.logp(w, "<unk>", "<unk>", language) for w in (first, second)]
    if min(alone) < UNIGRAM - (RARER if first in _LONE else 2.0):
        return -99.0
    return alone[0] + scene.norwegian.logp(second, first, "<unk>", language)
