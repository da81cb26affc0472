"""The repair of words: candidates for every word in doubt, and the sentence as judge.

A stretch is searched for what its damage says is there. In a stretch that lost its Norwegian
letters every word may be in doubt; in one that did not, only forms that are no words.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from saksdoc.language import Flag, Kind, NgramModel, Norwegian, Token, normalise
from saksdoc.language.terms import END
from saksdoc.model import Alternative
from saksdoc.repairing import signs
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.classes import group
from saksdoc.repairing.decode import Decision, Hypothesis, Known, Slot, decode
from saksdoc.repairing.documentsearch import DocumentSearch
from saksdoc.repairing.names import MOST, SUPPORT
from saksdoc.repairing.pairs import Chooser
from saksdoc.repairing.protection import protected
from saksdoc.repairing.weighing import Weigher

COMMON_WORD = -9.0
LEAST = 0.02
"""Below this a candidate is not even weighed further."""


class Proposal(NamedTuple):
    """A change the decoder wants, before policy: offsets of the text at hand.

    ``log_odds`` is the decoder's, ``group`` the class for calibration.
    """

    start: int
    end: int
    before: str
    after: str
    cause: str
    log_odds: float
    group: str
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens (``first``–``last``, half-open) judged alike: the damage, and the search to use."""

    first: int
    last: int
    lost: float
    damage: str
    """Its class of damage (:func:`saksdoc.repairing.classes.damaged`)."""
    search: DocumentSearch
    weigher: Weigher
    """Knows the language, too."""
    lone: Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class WordRepair:
    """Proposes repairs of words for a text in tokens."""

    norwegian: Norwegian
    tokens: Sequence[Token]
    text: str
    choosers: Mapping[str, Chooser] = field(default_factory=dict)
    """What tells real words apart, by language."""
    _slots: dict[int, dict[str, Slot]] = field(default_factory=dict)
    """Slots of forms that weigh the same wherever they stand, by weigher."""
    _known: dict[str, Known] = field(default_factory=dict)
    """What the language models said, by language."""

    def proposals(self, stretches: Sequence[Stretch]) -> Iterator[Proposal]:
        """The changes wanted in some stretches, in order."""
        found: list[list[Proposal]] = [[] for _ in stretches]
        for language in ("nb", "nn"):
            mine = [at for at, s in enumerate(stretches) if s.weigher.model.language == language]
            if mine:
                self._judge(self.norwegian.model(language), stretches, mine, found)
        return chain.from_iterable(found)

    def _judge(
        self,
        model: NgramModel,
        stretches: Sequence[Stretch],
        mine: Sequence[int],
        found: Sequence[list[Proposal]],
    ) -> None:
        """Add the changes wanted in those of some stretches that are in one language. They are
        decoded together, which asks the model once for all; ends keep them apart.
        """
        start, end = (_fixed(model.start),) * 2, (_fixed(model.special[END]),) * 2
        slots: list[Slot] = []
        begins: list[int] = []
        written: list[Token | None] = []
        for at in mine:
            slots += start
            begins.append(len(slots))
            slots += self._slots_of(stretches[at])
            slots += end
            inside = self.tokens[stretches[at].first : stretches[at].last]
            written += (None, None, *inside, None, None)
        decisions: Iterable[Decision]
        decisions = decode(slots, model, self._known.setdefault(model.language, {}))
        chooser = self.choosers.get(model.language)
        if chooser is not None:
            decisions = chooser.reweighed(decisions, slots, written)
        for decision in decisions:
            place = bisect_right(begins, decision.slot) - 1
            stretch = stretches[mine[place]]
            index = decision.slot - begins[place] + stretch.first
            proposal = self._proposal(decision, slots[decision.slot], index, stretch)
            if proposal is not None:
                found[mine[place]].append(proposal)

    def _slots_of(self, stretch: Stretch) -> Iterator[Slot]:
        """A slot for each token."""
        text, lone, weigher = self.text, stretch.lone, stretch.weigher
        known = self._slots.setdefault(id(weigher), {})
        tokens = self.tokens[stretch.first : stretch.last]
        shielded = protected(tokens, self.norwegian)
        for index, token in enumerate(tokens):
            if index in shielded:
                yield Slot.of((weigher.as_read(token),))
                continue
            _, end, form, kind = token
            if text[end : end + 1] in _TAILS and kind is Kind.WORD:
                tail = signs.with_tail(text, token, stretch.search)
                if tail:
                    yield weigher.weighed(token, (*stretch.search.candidates(form), *tail))
                    continue
            slot = known.get(form)
            if slot is None:
                if form in lone:
                    yield signs.lone(text, token, lone[form], stretch.lost, weigher)
                    continue
                slot = known[form] = weigher.slot(token, stretch.search)
            yield slot

    def _proposal(
        self, decision: Decision, slot: Slot, index: int, stretch: Stretch
    ) -> Proposal | None:
        """What is decided on the token at an index; None where nothing else is likely."""
        hypotheses, probabilities = slot.hypotheses, decision.probabilities
        best = decision.chosen or max(range(1, len(hypotheses)), key=probabilities.__getitem__)
        candidate = hypotheses[best].candidate
        chance = probabilities[best]
        if candidate is None or chance < LEAST:
            return None
        token = self.tokens[index]
        after = self._cased(candidate, token)
        if after == token.text:
            return None
        end = max(token.end, token.start + candidate.edits[-1].end)
        log_odds = math.log(max(chance, 1e-12) / max(1.0 - chance, 1e-12))
        if candidate.kind == "register":
            log_odds += self._support(candidate, index, stretch.search)
            log_odds = min(MOST, log_odds)
        others = tuple(
            [
                Alternative(h.candidate.surface if h.candidate else token.text, round(p, 4))
                for i, (h, p) in enumerate(zip(hypotheses, probabilities, strict=True))
                if p >= 0.005 and i != best
            ]
        )
        return Proposal(
            token.start, end, self.text[token.start : end], after, candidate.cause, log_odds,
            group(token.text, candidate, stretch.damage, self.norwegian), others,
        )  # fmt: skip

    def _support(self, candidate: Candidate, index: int, search: DocumentSearch) -> float:
        """What the words beside a registered name add: they may be of the same name."""

        def may_be(written: str, form: str) -> bool:
            if normalise(written) == form:
                return True
            return any(c.form == form for c in search.candidates(written))

        before, after = (
            self.tokens[at].text if 0 <= at < len(self.tokens) else ""
            for at in (index - 1, index + 1)
        )
        return SUPPORT if search.names.supported(candidate.form, before, after, may_be) else 0.0

    def _cased(self, candidate: Candidate, token: Token) -> str:
        """The candidate's surface, its first letter in the case the place asks for.

        A sign says nothing of case; and ``A`` inside a sentence is oftener a small å than the
        beginning of a word in capitals, where the word is a common one.
        """
        surface, first = candidate.surface, candidate.edits[0]
        if len(surface) == 2 and surface[1] in "ØÅ" and surface.isupper():
            # ``På`` looks like ``PA``: the engine takes a ring for a capital's height.
            small = self.text[token.end : token.end + 2].strip()[:1].islower()
            return surface.capitalize() if small else surface
        if first.start or len(surface) < 2 or surface[1:] != surface[1:].lower():
            return surface
        if not first.written[0].isalpha():
            following = self.text[token.end : token.end + 2].strip()
            named = following[:1].isupper() and not self._is_common(candidate.form)
            if named or signs.begins(self.text, token):
                return surface[0].upper() + surface[1:]
        elif first.written == "A" and surface[0] == "Å" and not signs.begins(self.text, token):
            before = self.text[max(0, token.start - 2) : token.start].strip(" ")
            inside = before[-1:].islower() or before[-1:].isdigit()
            if inside and (self._is_common(candidate.form) or self._is_no_name(candidate.row)):
                return candidate.form
        return surface

    def _is_no_name(self, row: int) -> bool:
        """Whether a row of the lexicon is a word that no name is written like."""
        flags = int(self.norwegian.lexicon.flags[row]) if row >= 0 else _NAMED
        return not flags & _NAMED

    def _is_common(self, form: str) -> bool:
        lexicon = self.norwegian.lexicon
        row = lexicon.number(form)
        if row < 0:
            return False
        both = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
        return max((f for f in both if f is not None), default=-17.0) > COMMON_WORD


_NAMED = int(Flag.CAPITAL | Flag.NAME | Flag.NOISY)
_TAILS = frozenset(signs.TAILS)


def _fixed(identity: int) -> Slot:
    return Slot.of((Hypothesis(identity, 0.0),))
