"""What each form of a text may be, weighed: the hypotheses that the sentence then decides between.

A form by itself weighs the same wherever it stands and in whatever document, so what was weighed is
kept. Only signs, and words before a sign, depend on their place (:mod:`saksdoc.repairing.signs`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from saksdoc.language import Kind, NgramModel, Norwegian, Token, normalise
from saksdoc.language.terms import NAME, UNKNOWN, term_of
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.decode import Hypothesis, Slot
from saksdoc.repairing.documentsearch import DocumentSearch
from saksdoc.repairing.names import PRIOR

CHANNEL_WEIGHT = 1.0
CODE_COST = 6.0
"""Nats against a code of small letters and one digit being a code (``4rsmøtet``)."""
REMEMBERED = 12_000
"""Forms whose slots are kept, before all are forgotten."""
_Key = tuple[str, Kind]


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs forms in one language; kept with the search whose candidates it weighs."""

    norwegian: Norwegian
    model: NgramModel
    sound_too: bool
    """Whether forms that are words may be others, too."""
    _read: dict[_Key, Hypothesis] = field(default_factory=dict)
    _slots: dict[_Key, Slot] = field(default_factory=dict)

    def slot(self, token: Token, search: DocumentSearch) -> Slot:
        """What a word by itself may be, as written first."""
        text, kind = token.text, token.kind
        if search.is_concerned(text) and self._is_wanted(text, kind):
            return self.weighed(token, search.candidates(text))
        slot = self._slots.get((text, kind))
        if slot is None:
            if len(self._slots) >= REMEMBERED:
                self._slots.clear()
            wanted = self._is_wanted(text, kind)
            found = search.search.candidates(text) if wanted else ()
            slot = self._slots[text, kind] = self.weighed(token, found)
        return slot

    def weighed(self, token: Token, candidates: tuple[Candidate, ...]) -> Slot:
        """A word as written, and what else it may be."""
        return Slot.of((self.as_read(token), *map(self.hypothesis, candidates)))

    def _is_wanted(self, text: str, kind: Kind) -> bool:
        if kind is Kind.WORD:
            return len(text) > 1 and (self.sound_too or not self.norwegian.is_word(text))
        return kind is Kind.CODE and is_wordlike(text)

    def as_read(self, token: Token) -> Hypothesis:
        """A token as it stands."""
        key = token.text, token.kind
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            found = self._read[key] = self._as_read(*key)
        return found

    def _as_read(self, text: str, kind: Kind) -> Hypothesis:
        model = self.model
        if kind is not Kind.WORD:
            doubt = -CODE_COST if kind is Kind.CODE and is_wordlike(text) else 0.0
            return Hypothesis(model.id(term_of(text, kind)), doubt)
        plain = normalise(text)
        known = model.id_of_row(self.norwegian.lexicon.number(plain))
        if known >= 0:
            return Hypothesis(known, 0.0)
        unknown = model.special[NAME if text[:1].isupper() else UNKNOWN]
        return Hypothesis(unknown, self.norwegian.inner(plain, model.language))

    def hypothesis(self, candidate: Candidate) -> Hypothesis:
        """A candidate with what speaks for it by itself."""
        model = self.model
        own = -CHANNEL_WEIGHT * candidate.cost
        if candidate.kind == "register":
            return Hypothesis(model.special[NAME], own + PRIOR, candidate)
        if candidate.kind == "parted":
            first, _, second = candidate.form.partition(" ")
            follows = self.norwegian.logp(second, first, UNKNOWN, model.language)
            return Hypothesis(model.id(first), own + follows, candidate)
        known = model.id_of_row(candidate.row) if candidate.row >= 0 else -1
        if known < 0:
            own += self.norwegian.inner(candidate.form, model.language)
            known = model.special[NAME if candidate.surface[:1].isupper() else UNKNOWN]
        return Hypothesis(known, own, candidate)


def is_wordlike(text: str) -> bool:
    """Whether a code may be a misread word: one digit or sign among small letters (``4rs``)."""
    letters = sum(c.isalpha() for c in text)
    return (
        letters >= 2
        and len(text) - letters <= 2
        and text[-1].isalpha()
        and not any(c in "./-" for c in text)
    )
