"""What a person decided about names: these two are one, this one is not that one.

Kept in a small TOML file beside the archive, so that it can be read, mended and versioned by hand
and survives any rebuilding of the archive.  It speaks of names as they are written, not of ids,
since ids may change when documents come and go.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saksdoc.errors import OutputError, UsageError
from saksdoc.model import EntityKind

_HEAD = """\
# Names that a person has ruled on. `saksdoc names merge` and `saksdoc names split` add to
# this file; it may be edited by hand. Run `saksdoc index` afterwards, and the archive follows it.
#
# [[merge]]  all these names are one and the same person or body; the first is the name to show
# [[split]]  this spelling (or this name, in these documents only) is somebody or something else
"""


@dataclass(frozen=True, slots=True)
class Merge:
    """All ``names`` are one; the first is the name to show."""

    kind: EntityKind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """``alias`` is not ``name``; with ``documents``, ``name`` in these is another one."""

    kind: EntityKind
    name: str
    alias: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulings:
    """All that was decided, in order."""

    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()


def path_beside(db: Path) -> Path:
    """``arkiv.db`` → ``arkiv.db.names.toml``."""
    return db.with_name(f"{db.name}.names.toml")


def load(path: Path) -> Rulings:
    """Read the file; nothing was decided where there is none.

    Raises:
        UsageError: It is not TOML, or an entry lacks what it needs.
    """
    if not path.exists():
        return Rulings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return Rulings(
            tuple(_merge(entry) for entry in values.get("merge", [])),
            tuple(_split(entry) for entry in values.get("split", [])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"the file of name rulings cannot be understood ({error})",
            where=path,
            advice="mend the entry, or delete it",
        ) from error


def _merge(entry: dict[str, Any]) -> Merge:
    names = tuple(str(name) for name in entry["names"])
    if len(names) < 2:
        raise ValueError("a [[merge]] needs two names or more")
    return Merge(EntityKind(entry["kind"]), names)


def _split(entry: dict[str, Any]) -> Split:
    split = Split(
        EntityKind(entry["kind"]),
        str(entry["name"]),
        entry.get("alias"),
        tuple(str(path) for path in entry.get("documents", [])),
    )
    if not split.alias and not split.documents:
        raise ValueError("a [[split]] needs an alias or documents")
    return split


def with_merge(rulings: Rulings, merge: Merge) -> Rulings:
    """Add a merge, and drop the splits it takes back."""
    names = {name.casefold() for name in merge.names}

    def undone(split: Split) -> bool:
        pair = {split.name.casefold(), (split.alias or "").casefold()}
        return split.kind is merge.kind and pair <= names

    kept = tuple(split for split in rulings.splits if not undone(split))
    return replace(rulings, merges=(*rulings.merges, merge), splits=kept)


def with_split(rulings: Rulings, split: Split) -> Rulings:
    """Add a split, and take the alias out of the merges that joined it to the name."""
    if not split.alias:
        return replace(rulings, splits=(*rulings.splits, split))
    alias, name = split.alias.casefold(), split.name.casefold()
    merges = []
    for merge in rulings.merges:
        names = merge.names
        folded = {other.casefold() for other in names}
        if merge.kind is split.kind and {alias, name} <= folded:
            names = tuple(other for other in names if other.casefold() != alias)
        if len(names) > 1:
            merges.append(replace(merge, names=names))
    return Rulings(tuple(merges), (*rulings.splits, split))


def save(rulings: Rulings, path: Path) -> None:
    """Write the file anew, beside itself and then moved into place.

    Raises:
        OutputError: It cannot be written.
    """
    blocks = [_HEAD]
    for merge in rulings.merges:
        blocks.append(f"[[merge]]\nkind = {_quoted(merge.kind)}\nnames = {_listed(merge.names)}\n")
    for split in rulings.splits:
        lines = ["[[split]]", f"kind = {_quoted(split.kind)}", f"name = {_quoted(split.name)}"]
        if split.alias:
            lines.append(f"alias = {_quoted(split.alias)}")
        if split.documents:
            lines.append(f"documents = {_listed(split.documents)}")
        blocks.append("\n".join(lines) + "\n")
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text("\n".join(blocks), encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise OutputError(
            f"the name rulings cannot be written ({error.strerror or error})", where=path
        ) from error


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are all TOML's, and DEL needs one too."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(_quoted(text) for text in texts) + "]"
