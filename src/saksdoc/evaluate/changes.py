"""What a repair did: words healed, words harmed, and how many of its changes were right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from saksdoc.evaluate.text import word_error, words


@dataclass(frozen=True, slots=True)
class Effect:
    """A repair between ``before`` and ``after``, judged by the truth.

    ``changes``: runs of words that differ between before and after; ``right``: those after which
    the truth stands there. ``wrong_before``: words of the truth that were misread; ``healed_words``
    of them right afterwards; ``right_before``: words that were right; ``harmed`` of them no longer.
    ``healed``: share of the order-free word error removed (negative where it grew).
    """

    changes: int
    right: int
    wrong_before: int
    healed_words: int
    right_before: int
    harmed: int
    healed: float

    @property
    def precision(self) -> float:
        """Share of the changes that are right; 1 where there is none."""
        return self.right / self.changes if self.changes else 1.0

    @property
    def recall(self) -> float:
        """Share of the misread words that were put right; 1 where there was none."""
        return self.healed_words / self.wrong_before if self.wrong_before else 1.0

    @property
    def f_half(self) -> float:
        """F0.5: precision counts twice as much as recall."""
        p, r = self.precision, self.recall
        return 1.25 * p * r / (0.25 * p + r) if p + r else 0.0

    @property
    def harm_per_10k(self) -> float:
        """Right words made wrong, per 10,000 right words."""
        return 10_000 * self.harmed / self.right_before if self.right_before else 0.0


def effect(truth: str, before: str, after: str) -> Effect:
    """Judge a repair by the truth; all three are aligned word by word."""
    true_words, old, new = words(truth), words(before), words(after)
    was_right = _matched(true_words, old)
    is_right = _matched(true_words, new)
    pairs = list(zip(was_right, is_right, strict=True))
    changes, right = _judged_changes(old, new, true_words)
    error = word_error(truth, before)
    return Effect(
        changes=changes,
        right=right,
        wrong_before=sum(not was for was, _ in pairs),
        healed_words=sum(not was and now for was, now in pairs),
        right_before=sum(was for was, _ in pairs),
        harmed=sum(was and not now for was, now in pairs),
        healed=1 - word_error(truth, after) / error if error else 0.0,
    )


def _matched(truth: Sequence[str], text: Sequence[str]) -> list[bool]:
    """For each word of the truth, whether the text has it there."""
    found = [False] * len(truth)
    for op in Levenshtein.opcodes(truth, text):
        if op.tag == "equal":
            found[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
    return found


def _judged_changes(
    old: Sequence[str], new: Sequence[str], truth: Sequence[str]
) -> tuple[int, int]:
    standing = _matched(new, truth)
    changes = right = 0
    for (old_start, old_end), (start, end) in _runs(old, new):
        if old_end - old_start == end - start:
            outcomes = standing[start:end]
        else:
            outcomes = [all(standing[start:end])]
        changes += len(outcomes)
        right += sum(outcomes)
    return changes, right


def _runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of both that differ; operations that touch are one run."""
    done = (0, 0)
    for block in Levenshtein.editops(old, new).as_matching_blocks():
        if block.a > done[0] or block.b > done[1]:
            yield (done[0], block.a), (done[1], block.b)
        done = (block.a + block.size, block.b + block.size)
