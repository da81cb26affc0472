"""How damaged a text is, before anything is changed: which letters are lost, and to what.

Clean Norwegian has two or three æ, ø and å in a hundred letters; text read by an English-only
engine has none. A share alone cannot tell such text from English, nor see a letter lost here and
there, so the words are asked: a form that is a word seldom or never, while the same form with a
Norwegian letter put back is common (``pa``, ``ogsa``, ``mgte``), has lost that letter. What was
lost against what was kept gives the score; what was lost to what gives the classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saksdoc.language.folding import SEPARATOR, fold_normalised, restoration, unfold
from saksdoc.language.lexicon import Lexicon
from saksdoc.language.norwegian import Norwegian
from saksdoc.language.tokens import Kind, Token, iterate
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
FEW = 12
"""Below this many letters kept and lost the score leans on the document around."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A form that has lost Norwegian letters: what it was, and the (true, written) pairs."""

    form: str
    pairs: tuple[tuple[str, str], ...]
    gain: float


def estimate(text: str, norwegian: Norwegian, start: int = 0) -> Damage:
    """The damage of one stretch; ``start`` is its offset in the whole text.

    The score is lost over lost and kept Norwegian letters, 0 for text that is not Norwegian.
    """
    language = norwegian.identify_language(text).main
    return estimate_tokens(tuple(iterate(text)), norwegian, (start, start + len(text)), language)


def estimate_tokens(
    tokens: Sequence[Token],
    norwegian: Norwegian,
    span: tuple[int, int],
    language: str,
    losses: dict[str, Loss | None] | None = None,
) -> Damage:
    """:func:`estimate` for text already in tokens, whose language is known.

    ``losses`` remembers forms from one stretch of a document to the next.
    """
    remembered = {} if losses is None else losses
    forms = Counter(t.text.lower() for t in tokens if t.kind is Kind.WORD)
    words = forms.total()
    if language not in ("nb", "nn"):
        return Damage(*span, 0.0, language, words)
    kept: Counter[str] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    for form, count in forms.items():
        own = [letter for letter in form if letter in LETTERS]
        if own:
            for letter in own:
                kept[letter] += count
        elif 1 < len(form) <= LONGEST:
            if form not in remembered:
                remembered[form] = restored(form, norwegian.lexicon)
            loss = remembered[form]
            for pair in loss.pairs if loss else ():
                lost[pair] += count
    gone, there = lost.total(), kept.total()
    score = gone / (gone + there) if gone + there else 0.0
    return Damage(*span, round(score, 4), language, words, _classes(kept, lost))


def restored(form: str, lexicon: Lexicon) -> Loss | None:
    """What a lower-case form without Norwegian letters was, if it has clearly lost some."""
    row = lexicon.number(form)
    own = _log_frequency(lexicon, row) if row >= 0 else UNSEEN
    best: Loss | None = None
    for other, pairs, frequency in _restorations(form, lexicon):
        gain = frequency - own
        if gain > RATIO and frequency > COMMON and (best is None or gain > best.gain):
            best = Loss(other, pairs, gain)
    return best


def _restorations(
    form: str, lexicon: Lexicon
) -> Iterator[tuple[str, tuple[tuple[str, str], ...], float]]:
    yield from _in_bucket(form, form, lexicon, ())
    if lexicon.number(form) >= 0:
        return
    for piece, letter in SWAPS:
        at = form.find(piece)
        if at >= 0:
            swapped = form[:at] + letter + form[at + len(piece) :]
            yield from _in_bucket(swapped, form, lexicon, ((letter, piece),))


def _in_bucket(
    form: str, written: str, lexicon: Lexicon, before: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...], float]]:
    key = fold_normalised(form)
    prefix = key + SEPARATOR
    mine = restoration(form)
    for entry, row in lexicon.trie.iteritems(prefix):
        letters = entry[len(prefix) :]
        pairs = list(before)
        for read, true in zip(mine, letters, strict=True):
            if read != true:
                if true not in DIRECT.get(read, ""):
                    break
                pairs.append((true, read))
        else:
            if pairs:
                yield unfold(key, letters), tuple(pairs), _log_frequency(lexicon, row)


def _log_frequency(lexicon: Lexicon, row: int) -> float:
    both = (lexicon.frequency(row, "nb"), lexicon.frequency(row, "nn"))
    return max((f for f in both if f is not None), default=UNSEEN)


def _classes(kept: Counter[str], lost: Counter[tuple[str, str]]) -> tuple[DamageClass, ...]:
    found = []
    for (true, written), count in lost.most_common():
        of = kept[true] + sum(n for (letter, _), n in lost.items() if letter == true)
        found.append(DamageClass(f"{true}→{written}", round(count / of, 4), count, of))
    return tuple(found)
