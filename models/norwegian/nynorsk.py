"""Full forms of nynorsk, which the word list gives as lemmas only.

The word class and gender of a lemma that bokmål shares are read off its bokmål forms; a few endings
that nynorsk has for itself (-heit, -leik, -nad, -ar, -ing) say theirs.
"""

import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from saksdoc.language.folding import normalise

_OWN = {
    "ing": ("a", "ar", "ane"),
    "heit": ("a", "er", "ene"),
    "leik": ("en", "ar", "ane"),
    "nad": ("en", "ar", "ane"),
    "ar": ("en", "ar", "ane"),
}


def full_forms(lists: Path, is_used: Callable[[str], bool]) -> set[str]:
    """Inflected forms of the nynorsk lemmas that are used."""
    bokmal = _bokmal(lists)
    forms: set[str] = set()
    for line in (lists / "norsk_ordbank_nno.txt").read_text("utf-8").splitlines():
        lemma = normalise(line)
        if not lemma.isalpha() or not is_used(lemma):
            continue
        for ending, added in _OWN.items():
            if lemma.endswith(ending) and len(lemma) > len(ending) + 2:
                forms.update(lemma + more for more in added)
        for kind in ("NOUN", "VERB", "ADJ"):
            known = bokmal.get((lemma, kind))
            if known:
                forms.update(_INFLECT[kind](lemma, known))
    return forms


def _bokmal(lists: Path) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    path = lists / "bokmalsordboka_fullforms.nb.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for row in stream.read().splitlines()[1:]:
            form, lemma, kind, *_ = (*row.split("\t"), "", "", "")
            found[normalise(lemma), kind].add(normalise(form))
    return found


def _noun(lemma: str, bokmal: set[str]) -> Iterator[str]:
    stem = lemma.removesuffix("e")
    if stem + "et" in bokmal:
        yield from (stem + "et", stem + "a")
    elif lemma.endswith("ing"):
        return
    elif stem + "a" in bokmal:
        yield from (stem + "a", stem + "er", stem + "ene")
    elif stem + "en" in bokmal:
        yield from (stem + "en", stem + "ar", stem + "ane")


def _verb(lemma: str, bokmal: set[str]) -> Iterator[str]:
    stem = lemma.removesuffix("e").removesuffix("a")
    if stem == lemma:
        return
    yield from (stem + "e", stem + "a", stem + "ast", stem + "ande")
    if stem + "et" in bokmal:
        yield stem + "ar"
    for past, participle in (("te", "t"), ("de", "d"), ("dde", "dd")):
        if stem + past in bokmal:
            yield from (stem + "er", stem + past, stem + participle)


def _adjective(lemma: str, bokmal: set[str]) -> Iterator[str]:
    yield from (lemma + ending for ending in ("t", "e") if lemma + ending in bokmal)
    if lemma + "ere" in bokmal:
        yield from (lemma + "are", lemma + "ast", lemma + "aste")


_INFLECT = {"NOUN": _noun, "VERB": _verb, "ADJ": _adjective}
