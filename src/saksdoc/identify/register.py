"""The register: bodies known beforehand, with their names through time and language.

Three sources, one form: the shipped tables (``models/register``), what the user adds in a TOML
file, and nothing else. A user's file looks like this::

    [[body]]
    name = "Strategisk samarbeidsutvalg"
    aliases = ["Det strategiske samarbeidsutvalet"]
    short = ["SSU"]
    place = "Bergen"

    [[person]]
    name = "Kari Nordmann"
    aliases = ["Kari N. Nordmann"]
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksdoc import assets
from saksdoc.errors import InputError, MissingRequirement

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A body (or person) of the register. ``former`` pairs an old name with its last year."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    former: tuple[tuple[str, int | None], ...] = ()
    place: str | None = None

    def names(self) -> Iterator[str]:
        """The name and all others that may stand for it, abbreviations apart."""
        yield self.name
        yield from self.aliases
        for name, _ in self.former:
            yield name  # a body renamed; one merged into another stays a body of its own


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known, indexed by the words of a name."""

    entries: tuple[Known, ...]
    people: tuple[Known, ...]
    places: frozenset[str]
    _by_words: dict[str, list[tuple[tuple[str, ...], Known]]]
    _short: dict[str, Known]
    _by_name: dict[str, Known]

    @classmethod
    def load(cls, files: Sequence[Path] = (), directory: Path | None = None) -> Register:
        """The shipped register and the user's own files.

        Raises:
            MissingRequirement: The shipped tables are not here.
            InputError: A user's file cannot be read or is not a register.
        """
        folder = directory or assets.locate("register")
        try:
            towns = _table(folder / "municipalities.tsv", 3)
            bodies = _table(folder / "bodies.tsv", 6)
        except OSError as error:
            raise MissingRequirement(
                "the register cannot be read", where=folder, advice="install saksdoc again"
            ) from error
        own = [entry for path in files for entry in read_toml(path)]
        entries = [e for e in own if e.kind != "person"]
        entries += [e for row in bodies for e in _body(row)]
        entries += [e for row in towns for e in _municipality(row)]
        counties = {row[1] for row in towns} | _FORMER_COUNTIES
        entries += _counties(counties)
        places = {name.lower() for row in towns for name in (row[0], *_place_names(row[2]))}
        places |= {county.lower() for county in counties}
        people = [e for e in own if e.kind == "person"]
        return cls.of(entries, people, places)

    @classmethod
    def of(
        cls, entries: Iterable[Known], people: Iterable[Known] = (), places: Iterable[str] = ()
    ) -> Register:
        """A register of the entries given; of two with one name the first counts."""
        listed = tuple(entries)
        by_words: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        short: dict[str, Known] = {}
        by_name: dict[str, Known] = {}
        for entry in listed:
            for name in entry.names():
                words = tuple(w.lower() for w in _WORD.findall(name))
                if words:
                    by_words.setdefault(words[0], []).append((words, entry))
                    by_name.setdefault(" ".join(words), entry)
            for abbreviation in entry.short:
                short.setdefault(abbreviation, entry)
        for options in by_words.values():
            options.sort(key=lambda option: -len(option[0]))
        return cls(listed, tuple(people), frozenset(places), by_words, short, by_name)

    def find(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Where a name of the register stands, (start, end, entry), the longest first.

        Names count as they are written with a capital; an s of the genitive may follow.
        """
        words = list(_WORD.finditer(text))
        done = 0
        for at, word in enumerate(words):
            if at < done or not text[word.start()].isupper():
                continue
            length, entry = self._at(text, words, at)
            if entry is not None:
                yield word.start(), words[at + length - 1].end(), entry
                done = at + length

    def _at(self, text: str, words: Sequence[re.Match[str]], at: int) -> tuple[int, Known | None]:
        word = words[at].group()
        if word in self._short:
            return 1, self._short[word]
        low = word.lower()
        options = list(self._by_words.get(low, ()))
        if low.endswith("s"):
            options += [o for o in self._by_words.get(low[:-1], ()) if len(o[0]) == 1]
        for names, entry in options:
            stretch = words[at : at + len(names)]
            if len(stretch) < len(names) or not _one_line(text, stretch):
                continue
            got = tuple(w.group().lower() for w in stretch)
            if got[:-1] == names[:-1] and got[-1] in (names[-1], names[-1] + "s"):
                return len(names), entry
        return 0, None

    def lookup(self, name: str) -> Known | None:
        """The entry that goes by a name or abbreviation."""
        if name in self._short:
            return self._short[name]
        return self._by_name.get(" ".join(w.lower() for w in _WORD.findall(name)))


def _one_line(text: str, stretch: Sequence[re.Match[str]]) -> bool:
    gaps = (text[a.end() : b.start()] for a, b in itertools.pairwise(stretch))
    return all(len(gap) <= 3 and "\n\n" not in gap for gap in gaps)


def read_toml(path: Path) -> tuple[Known, ...]:
    """The bodies and people of a user's register.

    Raises:
        InputError: The file cannot be read, is not TOML, or an entry has no name.
    """
    try:
        with path.open("rb") as stream:
            content = tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"not a register: {error}", where=path, advice="see the reference for its form"
        ) from error
    entries: list[Known] = []
    for kind in ("body", "person"):
        listed = content.get(kind, [])
        if not isinstance(listed, list):
            raise InputError(
                f"not a register: {kind} is no list", where=path, advice=f"write [[{kind}]]"
            )
        entries += [_from_toml(entry, kind, path) for entry in listed]
    return tuple(entries)


def _strings(entry: dict[str, object], key: str, path: Path) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise InputError(f"{key} is no list of names", where=path, advice=f'write {key} = ["…"]')
    return tuple(value)


def _from_toml(entry: object, kind: str, path: Path) -> Known:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise InputError(f"a [[{kind}]] without a name", where=path, advice="give it a name = …")
    place = entry.get("place")
    return Known(
        entry["name"],
        kind,
        _strings(entry, "aliases", path),
        _strings(entry, "short", path),
        tuple((name, None) for name in _strings(entry, "former", path)),
        str(place) if place else None,
    )


def _table(path: Path, columns: int) -> list[list[str]]:
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            rows.append([*cells, *[""] * (columns - len(cells))])
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _dated(cell: str) -> tuple[tuple[str, int | None], ...]:
    pairs = []
    for part in _split(cell):
        name, _, year = part.partition("@")
        pairs.append((name, int(year) if year else None))
    return tuple(pairs)


_TWO_LETTERS = ("UD", "LO", "KD", "JD")  # others of two letters mean too many things


def _body(row: Sequence[str]) -> Iterator[Known]:
    """A body, and those that were merged into it (``name+year``), which stay their own."""
    name, kind, aliases, short, former, place = row[:6]
    names = [f for f in _split(former) if "+" not in f]
    abbreviations = tuple(s for s in _split(short) if len(s) > 2 or s in _TWO_LETTERS)
    renamed = _dated(";".join(names))
    yield Known(name, kind, _split(aliases), abbreviations, renamed, place or None)
    for merged in _split(former):
        old, plus, _ = merged.partition("+")
        if plus:
            yield Known(old, kind, place=place or None)


def _municipality(row: Sequence[str]) -> Iterator[Known]:
    """A municipality, and the ones merged into it, which stay bodies of their own."""
    name, _, others = row[:3]
    current = [o for o in _split(others) if "@" not in o]
    whole = tuple(o for o in current if " " in o)
    yield Known(f"{name} kommune", "municipality", (f"{name} kommunen", *whole), (), (), name)
    for old, year in _dated(others):
        if year is not None:
            yield Known(f"{old} kommune", "municipality", (), (), (), old)


_FORMER_COUNTIES = frozenset((
    "Finnmark", "Troms", "Nord-Trøndelag", "Sør-Trøndelag", "Hordaland", "Sogn og Fjordane",
    "Vest-Agder", "Aust-Agder", "Telemark", "Vestfold", "Buskerud", "Akershus", "Østfold",
    "Hedmark", "Oppland", "Rogaland", "Nordland", "Møre og Romsdal",
))  # fmt: skip


def _place_names(others: str) -> Iterator[str]:
    """Places among the other names of a municipality: no ``suohkan`` or ``herad``."""
    for name in _split(others):
        bare = name.partition("@")[0]
        if " " not in bare:
            yield bare


def _counties(names: set[str] | frozenset[str]) -> Iterator[Known]:
    for name in sorted(names):
        yield Known(f"{name} fylkeskommune", "county", (), (), (), name)
        sees = (f"Fylkesmannen i {name}", f"Statsforvaltaren i {name}")
        yield Known(f"Statsforvalteren i {name}", "agency", sees, (), (), name)
