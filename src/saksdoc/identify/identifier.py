"""The stage: from clean text to mentions and entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksdoc.identify.bodies import find_bodies
from saksdoc.identify.evidence import PeopleContext
from saksdoc.identify.found import Found
from saksdoc.identify.linking import link
from saksdoc.identify.names import NameLists
from saksdoc.identify.organisations import SCORE as _WEAK
from saksdoc.identify.organisations import with_organisations
from saksdoc.identify.people import find_people
from saksdoc.identify.reach import BodyContext
from saksdoc.identify.register import Register
from saksdoc.identify.roles import RoleFinder
from saksdoc.identify.spans import Spans
from saksdoc.identify.surnames import SurnameContext, find_surnames
from saksdoc.identify.tokens import tokenise
from saksdoc.identify.view import NerView, Unexplained
from saksdoc.model import CleanText, Entity, Mention, Structure, Transcript


@dataclass(frozen=True, slots=True)
class Identifier:
    """Finds bodies and people; holds the loaded lists, the register and (if given) spaCy's model.

    >>> Identifier.load().identify(transcript, clean, structure)  # doctest: +SKIP
    """

    lists: NameLists
    register: Register
    ner: Any = None

    @classmethod
    def load(cls, ner: Any = None, registers: Sequence[Path] = ()) -> Identifier:
        """Load what is shipped; ``ner`` is a spaCy pipeline (labels PER, ORG, LOC, GPE) or None.

        ``registers``: the user's own TOML files of bodies and people.

        Raises:
            MissingRequirement: Lists or register are not here.
            InputError: A user's register cannot be read.
        """
        return cls(NameLists.load(), Register.load(registers), ner)

    def identify(
        self, transcript: Transcript, clean: CleanText, structure: Structure
    ) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Every mention, in text order, and the entities they belong to.

        Offsets are in the clean text; pages and boxes come from the transcript behind it.
        """
        found = self.find(clean.text, structure)
        linked = link(found, self.lists, self.register)
        mentions = tuple(
            self._mention(item, owner, transcript, clean)
            for item, owner in zip(found, linked.owner, strict=True)
        )
        return mentions, linked.entities

    def find(self, text: str, structure: Structure = Structure()) -> tuple[Found, ...]:  # noqa: B008
        """The names of a text in order, none overlapping, before they are linked."""
        tokens = tokenise(text)
        body_context = BodyContext(self.register, self.lists)
        bodies = find_bodies(text, body_context)
        view = NerView()
        if self.ner is not None:
            asked = Unexplained(self.lists, self.register.places, Spans.of(bodies)).in_(tokens)
            view = NerView.of(self.ner, text, asked)
            bodies = with_organisations(text, bodies, view.spans("ORG", text), body_context)
        firm = [(b.start, b.end) for b in bodies if b.score > _WEAK]
        context = PeopleContext(
            self.lists, self.register.places, Spans(firm), view.label, self._known(structure)
        )
        people = find_people(text, tokens, context)
        taken = Spans.of(people)
        bodies = tuple(b for b in bodies if not taken.touch(b.start, b.end))
        spans = Spans.of((*people, *bodies))
        people += find_surnames(
            text, tokens, people,
            SurnameContext(self.lists, self.register.places, spans, view.label),
        )  # fmt: skip
        roles = RoleFinder(text, bodies)
        people = tuple(roles.of(person) for person in people)
        return tuple(sorted((*bodies, *people), key=lambda f: f.start))

    def _known(self, structure: Structure) -> frozenset[str]:
        """Full names, lower case: the user's people, and the case officers of the headers."""
        names = [n for person in self.register.people for n in person.names()]
        officers = [case.case_officer for case in structure.cases]
        names += [o for o in (*officers, structure.metadata.case_officer) if o and " " in o]
        return frozenset(name.lower() for name in names)

    def names(self, entities: Sequence[Entity]) -> tuple[str, ...]:
        """Clean names, each once, to hand to ``repair`` as a register: full names and aliases
        that are well spelt (no misread form, no abbreviation).
        """
        out: dict[str, None] = {}
        for entity in entities:
            out[entity.name] = None
            entry = self.register.lookup(entity.name)
            if entry is not None:
                out.update(dict.fromkeys(entry.names()))
        return tuple(out)

    def _mention(
        self, item: Found, owner: str, transcript: Transcript, clean: CleanText
    ) -> Mention:
        raw = clean.to_raw(item.start, item.end)
        placed = transcript.boxes(*raw)
        page = placed[0][0] if placed else transcript.page_at(raw[0])
        return Mention(
            item.start, item.end, clean.text[item.start : item.end], item.kind, owner, page,
            tuple(box for number, box in placed if number == page),
            item.roles[0].role if item.roles else None, item.score,
        )  # fmt: skip
