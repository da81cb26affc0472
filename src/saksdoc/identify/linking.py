"""From names found to whose they are: one entity from many spellings, homonyms apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from saksdoc.identify.forms import GENERIC, fold
from saksdoc.identify.found import Found
from saksdoc.identify.heads import read_form
from saksdoc.identify.names import NameLists
from saksdoc.identify.register import Register
from saksdoc.identify.same import misread_keys, name_parts, same_person
from saksdoc.identify.sounds import sound
from saksdoc.identify.ties import Tie, Ties
from saksdoc.model import Entity, EntityKind, Role


@dataclass(frozen=True, slots=True)
class Linked:
    """Entities, which entity each find belongs to (same order), and why names were united."""

    entities: tuple[Entity, ...]
    owner: tuple[str, ...]
    ties: tuple[Tie, ...]


def link(found: Sequence[Found], lists: NameLists, register: Register) -> Linked:
    """Unite what is one; every entity gets its best name, its aliases and its roles."""
    ties: Ties[str] = Ties()
    keys = [_key(item) for item in found]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for key, item in zip(keys, found, strict=True):
        ties.add(key)
        names[key][item.name] += 1
    _unite_people([k for k in names if k.startswith("p:")], names, lists, ties)
    many = {k for k, item in zip(keys, found, strict=True) if _is_plural(item)}
    _unite_bodies([k for k in names if k.startswith("b:")], names, ties, many)
    entities: list[Entity] = []
    ids: dict[str, str] = {}
    taken: set[str] = set()
    home = _home(found, register)
    by_root: dict[str, list[Found]] = defaultdict(list)
    for key, item in zip(keys, found, strict=True):
        by_root[ties.find(key)].append(item)
    for root, members in by_root.items():
        entity = _entity(members, lists, register, taken)
        if entity.place is None and members[0].key in GENERIC:
            entity = replace(entity, place=home)
        taken.add(entity.id)
        entities.append(entity)
        ids[root] = entity.id
    return Linked(tuple(entities), tuple(ids[ties.find(k)] for k in keys), tuple(ties.reasons))


def _home(found: Sequence[Found], register: Register) -> str | None:
    """The municipality the document speaks from: the one it names twice as often as any other."""
    counts: Counter[str] = Counter()
    for item in found:
        if item.kind is EntityKind.BODY and item.key.endswith(" kommune"):
            entry = register.lookup(item.name)
            counts[entry.place if entry and entry.place else item.name.rsplit(" ", 1)[0]] += 1
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] < 2 * best[1][1]):
        return None
    return best[0][0]


def _key(item: Found) -> str:
    if item.kind is EntityKind.PERSON:
        return "p:" + fold(" ".join(name_parts(item.name)))
    return "b:" + item.key


def _unite_people(
    keys: list[str], names: dict[str, Counter[str]], lists: NameLists, ties: Ties[str]
) -> None:
    """Short and misread forms join the one full name they can stand for."""
    for block in _blocks(keys, names):
        _unite_block(block, names, lists, ties)


def _blocks(keys: list[str], names: dict[str, Counter[str]]) -> list[list[str]]:
    """Keys whose surnames begin with one sound; the others cannot be one."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        blocks[sound(key.split()[-1])[:1]].append(key)
    return list(blocks.values())


def _unite_block(
    keys: list[str], names: dict[str, Counter[str]], lists: NameLists, ties: Ties[str]
) -> None:
    by_weight = sorted(keys, key=lambda k: (len(k.split()), _letters(k)), reverse=True)
    for key in reversed(by_weight):
        mine = names[key].most_common(1)[0][0]
        options: dict[str, tuple[str, str]] = {}
        for other in by_weight:
            if other == key or (_letters(other), other) <= (_letters(key), key):
                continue
            theirs = names[other].most_common(1)[0][0]
            reason = same_person(theirs, mine, lists)
            if reason is not None:
                options.setdefault(ties.find(other), (theirs, reason))
        if len(options) > 1:
            options = _agreeing(options, lists)
        if len(options) == 1:
            root, (theirs, reason) = next(iter(options.items()))
            ties.unite(root, key, Tie(theirs, mine, reason))


def _agreeing(options: dict[str, tuple[str, str]], lists: NameLists) -> dict[str, tuple[str, str]]:
    """One of several full names if all can be one person's; else none."""
    full = [name for name, _ in options.values()]
    if all(same_person(a, b, lists) for a in full for b in full):
        root = next(iter(options))
        return {root: options[root]}
    return {}


def _letters(key: str) -> int:
    return len(key.replace(" ", ""))


def _is_plural(item: Found) -> bool:
    if item.kind is EntityKind.PERSON or " " in item.name:
        return False
    form = read_form(fold(item.name))
    return form is not None and form.plural


def _unite_bodies(
    keys: list[str], names: dict[str, Counter[str]], ties: Ties[str], many: set[str]
) -> None:
    count = {key: sum(names[key].values()) for key in keys}
    alike: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in keys:
        block = alike[key[2:4], key.count(" ") + key.count("-")]
        for other in block:
            if abs(len(key) - len(other)) < 3 and misread_keys(key[2:], other[2:]):
                good, bad = (key, other) if count[key] > count[other] else (other, key)
                ties.unite(good, bad, _tie(good, bad, names, "misread"))
        block.append(key)
    narrowed = [key for key in keys if " " in key]
    for key in keys:
        if key in many or " " in key:
            continue
        longer = [k for k in narrowed if _narrows(k[2:], key[2:])]
        roots = {ties.find(k) for k in longer}
        if len(roots) == 1 and ties.find(key) not in roots:
            full = longer[0]
            ties.unite(full, key, _tie(full, key, names, "the only one of its kind here"))


def _narrows(long: str, short: str) -> bool:
    """Whether ``long`` is ``short`` with a place or field: after it, or a place before it."""
    return long.startswith((f"{short} for ", f"{short} i ", f"{short} ved ", f"{short} pa ")) or (
        long.endswith(f" {short}") and long.count(" ") == 1
    )


def _tie(one: str, other: str, names: dict[str, Counter[str]], reason: str) -> Tie:
    return Tie(names[one].most_common(1)[0][0], names[other].most_common(1)[0][0], reason)


def _entity(
    members: Sequence[Found], lists: NameLists, register: Register, taken: set[str]
) -> Entity:
    counts = Counter(item.name for item in members)
    kind = members[0].kind
    name = max(counts, key=lambda n: _worth(n, counts[n], kind, lists))
    if kind is EntityKind.BODY:
        name = name[0].upper() + name[1:]
    aliases = tuple(n for n, _ in counts.most_common() if n != name)
    roles = tuple(dict.fromkeys(role for item in members for role in item.roles))
    return Entity(
        free_id(slug(name), taken), kind, name, aliases, _essential(roles), _place(name, register)
    )


def _worth(
    name: str, count: int, kind: EntityKind, lists: NameLists
) -> tuple[int, float, int, int]:
    """The best-spelt, fullest form first."""
    words = re.findall(r"[^\W\d_]+", name)
    if kind is EntityKind.PERSON:
        known = sum(lists.is_given(w) or lists.is_surname(w) for w in words if len(w) > 1)
        return (known, 0.0, len([w for w in words if len(w) > 1]), len(words) * 100 + count)
    short = name.isupper() or (len(words) == 1 and sum(c.isupper() for c in name) > 1)
    marked = sum(c in "æøåÆØÅ" for c in name)
    return (0 if short else 1, min(len(words), 6), marked, (1000 if _definite(name) else 0) + count)


def _definite(name: str) -> bool:
    """``kontrollutvalget`` names the body better than ``kontrollutvalg`` and its capitals do."""
    if " " in name or name.isupper():
        return False
    form = read_form(fold(name))
    return form is not None and form.definite


def _essential(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles without those that another says more fully."""
    listed = list(roles)
    return tuple(
        role
        for role in listed
        if not any(
            other is not role
            and other.role == role.role
            and (role.body in (None, other.body))
            and (role.period in (None, other.period))
            and (other.body, other.period) != (role.body, role.period)
            for other in listed
        )
    )


def _place(name: str, register: Register) -> str | None:
    entry = register.lookup(name)
    if entry is not None and entry.place is not None:
        return entry.place
    match = re.search(r"(?:[ ](?:i|for)[ ])(?P<place>[^\W\d_][\w -]*?)(?:[ ]kommune)?$", name)
    if match is not None and match["place"].lower() in register.places:
        return match["place"]
    match = re.match(
        r"(?P<place>[\w -]+?)s? (?:kommune|kommunestyre|formannskap|bystyre)\w*$", name
    )
    if match is not None and match["place"].lower() in register.places:
        return match["place"]
    return None


def slug(name: str) -> str:
    """A name as an id: ``Randi-Luise Møvik`` → ``randi-luise-movik``.

    >>> slug("Områdeutvalget for Voss")
    'omradeutvalget-for-voss'
    """
    out = name.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return re.sub(r"[^a-z0-9]+", "-", fold(out)).strip("-") or "navn"


def free_id(wanted: str, taken: set[str]) -> str:
    """The id, with a number where it is taken."""
    number, free = 2, wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free
