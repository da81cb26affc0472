"""What a name looks like: given names, surnames, and the words that are neither.

People are told from places and plain words by evidence, and the lists are the first of it. They
are built by ``models/names/recipe.py``, which names the sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksdoc import assets
from saksdoc.errors import MissingRequirement
from saksdoc.identify.sounds import sound

_MARKED = {"a": "å", "o": "ø", "e": "æ"}
# Endings of surnames that come from farms and fathers; a name so built needs no list.
SURNAME_ENDINGS = (
    "sen", "son", "datter", "dotter", "stad", "dal", "vik", "berg", "land", "heim", "nes", "rud",
    "haug", "haugen", "moen", "bakken", "bakke", "lund", "fjell", "fjeld", "set", "seth", "gård",
    "gaard", "strand", "aas", "ås", "eng", "hagen", "holm", "løkken", "myhr", "myr", "bø", "lien",
    "tveit", "tveito", "rød", "sund", "voll", "vold", "mo", "øy", "øen", "quist", "ström", "mann",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameLists:
    """Lower-case given names and surnames; ``words`` holds words that are written small."""

    given: frozenset[str]
    surnames: frozenset[str]
    words: Any
    sounds: frozenset[str] = frozenset()

    @classmethod
    def load(cls, directory: Path | None = None) -> NameLists:
        """Read ``given.txt``, ``surnames.txt`` and ``words.marisa``.

        Raises:
            MissingRequirement: The lists are not here.
        """
        import marisa_trie

        folder = directory or assets.locate("names")
        words = marisa_trie.Trie()
        try:
            words.load(str(folder / "words.marisa"))
            given = (folder / "given.txt").read_text("utf-8").split()
            surnames = (folder / "surnames.txt").read_text("utf-8").split()
        except OSError as error:
            raise MissingRequirement(
                "the name lists cannot be read", where=folder, advice="install saksdoc again"
            ) from error
        sounds = frozenset(sound(name) for name in given if len(name) > 4)
        return cls(frozenset(given), frozenset(surnames), words, sounds)

    def is_given(self, token: str) -> bool:
        """Whether a token is a given name, double ones (``Randi-Luise``) part by part."""
        low = token.lower()
        return low in self.given or ("-" in low and all(p in self.given for p in low.split("-")))

    def like_given(self, token: str) -> bool:
        """Whether a token is a given name in another spelling (``Margretha``) or with å, ø read
        as a, o (``Age``), or a double one with one known half; and no ordinary word.
        """
        low = token.lower()
        first, dash, second = low.partition("-")
        if dash and len(second) > 2 and (first in self.given or second in self.given):
            return True
        if sound(low) in self.sounds and not self.is_word(low):
            return True
        if len(low) < 3:
            return False
        return any(
            low[:at] + marked + low[at + 1 :] in self.given
            for at, letter in enumerate(low)
            for marked in _MARKED.get(letter, "")
        )

    def is_surname(self, token: str) -> bool:
        """Whether a token is a listed surname, double ones part by part."""
        low = token.lower()
        if low in self.surnames:
            return True
        return "-" in low and all(p in self.surnames or p in self.given for p in low.split("-"))

    def like_surname(self, token: str) -> bool:
        """Whether a token is built as surnames are."""
        return len(token) > 5 and token.lower().endswith(SURNAME_ENDINGS)

    def is_word(self, token: str) -> bool:
        """Whether a token, written small, is an ordinary word."""
        return token.lower() in self.words
