"""Which names of which documents are one person or body.

Works on the entities of the documents, never on single mentions: what one document calls one,
stays one.  Joins are made in the order of certainty, each with its reason in words, so that
`names why` can answer; what a person ruled comes last and wins.

Homonyms stay apart: two people of one name whose municipalities are known and differ, and
`Formannskapet` of two municipalities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from saksdoc.archive import likeness
from saksdoc.archive.likeness import PersonForm
from saksdoc.archive.rulings import Rulings, Split
from saksdoc.archive.words import fold
from saksdoc.model import EntityKind

SAME = "samme navn"
"""The reasons are what the secretariat reads, so they are Norwegian."""


@dataclass(slots=True)
class Name:
    """An entity of one document, as the archive holds it."""

    id: int
    kind: EntityKind
    name: str
    place: str | None
    home: str | None
    path: str
    mentions: int
    aliases: dict[str, int] = field(default_factory=dict)
    reason: str = SAME

    @property
    def spellings(self) -> list[str]:
        """The name and all aliases."""
        return list(dict.fromkeys([self.name, *self.aliases]))


class Groups:
    """Names joined so far (union–find); each name carries the reason for its last join."""

    def __init__(self, names: Iterable[Name], splits: Iterable[Split] = ()) -> None:
        self._members = {name.id: [name] for name in names}
        self._parent = {key: key for key in self._members}
        self._apart = [(s.kind, fold(s.name), fold(s.alias)) for s in splits if s.alias]

    def root(self, key: int) -> int:
        """The name that stands for the group."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: int, other: int, reason: str | None = None) -> None:
        """Make one group of two; ``reason`` is noted on all of the second."""
        first, second = self.root(one), self.root(other)
        if first == second or self._ruled_apart(first, second):
            return
        joined = self._members.pop(second)
        for name in joined:
            if reason and name.reason == SAME:
                name.reason = reason
        self._members[first] += joined
        self._parent[second] = first

    def _ruled_apart(self, first: int, second: int) -> bool:
        """Whether a person said that a name of one group is not a name of the other."""
        if not self._apart:
            return False
        one = {(n.kind, fold(n.name)) for n in self._members[first]}
        other = {(n.kind, fold(n.name)) for n in self._members[second]}
        return any(
            ((kind, name) in one and (kind, alias) in other)
            or ((kind, name) in other and (kind, alias) in one)
            for kind, name, alias in self._apart
        )

    def members(self, key: int) -> list[Name]:
        """All names of the group that ``key`` belongs to."""
        return self._members[self.root(key)]

    def groups(self) -> list[list[Name]]:
        """Every group."""
        return list(self._members.values())


def join(names: list[Name], rulings: Rulings) -> Groups:
    """Bring the names together; see the module."""
    groups = Groups(names, rulings.splits)
    apart = _Apart(rulings)
    bodies = [name for name in names if name.kind is EntityKind.BODY]
    people = [name for name in names if name.kind is EntityKind.PERSON]
    _join_equal(groups, bodies, {n.id: _body_keys(n, apart) for n in bodies})
    _join_equal(groups, people, {n.id: _person_keys(n, apart) for n in people})
    _join_abbreviations(groups, bodies, apart)
    _join_short(groups, people, likeness.leaves_out, "mellomnavn utelatt")
    _join_bound(groups, bodies, {n.id: _body_keys(n, apart) for n in bodies})
    _join_misread(groups, bodies, {n.id: _body_keys(n, apart) for n in bodies})
    _join_misread(groups, people, {n.id: _person_keys(n, apart) for n in people})
    _join_short(groups, people, likeness.fits_initials, "forbokstaver, og bare én passer")
    _join_ruled(groups, names, rulings)
    return groups


class _Apart:
    """The splits, asked quickly."""

    def __init__(self, rulings: Rulings) -> None:
        self._aliases = {
            (split.kind, fold(split.name), fold(split.alias))
            for split in rulings.splits
            if split.alias
        }
        self._documents = [split for split in rulings.splits if split.documents]

    def spellings(self, name: Name) -> list[str]:
        """The spellings by which a name may be joined: none that was ruled to be another's."""
        own = fold(name.name)
        return [
            s for s in name.spellings
            if (name.kind, own, fold(s)) not in self._aliases or fold(s) == own
        ]  # fmt: skip

    def scope(self, name: Name) -> str:
        """A mark for names that were ruled to be another one in some documents."""
        for number, split in enumerate(self._documents):
            if self._is_of(split, name):
                return f"#{number}"
        return ""

    @staticmethod
    def _is_of(split: Split, name: Name) -> bool:
        return (
            split.kind is name.kind
            and name.path in split.documents
            and fold(split.name) in {fold(s) for s in name.spellings}
        )


Key = tuple[str, str]
"""What makes two names equal: the key of the spelling, and a scope ('' where it needs none)."""


def _body_keys(name: Name, apart: _Apart) -> list[Key]:
    keys: dict[Key, None] = {}
    for spelling in apart.spellings(name):
        key = likeness.body_key(spelling)
        if not key or likeness.is_abbreviation(spelling):
            continue
        generic = likeness.is_generic(key)
        if generic and fold(spelling) != fold(name.name):
            continue
        place = name.place or (name.home if generic else None)
        keys[(key, apart.scope(name) + (fold(place) if place else ""))] = None
    return list(keys)


def _person_keys(name: Name, apart: _Apart) -> list[Key]:
    keys: dict[Key, None] = {}
    for spelling in apart.spellings(name):
        form = likeness.person_form(spelling)
        if form.is_full:
            keys[(form.key, apart.scope(name) + fold(name.place or ""))] = None
    return list(keys)


def _join_equal(groups: Groups, names: list[Name], keys: dict[int, list[Key]]) -> None:
    """Join names with a key in common; one without a place goes with the only place there is."""
    holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for key, scope in keys[name.id]:
            holders[key][scope].append(name.id)
    for scopes in holders.values():
        for ids in scopes.values():
            for other in ids[1:]:
                groups.join(ids[0], other)
        placed = [scope for scope in scopes if scope and not scope.startswith("#")]
        if "" in scopes and len(placed) == 1:
            groups.join(scopes[placed[0]][0], scopes[""][0])


def _join_abbreviations(groups: Groups, bodies: list[Name], apart: _Apart) -> None:
    """A body known by its abbreviation only is the one body that the archive so abbreviates."""
    long_ones: dict[str, dict[int, None]] = defaultdict(dict)
    short_ones: list[tuple[str, Name]] = []
    for name in bodies:
        shorts = {s for s in apart.spellings(name) if likeness.is_abbreviation(s)}
        if likeness.is_abbreviation(name.name) and len(shorts) == len(name.spellings):
            short_ones.append((name.name, name))
            continue
        for short in shorts:
            long_ones[short][groups.root(name.id)] = None
    first: dict[str, int] = {}
    for short, name in short_ones:
        roots = {groups.root(root) for root in long_ones.get(short, ())}
        if len(roots) == 1 and not apart.scope(name):
            groups.join(roots.pop(), name.id, f"{short} forkorter bare dette navnet")
        elif not roots:
            groups.join(first.setdefault(short + apart.scope(name), name.id), name.id)


def _forms(groups: Groups, people: list[Name]) -> dict[int, set[PersonForm]]:
    forms: dict[int, set[PersonForm]] = defaultdict(set)
    for name in people:
        forms[groups.root(name.id)] |= {likeness.person_form(s) for s in name.spellings}
    return forms


def _join_short(
    groups: Groups,
    people: list[Name],
    fits: Callable[[PersonForm, PersonForm], bool],
    reason: str,
) -> None:
    """Join a person known by a short form only with the one person whose full form fits it."""
    forms = _forms(groups, people)
    by_surname: dict[str, set[int]] = defaultdict(set)
    for root, own in forms.items():
        for form in own:
            by_surname[form.surname].add(root)
    for root in sorted(forms):
        longest = max(forms[root], key=lambda f: (f.is_full, len(f.given), f.key))
        fitting = {
            groups.root(other)
            for other in by_surname[longest.surname] - {root}
            if any(fits(longest, form) for form in forms[other])
        }
        if len(fitting) == 1 and not _apart_places(groups, fitting, root):
            groups.join(fitting.pop(), root, reason)


def _apart_places(groups: Groups, roots: set[int], root: int) -> bool:
    """Whether the places of two groups are known and have none in common."""
    theirs = {fold(n.place) for r in roots for n in groups.members(r) if n.place}
    own = {fold(n.place) for n in groups.members(root) if n.place}
    return bool(theirs and own and not theirs & own)


def _join_bound(groups: Groups, bodies: list[Name], keys: dict[int, list[Key]]) -> None:
    """Join bodies whose names differ in the binding s of a compound only."""
    alike: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for name in bodies:
        for key, scope in keys[name.id]:
            alike[(key.replace("s", ""), scope)].setdefault(key, name.id)
    for found in alike.values():
        for one, other in combinations(sorted(found), 2):
            if likeness.differs_in_binding(one, other):
                groups.join(found[one], found[other], "med og uten binde-s")


def _join_misread(groups: Groups, names: list[Name], keys: dict[int, list[Key]]) -> None:
    """Join a name with the one whose misreading it is."""
    by_skeleton: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for name in names:
        for key, scope in keys[name.id]:
            by_skeleton[(likeness.skeleton(key), scope)].setdefault(key, name.id)
    for found in by_skeleton.values():
        for damaged in sorted(found):
            for clean in sorted(found):
                if likeness.is_misreading(damaged, clean):
                    groups.join(found[clean], found[damaged], f"«{damaged}» er feillest «{clean}»")


def _join_ruled(groups: Groups, names: list[Name], rulings: Rulings) -> None:
    """Join what a person said is one."""
    by_spelling: dict[tuple[EntityKind, str], list[int]] = defaultdict(list)
    for name in names:
        for spelling in name.spellings:
            by_spelling[(name.kind, fold(spelling))].append(name.id)
    for merge in rulings.merges:
        ids = [i for n in merge.names for i in by_spelling.get((merge.kind, fold(n)), ())]
        for other in ids[1:]:
            groups.join(ids[0], other, "slått sammen for hånd")
