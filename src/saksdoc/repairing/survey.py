"""The damage of a whole text, part by part, and what each part is therefore searched for.

Parts are pages where the caller knows them, else paragraphs gathered to some hundred words; a part
with few letters leans on the whole. Look-alikes other than lost letters (``som`` read ``sum``) are
found by asking the document's own non-words which single swap makes words of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from saksdoc.language import LANGUAGES, Kind, Language, Norwegian, Token
from saksdoc.language.damage import Losses, estimate_tokens
from saksdoc.language.folding import fold_normalised
from saksdoc.model import Damage
from saksdoc.repairing.channel import SWAPS, State
from saksdoc.repairing.options import RepairContext

WORDS_A_PART = 120
LEAN = 6.0
"""Letters of the whole document's score that a part's own letters are weighed against."""
LEAST_LOST = 0.03
"""Below this share of letters lost a part counts as sound. Set by hand, as are all limits here."""
LEAST_VOTES, LEAST_SHARE = 3, 0.12
"""So many different non-words, and such a share of them, must speak for a swap …"""
SCANNED_VOTES, SCANNED_SHARE = 2, 0.03
"""… and so many where lost letters show already that the text was scanned."""
VOTE_FREQUENCY = -13.0
NOR_LOST = 0.02
SCANNED = 0.25
_MARKS = re.compile(r"\bt i l\b|[a-zæøå]Ø[a-zæøå]|\baven\b|[a-zæøå]~[a-zæøå]")
_HINTS = tuple(
    re.compile(p)
    for p in ("t i l", "Ø(?<=[a-zæøå]Ø)(?=[a-zæøå])", r"aven(?<=\baven)\b", "~(?<=[a-zæøå]~)")
)
"""One for each alternative above, met at least as often, and found several times faster."""
_BROKEN = re.compile(
    r"[a-zæøå]{3}- (?!(?:og|eller|ell|men|til|samt|and|i|av|på|for|der|at|en|som|med)\b)[a-zæøå]{4}"
)
"""Words broken by a hyphen that stayed when lines were joined."""
LEAST_MARKS = 3
"""So many marks of an older engine, which sound text has none of, make a text a scanned one."""
_CACHE = 20_000
_WORD = Kind.WORD
Pair = tuple[str, str]
"""A look-alike: the true piece and the written one."""
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """Tokens ``first``–``last`` (half-open), their damage, and what to search for."""

    first: int
    last: int
    damage: Damage
    state: State


@dataclass(frozen=True, slots=True)
class Survey:
    """The parts in order."""

    parts: tuple[Part, ...]

    @property
    def damage(self) -> tuple[Damage, ...]:
        """The damage of each part."""
        return tuple(part.damage for part in self.parts)

    @property
    def old(self) -> bool:
        """Whether the text shows the marks of older engines."""
        return any(part.state.old for part in self.parts)

    @property
    def suspicious(self) -> bool:
        """Whether anything says that the text was scanned and misread."""
        return any(
            p.state.lost >= LEAST_LOST or p.state.extra or p.state.scanned for p in self.parts
        )


@dataclass(frozen=True, slots=True)
class Surveyor:
    """Judges texts; keeps what it found out about forms from one to the next."""

    norwegian: Norwegian
    losses: Losses
    _ways: dict[tuple[str, Language], tuple[Pair, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, norwegian: Norwegian) -> Surveyor:
        """A surveyor that knows nothing yet."""
        return cls(norwegian, Losses(norwegian.lexicon))

    def survey(self, text: str, tokens: Sequence[Token], context: RepairContext) -> Survey:
        """Judge a text."""
        bounds = _bounds(text, tokens, context)
        spans = [_span(text, tokens, first, last) for first, last in bounds]
        languages = self._languages(text, spans, context)
        damages = [
            estimate_tokens(tokens[a:b], span, language, self.losses)
            for (a, b), span, language in zip(bounds, spans, languages, strict=True)
        ]
        whole = _whole(damages)
        main: Language = "nn" if languages.count("nn") > languages.count("nb") else "nb"
        old = _is_old(text)
        scanned = old or context.read_by != "unknown" or whole > SCANNED
        extra = self._lookalikes(tokens, main, scanned)
        # Broken words alone are met in sound text layers too; with look-alikes they are telling.
        old = old or (bool(extra) and whole < LEAST_LOST and _is_broken(text))
        scanned = scanned or old
        parts = []
        for (first, last), damage in zip(bounds, damages, strict=True):
            lost = _leaning(damage, whole)
            if context.read_by == "nor" and whole < 0.2:
                lost = min(lost, NOR_LOST)
            norsk = damage.language in ("nb", "nn")
            state = State(lost, 1.0, extra, scanned, old) if norsk else State()
            parts.append(Part(first, last, replace(damage, score=round(lost, 4)), state))
        return Survey(tuple(parts))

    def _languages(
        self, text: str, spans: Sequence[tuple[int, int]], context: RepairContext
    ) -> list[str]:
        """The language of each span: what most of its words are in."""
        ends: list[int] = []
        at = -1
        for line in text.split("\n"):
            at += len(line) + 1
            ends.append(at)
        shares, words = self.norwegian.languages.judge(text)
        weighed = shares * words[:, np.newaxis]
        found = []
        for start, end in spans:
            first, last = bisect_left(ends, start), bisect_left(ends, end)
            sums = weighed[first : last + 1].sum(axis=0).tolist()
            total = dict(zip(LANGUAGES, sums, strict=True))
            total["nb"] += total.pop("da") + total.pop("sv")
            main = max(total, key=total.__getitem__)
            norsk = main in ("nb", "nn") and context.language in ("nb", "nn")
            found.append(str(context.language) if norsk else main)
        return found

    def _lookalikes(
        self, tokens: Sequence[Token], language: Language, scanned: bool
    ) -> tuple[tuple[str, str, float], ...]:
        """Swaps that make words of the document's non-words, with their rates."""
        norwegian, lexicon = self.norwegian, self.norwegian.lexicon
        words = [text for _, _, text, kind in tokens if kind is _WORD]
        votes: dict[Pair, set[str]] = defaultdict(set)
        counts: Counter[Pair] = Counter()
        unknown = 0
        for form, count in Counter(words).items():
            if not 3 < len(form) <= 20:
                continue
            plain = form.lower()
            if form[1:] != plain[1:] or lexicon.number(plain) >= 0 or norwegian.is_word(plain):
                continue
            unknown += 1
            if self.losses.of(plain) is not None:
                continue
            for pair in self._voted(plain, language):
                votes[pair].add(plain)
                counts[pair] += count
        if not votes:
            return ()
        least, share = (SCANNED_VOTES, SCANNED_SHARE) if scanned else (LEAST_VOTES, LEAST_SHARE)
        letters = "".join(words).lower()
        found = []
        for pair, voters in sorted(votes.items()):
            if len(voters) >= max(least, share * min(unknown, 60)):
                of = max(1, min(letters.count(c) for c in pair[0]))
                found.append((*pair, min(0.2, max(5e-4, counts[pair] / of))))
        return tuple(found)

    def _voted(self, form: str, language: Language) -> tuple[Pair, ...]:
        """The swaps that a form that is no word speaks for: those that make a word of it, where
        they are few.
        """
        key = form, language
        found = self._ways.get(key)
        if found is None:
            if len(self._ways) >= _CACHE:
                self._ways.clear()
            ways = _ways(form, self.norwegian, language)
            found = self._ways[key] = tuple(ways) if len(ways) <= 2 else ()
        return found


def moved(found: Survey, tokens: Sequence[Token], to_new: Callable[[int], int]) -> Survey:
    """A survey for a text that edits have changed since: new token bounds, same judgement.

    ``to_new`` gives the new offset of an old one; the damage keeps its raw offsets.
    """
    starts = [token.start for token in tokens]
    parts = []
    first = 0
    for number, part in enumerate(found.parts, 1):
        last = (
            len(tokens)
            if number == len(found.parts)
            else max(first, bisect_left(starts, to_new(part.damage.end)))
        )
        parts.append(replace(part, first=first, last=last))
        first = last
    return Survey(tuple(parts))


def _bounds(text: str, tokens: Sequence[Token], context: RepairContext) -> list[tuple[int, int]]:
    """Token bounds of the parts: blank lines and spans' borders, gathered to some hundred words."""
    cuts = {m.end() for m in _BLANK.finditer(text)}
    firm = {start for start, _ in context.spans}
    starts = [t.start for t in tokens]
    edges = sorted({(bisect_left(starts, cut), cut in firm) for cut in cuts | firm})
    bounds: list[tuple[int, int]] = []
    first = 0
    for edge, is_firm in [*edges, (len(tokens), True)]:
        if edge - first >= WORDS_A_PART or (is_firm and edge > first):
            bounds.append((first, edge))
            first = edge
    if len(bounds) > 1 and bounds[-1][1] - bounds[-1][0] < WORDS_A_PART // 3:
        (a, _), (_, b) = bounds[-2:]
        bounds[-2:] = [(a, b)]
    return [part for a, b in bounds for part in _split_long(a, b)]


def _split_long(first: int, last: int) -> list[tuple[int, int]]:
    """Text without blank lines is judged a few hundred words at a time."""
    size, most = last - first, 4 * WORDS_A_PART
    count = max(1, round(size / most))
    edges = [first + size * i // count for i in range(count + 1)]
    return list(pairwise(edges))


def _span(text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    start = tokens[first].start if first else 0
    end = tokens[last].start if last < len(tokens) else len(text)
    return start, end


def _is_old(text: str) -> bool:
    """Whether a text shows the marks of older engines."""
    if sum(len(hint.findall(text)) for hint in _HINTS) < LEAST_MARKS:
        return False
    return len(_MARKS.findall(text)) >= LEAST_MARKS


def _is_broken(text: str) -> bool:
    """Whether a text has several broken words."""
    return "- " in text and len(_BROKEN.findall(text)) >= LEAST_MARKS


def _whole(damages: Sequence[Damage]) -> float:
    lost = sum(d.score * _letters(d) for d in damages)
    return lost / max(1.0, sum(map(_letters, damages)))


def _letters(damage: Damage) -> int:
    """Norwegian letters, lost and kept, that a score rests on; about 13 in 100 words."""
    return round(0.2 * damage.words)


def _leaning(damage: Damage, whole: float) -> float:
    if damage.language not in ("nb", "nn"):
        return 0.0
    letters = _letters(damage)
    return (damage.score * letters + whole * LEAN) / (letters + LEAN)


_SWAPS = {
    letter: tuple((*swap, fold_normalised(swap[0])) for swap in SWAPS if swap[1][0] == letter)
    for letter in {written[0] for _, written in SWAPS}
}
"""The look-alikes by the first character written, each with the folded key of the true piece."""


def _ways(form: str, norwegian: Norwegian, language: Language) -> list[Pair]:
    """The swaps (true, written) that make a common word of a form."""
    found = []
    lexicon, key = norwegian.lexicon, fold_normalised(form)
    for true, written, folded in [
        swap for letter in dict.fromkeys(form) for swap in _SWAPS.get(letter, ())
    ]:
        size = len(written)
        at = form.find(written)
        while at >= 0:
            # Nearly all lead to no word, which its key alone shows.
            there = lexicon.has_key(f"{key[:at]}{folded}{key[at + size :]}")
            row = lexicon.number(f"{form[:at]}{true}{form[at + size :]}") if there else -1
            seen = lexicon.frequency(row, language) if row >= 0 else None
            if seen is not None and seen > VOTE_FREQUENCY and lexicon.is_sound(row):
                found.append((true, written))
                break
            at = form.find(written, at + 1)
    return found
