"""How often each word is the first part (with no link, -s- or -e-) and the last part of a compound.

Every word of eight letters or more is split in two wherever both parts are words; where there are
several ways, they share the word by how productive their parts are, found in three rounds. What few
words showed is then shared out: all forms of a lemma may end a compound where one does, and any
noun may begin one, with the link that words of its ending take.
"""

import lzma
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from saksdoc.language.compounds import LINKS, MIN_PART
from saksdoc.language.folding import normalise
from saksdoc.language.lexicon import Flag

MIN_WORD = 8
ROUNDS = 3
SHARED = 0.5
"""How many words' worth of a lemma's compounds go to its forms by their frequency."""
NOUN = 0.25
"""How many compounds any noun of the corpora is taken to begin before one is seen."""
_NYNORSK_ENDINGS = ("ane", "ene", "ar", "er", "en", "et", "a", "i", "e", "t")


@dataclass(slots=True)
class Parts:
    """Type counts of first parts by link, of last parts, and the share of long words split."""

    first: dict[str, Counter]
    last: Counter
    share: float


def learn(counts: Counter, flags: dict[str, Flag], lists: Path) -> Parts:
    """Count the parts of all compounds among the words, and share out what was seen."""
    grammar = _paradigms(lists)
    dictionary = {
        form
        for form, flag in flags.items()
        if flag & Flag.DICTIONARY
        and form.isalpha()
        and len(form) >= MIN_PART
        and (counts[form] > 0 or len(form) > MIN_PART)
    }
    lasts = dictionary | {
        form
        for form, flag in flags.items()
        if counts[form] >= 5
        and len(form) > MIN_PART
        and form.isalpha()
        and not flag & (Flag.CAPITAL | Flag.UPPER | Flag.NAME | Flag.RARE)
    }
    words = [
        form
        for form, flag in flags.items()
        if len(form) >= MIN_WORD
        and form.isalpha()
        and (flag & Flag.DICTIONARY or counts[form] >= 3)
    ]
    firsts = (dictionary & grammar.begin) | {
        form for form in lasts - grammar.lemma_of.keys() if len(form) >= MIN_WORD
    }
    lasts -= grammar.never_last
    splits = [found for word in words if (found := _splits(word, firsts, lasts))]
    first, last = _count(splits)
    _share_lasts(last, lasts, counts, grammar.lemma_of)
    _share_firsts(first, counts, grammar.nouns & dictionary)
    return Parts(first, last, len(splits) / len(words))


def _splits(word: str, firsts: set[str], lasts: set[str]) -> list[tuple[str, str, str]]:
    found = []
    for at in range(MIN_PART, len(word) - MIN_PART + 1):
        if word[at:] not in lasts:
            continue
        for link in LINKS:
            left = word[: at - len(link)]
            if word[at - len(link) : at] == link and left in firsts:
                found.append((left, link, word[at:]))
    return found


def _count(splits: list[list[tuple[str, str, str]]]) -> tuple[dict[str, Counter], Counter]:
    first: dict[str, Counter] = {link: Counter() for link in LINKS}
    last: Counter = Counter()
    for turn in range(ROUNDS):
        next_first: dict[str, Counter] = {link: Counter() for link in LINKS}
        next_last: Counter = Counter()
        for found in splits:
            weights = [
                1.0 if turn == 0 else (first[link][left] + 0.01) * (last[right] + 0.01)
                for left, link, right in found
            ]
            total = sum(weights)
            for (left, link, right), weight in zip(found, weights, strict=True):
                next_first[link][left] += weight / total
                next_last[right] += weight / total
        first, last = next_first, next_last
    return first, last


@dataclass(slots=True)
class _Grammar:
    """Noun lemmas, the lemma of each form (its first), forms that may begin a compound (lemmas and
    imperatives), and those that cannot end one (pronouns, prepositions, conjunctions).
    """

    nouns: set[str]
    lemma_of: dict[str, str]
    begin: set[str]
    never_last: set[str]


_OPEN = {"NOUN", "ADJ", "VERB"}
_CLOSED = {"ADP", "CCONJ", "SCONJ", "PRON"}
"""A word that is one of these is not taken for the noun it may also be: ``likhet med``."""
_AUXILIARIES = {"være", "ha", "bli"}
_BEGINNING = {*_OPEN, "ADP", "ADV", "PFX", "COMPPFX", "PROPN", "DET"}


def _paradigms(lists: Path) -> _Grammar:
    grammar = _Grammar(set(), {}, set(), set())
    kinds: dict[str, set[str]] = defaultdict(set)
    path = lists / "bokmalsordboka_fullforms.nb.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for row in stream.read().splitlines()[1:]:
            form, lemma, kind, tags, *_ = (*row.split("\t"), "", "", "", "")
            form, lemma = normalise(form), normalise(lemma)
            kinds[form].add(kind)
            if kind in _OPEN:
                grammar.lemma_of.setdefault(form, lemma)
            if kind == "NOUN":
                grammar.nouns.add(lemma)
            if kind in _BEGINNING and (form == lemma or tags == "Imp"):
                grammar.begin.add(form)
    for line in (lists / "norsk_ordbank_nno.txt").read_text("utf-8").splitlines():
        lemma = normalise(line)
        grammar.lemma_of.setdefault(lemma, lemma)
        grammar.begin.add(lemma)
    grammar.never_last = {form for form, of in kinds.items() if not of & _OPEN or of & _CLOSED}
    auxiliary = {form for form, lemma in grammar.lemma_of.items() if lemma in _AUXILIARIES}
    grammar.never_last |= auxiliary | {"vært"}  # listed under its noun, a host
    return grammar


def _lemma(form: str, lemma_of: dict[str, str]) -> str:
    """The lemma of a form; nynorsk forms have none listed, so endings are tried."""
    known = lemma_of.get(form)
    if known is not None:
        return known
    for ending in _NYNORSK_ENDINGS:
        stem = form.removesuffix(ending)
        if len(stem) > MIN_PART and stem != form:
            for lemma in (stem, stem + "e", stem + "a"):
                if lemma in lemma_of:
                    return lemma_of[lemma]
    return form


def _share_lasts(last: Counter, lasts: set[str], counts: Counter, lemma_of: dict[str, str]) -> None:
    forms: dict[str, list[str]] = defaultdict(list)
    for form in lasts:
        forms[_lemma(form, lemma_of)].append(form)
    for group in forms.values():
        total = sum(last[form] for form in group)
        if total < 1:
            continue
        weight = sum(counts[form] + 0.5 for form in group)
        for form in group:
            last[form] += SHARED * total * (counts[form] + 0.5) / weight


def _share_firsts(first: dict[str, Counter], counts: Counter, nouns: set[str]) -> None:
    by_ending: dict[str, Counter] = defaultdict(Counter)
    for link, counter in first.items():
        for form, count in counter.items():
            by_ending[form[-3:]][link] += count
            by_ending[""][link] += 0.02 * count
    for noun in sorted(nouns):
        worth = NOUN if counts[noun] >= 5 else NOUN / 3
        links = by_ending[noun[-3:]] + Counter({k: v * 1e-4 for k, v in by_ending[""].items()})
        total = sum(links.values())
        for link in LINKS:
            first[link][noun] += worth * links[link] / total
