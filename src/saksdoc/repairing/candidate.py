"""What every kind of search returns: one thing that a written word may have been."""

from __future__ import annotations

from typing import NamedTuple

from saksdoc.language.substitutions import Edit


class Candidate(NamedTuple):
    """A real word a form may stand for. ``form`` is lower case, ``surface`` in the writer's case;
    ``cost`` the channel's, nats; ``kind`` is ``word``, ``compound``, ``name`` or ``register`` (a
    name of the archive's register), ``deep`` where it was searched far, ``parted`` for two words;
    ``row`` is the lexicon's, −1 for a word it lacks.
    """

    form: str
    surface: str
    cost: float
    edits: tuple[Edit, ...]
    kind: str
    row: int = -1

    @property
    def cause(self) -> str:
        """The misreadings, ``true→written`` each, e.g. ``ø→g``."""
        if " " in self.form:
            return "fused"
        return "+".join(dict.fromkeys(f"{e.true}→{e.written.lower()}" for e in self.edits))
