"""Which documents a call means, and where the output of each belongs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from saksdoc.errors import UsageError, readable

#: What ``clean`` takes from a folder; a file named by itself is tried whatever it is called.
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Input:
    """A document to clean.

    ``name`` is its path below the given folder, with its suffix: the folder of its output and its
    name in the ledger, always valid Unicode. ``problem`` says why it cannot even be tried.
    """

    path: Path
    name: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """All inputs of a call, and how many other files and links to folders lay beside them."""

    inputs: tuple[Input, ...]
    passed_over: int


def discover(paths: Iterable[Path], out: Path | None = None) -> Found:
    """Find the documents below the given paths, sorted by name.

    Folders are searched recursively; links to folders are not followed, so that a loop of links
    ends nowhere; ``out``, where it lies in a folder, is left out. Two inputs that would be written
    to the same folder: the second is returned with a ``problem``, named by its whole path.

    Raises:
        UsageError: A path does not exist, or the results would lie where the originals are.
    """
    found: dict[str, Input] = {}
    clashes: dict[str, Input] = {}
    passed_over = 0
    for path in paths:
        for item in _below(path, out):
            if item is None:
                passed_over += 1
                continue
            first = found.setdefault(item.name, item)
            if first is not item and not _same_file(first.path, item.path):
                problem = (
                    f"would be written to the same folder as {first.path}; "
                    "clean the two into different folders, or name the folder above both"
                )
                whole = readable(item.path)
                name = whole if whole not in found else f"{whole}#2"
                clashes.setdefault(name, Input(item.path, name, problem))
    inputs = sorted([*found.values(), *clashes.values()], key=lambda item: item.name)
    if out is not None:
        _keep_originals(inputs, out)
    return Found(tuple(inputs), passed_over)


def _keep_originals(inputs: Iterable[Input], out: Path) -> None:
    """Refuse an output folder in which a result would need the place of its own original."""
    for item in inputs:
        if item.problem is None and _same_file(out / item.name, item.path):
            raise UsageError(
                "the originals lie in the output folder, and their results need their places",
                where=out,
                advice="choose another folder with --out",
            )


def _below(path: Path, out: Path | None) -> Iterator[Input | None]:
    if not os.path.lexists(path):
        raise UsageError("no such file or folder", where=path, advice="check the path")
    if _is_folder(path):
        yield from _walk(path, out)
    else:
        yield Input(path, readable(path.name))


def _walk(top: Path, out: Path | None) -> Iterator[Input | None]:
    kept_out = None if out is None else out.resolve()
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=unreadable.append):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (Path(folder) / name).resolve() != kept_out
        )
        for name in folders:
            if (Path(folder) / name).is_symlink():
                yield None
        for name in sorted(files):
            path = Path(folder) / name
            below = readable(path.relative_to(top))
            suffix = path.suffix.lower()
            yield Input(path, below) if suffix in SUFFIXES and name[0] != "." else None
    for error in unreadable:
        folder_path = Path(str(error.filename))
        problem = f"the folder cannot be opened ({error.strerror}); check its permissions"
        yield Input(folder_path, readable(folder_path.relative_to(top)), problem)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a loop of links
        return False


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()
