"""How damaged a text is, before anything is changed: which letters are lost, and to what.

Clean Norwegian has two or three æ, ø and å in a hundred letters; text read by an English-only
engine has none. A share alone cannot tell such text from English, nor see a letter lost here and
there, so the words are asked: a form that is a word seldom or never, while the same form with a
Norwegian letter put back is common (``pa``, ``ogsa``, ``mgte``), has lost that letter. What was
lost against what was kept gives the score; what was lost to what gives the classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from saksdoc.language.folding import fold_normalised, restoration, unfold
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Lexicon
from saksdoc.language.norwegian import Norwegian
from saksdoc.language.tokens import Kind, Token, tokenise
from saksdoc.model import Damage, DamageClass

LETTERS = frozenset("æøå")
UNSEEN = -17.0
"""Log frequency given to a form no corpus has (one word in 24 million). Set by hand, as are the
limits below."""
RATIO = 4.5
"""A restored form must be e^4.5 = 90 times as common as the written one to count as lost."""
COMMON = -14.5
"""A restored form must be at least this common (about 1 in 2 million words)."""
LONGEST = 24
DIRECT = {"a": "åøæ", "e": "æø", "o": "øå", "A": "ÅÆ"}
"""Letters an engine writes for a Norwegian one, one for one; within one folded key."""
SWAPS = (("g", "ø"), ("@", "ø"), ("4", "å"), ("eg", "ø"), ("ag", "ø"), ("og", "ø"), ("ee", "æ"),
         ("ae", "æ"), ("ze", "æ"), ("&", "å"), ("é", "å"), ("d", "å"), ("€", "å"), ("p", "ø"),
         ("aa", "å"), ("6", "ø"), ("ö", "ø"))  # fmt: skip
"""Pieces that stand for a Norwegian letter outside its folded key."""
_CACHE = 30_000
_WORD = Kind.WORD
FEW = 12
"""Below this many letters kept and lost the score leans on the document around."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A form that has lost Norwegian letters: what it was, and the (true, written) pairs."""

    form: str
    pairs: tuple[tuple[str, str], ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Losses:
    """What forms have lost; remembers what it was asked."""

    lexicon: Lexicon
    _known: dict[str, Loss | None] = field(default_factory=dict)

    def of(self, form: str) -> Loss | None:
        """:func:`restored`."""
        known = self._known
        if form in known:
            return known[form]
        if len(known) >= _CACHE:
            known.clear()
        found = known[form] = restored(form, self.lexicon)
        return found


def estimate(text: str, norwegian: Norwegian, start: int = 0) -> Damage:
    """The damage of one stretch; ``start`` is its offset in the whole text.

    The score is lost over lost and kept Norwegian letters, 0 for text that is not Norwegian.
    """
    language = norwegian.identify_language(text).main
    span = start, start + len(text)
    return estimate_tokens(tokenise(text), span, language, Losses(norwegian.lexicon))


def estimate_tokens(
    tokens: Sequence[Token], span: tuple[int, int], language: str, losses: Losses
) -> Damage:
    """:func:`estimate` for text already in tokens, whose language is known."""
    forms = Counter([text.lower() for _, _, text, kind in tokens if kind is _WORD])
    words = forms.total()
    if language not in ("nb", "nn"):
        return Damage(*span, 0.0, language, words)
    kept: Counter[str] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    for form, count in forms.items():
        own = () if form.isascii() else [letter for letter in form if letter in LETTERS]
        if own:
            for letter in own:
                kept[letter] += count
        elif 1 < len(form) <= LONGEST:
            loss = losses.of(form)
            for pair in loss.pairs if loss else ():
                lost[pair] += count
    gone, there = lost.total(), kept.total()
    score = gone / (gone + there) if gone + there else 0.0
    return Damage(*span, round(score, 4), language, words, _classes(kept, lost))


def restored(form: str, lexicon: Lexicon) -> Loss | None:
    """What a lower-case form without Norwegian letters was, if it has clearly lost some."""
    key = fold_normalised(form)
    words = lexicon.bucket(key)
    best, own, known = None, UNSEEN, False
    if words:
        mine = restoration(form)
        for letters, row in words:
            if letters == mine:
                own, known = _log_frequency(lexicon, row), True
        if len(words) > known:
            best = _likelier((key, mine, words), (), lexicon, own, None)
    if known:
        return best
    for piece, letter in SWAPS:
        if piece in form:
            swapped = form.replace(piece, letter, 1)
            key = fold_normalised(swapped)
            words = lexicon.bucket(key)
            if words:
                kept = key, restoration(swapped), words
                best = _likelier(kept, ((letter, piece),), lexicon, own, best)
    return best


def _likelier(
    form: tuple[str, str, tuple[tuple[str, int], ...]],
    before: tuple[tuple[str, str], ...],
    lexicon: Lexicon,
    own: float,
    best: Loss | None,
) -> Loss | None:
    """The loss that makes the commonest word of a form (its folded key, what folding loses, and the
    words of the key), among those words and ``best``; ``before`` is what was put back already,
    ``own`` the log frequency of the form as written.
    """
    key, mine, words = form
    for letters, row in words:
        if letters == mine and not before:
            continue
        frequency = _log_frequency(lexicon, row)
        gain = frequency - own
        if gain <= RATIO or frequency <= COMMON or (best is not None and gain <= best.gain):
            continue
        pairs = list(before)
        for read, true in zip(mine, letters, strict=True):
            if read != true:
                if true not in DIRECT.get(read, ""):
                    break
                pairs.append((true, read))
        else:
            best = Loss(unfold(key, letters), tuple(pairs), gain)
    return best


def _log_frequency(lexicon: Lexicon, row: int) -> float:
    code = min(lexicon.nb[row], lexicon.nn[row])
    return UNSEEN if code == ABSENT else -LOGP_STEP * code


def _classes(kept: Counter[str], lost: Counter[tuple[str, str]]) -> tuple[DamageClass, ...]:
    found = []
    for (true, written), count in lost.most_common():
        of = kept[true] + sum(n for (letter, _), n in lost.items() if letter == true)
        found.append(DamageClass(f"{true}→{written}", round(count / of, 4), count, of))
    return tuple(found)
