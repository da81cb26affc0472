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
from dataclasses import dataclass, replace
from itertools import pairwise

from saksdoc.language import Kind, Language, Norwegian, Token
from saksdoc.language.damage import Loss, estimate_tokens, restored
from saksdoc.language.identify import LanguageShares
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
FOREIGN = 0.2
"""A line with a smaller share of Scandinavian is left alone."""
_MARKS = re.compile(r"\bt i l\b|[a-zæøå]Ø[a-zæøå]|\baven\b")
LEAST_MARKS = 3
"""So many marks of an older engine, which sound text has none of, make a text a scanned one."""
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
    """The parts in order; ``noise`` is the share of words that are no words but nearly are."""

    parts: tuple[Part, ...]
    unknown: int
    foreign: tuple[tuple[int, int], ...] = ()
    """Raw stretches (whole lines) in another language."""

    @property
    def damage(self) -> tuple[Damage, ...]:
        """The damage of each part."""
        return tuple(part.damage for part in self.parts)

    @property
    def suspicious(self) -> bool:
        """Whether anything says that the text was scanned and misread."""
        return any(
            p.state.lost >= LEAST_LOST or p.state.extra or p.state.scanned for p in self.parts
        )


def survey(
    text: str, tokens: Sequence[Token], norwegian: Norwegian, context: RepairContext
) -> Survey:
    """Judge a text."""
    bounds = _bounds(text, tokens, context)
    lines = _Lines.of(text, norwegian)
    languages = [
        _language(lines, _span(text, tokens, first, last), context) for first, last in bounds
    ]
    losses: dict[str, Loss | None] = {}
    damages = [
        estimate_tokens(tokens[a:b], norwegian, _span(text, tokens, a, b), language, losses)
        for (a, b), language in zip(bounds, languages, strict=True)
    ]
    main: Language = "nn" if languages.count("nn") > languages.count("nb") else "nb"
    old = len(_MARKS.findall(text)) >= LEAST_MARKS
    scanned = old or context.read_by != "unknown" or _whole(damages) > SCANNED
    extra, unknown = _lookalikes(tokens, norwegian, main, scanned)
    whole = _whole(damages)
    parts = []
    for (first, last), damage in zip(bounds, damages, strict=True):
        lost = _leaning(damage, whole)
        if context.read_by == "nor" and whole < 0.2:
            lost = min(lost, NOR_LOST)
        norsk = damage.language in ("nb", "nn")
        state = State(lost, 1.0, extra, scanned, old) if norsk else State()
        parts.append(Part(first, last, replace(damage, score=round(lost, 4)), state))
    return Survey(tuple(parts), unknown, lines.foreign)


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
    foreign = tuple((to_new(start), to_new(end)) for start, end in found.foreign)
    return replace(found, parts=tuple(parts), foreign=foreign)


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


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines' ends and the languages of each."""

    ends: tuple[int, ...]
    shares: tuple[LanguageShares, ...]
    foreign: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, norwegian: Norwegian) -> _Lines:
        ends: list[int] = []
        at = -1
        for line in text.split("\n"):
            at += len(line) + 1
            ends.append(at)
        shares = norwegian.languages.lines(text)
        foreign = tuple(
            (end - len(line), end)
            for line, end, share in zip(text.split("\n"), ends, shares, strict=True)
            if share.words >= 3 and share.norwegian + share.da + share.sv < FOREIGN
        )
        return cls(tuple(ends), shares, foreign)


def _language(lines: _Lines, span: tuple[int, int], context: RepairContext) -> str:
    """The language of a part: what most of its words are in."""
    first, last = bisect_left(lines.ends, span[0]), bisect_left(lines.ends, span[1])
    total: Counter[str] = Counter()
    for share in lines.shares[first : last + 1]:
        for language in ("nb", "nn", "en", "se"):
            total[language] += share.share(language) * share.words  # type: ignore[assignment]
        total["nb"] += (share.da + share.sv) * share.words  # type: ignore[assignment]
    main = max(total, key=total.__getitem__, default="nb")
    if main in ("nb", "nn") and context.language in ("nb", "nn"):
        return str(context.language)
    return main


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


def _lookalikes(
    tokens: Sequence[Token], norwegian: Norwegian, language: Language, scanned: bool
) -> tuple[tuple[tuple[str, str, float], ...], int]:
    """Swaps that make words of the document's non-words, with their rates."""
    lexicon = norwegian.lexicon
    forms = Counter(t.text for t in tokens if t.kind is Kind.WORD and 3 < len(t.text) <= 20)
    votes: dict[tuple[str, str], set[str]] = defaultdict(set)
    counts: Counter[tuple[str, str]] = Counter()
    unknown = 0
    for form, count in forms.items():
        plain = form.lower()
        if form[1:] != plain[1:] or lexicon.number(plain) >= 0 or norwegian.is_word(plain):
            continue
        unknown += 1
        if restored(plain, lexicon) is not None:
            continue
        ways = _ways(plain, norwegian, language)
        for pair in ways if len(ways) <= 2 else ():
            votes[pair].add(plain)
            counts[pair] += count
    if not votes:
        return (), unknown
    least, share = (SCANNED_VOTES, SCANNED_SHARE) if scanned else (LEAST_VOTES, LEAST_SHARE)
    letters = Counter("".join(t.text.lower() for t in tokens if t.kind is Kind.WORD))
    found = []
    for pair, voters in sorted(votes.items()):
        if len(voters) >= max(least, share * min(unknown, 60)):
            of = max(1, min(letters[c] for c in pair[0]))
            found.append((*pair, min(0.2, max(5e-4, counts[pair] / of))))
    return tuple(found), unknown


def _ways(form: str, norwegian: Norwegian, language: Language) -> list[tuple[str, str]]:
    """The swaps (true, written) that make a common word of a form."""
    found = []
    lexicon = norwegian.lexicon
    for true, written in SWAPS:
        at = form.find(written)
        while at >= 0:
            row = lexicon.number(form[:at] + true + form[at + len(written) :])
            seen = lexicon.frequency(row, language) if row >= 0 else None
            if seen is not None and seen > VOTE_FREQUENCY and lexicon.is_sound(row):
                found.append((true, written))
                break
            at = form.find(written, at + 1)
    return found
