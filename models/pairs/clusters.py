"""Which real words an English-only reader makes alike, found by writing each word as it would."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path

from saksdoc.language import Language, Norwegian

LEAST = 1.5e-6
"""A form counts if its reading is met so often that it is not the commonest of that reading."""
MOST_EDITS = 2
EVERY = frozenset("æøåa")


def readings(channel: Path) -> dict[str, list[tuple[str, float]]]:
    """What each Norwegian letter is read as by one letter, with the chance; from channel.json."""
    stored = json.loads(channel.read_text("utf-8"))["eng"]
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for quality in "ABC":
        for true, written, rate, _ in stored[quality]:
            if true in "æøå" and written.isalpha() and written not in "æøå":
                found[true][written.lower()] += rate / 3
    return {t: [(w, r) for w, r in row.items() if r > 0.01] for t, row in found.items()}


def written(form: str, table: dict[str, list[tuple[str, float]]]) -> dict[str, float]:
    """The readings of a form and their chances."""
    if sum(c in table for c in form) > MOST_EDITS:
        return {}
    options = [table.get(c, [(c, 1.0)]) for c in form]
    found: dict[str, float] = defaultdict(float)
    for choice in product(*options):
        found["".join(w for w, _ in choice)] += math.prod(r for _, r in choice)
    return found


def clusters(norwegian: Norwegian, language: Language, channel: Path) -> list[list[str]]:
    """Forms that share a reading, joined into clusters; commonest first in each."""
    table = readings(channel)
    lexicon = norwegian.lexicon
    by_reading: dict[str, list[tuple[float, str]]] = defaultdict(list)
    frequency: dict[str, float] = {}
    for row in range(len(lexicon)):
        seen = lexicon.frequency(row, language)
        if seen is None or seen < math.log(LEAST) or not lexicon.is_sound(row, language):
            continue
        form = lexicon.form(row)
        if not form.isalpha() or len(form) < 2:
            continue
        frequency[form] = math.exp(seen)
        for read, chance in written(form, table).items():
            by_reading[read].append((frequency[form] * chance, form))
    parent: dict[str, str] = {}

    def root(form: str) -> str:
        while parent.setdefault(form, form) != form:
            form = parent[form]
        return form

    for found in by_reading.values():
        strong = [form for mass, form in found if mass > LEAST]
        for first, second in combinations(strong, 2):
            parent[root(first)] = root(second)
    gathered: dict[str, list[str]] = defaultdict(list)
    for form in parent:
        gathered[root(form)].append(form)
    return sorted(
        (sorted(forms, key=lambda f: -frequency[f]) for forms in gathered.values()),
        key=lambda forms: -frequency[forms[1]] if len(forms) > 1 else 0.0,
    )
