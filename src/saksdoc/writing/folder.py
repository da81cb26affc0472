"""A folder that appears whole or not at all.

An overnight run is stopped by power cuts, full disks and ``kill -9``. A folder that holds half a
document would be taken for a finished one the next morning, so everything is written into a hidden
sibling, forced to disk, and moved into place by one rename. A folder that is there already is
exchanged for the new one in a single step (Linux ``renameat2``); where the system cannot do that it
is moved aside first, and then the worst a crash leaves is a missing folder, never a half one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from saksdoc.errors import OutputError

_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h
_AT_FDCWD = -100  # linux/fcntl.h
_LONGEST = 230
"""Bytes of a name that with the marks of a draft is no longer than the 255 a file system takes."""
_DRAFT = re.compile(r"\.(?P<name>.+)\.\d{1,9}\.(?:new|old)", re.DOTALL)
_REASONS = {
    errno.ENOSPC: ("no space is left on the disk", "make room and run again"),
    errno.EDQUOT: ("the disk quota is used up", "make room and run again"),
    errno.EACCES: ("no permission to write here", "choose another folder with --out"),
    errno.EPERM: ("no permission to write here", "choose another folder with --out"),
    errno.EROFS: ("the disk is read-only", "choose another folder with --out"),
    errno.ENOTDIR: ("a file stands where a folder must be", "choose another folder with --out"),
    errno.EEXIST: ("a file stands where a folder must be", "choose another folder with --out"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "use shorter names"),
}


@contextlib.contextmanager
def whole_folder(directory: Path) -> Iterator[Path]:
    """Give a hidden sibling to write into; put it in the place of ``directory`` at the end.

    When the block raises, the sibling is removed and ``directory`` stays as it was.

    Raises:
        OutputError: The disk is full, permission is missing, a file is in the way.
    """
    draft = directory.parent / f".{_short(directory.name)}.{os.getpid()}.new"
    with wrapped_errors(directory):
        directory.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(directory)
        draft.mkdir()
        try:
            yield draft
            _sync_tree(draft)
            _put_in_place(draft, directory)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _sync(directory.parent)


@contextlib.contextmanager
def wrapped_errors(where: Path) -> Iterator[None]:
    """Turn an OSError of the block into an OutputError about ``where``."""
    try:
        yield
    except OSError as error:
        what, advice = _REASONS.get(
            error.errno or 0, (f"cannot be written ({error.strerror or error})", "")
        )
        raise OutputError(what, where=where, advice=advice) from error


def abandoned(root: Path, name: str | None = None) -> tuple[Path, ...]:
    """Drafts that killed writers left: of one document beside it, or all below ``root``.

    A writer that is still at work has a draft, too: ask only where none can be.
    """
    if name is not None:
        found = [path for path in root.glob(".*") if _draft_of(path.name) == _short(name)]
        return tuple(sorted(found))
    drafts = []
    for folder, below, _ in os.walk(root):
        left = [entry for entry in below if _draft_of(entry) is not None]
        drafts += [Path(folder) / entry for entry in left]
        below[:] = [entry for entry in below if entry not in left]
    return tuple(sorted(drafts))


def _short(name: str) -> str:
    """A name that leaves room for the marks of a draft; a long one is cut and gets a digest."""
    encoded = os.fsencode(name)
    if len(encoded) <= _LONGEST:
        return name
    cut = encoded[: _LONGEST - 17].decode(errors="ignore")
    return f"{cut}~{hashlib.sha256(encoded).hexdigest()[:16]}"


def _draft_of(name: str) -> str | None:
    match = _DRAFT.fullmatch(name)
    return match["name"] if match else None


def _remove_leftovers(directory: Path) -> None:
    """Drop what killed runs left beside ``directory``; what a living process writes stays."""
    for path in abandoned(directory.parent, directory.name):
        owner = int(path.name.split(".")[-2])
        if owner == os.getpid() or not _is_alive(owner):
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _put_in_place(draft: Path, directory: Path) -> None:
    if not directory.is_dir():
        draft.rename(directory)
        return
    if _exchange(draft, directory):
        shutil.rmtree(draft, ignore_errors=True)
        return
    aside = draft.with_suffix(".old")
    directory.rename(aside)
    draft.rename(directory)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two paths in one step; False where the system or the disk cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    names = os.fsencode(first), os.fsencode(second)
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)


def _sync_tree(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        for name in names:
            _sync(Path(path) / name)
        _sync(Path(path))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some network disks do not sync folders
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
