"""Where the shipped models lie, and whether they are the ones that were shipped.

A wheel carries them in ``saksdoc/_models``; a checkout has them in ``models/``; the environment
variable ``SAKSDOC_MODELS`` names another folder (to try a newly built model).
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from saksdoc.errors import MissingRequirement

_ADVICE = "install saksdoc again, or point SAKSDOC_MODELS to the folder that holds the models"


@dataclass(frozen=True, slots=True)
class Asset:
    """One shipped file: its path below the models' folder, its SHA-256 and its size in bytes."""

    path: str
    sha256: str
    size: int


def directory() -> Path:
    """The folder that holds the models.

    Raises:
        MissingRequirement: There is none.
    """
    named = os.environ.get("SAKSDOC_MODELS")
    if named:
        candidates = [Path(named)]
    else:
        here = Path(__file__).resolve().parent
        candidates = [here / "_models", here.parent.parent / "models"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise MissingRequirement("the models are not here", where=candidates[0], advice=_ADVICE)


def locate(name: str) -> Path:
    """The file or folder of one model, e.g. ``norwegian`` or ``ner``.

    Raises:
        MissingRequirement: It is not here.
    """
    path = directory() / name
    if not path.exists():
        raise MissingRequirement(f"the model {name!r} is not here", where=path, advice=_ADVICE)
    return path


def manifest() -> tuple[Asset, ...]:
    """What ``models/manifest.toml`` says was shipped; empty where there is no manifest."""
    path = directory() / "manifest.toml"
    if not path.is_file():
        return ()
    with path.open("rb") as stream:
        files = tomllib.load(stream).get("files", {})
    return tuple(
        Asset(path=name, sha256=entry["sha256"], size=entry["size"])
        for name, entry in sorted(files.items())
    )


def damaged() -> tuple[str, ...]:
    """Paths of shipped files that are missing or differ from the manifest."""
    root = directory()
    return tuple(asset.path for asset in manifest() if _differs(root / asset.path, asset))


def _differs(path: Path, asset: Asset) -> bool:
    if not path.is_file() or path.stat().st_size != asset.size:
        return True
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() != asset.sha256
