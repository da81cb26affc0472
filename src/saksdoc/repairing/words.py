"""The repair of words: candidates for every word in doubt, and the sentence as judge.

A stretch is searched for what its damage says is there. In a stretch that lost its Norwegian
letters every word may be in doubt; in one that did not, only forms that are no words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from saksdoc.language import Flag, Kind, NgramModel, Norwegian, Token, normalise
from saksdoc.language.substitutions import Edit as Misreading
from saksdoc.language.terms import NAME, UNKNOWN, term
from saksdoc.model import Alternative
from saksdoc.repairing.candidates import Candidate, Search
from saksdoc.repairing.decode import Decision, Hypothesis, Known, Slot, decode
from saksdoc.repairing.names import MOST, PRIOR, SUPPORT
from saksdoc.repairing.protection import protected

PAIRS = frozenset(
    str.split(
        "pa/på sa/så for/før far/får ga/gå mal/mål var/vår la/lå ar/år a/å &/å 3/å 4/å da/då "
        "na/nå fa/få nar/når ma/må"
    )
)
"""Pairs of real words (or signs) that only context tells apart; judged on their own."""
SIGN_LOST = 0.25
SIGN_COST = 3.0
"""Nats against ``&`` and its like before a small letter being what they look like."""
CHANNEL_WEIGHT = 1.0
CODE_COST = 6.0
"""Nats against a code of small letters and one digit being a code (``4rsmøtet``)."""
SHORT_LINE = 50
COMMON_WORD = -9.0
LEAST = 0.02
"""Below this a candidate is not even weighed further."""
TAILS = "&€!|]@4"
"""Signs at a word's end that may be its last letter (``p&``, ``ti!``)."""
TAIL_COST = 3.0
"""Nats by which an exclamation mark before a capital is likelier one. Before a small letter it is
likelier a letter by twice that, and signs that no one writes at a word's end by three times."""


@dataclass(frozen=True, slots=True)
class Proposal:
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
    language: str
    search: Search | None
    sound_too: bool
    lone: Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class WordRepair:
    """Proposes repairs of words for a text in tokens."""

    norwegian: Norwegian
    tokens: Sequence[Token]
    text: str
    foreign: Sequence[tuple[int, int]] = ()
    """Stretches of the text in other languages, which stay."""
    _slots: dict[tuple[int, str, str], Slot] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)
    """What the language models said, by language."""

    def proposals(self, stretch: Stretch) -> Iterator[Proposal]:
        """The changes wanted in a stretch."""
        if stretch.search is None:
            return
        model = self.norwegian.nn if stretch.language == "nn" else self.norwegian.nb
        shielded = protected(self.tokens[stretch.first : stretch.last], self.norwegian)
        slots: list[Slot] = [_fixed(model.start), _fixed(model.start)]
        doubtful = False
        for index in range(stretch.first, stretch.last):
            slot = self._slot(index, stretch, model, index - stretch.first in shielded)
            doubtful = doubtful or len(slot) > 1
            slots.append(slot)
        if not doubtful:
            return
        end = model.special["</s>"]
        slots += [_fixed(end), _fixed(end)]
        for decision in decode(slots, model, self._known.setdefault(stretch.language, {})):
            proposal = self._proposal(decision, slots[decision.slot], stretch)
            if proposal is not None:
                yield proposal

    def _in_foreign(self, stretch: Stretch) -> frozenset[int]:
        """Indices, within the stretch, of tokens in lines of another language."""
        found: set[int] = set()
        if self.foreign and stretch.last > stretch.first:
            starts = [token.start for token in self.tokens[stretch.first : stretch.last]]
            for start, end in self.foreign:
                found.update(range(bisect_left(starts, start), bisect_left(starts, end)))
        return frozenset(found)

    def _slot(self, index: int, stretch: Stretch, model: NgramModel, shielded: bool) -> Slot:
        token = self.tokens[index]
        following = self.text[token.end : token.end + 1]
        if not shielded and following not in TAILS and token.text not in stretch.lone:
            slot = self._slots.get((id(stretch.search), stretch.language, token.text))
            if slot is not None:
                return slot
        key = (0, stretch.language, token.text)
        known = self._slots.get(key)
        if known is None:
            known = self._slots[key] = (self._as_read(token, stretch, model),)
        as_read = known[0]
        if shielded or stretch.search is None:
            return (as_read,)
        sign = self.text[token.end : token.end + 1]
        if sign and sign in TAILS and token.kind is Kind.WORD:
            tail = self._with_tail(token, stretch.search)
            if tail:
                found = (*stretch.search.candidates(token.text), *tail)
                return (as_read, *(self._hypothesis(c, stretch, model) for c in found))
        if token.text in stretch.lone:
            return self._sign(token, stretch, model, as_read)
        key = (id(stretch.search), stretch.language, token.text)
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = self._word_slot(token, stretch, model, as_read)
        return slot

    def _word_slot(
        self, token: Token, stretch: Stretch, model: NgramModel, as_read: Hypothesis
    ) -> Slot:
        """The slot of a word by itself, the same wherever it stands."""
        search = stretch.search
        if token.kind is Kind.WORD:
            wanted = len(token.text) > 1 and (
                stretch.sound_too or not self.norwegian.is_word(token.text)
            )
        else:
            wanted = token.kind is Kind.CODE and _wordlike(token.text)
        if search is None or not wanted:
            return (as_read,)
        found = search.candidates(token.text)
        return (as_read, *(self._hypothesis(c, stretch, model) for c in found))

    def _with_tail(self, token: Token, search: Search) -> tuple[Candidate, ...]:
        """Candidates that take the sign after a word for its last letter."""
        sign = self.text[token.end : token.end + 1]
        if not sign or sign not in TAILS or self.text[token.end + 1 : token.end + 2].isalnum():
            return ()
        whole = token.text + sign
        after = self.text[token.end + 1 :].lstrip(" ")[:1]
        if sign in "!4":
            doubt = TAIL_COST if not after.islower() else -2 * TAIL_COST
        else:
            doubt = -3 * TAIL_COST
        return tuple(
            replace(c, cost=c.cost + doubt)
            for c in search.candidates(whole)
            if c.edits[-1].end == len(whole) and c.surface[-1].isalpha()
        )

    def _as_read(self, token: Token, stretch: Stretch, model: NgramModel) -> Hypothesis:
        if token.kind is not Kind.WORD:
            doubt = -CODE_COST if token.kind is Kind.CODE and _wordlike(token.text) else 0.0
            return Hypothesis(model.id(term(token)), doubt)
        plain = normalise(token.text)
        own = 0.0
        if not model.knows(plain):
            own += self.norwegian.inner(plain)
        return Hypothesis(model.id(token.text), own)

    def _hypothesis(self, candidate: Candidate, stretch: Stretch, model: NgramModel) -> Hypothesis:
        own = -CHANNEL_WEIGHT * candidate.cost
        if candidate.kind == "register":
            return Hypothesis(model.special[NAME], own + PRIOR, candidate)
        known = model.id_of_row(candidate.row) if candidate.row >= 0 else -1
        if known < 0:
            own += self.norwegian.inner(candidate.form)
            known = model.special[NAME if candidate.surface[:1].isupper() else UNKNOWN]
        return Hypothesis(known, own, candidate)

    def _sign(self, token: Token, stretch: Stretch, model: NgramModel, as_read: Hypothesis) -> Slot:
        """A lone sign that may be å or i."""
        if stretch.lost < SIGN_LOST or self._is_listed(token):
            return (as_read,)
        found = []
        begins = self._begins(token)
        if token.text in "&€{|]" and self.text[token.end : token.end + 2].strip()[:1].islower():
            as_read = replace(as_read, own=as_read.own - SIGN_COST)
        for true, rate in stretch.lone[token.text]:
            letter = true.upper() if begins else true
            if token.text == "A":
                rate = 0.9 if begins else 0.02
            edit = Misreading(0, len(token.text), token.text, true)
            cost = -math.log(rate * stretch.lost)
            candidate = Candidate(true, letter, cost, (edit,), "word")
            found.append(Hypothesis(model.id(true), -cost, candidate))
        return (as_read, *found)

    def _is_listed(self, token: Token) -> bool:
        """Whether a lone sign is a list's mark, part of a number or set off by brackets."""
        after = self.text[token.end : token.end + 1]
        before = self.text[token.start - 1 : token.start] if token.start else "\n"
        return not (after in " \n" and before in " \n(")

    def _begins(self, token: Token) -> bool:
        """Whether a sentence begins with a token: after a full stop, a bullet or a blank line, or
        on a line of its own kind (a heading) after a line that does not fill up.
        """
        before = self.text[max(0, token.start - 160) : token.start]
        kept = before.rstrip()
        if not kept or kept[-1] in '.!?:•*«"' or before[len(kept) :].count("\n") > 1:
            return True
        line = kept[kept.rfind("\n") + 1 :]
        return "\n" in before[len(kept) :] and token.text == "A" and len(line) < SHORT_LINE

    def _proposal(self, decision: Decision, slot: Slot, stretch: Stretch) -> Proposal | None:
        best = max(range(1, len(slot)), key=decision.probabilities.__getitem__)
        if decision.chosen:
            best = decision.chosen
        candidate = slot[best].candidate
        if candidate is None:
            return None
        chance = decision.probabilities[best]
        if chance < LEAST:
            return None
        token = self.tokens[decision.slot - 2 + stretch.first]
        after = self._cased(candidate, token)
        if after == token.text:
            return None
        end = max(token.end, token.start + candidate.edits[-1].end)
        log_odds = math.log(max(chance, 1e-12) / max(1.0 - chance, 1e-12))
        if candidate.kind == "register":
            log_odds += self._support(candidate, decision.slot - 2 + stretch.first, stretch)
            log_odds = min(MOST, log_odds)
        others = tuple(
            Alternative(h.candidate.surface if h.candidate else token.text, round(p, 4))
            for i, (h, p) in enumerate(zip(slot, decision.probabilities, strict=True))
            if i != best and p >= 0.005
        )
        return Proposal(
            token.start, end, self.text[token.start : end], after, candidate.cause, log_odds,
            self._group(token, candidate, stretch), others,
        )  # fmt: skip

    def _support(self, candidate: Candidate, index: int, stretch: Stretch) -> float:
        """What the words beside a registered name add: they may be of the same name."""
        search = stretch.search
        if search is None:
            return 0.0

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
        if first.start or len(surface) < 2 or surface[1:] != surface[1:].lower():
            return surface
        if not first.written[0].isalpha():
            following = self.text[token.end : token.end + 2].strip()
            named = following[:1].isupper() and not self._is_common(candidate.form)
            if named or self._begins(token):
                return surface[0].upper() + surface[1:]
        elif first.written == "A" and surface[0] == "Å" and not self._begins(token):
            before = self.text[max(0, token.start - 2) : token.start].strip(" ")
            inside = before[-1:].islower() or before[-1:].isdigit()
            if inside and self._is_common(candidate.form):
                return candidate.form
        return surface

    def _is_name(self, form: str) -> bool:
        row = self.norwegian.lexicon.number(form)
        return row >= 0 and bool(self.norwegian.lexicon.flags[row] & _NAME)

    def _is_common(self, form: str) -> bool:
        lexicon = self.norwegian.lexicon
        row = lexicon.number(form)
        if row < 0:
            return False
        both = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
        return max((f for f in both if f is not None), default=-17.0) > COMMON_WORD

    def _group(self, token: Token, candidate: Candidate, stretch: Stretch) -> str:
        """The class of a change for calibration."""
        plain = normalise(token.text)
        pair = f"{plain}/{candidate.form}"
        if len(plain) == 1:
            return "sign"
        if pair in PAIRS:
            return "pair"
        damaged = "lost" if stretch.lost >= SIGN_LOST else "kept"
        letters = any(letter in "æøå" for edit in candidate.edits for letter in edit.true)
        if candidate.kind == "compound":
            sound = self.norwegian.compounds.analyse(plain) is not None
            return f"compound-{'real' if sound else 'nonword'}-{damaged}"
        if candidate.kind == "register" and damaged == "lost":
            return "register-name"
        if candidate.kind == "register":
            return "name-kept"
        if candidate.kind != "word":
            return f"{candidate.kind}-{damaged}"
        sound = self.norwegian.is_word(plain)
        kind = "real" if sound else "nonword"
        if sound and token.text[:1].isupper() and self._is_name(plain):
            return f"name-real-{damaged}"
        if token.text[:1].isupper():
            kind += "-capital"
        return f"{kind}-{'letter' if letters else 'noise'}-{damaged}"


_NAME = int(Flag.NAME)


def _fixed(identity: int) -> Slot:
    return (Hypothesis(identity, 0.0),)


def _wordlike(text: str) -> bool:
    """Whether a code may be a misread word: one digit or sign among small letters (``4rs``)."""
    letters = sum(c.isalpha() for c in text)
    return (
        letters >= 2
        and len(text) - letters <= 2
        and text[-1].isalpha()
        and not any(c in "./-" for c in text)
    )
