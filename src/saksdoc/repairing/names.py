"""Names that a text may hold: those of an archive's register, and those the text spells out itself.

No list has every farm and every velforening. A name that the archive knows is far likelier than any
unknown word that looks like it, so it is a class of its own (``register``) with a prior of its own.
It never takes the place of a word or name that is sound as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from saksdoc.language import Kind, Token
from saksdoc.language.folding import fold, normalise
from saksdoc.language.substitutions import Edit, Substitutions, align, readings

PRIOR = -8.0
"""Log-probability of a registered name among words no model knows: one in 3,000 such words. Set by
hand, as is the support below."""
SUPPORT = 3.0
"""Nats for a registered name whose neighbour in the register is its neighbour in the text."""
MOST = 4.6
"""Log-odds of a registered name at most: no outcomes of the class were counted, so that no more
than 99 % is claimed of it. It has the default policy, and is made from 90 % on."""
SHORTEST = 4
_LETTERS = frozenset("æøåÆØÅ")
_WORD = Kind.WORD


@dataclass(frozen=True, slots=True)
class Named:
    """A name a form may stand for: as spelled, in the form's case, with its misreadings."""

    name: str
    surface: str
    cost: float
    edits: tuple[Edit, ...]
    registered: bool


@dataclass(frozen=True)
class Names:
    """Folded key → names as spelled; ``registered`` of the register, ``own`` of the document."""

    registered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: frozenset[tuple[str, str]] = frozenset()
    """Lower-case words that follow one another in a name of the register."""

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        keys = (*self.registered, *self.own)
        return frozenset(key[:size] for key in keys for size in range(len(key) + 1))

    def matching(self, written: str, letters: Substitutions, max_cost: float) -> Iterator[Named]:
        """The names that a form with a capital may be, within ``max_cost``."""
        if not (self.registered or self.own) or not written[:1].isupper():
            return
        default = fold(written)
        if len(default) != len(written):
            return
        spots = letters.spots(written)
        for beginning, at in readings(default, spots, self._prefixes.__contains__):
            key = beginning + default[at:]
            for table in (self.registered, self.own):
                for name in table.get(key, ()):
                    way = align(written, normalise(name), letters, max_cost)
                    if way is not None and way.edits:
                        surface = name.upper() if _is_upper(written, way.edits) else name
                        known = table is self.registered
                        yield Named(name, surface, way.cost, way.edits, known)

    def supported(self, name: str, before: str, after: str, may_be: Callable[[str, str], bool]
                  ) -> bool:  # fmt: skip
        """Whether the word before or after a name may be its neighbour in the register.

        ``may_be`` says whether a written word may stand for a lower-case one.
        """
        return any(
            (second == name and may_be(before, first)) or (first == name and may_be(after, second))
            for first, second in self.beside
            if name in (first, second)
        )


def gathered(tokens: Sequence[Token], register: Sequence[str]) -> Names:
    """The names with Norwegian letters of the register and of a document."""
    registered: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    beside: set[tuple[str, str]] = set()
    for name in register:
        words = name.split()
        lower = [normalise(word) for word in words]
        beside.update(pairwise(lower))
        for word in words:
            if len(word) >= SHORTEST and word[0].isupper() and not _LETTERS.isdisjoint(word):
                for form in (word, word + "s") if word[-1] not in "sxz" else (word,):
                    registered[fold(form)].add(form)
    for form in {text for _, _, text, kind in tokens if kind is _WORD and not text.isascii()}:
        if form[0].isupper() and len(form) >= SHORTEST and not _LETTERS.isdisjoint(form):
            own[fold(form)].add(form)
    return Names(_sorted(registered), _sorted(own), frozenset(beside))


def _sorted(found: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _is_upper(written: str, edits: tuple[Edit, ...]) -> bool:
    """Whether a form is in capitals (misread letters aside)."""
    misread = {at for edit in edits for at in range(edit.start, edit.end)}
    kept = [c for at, c in enumerate(written) if at not in misread and c.isalpha()]
    return len(kept) > 1 and all(c.isupper() for c in kept)
