"""The corpora as arrays of surface numbers, without the lines that would teach the models damage.

A surface number stands for a token as spelled (case kept) or for the class of a number, date, …;
numbers are shared by all corpora of a run.
"""

import array
import lzma
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from heldout import corpora, is_held_out, language_of

from saksdoc.language.terms import END, START, term_of
from saksdoc.language.tokens import Kind, pieces

GROUPS = {
    "nb": 1.0,
    "nb-law": 0.2,
    "nb-far": 0.15,
    "nn": 1.0,
    "nn-law": 0.5,
    "nn-far": 0.4,
    "nn-mt": 0.5,
}
"""What the n-grams of a group weigh: nearer to case papers is more."""
_REGISTERS = {
    "-law": ("lovdata", "lovtidend", "giella-laws"),
    "-far": ("libreoffice", "bokmalsordboka"),
    "-mt": ("admin.mt",),
}
_WORD = re.compile(r"[^\W\d_]+")
# Forms that an English-only reader leaves and that no Norwegian text of our time has (pa for på,
# …).
_DAMAGED = frozenset({"pa", "ogsa", "nar", "fgr", "mgte", "hgst", "bgr", "ogsd", "fgrste", "vaere"})
# Danish-Norwegian spelling of statutes from before 1907, which would teach aa and af.
_OLD = frozenset(
    {"af", "paa", "saa", "maa", "naar", "ogsaa", "efter", "sig", "aar", "nogen", "udi"}
)
_NN_ONLY = frozenset(
    {"ikkje", "eit", "ein", "ei", "dei", "frå", "korleis", "kva", "vere", "vore", "noko", "mykje"}
    | {"berre", "gjer", "eg", "nokon", "skule", "seier", "heile", "då", "kven", "kvar", "sjølv"}
    | {"auke", "òg", "tilhøve", "vart"}
)
_NB_ONLY = frozenset(
    {"ikke", "et", "en", "de", "fra", "hvordan", "hva", "være", "vært", "noe", "mye", "bare"}
    | {"gjør", "jeg", "noen", "skole", "sier", "hele", "da", "hvem", "hver", "selv", "øke", "også"}
    | {"forhold", "ble"}
)
_SAMI = frozenset(
    {"ja", "lea", "leat", "dan", "ahte", "mii", "dahje", "sámi", "galgá", "sámedikki"}
)


@dataclass(slots=True)
class Corpus:
    """Token streams by group (``nb``, ``nn``, ``nn-mt``), and the surface spelling of each
    number.
    """

    surfaces: dict[str, int] = field(default_factory=dict)
    streams: dict[str, array.array] = field(default_factory=dict)
    sami: list[str] = field(default_factory=list)
    dropped: Counter = field(default_factory=Counter)

    def spelled(self) -> list[str]:
        """Surfaces in the order of their numbers."""
        return list(self.surfaces)

    def stream(self, group: str) -> np.ndarray:
        """The numbers of a group, paragraphs between START and END."""
        return np.frombuffer(self.streams[group], dtype=np.int32)


def judge(words: list[str], language: str) -> str:
    """What a paragraph is: ``nb``, ``nn``, or why it is dropped (``damaged``, ``old``,
    ``sami``).
    """
    found = set(words)
    if not found.isdisjoint(_DAMAGED):
        return "damaged"
    if len(found & _OLD) >= 2 and found.isdisjoint({"på", "også", "når", "må"}):
        return "old"
    if (
        len(found & _SAMI) >= 2
        or sum(letter in "áčđŋšŧž" for word in words for letter in word) > len(words) * 0.4 + 1
    ):
        return "sami"
    nynorsk, bokmal = len(found & _NN_ONLY), len(found & _NB_ONLY)
    if language == "nb" and nynorsk >= bokmal + 2:
        return "nn"
    if language == "nn" and bokmal >= nynorsk + 2:
        return "nb"
    return language


def read(data: Path, every: int = 1) -> Corpus:
    """All paragraphs that are not held out (``every`` > 1 takes a sample, to try the recipe)."""
    corpus = Corpus(streams={group: array.array("i") for group in GROUPS})
    for path in corpora(data):
        language, translated = language_of(path), ".mt." in path.name
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                if is_held_out(path.name, number) or number % every:
                    continue
                verdict = judge(_WORD.findall(line.lower()), language)
                if verdict == "sami":
                    corpus.sami.append(line.strip())
                if verdict not in ("nb", "nn") or (translated and verdict == "nb"):
                    corpus.dropped[path.name, verdict] += 1
                    continue
                register = next((r for r in _REGISTERS if path.name.startswith(_REGISTERS[r])), "")
                _append(corpus, verdict + register, line)
    return corpus


def _append(corpus: Corpus, group: str, line: str) -> None:
    surfaces = corpus.surfaces
    stream = corpus.streams[group]
    number = surfaces.setdefault(START, len(surfaces))
    stream.append(number)
    for text, kind in pieces(line):
        surface = text if kind is Kind.WORD else term_of(text, kind)
        stream.append(surfaces.setdefault(surface, len(surfaces)))
    stream.append(surfaces.setdefault(END, len(surfaces)))
