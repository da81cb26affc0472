"""The searches of many documents: made for the damage each has, and kept with what they found.

A search finds the same in every document with the same damage, and an archive's documents share
most of their words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from saksdoc.language import Norwegian
from saksdoc.repairing.candidates import Search
from saksdoc.repairing.channel import Channel, State
from saksdoc.repairing.deep import Deep
from saksdoc.repairing.misreadings import Misreadings
from saksdoc.repairing.signs import SIGN_LOST
from saksdoc.repairing.slips import slips
from saksdoc.repairing.weighing import Weigher

KEPT = 6
"""Searches kept; the one not used for longest gives way. A batch meets two or three, and now and
then one for look-alikes that only one document shows.
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """A search, and what its candidates weigh in each language."""

    search: Search
    nb: Weigher
    nn: Weigher

    def weigher(self, language: str) -> Weigher:
        """The weigher of a language; all but nynorsk are read as bokmål."""
        return self.nn if language == "nn" else self.nb


@dataclass(frozen=True, slots=True)
class Searches:
    """Makes searches, and keeps those that another document may want."""

    norwegian: Norwegian
    channel: Channel
    _kept: dict[tuple[State, str], Searched] = field(default_factory=dict)

    def of(self, state: State, reader: str) -> Searched:
        """The search for what a state says is there, in a text of a reader."""
        key = state, reader
        found = self._kept.pop(key, None)
        if found is None:
            found = self._made(state, reader)
        if len(self._kept) >= KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = found
        return found

    def _made(self, state: State, reader: str) -> Searched:
        misreadings = Misreadings(
            self.channel.substitutions(state, reader, letters_only=True),
            self.channel.substitutions(state, reader),
            state.old and state.lost < SIGN_LOST,
        )
        far = Deep(self.norwegian, slips(self.channel, reader), state.lost)
        sound_too = state.lost > 0
        return Searched(
            Search(self.norwegian, misreadings, far),
            Weigher(self.norwegian, self.norwegian.nb, sound_too),
            Weigher(self.norwegian, self.norwegian.nn, sound_too),
        )
