"""The stage: from clean text to mentions and entities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saksdoc.identify import cues
from saksdoc.identify.bodies import find_bodies
from saksdoc.identify.bodyforms import BodyContext
from saksdoc.identify.found import Found
from saksdoc.identify.linking import link
from saksdoc.identify.names import NameLists
from saksdoc.identify.people import PeopleContext, find_people
from saksdoc.identify.register import Register
from saksdoc.identify.roles import role_at
from saksdoc.identify.same import same_person
from saksdoc.identify.tokens import Token, tokenise
from saksdoc.identify.view import NerView
from saksdoc.model import CleanText, Entity, EntityKind, Mention, Structure, Transcript


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
        view = NerView.of(self.ner, text, self.lists)
        tokens = tokenise(text)
        bodies = find_bodies(text, BodyContext(self.register, self.lists, view.spans("ORG")))
        firm = tuple((b.start, b.end) for b in bodies if b.score > 0.6)
        known = frozenset(n.lower() for p in self.register.people for n in p.names())
        context = PeopleContext(self.lists, self.register.places, firm, view.label, known)
        people = find_people(text, tokens, context)
        taken = [(p.start, p.end) for p in people]
        bodies = tuple(b for b in bodies if not _touches(b, taken))
        people += _surnames(text, tokens, people, (*firm, *taken), self)
        people = tuple(_with_role(text, person, bodies) for person in people)
        return tuple(sorted((*bodies, *people), key=lambda f: f.start))

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


def _with_role(text: str, person: Found, bodies: Sequence[Found]) -> Found:
    role = role_at(text, person, bodies)
    return replace(person, roles=(role,)) if role is not None else person


def _touches(item: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s < item.end and item.start < e for s, e in spans)


def _surnames(
    text: str, tokens: tuple[Token, ...], people: Sequence[Found],
    taken: Sequence[tuple[int, int]], identifier: Identifier,
) -> tuple[Found, ...]:  # fmt: skip
    """Lone surnames, tied to the one person of the document they can mean."""
    by_last: dict[str, set[str]] = {}
    for person in people:
        by_last.setdefault(person.name.split()[-1].lower(), set()).add(person.name)
    lists = identifier.lists
    found = []
    for before, token in zip((None, *tokens), tokens, strict=False):
        if not token.capitalised or _inside(token, taken):
            continue
        name = token.text
        if name.lower() not in by_last and name.endswith("s") and name[:-1].lower() in by_last:
            name = name[:-1]
        owners = by_last.get(name.lower(), set())
        called = cues.OFFICE_BEFORE.search(text[max(0, token.start - 50) : token.start])
        if not owners and not (called and lists.is_surname(name)):
            continue
        if not _alone(text, token, before, lists, identifier.register.places, bool(called)):
            continue
        full = _the_one(owners, lists)
        if full is not None:
            found.append(Found(token.start, token.end, EntityKind.PERSON, full, 0.8, False))
        elif called and lists.is_surname(name):
            found.append(Found(token.start, token.end, EntityKind.PERSON, name, 0.6, False))
    return tuple(found)


def _the_one(owners: set[str], lists: NameLists) -> str | None:
    """The name, if all the names that end so are forms of one."""
    if not owners:
        return None
    longest = max(owners, key=lambda n: (len(n.split()), len(n)))
    return longest if all(same_person(longest, o, lists) for o in owners) else None


def _alone(
    text: str, token: Token, before: Token | None, lists: NameLists, places: frozenset[str],
    called: bool,
) -> bool:  # fmt: skip
    if cues.THING_AFTER.match(text, token.end) or re.match(
        r"[-/]\w|[ ][A-ZÆØÅ][\w-]", text[token.end : token.end + 4]
    ):
        return False
    if (
        re.search(r"[A-ZÆØÅ][\w.-]*[ -]$", text[max(0, token.start - 25) : token.start])
        and not called
    ):
        return False
    if called:
        return True
    if lists.is_word(token.text) or token.text.lower() in places:
        return False
    if lists.is_given(token.text):
        return False
    return not re.search(
        r"(?:^|[ \n])(?:i|på|til|fra|frå|ved)[ \n]$", text[max(0, token.start - 6) : token.start]
    )


def _inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s < token.end and token.start < e for s, e in spans)
