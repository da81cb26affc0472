"""Which documents a call means, and where the output of each belongs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from saksdoc.errors import UsageError

#: What ``clean`` takes from a folder; a file named by itself is tried whatever it is called.
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Input:
    """A document to clean.

    ``name`` is its path below the given folder, with its suffix: the folder of its output and its
    name in the ledger. ``problem`` says why it cannot even be tried.
    """

    path: Path
    name: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """All inputs of a call, and how many other files lay beside them."""

    inputs: tuple[Input, ...]
    passed_over: int


def discover(paths: Iterable[Path], out: Path | None = None) -> Found:
    """Find the documents below the given paths, sorted by name.

    Folders are searched recursively; links to folders are not followed, so that a loop of links
    ends nowhere; ``out``, where it lies in a folder, is left out. Two inputs that would be written
    to the same folder: the second is returned with a ``problem``.

    Raises:
        UsageError: A path does not exist.
    """
    found: dict[str, Input] = {}
    clashes: list[Input] = []
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
                clashes.append(Input(item.path, f"{item.name}#{len(clashes) + 2}", problem))
    inputs = sorted([*found.values(), *clashes], key=lambda item: item.name)
    return Found(tuple(inputs), passed_over)


def _below(path: Path, out: Path | None) -> Iterator[Input | None]:
    if not os.path.lexists(path):
        raise UsageError("no such file or folder", where=path, advice="check the path")
    if _is_folder(path):
        yield from _walk(path, out)
    else:
        yield Input(path, path.name)


def _walk(top: Path, out: Path | None) -> Iterator[Input | None]:
    kept_out = None if out is None else out.resolve()
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=unreadable.append):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (Path(folder) / name).resolve() != kept_out
        )
        for name in sorted(files):
            path = Path(folder) / name
            below = str(PurePosixPath(path.relative_to(top).as_posix()))
            suffix = path.suffix.lower()
            yield Input(path, below) if suffix in SUFFIXES and name[0] != "." else None
    for error in unreadable:
        folder_path = Path(str(error.filename))
        problem = f"the folder cannot be opened ({error.strerror}); check its permissions"
        yield Input(folder_path, folder_path.relative_to(top).as_posix(), problem)


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
