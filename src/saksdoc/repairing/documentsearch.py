"""A search among the names of one document, besides the words that any document may have."""

from __future__ import annotations

from dataclasses import dataclass, field

from saksdoc.repairing.candidates import MAX_COST, Candidates, Search
from saksdoc.repairing.names import Named, Names


@dataclass(frozen=True)
class DocumentSearch:
    """A search that also knows the names of one document."""

    search: Search
    names: Names = field(default_factory=Names)
    _known: dict[str, Candidates] = field(default_factory=dict)
    """What the names may have had a say in."""

    def candidates(self, written: str) -> Candidates:
        """What a form may stand for besides itself, likeliest first (channel and frequency)."""
        if not self.is_concerned(written):
            return self.search.candidates(written)
        found = self._known.get(written)
        if found is None:
            found = self._known[written] = self.search.find(written, self)
        return found

    def matching(self, written: str) -> tuple[Named, ...]:
        """The names that a form may be."""
        return tuple(self.names.matching(written, self.search.misreadings.letters, MAX_COST))

    def is_concerned(self, written: str) -> bool:
        """Whether the names have a say in what a form, or a part of it, stands for."""
        if written.islower() or not (self.names.registered or self.names.own):
            return False
        if "-" in written:
            return True
        row = self.search.norwegian.lexicon.number(written)
        return not self.search.is_sound(row) and bool(self.matching(written))
