"""Reads the last part of a body's name: which kind of body, definite or not, one or many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from saksdoc.identify.forms import CORE, HEAD, HEADS, TWINS, Head, fold, words

_PLURAL_A = frozenset(("utvalg", "råd", "styre", "departement", "direktorat", "sekretariat"))
_SINGULAR_R = frozenset(("statsforvalter", "senter", "sorenskriver", "møteleiarskap"))
_NOT_DEFINITE = (
    "ariat",
    "orat",
    "ement",
    "rett",
    "bud",
    "institut",
    "universitet",
    "skap",
    "stift",
)
_WORD = re.compile(r"[\w/&-]+")
_LEGAL_FORMS = words("as a/s asa ans ba sa da kf iks hf rhf sf al")
_ARTICLES = frozenset(("det", "den", "dei", "de"))


@dataclass(frozen=True)
class Form:
    """A word that ends as bodies do, folded: ``stem`` + ``form`` of ``head`` (+ genitive)."""

    head: Head
    stem: str
    form: str
    genitive: int

    @cached_property
    def base(self) -> str:
        """The form without inflection: ``lagmannsretten`` → ``lagmannsrett``, not ``rett``."""
        name = fold(self.head.name)
        first = self.form[: max(0, self.form.find(name))].replace("-", "")
        return first + name

    @cached_property
    def plural(self) -> bool:
        """``utvalgene``, ``utvala``, ``direktorater``."""
        many = self.form.endswith("ne") and not self.form.endswith("une")
        if many and self.head.name not in _SINGULAR_R:
            return True
        if self.head.name in _PLURAL_A:
            return self.form.endswith(("a", "er", "ar")) and len(self.form) > 4
        return self.form.endswith(("er", "ar")) and self.head.name not in _SINGULAR_R

    @cached_property
    def definite(self) -> bool:
        """``utvalget``, ``nemnda``."""
        if self.form.endswith("universitetet"):
            return True
        ends = self.form.endswith(("et", "en", "t", "n", "a", "i"))
        return ends and not self.form.endswith(_NOT_DEFINITE)


@lru_cache(maxsize=1 << 16)
def read_form(word: str) -> Form | None:
    """The form of one word (folded), or None where it ends like no body."""
    if CORE.search(word) is None:
        return None
    match = HEAD.fullmatch(word)
    if match is None or match.lastgroup is None:
        return None
    head = HEADS[int(match.lastgroup[1:])]
    form = match[match.lastgroup]
    return Form(head, match["stem"], form, match.end() - match.end(match.lastgroup))


@lru_cache(maxsize=1 << 14)
def key_of(name: str) -> str:
    """The same for all spellings of a name: folded, without inflection, nynorsk as bokmål.

    A plural has its singular's key: ``områdeutvalgene`` are what each ``områdeutvalg`` is.

    >>> key_of("Partnarskapsmøtet") == key_of("partnerskapsmøte")
    True
    """
    parts = []
    for word in _WORD.findall(fold(" ".join(name.split()))):
        form = read_form(word)
        if form is not None:
            word = form.stem.replace("-", "") + form.base
        elif len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
        if word not in _ARTICLES:
            parts.append(word)
    if len(parts) > 2 and parts[-1] in _LEGAL_FORMS:
        parts.pop()
    key = " ".join(parts)
    for old, new in TWINS:
        key = key.replace(old, new) if old not in new or new not in key else key
    return key
