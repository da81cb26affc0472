"""One entity across documents: what the archive needs to bring names together, and keep them apart.

The same rules as within a document, and one more: a name that every municipality has
(``formannskapet``, ``kontrollutvalget``) is one only within a place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saksdoc.identify.forms import GENERIC
from saksdoc.identify.heads import key_of
from saksdoc.identify.linking import free_id, slug
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Register
from saksdoc.identify.same import misread_keys, same_person
from saksdoc.identify.sounds import sound
from saksdoc.identify.ties import Tie, Ties
from saksdoc.model import Entity, EntityKind, Role

_Member = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """One person or body over many documents.

    ``members`` are (index of the document, id of the entity in it); ``ties`` say why they are
    one.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    place: str | None
    members: tuple[tuple[int, str], ...]
    ties: tuple[Tie, ...]


def unite(
    documents: Sequence[Sequence[Entity]],
    lists: NameLists | None = None,
    register: Register | None = None,
) -> tuple[Joined, ...]:
    """Bring the entities of many documents together; order and ids depend on the input only.

    ``lists`` and ``register`` are loaded where they are not given.
    """
    names, known = lists or NameLists.load(), register or Register.load()
    entities = {
        (d, i): entity for d, found in enumerate(documents) for i, entity in enumerate(found)
    }
    ties: Ties[_Member] = Ties()
    for member in entities:
        ties.add(member)
    _people({m: e for m, e in entities.items() if e.kind is EntityKind.PERSON}, names, ties)
    _bodies({m: e for m, e in entities.items() if e.kind is EntityKind.BODY}, known, ties)
    joined: list[Joined] = []
    taken: set[str] = set()
    for group in ties.sets(entities):
        one = _joined(group, entities, ties, taken)
        taken.add(one.id)
        joined.append(one)
    return tuple(joined)


def _people(entities: dict[_Member, Entity], lists: NameLists, ties: Ties[_Member]) -> None:
    blocks: dict[str, list[_Member]] = defaultdict(list)
    for member, entity in entities.items():
        words = entity.name.split()
        if len(words) > 1:
            blocks[sound(words[0])[:1] + sound(words[-1])[:1]].append(member)
    for block in blocks.values():
        block.sort(key=lambda m: -len(entities[m].name))
        for at, member in enumerate(block):
            mine = entities[member]
            options: dict[_Member, tuple[_Member, str]] = {}
            for other in block[:at]:
                reason = same_person(entities[other].name, mine.name, lists)
                if reason is not None and not _parted(entities[other], mine):
                    options.setdefault(ties.find(other), (other, reason))
            if len(options) == 1:
                other, reason = next(iter(options.values()))
                ties.unite(other, member, Tie(entities[other].name, mine.name, reason))


def _parted(one: Entity, other: Entity) -> bool:
    """Same name, but two municipalities: two people, for all the texts say."""
    a, b = _towns(one), _towns(other)
    return bool(a and b and not a & b)


def _towns(person: Entity) -> set[str]:
    return {
        key_of(role.body)
        for role in person.roles
        if role.body and role.body.lower().rstrip("sn").endswith("kommune")
    }


def _bodies(entities: dict[_Member, Entity], register: Register, ties: Ties[_Member]) -> None:
    by_key: dict[str, list[_Member]] = defaultdict(list)
    for member, entity in entities.items():
        for key in _keys(entity, register):
            by_key[key].append(member)
    for key, members in by_key.items():
        places = {entities[m].place for m in members} - {None}
        for at, member in enumerate(members):
            for other in members[:at]:
                one, two = entities[other], entities[member]
                if not _same_place(one, two, generic=key in GENERIC, places=len(places)):
                    continue
                reason = "same name" if one.name == two.name else "same name, inflected or misread"
                ties.unite(other, member, Tie(one.name, two.name, reason))
                break
    _misread(by_key, entities, ties)


def _misread(
    by_key: dict[str, list[_Member]], entities: dict[_Member, Entity], ties: Ties[_Member]
) -> None:
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        blocks[key[:3]].append(key)
    for keys in blocks.values():
        for at, key in enumerate(keys):
            for other in keys[:at]:
                one, two = entities[by_key[other][0]], entities[by_key[key][0]]
                if misread_keys(key, other) and _same_place(one, two, generic=False, places=1):
                    tie = Tie(one.name, two.name, "one misread for the other")
                    ties.unite(by_key[other][0], by_key[key][0], tie)


def _same_place(one: Entity, two: Entity, *, generic: bool, places: int) -> bool:
    if one.place is not None and two.place is not None:
        return one.place == two.place
    if generic:
        return (one.place is None and two.place is None) or places == 1
    return True


def _keys(entity: Entity, register: Register) -> list[str]:
    """The keys of the names that are no abbreviation, and of the register's entry for them."""
    names = [n for n in (entity.name, *entity.aliases) if not _short(n)] or [entity.name]
    known = [entry.name for entry in map(register.lookup, names) if entry is not None]
    return list(dict.fromkeys(key_of(name) for name in (*names, *known)))


def _short(name: str) -> bool:
    return " " not in name and sum(c.isupper() for c in name) > 1 and len(name) < 8


def _joined(
    group: Sequence[_Member], entities: dict[_Member, Entity], ties: Ties[_Member], taken: set[str]
) -> Joined:
    members = [entities[m] for m in group]
    counts: Counter[str] = Counter()
    for entity in members:
        counts[entity.name] += 2
        counts.update(entity.aliases)
    name = max((e.name for e in members), key=lambda n: (len(n.split()), _marked(n), counts[n]))
    roles = dict.fromkeys(role for entity in members for role in entity.roles)
    places = [e.place for e in members if e.place]
    full = {e.name for e in members}
    reasons = tuple(t for t in ties.reasons if t.one in full and t.other in full)
    return Joined(
        free_id(slug(name), taken),
        members[0].kind,
        name,
        tuple(n for n, _ in counts.most_common() if n != name),
        tuple(roles),
        places[0] if places else None,
        tuple((d, entities[d, i].id) for d, i in group),
        reasons,
    )


def _marked(name: str) -> int:
    """Norwegian letters: the form that has them was read best."""
    return sum(c in "æøåÆØÅ" for c in name)
