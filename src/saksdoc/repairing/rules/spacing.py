"""Words spread out letter by letter (``t i l``, ``t i l l i t``): drawn together into words.

Typewriters and the engines of the 1990s left them. Three or more lone letters in a row are taken,
where they spell a common word; ``i å`` and initials (``A B C``) are shorter or capital, and letters
between slashes are sounds (``/s i l/``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from saksdoc.model import Edit
from saksdoc.repairing.rules.scene import Scene

CAUSE = "spaced"
_RUN = re.compile(r"(?<![\w./\[])[^\W\d_](?: [a-zæøåé]){2,}(?![\w./\]]|-\w)")
COMMON, SHORT_COMMON, SHORT = -14.0, -9.0, 4
"""Log frequency a spelled word must have: one in 1.2 million words, and where it has fewer than
four letters (``t i l``) one in 8,000. Set by hand."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Runs of lone letters that spell one word or several."""
    for hit in _RUN.finditer(text):
        letters = hit.group().replace(" ", "")
        if _is_alphabet(letters):
            continue
        # A lone i or å beside the word may be a word of its own.
        for first, last in ((0, 0), (0, 1), (1, 0), (1, 1)):
            inner = letters[first : len(letters) - last]
            words = _spelled(inner, scene) if len(inner) > 2 else []
            outer = letters[:first] + letters[len(letters) - last :]
            if words and set(outer) <= {"i", "å"}:
                yield Edit(hit.start() + 2 * first, hit.end() - 2 * last, " ".join(words), CAUSE,
                           0.98)  # fmt: skip
                break


def _is_alphabet(letters: str) -> bool:
    """Whether the letters merely follow one another (``a b c``)."""
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))


def _spelled(letters: str, scene: Scene) -> list[str]:
    """The fewest known words that the letters spell, the commonest of as few; [] for none."""
    lexicon = scene.norwegian.lexicon
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            before = best[start]
            piece = letters[start:end]
            if before is None or (len(piece) == 1 and piece not in "iåI") or len(piece) > 25:
                continue
            number = lexicon.number(piece)
            if number < 0 or not lexicon.is_sound(number):
                continue
            seen = [lexicon.frequency(number, "nb"), lexicon.frequency(number, "nn")]
            common = max((f for f in seen if f is not None), default=-16.0)
            if common < (COMMON if len(piece) >= SHORT else SHORT_COMMON):
                continue
            cost = 4.0 - common
            if best[end] is None or before[0] + cost < best[end][0]:  # type: ignore[index]
                best[end] = (before[0] + cost, [*before[1], piece])
    final = best[-1]
    if final is None:
        return []
    words = final[1]
    # One word is sure; several only where they are few and none is a lone letter.
    return words if len(words) == 1 or (len(words) <= 3 and min(map(len, words)) > 1) else []
