"""When two spellings are one name: inflection, word order, initials, abbreviation, misreading.

Every function answers about two strings only and knows nothing of the archive; `entities` weighs
the answers.  Misreadings are those an OCR engine makes of Norwegian letters (counted on 300 dpi
pages read without the Norwegian alphabet: å → a 95 %, ø → o, g, a about 30 % each, e 8 %, @ 3 %,
æ → e 95 %) and of look-alikes (I l 1, rn m, c e); any other difference makes another name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from saksdoc.archive.words import fold, tokens

_FILLERS = frozenset({"for", "i", "og", "av", "ved", "til", "på", "det", "den", "the", "of", "and"})
_LEGAL_FORMS = frozenset({"hf", "as", "asa", "sa", "iks", "kf", "ks", "ba", "da", "ans"})
"""What stands behind a body's name in one paper and is left out in the next."""

_GENERIC_HEADS = (
    "kommunestyr", "formannskap", "bystyr", "heradsstyr", "herredsstyr", "fylkesting",
    "fylkesutvalg", "kommun", "fylkeskommun", "rådmann", "administrasjon", "styr", "utvalg", "råd",
    "nemnd", "komit", "hovedutvalg", "driftsutvalg", "planutvalg", "kontrollutvalg", "valgstyr",
    "eldreråd", "ungdomsråd", "skolestyr", "teknisk utvalg", "arbeidsmiljøutvalg",
    "administrasjonsutvalg", "partssammensatt utvalg", "klagenemnd", "departement", "ting",
    "bydelsutvalg", "helseforetak", "sekretariat", "fylkesmann", "statsforvalt",
    "kommunedirektør", "bygningsråd", "helsestyr", "sosialstyr", "trafikknemnd", "arbeidsgrupp",
)  # fmt: skip
"""Stems of what every municipality has one of: such a name alone says nothing of which."""

_READ_AS: dict[str, str] = {
    "å": "[åa4]", "ø": "[øoga@06]", "æ": "(?:æ|e|ae)", "l": "[l1|!]", "i": "[i1|!]",
}  # fmt: skip
"""What a letter of any word may be read as. `ø` → `e` and `l` → `i` happen too, but they part real
surnames (Steen and Støen, Helberg and Heiberg)."""

_LONG_READ_AS: dict[str, str] = {
    "å": "(?:å|a|4|d|é|e)", "ø": "(?:ø|o|g|a|e|@|0|eg|6)", "æ": "(?:æ|e|ae|ze|a|ee)",
    "l": "[l1i|!]", "i": "[il1|!]", "m": "(?:m|rn|nn|in)", "e": "[ec]",
}  # fmt: skip
"""The same for words of nine letters and more, of which hardly two differ by a misreading only."""
_LONG = 9
_PART = 4
"""Letters that each part of a compound with a binding s has at least."""
_NOISE = re.compile(r"[åaøog06@æezc4dé1il|!mrn\W]")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_TITLE = re.compile(
    r"^(?:(?:kommune|fylkes|virksomhets|avdelings|seksjons)?(?:direktør|rådmann|sjef|leder|leiar)"
    r"|ordfører|ordførar|varaordfører|rådgiver|rådgjevar|representant(?:en)?|herr|fru|dr\.?|prof\.?)"
    r"\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person's name taken apart, folded; ``given`` may hold initials (``r``)."""

    given: tuple[str, ...]
    surname: str

    @property
    def key(self) -> str:
        """Given names and surname in their usual order."""
        return " ".join((*self.given, self.surname))

    @property
    def is_full(self) -> bool:
        """Whether the first given name is written out."""
        return bool(self.given) and len(self.given[0]) > 1


@lru_cache(maxsize=100_000)
def person_form(name: str) -> PersonForm:
    """Take a name apart: ``Moe, Kari-Anne``, ``Kari-Anne Moe``, ``K.A. Moe``, ``Moe``.

    >>> person_form("Moe, Kari-Anne") == person_form("Kari-Anne Moe")
    True
    """
    name = _TITLE.sub("", " ".join(_PARENTHESIS.sub("", name).split()))
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    words = [token.folded for token in tokens(name)]
    if not words:
        return PersonForm((), fold(name))
    if words[-1] == "s" and len(words) > 1:
        words.pop()
    return PersonForm(tuple(words[:-1]), words[-1])


@lru_cache(maxsize=100_000)
def body_key(name: str) -> str:
    """Stems of a body's name without fillers: one key for all inflections in both norms."""
    found = tokens(_PARENTHESIS.sub("", name))
    while len(found) > 1 and found[-1].folded in _LEGAL_FORMS:
        found.pop()
    words = [token.stem for token in found]
    return " ".join(word for word in words if word not in _FILLERS)


def is_generic(key: str) -> bool:
    """Whether a body's key is what many municipalities have one of."""
    return key in _GENERIC_HEADS


def is_abbreviation(name: str) -> bool:
    """``SSU``, ``KS``, ``FrP``: one short word, mostly capitals."""
    capitals = sum(sign.isupper() for sign in name)
    return 2 <= len(name) <= 8 and " " not in name and capitals >= 2 and capitals * 2 > len(name)


def fits_initials(short: PersonForm, full: PersonForm) -> bool:
    """Whether ``R. Moe`` or ``Moe`` can be ``Randi-Luise Moe``; ``full`` must be written out."""
    if short.surname != full.surname or short.is_full or not full.is_full:
        return False
    if not short.given:
        return True
    letters = "".join(short.given)
    own = "".join(word[0] for word in full.given)
    return own.startswith(letters) or letters == own[0]


def leaves_out(short: PersonForm, full: PersonForm) -> bool:
    """Whether ``Kari Moe`` can be ``Kari Anne Moe`` with a middle name left out."""
    if short.surname != full.surname or not short.is_full or len(short.given) >= len(full.given):
        return False
    rest = iter(full.given[1:])
    return short.given[0] == full.given[0] and all(word in rest for word in short.given[1:])


def differs_in_binding(one: str, other: str) -> bool:
    """Whether two keys are one but for the s between the parts of one compound.

    >>> differs_in_binding("områdeutvalg bergenregion", "områdeutvalg bergensregion")
    True
    >>> differs_in_binding("helse vest", "helses vest")
    False
    """
    words, others = one.split(" "), other.split(" ")
    if len(words) != len(others):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1:
        return False
    short, long = sorted(unlike[0], key=len)
    inner = range(_PART, len(long) - _PART)
    return any(long[i] == "s" and long[:i] + long[i + 1 :] == short for i in inner)


def skeleton(key: str) -> str:
    """The signs of a key that misreading leaves alone; equal for a name and its misreadings."""
    return _NOISE.sub("", key)


@lru_cache(maxsize=50_000)
def _misreadings(clean: str) -> re.Pattern[str]:
    words = []
    for word in clean.split(" "):
        readings = _LONG_READ_AS if len(word) >= _LONG else _READ_AS
        words.append("".join(readings.get(sign, re.escape(sign)) for sign in word))
    return re.compile(" ".join(words))


def is_misreading(damaged: str, clean: str) -> bool:
    """Whether OCR can make ``damaged`` of ``clean``; both folded or stemmed.

    At least one Norwegian letter must have been lost, or a look-alike stand where no letter can
    (a digit in a word): ``Hansen`` is no misreading of ``Hanson``.

    >>> is_misreading("mggster", "møgster"), is_misreading("hanson", "hansen")
    (True, False)
    """
    if damaged == clean or skeleton(damaged) != skeleton(clean):
        return False
    if not _misreadings(clean).fullmatch(damaged):
        return False
    lost = sum(sign in "æøå" for sign in clean) > sum(sign in "æøå" for sign in damaged)
    return lost or any(sign.isdigit() or sign in "|!@" for sign in damaged)
