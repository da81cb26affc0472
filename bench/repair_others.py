"""What others make of damaged Norwegian text: nothing, Hunspell, SymSpell.

Hunspell's Norwegian dictionary is under the GPL: measured against here, never shipped.
"""

from __future__ import annotations

import lzma
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’@&|][^\W\d_]+)*")


def nothing(text: str) -> str:
    """The text as it is."""
    return text


def hunspell(language: str) -> Callable[[str], str] | None:
    """Hunspell's first suggestion for each word it does not know; None where it is not here."""
    dictionary = {"nb": "nb_NO", "nn": "nn_NO"}[language]
    try:
        subprocess.run(
            ["hunspell", "-d", dictionary, "-a"], input=b"", capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    known: dict[str, str] = {}

    def correct(text: str) -> str:
        words = sorted({w for w in WORD.findall(text) if w not in known})
        result = subprocess.run(
            ["hunspell", "-i", "UTF-8", "-d", dictionary, "-a"],
            input="\n".join(f"^{w}" for w in words).encode(), capture_output=True, check=True,
        )  # fmt: skip
        answers = result.stdout.decode("utf-8", "replace").split("\n")[1:]
        blocks = "\n".join(answers).split("\n\n")
        for word, block in zip(words, blocks, strict=False):
            line = block.strip().split("\n")[0]
            known[word] = line.split(": ", 1)[1].split(", ")[0] if line.startswith("&") else word
        return WORD.sub(lambda found: known.get(found.group(), found.group()), text)

    return correct


def symspell(language: str, data: Path) -> Callable[[str], str] | None:
    """SymSpell's nearest word (two edits), on word counts of the same corpora."""
    try:
        from symspellpy import SymSpell, Verbosity
    except ImportError:
        return None
    counts: Counter[str] = Counter()
    for path in sorted((data / "corpora").glob(f"*.{language}.txt.xz")):
        if path.name.startswith(("lovdata", "libreoffice")):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                counts.update(w.lower() for w in WORD.findall(line))
    speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, count in counts.items():
        if count > 2:
            speller.create_dictionary_entry(word, count)
    known: dict[str, str] = {}

    def corrected(word: str) -> str:
        if word not in known:
            found = speller.lookup(word.lower(), Verbosity.TOP, max_edit_distance=2,
                                   include_unknown=True)  # fmt: skip
            best = found[0].term if found else word
            known[word] = (
                word
                if best == word.lower()
                else (
                    best.upper() if word.isupper() else best.title() if word[0].isupper() else best
                )
            )
        return known[word]

    return lambda text: WORD.sub(lambda found: corrected(found.group()), text)
