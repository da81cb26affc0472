"""The front door: text in, clean text with every change accounted for out.

Damage is weighed first; rules mend what is not letters; words are decoded; policy decides what is
made and what only suggested. Line breaks are kept always: no edit adds or takes one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from saksdoc.language import Kind, Norwegian, Token
from saksdoc.language.tokens import retokenise
from saksdoc.model import CleanText, Edit
from saksdoc.repairing.agreement import agreed
from saksdoc.repairing.channel import Channel, State
from saksdoc.repairing.classes import damaged
from saksdoc.repairing.code import code_lines, outside
from saksdoc.repairing.cycles import uncollected
from saksdoc.repairing.documentsearch import DocumentSearch
from saksdoc.repairing.names import gathered
from saksdoc.repairing.options import RepairContext
from saksdoc.repairing.pairs import Chooser
from saksdoc.repairing.persons import persons
from saksdoc.repairing.policy import Policy
from saksdoc.repairing.reticence import is_on_page, is_writers
from saksdoc.repairing.rules import RULES, Scene
from saksdoc.repairing.searches import Searched, Searches
from saksdoc.repairing.slips import slips
from saksdoc.repairing.survey import LEAST_LOST, Survey, Surveyor, moved
from saksdoc.repairing.words import Proposal, Stretch, WordRepair

_DEFAULT = RepairContext()


@dataclass(frozen=True, slots=True)
class Repairer:
    """Repairs texts; load it once and keep it."""

    norwegian: Norwegian
    channel: Channel
    policy: Policy
    choosers: Mapping[str, Chooser]
    """What tells real words apart, by language; the trigrams alone where there is none."""
    _surveyor: Surveyor
    _searches: Searches

    @classmethod
    def load(cls, norwegian: Norwegian | None = None, folder: Path | None = None) -> Repairer:
        """Load the shipped models; ``norwegian`` may be shared with other stages.

        Raises:
            MissingRequirement: A model is not here.
        """
        norwegian, channel = norwegian or Norwegian.load(), Channel.load(folder)
        choosers = {language: Chooser.load(language) for language in ("nb", "nn")}
        for reader in channel.rates:
            slips(channel, reader)  # Made once, here: no text should have to wait for it.
        return cls(
            norwegian, channel, Policy.load(folder), choosers,
            Surveyor.of(norwegian), Searches(norwegian, channel),
        )  # fmt: skip

    def repair(self, text: str, context: RepairContext = _DEFAULT) -> CleanText:
        """The clean text of a raw text, with its changes and damage.

        The same text and context give the same answer; repairing a clean text's ``text`` again
        changes nothing that the first repair was sure of.
        """
        if not any(letter.isalpha() for letter in text):
            return CleanText.unchanged(text)
        with uncollected():
            return self._repaired(text, context)

    def _repaired(self, text: str, context: RepairContext) -> CleanText:
        clean = CleanText.unchanged(text)
        tokens = self.norwegian.tokenise(text)
        found = self._surveyor.survey(text, tokens, context)
        clean = replace(clean, damage=found.damage)
        scene, code = self._scene(tokens, found), code_lines(text)
        for rule in (r for r in RULES if not r.after_words):
            clean = _applied(clean, rule.edits(clean.text, scene), context, code)
        if clean.changes:
            tokens = retokenise(tokens, text, clean.text)
            found = moved(found, tokens, lambda offset: clean.to_clean(offset, offset)[0])
        edits = self._word_edits(clean.text, tokens, found, context)
        clean = _applied(clean, edits, context, code)
        for rule in (r for r in RULES if r.after_words):
            clean = _applied(clean, rule.edits(clean.text, scene), context, code)
        return clean

    def proposals(self, text: str, context: RepairContext = _DEFAULT) -> Iterator[Proposal]:
        """What the decoder wants changed in a text, before policy; for calibration and review."""
        tokens = self.norwegian.tokenise(text)
        return self._proposals(text, tokens, self._surveyor.survey(text, tokens, context), context)

    def _proposals(
        self, text: str, tokens: Sequence[Token], found: Survey, context: RepairContext
    ) -> Iterator[Proposal]:
        repair = WordRepair(self.norwegian, tokens, text, self.choosers)
        stretches = list(self._stretches(found, tokens, context))
        wanted = [
            proposal
            for first in range(0, len(stretches), TOGETHER)
            for proposal in repair.proposals(stretches[first : first + TOGETHER])
        ]
        wanted = list(persons(wanted, tokens, self.norwegian))
        return iter(agreed(wanted, tokens))

    def _scene(self, tokens: Sequence[Token], found: Survey) -> Scene:
        forms = Counter([text.lower() for _, _, text, kind in tokens if kind is Kind.WORD])
        return Scene(self.norwegian, found.damage, forms, found.suspicious, found.old)

    def _word_edits(
        self, text: str, tokens: Sequence[Token], found: Survey, context: RepairContext
    ) -> Iterator[Edit]:
        for proposal in self._proposals(text, tokens, found, context):
            policy = self.policy.of(proposal.group)
            confidence = policy.confidence(proposal.log_odds)
            if confidence >= policy.suggest:
                made = confidence >= policy.apply and not is_writers(proposal, context)
                yield Edit(
                    proposal.start, proposal.end, proposal.after, proposal.cause, confidence,
                    made, proposal.alternatives,
                )  # fmt: skip

    def _stretches(
        self, found: Survey, tokens: Sequence[Token], context: RepairContext
    ) -> Iterator[Stretch]:
        """The parts that are searched at all."""
        names = gathered(tokens, context.register)
        searches: dict[State, tuple[Searched, DocumentSearch]] = {}
        for part in found.parts:
            state = replace(part.state, lost=_level(part.state.lost))
            if not (state.lost > 0 or state.extra or state.scanned):
                continue
            if state not in searches:
                reader = "nor" if context.read_by == "nor" and state.lost < 0.1 else "eng"
                made = self._searches.of(state, reader)
                searches[state] = made, DocumentSearch(made.search, names)
            made, search = searches[state]
            weigher = made.weigher(part.damage.language)
            yield Stretch(
                part.first, part.last, state.lost, damaged(state.lost, state.old), search, weigher,
                self.channel.lone,
            )  # fmt: skip


TOGETHER = 64
"""Stretches decoded at a time: some fifteen thousand words."""
LEVELS = (0.05, 0.15, 0.4, 0.7, 0.9, 0.98)
"""Shares of lost letters that are searched alike, so that parts share what was looked up."""


def _level(lost: float) -> float:
    """The nearest level; 0 for a sound part."""
    return 0.0 if lost < LEAST_LOST else min(LEVELS, key=lambda level: abs(level - lost))


def _applied(
    clean: CleanText, edits: Iterable[Edit], context: RepairContext, code: frozenset[int]
) -> CleanText:
    """The text with a stage's edits, none in its lines of code; overlapping ones give way to the
    surer.
    """
    chosen: list[Edit] = []
    if code:
        edits = outside(code, edits, clean.text)
    taken_until = -1
    for edit in sorted(edits, key=lambda e: (e.start, -e.confidence)):
        if edit.start < taken_until or edit.after == clean.text[edit.start : edit.end]:
            continue
        if not unicodedata.is_normalized("NFC", edit.after):
            edit = replace(edit, after=unicodedata.normalize("NFC", edit.after))
        if context.suggest_only or is_on_page(edit, context):
            edit = replace(edit, applied=False)
        chosen.append(edit)
        taken_until = max(taken_until, edit.end)
    return clean.edit(chosen) if chosen else clean
