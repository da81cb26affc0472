"""A trigram model with modified Kneser-Ney smoothing, pruned to a budget, as arrays.

Counts may be fractional (a source that is trusted less weighs less). After pruning the back-off
weights are worked out anew, so that probabilities still sum to one. Method: Chen and Goodman 1998;
pruning by the weighted difference of Seymore and Rosenfeld 1996.
"""

from dataclasses import dataclass

import numpy as np

BITS = 20
MASK = (1 << BITS) - 1


@dataclass(frozen=True, slots=True)
class Model:
    """Natural log-probabilities; keys are ids packed 20 bits each, the last word lowest."""

    unigram: np.ndarray
    unigram_backoff: np.ndarray
    bigram: np.ndarray
    bigram_logp: np.ndarray
    context: np.ndarray
    context_backoff: np.ndarray
    trigram: np.ndarray
    trigram_logp: np.ndarray


@dataclass(frozen=True, slots=True)
class Options:
    """``size``: ids below it; ``start``: the id of the paragraph's beginning; how many n-grams to
    keep.
    """

    size: int
    start: int
    bigrams: int
    trigrams: int


def train(streams: list[tuple[np.ndarray, float]], options: Options) -> Model:
    """A model of id streams, each with the weight of its counts."""
    tri, tri_count = _count(streams, 3)
    bi_raw, bi_raw_count = _count(streams, 2)
    keep = (tri & MASK) != options.start
    tri, tri_count = tri[keep], tri_count[keep]
    keep = (bi_raw & MASK) != options.start
    bi, bi_raw_count = bi_raw[keep], bi_raw_count[keep]
    bi_count = _continuations(tri, bi, bi_raw_count, options)
    uni = np.bincount(bi & MASK, minlength=options.size).astype(float)
    unigram = (uni + 1e-3) / (uni.sum() + 1e-3 * options.size)
    bi_p, gamma = _smooth(bi, bi_count, unigram[bi & MASK])
    tri_p, gamma3 = _smooth(tri, tri_count, bi_p[np.searchsorted(bi, tri & ((1 << 2 * BITS) - 1))])
    return _prune(
        _Full(unigram, bi, bi_raw_count, bi_p, gamma, tri, tri_count, tri_p, gamma3), options
    )


@dataclass(frozen=True, slots=True)
class _Full:
    unigram: np.ndarray
    bi: np.ndarray
    bi_count: np.ndarray
    bi_p: np.ndarray
    bi_gamma: np.ndarray
    tri: np.ndarray
    tri_count: np.ndarray
    tri_p: np.ndarray
    tri_gamma: np.ndarray


def _count(streams: list[tuple[np.ndarray, float]], order: int) -> tuple[np.ndarray, np.ndarray]:
    keys, counts = [], []
    for stream, weight in streams:
        ids = stream.astype(np.int64)
        packed = ids[order - 1 :].copy()
        for back in range(1, order):
            packed |= ids[order - 1 - back : len(ids) - back] << (BITS * back)
        unique, number = np.unique(packed, return_counts=True)
        keys.append(unique)
        counts.append(number * weight)
    if len(keys) == 1:
        return keys[0], counts[0]
    unique, where = np.unique(np.concatenate(keys), return_inverse=True)
    return unique, np.bincount(where, weights=np.concatenate(counts))


def _continuations(
    tri: np.ndarray, bi: np.ndarray, raw: np.ndarray, options: Options
) -> np.ndarray:
    """How many different words stand before each bigram; its own count after a paragraph's
    start.
    """
    index = np.searchsorted(bi, tri & ((1 << 2 * BITS) - 1))
    types = np.bincount(index, minlength=len(bi)).astype(float)
    return np.where((bi >> BITS) == options.start, raw, np.maximum(types, 1.0))


def _smooth(
    keys: np.ndarray, counts: np.ndarray, lower: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Interpolated probabilities, and the mass left to the shorter context, per entry."""
    n1, n2, n3, n4 = (max(1, int(((counts > low) & (counts <= low + 1)).sum())) for low in range(4))
    base = n1 / (n1 + 2 * n2)
    d1, d2, d3 = 1 - 2 * base * n2 / n1, 2 - 3 * base * n3 / n2, 3 - 4 * base * n4 / n3
    discount = np.where(counts <= 1, d1 * np.minimum(counts, 1), np.where(counts <= 2, d2, d3))
    discount = np.minimum(discount, 0.9 * counts)
    _, where = np.unique(keys >> BITS, return_inverse=True)
    total = np.bincount(where, weights=counts)
    gamma = (np.bincount(where, weights=discount) / total)[where]
    return (counts - discount) / total[where] + gamma * lower, gamma


def _prune(full: _Full, options: Options) -> Model:
    low = (1 << 2 * BITS) - 1
    below = full.bi_p[np.searchsorted(full.bi, full.tri & low)]
    gain = full.tri_count * (np.log(full.tri_p) - np.log(full.tri_gamma * below))
    kept = _best(gain, options.trigrams)
    tri, tri_p = full.tri[kept], full.tri_p[kept]
    gain = full.bi_count * (
        np.log(full.bi_p) - np.log(full.bi_gamma * full.unigram[full.bi & MASK])
    )
    wanted = np.zeros(len(full.bi), bool)
    wanted[_best(gain, options.bigrams)] = True
    wanted[np.searchsorted(full.bi, np.unique(tri & low))] = (
        True  # a trigram is asked after its bigram
    )
    bi, bi_p = full.bi[wanted], full.bi_p[wanted]
    contexts, bow = _backoff(bi, bi_p, full.unigram[bi & MASK])
    unigram_backoff = np.zeros(options.size)
    unigram_backoff[contexts] = np.log(bow)
    context, context_bow = _backoff(tri, tri_p, bi_p[np.searchsorted(bi, tri & low)])
    return Model(
        unigram=np.log(full.unigram),
        unigram_backoff=unigram_backoff,
        bigram=bi,
        bigram_logp=np.log(bi_p),
        context=context,
        context_backoff=np.log(context_bow),
        trigram=tri,
        trigram_logp=np.log(tri_p),
    )


def _best(gain: np.ndarray, number: int) -> np.ndarray:
    """Indices of the entries worth most, in order of index."""
    positive = np.flatnonzero(gain > 0)
    if len(positive) <= number:
        return positive
    order = np.argsort(-gain[positive], kind="stable")[:number]
    return np.sort(positive[order])


def _backoff(keys: np.ndarray, p: np.ndarray, lower: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per context: the mass its kept entries leave, over what the shorter context gives the
    rest.
    """
    contexts, where = np.unique(keys >> BITS, return_inverse=True)
    left = np.clip(1 - np.bincount(where, weights=p), 1e-4, None)
    rest = np.clip(1 - np.bincount(where, weights=lower), 1e-4, None)
    return contexts, left / rest
