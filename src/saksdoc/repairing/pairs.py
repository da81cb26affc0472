"""Which of several real words a form stands for, by more of the sentence than three words.

``for`` and ``før``, ``far`` and ``får``, ``bor`` and ``bør`` are words all, and a trigram sees two
neighbours only. Here a classifier looks at three words on either side, their endings and pairs of
them, and more loosely at six. It may choose among the legal forms of a token and nothing else; what
it says is joined to what the trigram and the channel say (see :meth:`Chooser.reweighed`).

The words are hashed, so that the model is one array of bytes a language
(``models/pairs/recipe.py`` trains it).
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.language import Token
from saksdoc.language.terms import END, START, term
from saksdoc.repairing.decode import Decision, Slot

REACH = 6
"""Words on either side that are looked at."""
_CACHE = 50_000
"""Words whose hashes are remembered before the memory is emptied."""
_AROUND = b"\1" * (2 * REACH + 1)
Hashes = NDArray[np.uint64]
_MIX = tuple(
    np.uint64(n)
    for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)
_WORD, _TAIL, _END = range(3)
NEAR = (
    # (aspect, place) of one neighbour, or of two together. The aspects: the word, its last three
    # letters, its last two.
    ((_WORD, -1),), ((_WORD, 1),), ((_WORD, -2),), ((_WORD, 2),), ((_WORD, -3),), ((_WORD, 3),),
    ((_WORD, -1), (_WORD, 1)), ((_WORD, -2), (_WORD, -1)), ((_WORD, 1), (_WORD, 2)),
    ((_TAIL, -1),), ((_TAIL, 1),), ((_TAIL, -2),), ((_TAIL, 2),),
    ((_TAIL, -1), (_TAIL, 1)), ((_TAIL, 1), (_TAIL, 2)), ((_TAIL, -2), (_TAIL, -1)),
    ((_END, -1), (_END, 1)), ((_END, 1), (_END, 2)), ((_END, -1), (_WORD, 1)),
    ((_WORD, -1), (_END, 1)),
)  # fmt: skip
FAR = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)
"""Places whose words count wherever they stand among them."""


def word_hash(form: str) -> tuple[int, int, int]:
    """The hashes of a lower-case word or term: whole, last three letters, last two.

    A sign or class is its own ending.
    """
    tail, end = (form[-3:], form[-2:]) if form[-1:].isalpha() else (form, form)
    return (
        zlib.crc32(form.encode()),
        zlib.crc32(b"3" + tail.encode()),
        zlib.crc32(b"2" + end.encode()),
    )


def features(hashes: Hashes, at: NDArray[np.integer], capital: NDArray[np.bool_]) -> Hashes:
    """The features of some places of a sequence of words, a row each.

    ``hashes`` is (words, 3), of :func:`word_hash`; every place has ``REACH`` words on both sides.
    ``capital`` says of each place whether the word has one.
    """
    columns: list[Hashes] = []
    for number, parts in enumerate(NEAR, 1):
        column = np.full(len(at), number, np.uint64) * _MIX[0]
        for aspect, place in parts:
            column = (column ^ hashes[at + place, aspect]) * _MIX[1]
            column ^= column >> np.uint64(31)
        columns.append(column)
    loose = _MIX[2]
    for place in FAR:
        columns.append((hashes[at + place, _WORD] ^ loose) * _MIX[1])
    columns.append(np.zeros(len(at), np.uint64))
    columns.append(capital.astype(np.uint64) + np.uint64(7))
    return np.stack(columns, axis=1)


def cells(rows: Hashes, form: int | Hashes, size: int) -> NDArray[np.int64]:
    """The cells of the model that features and a form (hashed) share; ``size`` is a power of 2."""
    mixed = (rows ^ (np.asarray(form, np.uint64) * _MIX[2])) * _MIX[3]
    return ((mixed ^ (mixed >> np.uint64(32))) & np.uint64(size - 1)).astype(np.int64)


@dataclass(frozen=True)
class Chooser:
    """The classifier of one language."""

    weights: NDArray[np.int8]
    step: float
    """Nats a unit of the weights."""
    clusters: Mapping[str, int]
    """Lower-case forms that may be taken for one another share a number."""
    shares: tuple[float, float]
    """What the trigram and the classifier weigh."""
    _hashes: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _written: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @classmethod
    def load(cls, language: str, folder: Path | None = None) -> Chooser:
        """Read the shipped model of a language.

        Raises:
            MissingRequirement: It is not here or cannot be read.
        """
        where = folder or assets.locate("pairs")
        try:
            stored = json.loads((where / "forms.json").read_text("utf-8"))[language]
            weights = np.load(where / f"weights-{language}.npy")
            return cls(
                weights,
                float(stored["step"]),
                {form: n for n, forms in enumerate(stored["clusters"]) for form in forms.split()},
                (float(stored["trigram"]), float(stored["classifier"])),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MissingRequirement(
                f"the model of word pairs cannot be read ({error})",
                where=where,
                advice="install saksdoc again, or rebuild it with models/pairs/recipe.py",
            ) from error

    def reweighed(
        self, decisions: Iterable[Decision], slots: Sequence[Slot], tokens: Sequence[Token | None]
    ) -> list[Decision]:
        """The decisions, where a slot has two forms or more of a cluster decided anew.

        ``tokens`` has what is written in each slot, None at the edges of a stretch. What the forms
        of a cluster have together stays; it is only shared out among them otherwise.
        """
        decisions = list(decisions)
        rivals = {
            d.slot: found
            for d in decisions
            if (found := self._rivals(slots[d.slot], tokens[d.slot]))
        }
        if not rivals:
            return decisions
        choices = {d.slot: d.chosen for d in decisions if d.chosen}
        rows = self._rows(list(rivals), choices, slots, tokens)
        said = dict(zip(rivals, self.scores(rows, list(rivals.values())), strict=True))
        return [
            _decided(d, slots[d.slot], said[d.slot], self.shares) if d.slot in rivals else d
            for d in decisions
        ]

    def _rivals(self, slot: Slot, token: Token | None) -> dict[int, str]:
        """The hypotheses of one cluster, by index: the largest such set."""
        clusters = self.clusters
        by_cluster: dict[int, dict[int, str]] = {}
        for index, hypothesis in enumerate(slot.hypotheses):
            candidate = hypothesis.candidate
            if candidate is not None:
                form = candidate.form
            else:
                form = token.text.lower() if token is not None else ""
            cluster = clusters.get(form)
            if cluster is not None:
                by_cluster.setdefault(cluster, {})[index] = form
        if not by_cluster:
            return {}
        best = max(by_cluster.values(), key=len)
        return best if len(best) > 1 else {}

    def _rows(
        self, wanted: Sequence[int], choices: Mapping[int, int], slots: Sequence[Slot],
        tokens: Sequence[Token | None],
    ) -> Hashes:  # fmt: skip
        """The features of slots, a row each, their neighbours being what was decided."""
        begin, end = self._hash(START), self._hash(END)
        words = [begin] * REACH
        written, edge = self._written, begin
        near = bytearray(len(tokens) + 2 * REACH)
        for slot in wanted:
            near[slot : slot + len(_AROUND)] = _AROUND
        for number, token in enumerate(tokens):
            if token is None:
                words.append(edge)
                continue
            edge = end
            if not near[number + REACH]:
                words.append(begin)  # No one asks what stands here.
                continue
            chosen = choices.get(number)
            candidate = slots[number].hypotheses[chosen].candidate if chosen else None
            if candidate is not None:
                words.append(self._hash(candidate.form))
                continue
            known = written.get(token.text)
            if known is None:
                if len(written) >= _CACHE:
                    written.clear()
                known = written[token.text] = word_hash(term(token))
            words.append(known)
        words += [end] * REACH
        at = np.array(wanted) + REACH
        capital = np.array([_is_capital(tokens[slot]) for slot in wanted])
        return features(np.array(words, np.uint64), at, capital)

    def _hash(self, form: str) -> tuple[int, int, int]:
        found = self._hashes.get(form)
        if found is None:
            if len(self._hashes) >= _CACHE:
                self._hashes.clear()
            found = self._hashes[form] = word_hash(form)
        return found

    def scores(
        self, rows: Hashes, rivals: Sequence[Mapping[int, str]]
    ) -> Iterator[dict[int, float]]:
        """Log-probabilities of the forms of a cluster, at each of some places with such features.

        All places are looked up together: for a single one numpy takes longer to start than to run.
        """
        counts = [len(forms) for forms in rivals]
        first = [0, *accumulate(counts)]
        hashes = [self._hash(form)[0] for forms in rivals for form in forms.values()]
        keys = np.array(hashes, np.uint64)[:, np.newaxis]
        at = cells(np.repeat(rows, counts, axis=0), keys, len(self.weights))
        values = self.weights[at].sum(axis=1, dtype=np.int64) * self.step
        tops = np.maximum.reduceat(values, first[:-1])
        raised = np.exp(values - np.repeat(tops, counts)).tolist()
        found = values.tolist()
        for forms, (start, end), top in zip(rivals, pairwise(first), tops.tolist(), strict=True):
            total = top + math.log(sum(raised[start:end]))
            yield {
                index: value - total for index, value in zip(forms, found[start:end], strict=True)
            }


def _decided(
    decision: Decision, slot: Slot, said: Mapping[int, float], shares: tuple[float, float]
) -> Decision:
    """A decision among hypotheses of which the classifier said what, by index."""
    trigram, classifier = shares
    logs = {}
    for index, value in said.items():
        own = slot.owns[index]
        sequence = math.log(max(decision.probabilities[index], 1e-30)) - own
        logs[index] = own + trigram * sequence + classifier * value
    top = max(logs.values())
    whole = sum(math.exp(value - top) for value in logs.values())
    mass = sum(decision.probabilities[index] for index in logs)
    shared = list(decision.probabilities)
    for index, value in logs.items():
        shared[index] = mass * math.exp(value - top) / whole
    chosen = decision.chosen
    if chosen in logs:
        chosen = max(range(len(shared)), key=shared.__getitem__)
    return Decision(decision.slot, chosen, tuple(shared))


def _is_capital(token: Token | None) -> bool:
    return token is not None and token.text[:1].isupper()
