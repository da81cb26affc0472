"""How often each word is the first part (with no link, -s- or -e-) and the last part of a compound.

Every word of eight letters or more is split in two wherever both parts are words; where there are
several ways, they share the word by how productive their parts are, found in three rounds.
"""

from collections import Counter

from saksdoc.language.lexicon import Flag

MIN_PART = 3
MIN_WORD = 8
LINKS = ("", "s", "e")
ROUNDS = 3


def learn(counts: Counter, flags: dict[str, Flag]) -> tuple[dict[str, Counter], Counter, float]:
    """Type counts of first parts by link and of last parts, and the share of words that are
    compounds.
    """
    parts = {
        form
        for form, flag in flags.items()
        if len(form) >= MIN_PART
        and form.isalpha()
        and flag & Flag.DICTIONARY
        and (counts[form] > 0 or len(form) > 3)
    }
    words = [
        form
        for form, flag in flags.items()
        if len(form) >= MIN_WORD
        and form.isalpha()
        and (flag & Flag.DICTIONARY or counts[form] >= 3)
    ]
    splits = [found for word in words if (found := _splits(word, parts))]
    first = {link: Counter() for link in LINKS}
    last: Counter = Counter()
    for turn in range(ROUNDS):
        next_first = {link: Counter() for link in LINKS}
        next_last: Counter = Counter()
        for found in splits:
            weights = [
                1.0 if turn == 0 else (first[link][left] + 0.01) * (last[right] + 0.01)
                for left, link, right in found
            ]
            total = sum(weights)
            for (left, link, right), weight in zip(found, weights, strict=True):
                next_first[link][left] += weight / total
                next_last[right] += weight / total
        first, last = next_first, next_last
    return first, last, len(splits) / len(words)


def _splits(word: str, parts: set[str]) -> list[tuple[str, str, str]]:
    found = []
    for at in range(MIN_PART, len(word) - MIN_PART + 1):
        if word[at:] not in parts:
            continue
        for link in LINKS:
            left = word[: at - len(link)]
            if word[at - len(link) : at] == link and left in parts:
                found.append((left, link, word[at:]))
    return found
