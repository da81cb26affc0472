"""What would make a record now, so that a batch knows which results are up to date."""

from __future__ import annotations

import hashlib
from functools import cache

from saksdoc import assets
from saksdoc._version import __version__
from saksdoc.errors import SaksdocError


@cache
def model_versions() -> dict[str, str]:
    """A short digest for each model folder, from the manifest; empty without one."""
    digests: dict[str, str] = {}
    for asset in assets.manifest():
        name = asset.path.split("/")[0]
        seed = digests.get(name, "") + asset.sha256
        digests[name] = hashlib.sha256(seed.encode()).hexdigest()[:12]
    return digests


def current_versions() -> dict[str, str]:
    """What would make a record now: saksdoc's version and a digest a model."""
    try:
        return {"saksdoc": __version__, **model_versions()}
    except SaksdocError:
        return {"saksdoc": __version__}
