"""Write ``models/manifest.toml``: every shipped model file with its SHA-256 and size."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

#: Recipes and cards are part of the repository, not of a model.
_LEFT_OUT = {".py", ".md", ".pyc", ".cfg"}


def main(models: Path) -> None:
    """Renew the manifest of a models folder."""
    lines = ["# Written by tools/manifest.py; do not edit.", ""]
    for path in sorted(models.rglob("*")):
        below = path.relative_to(models).as_posix()
        is_model = path.is_file() and "/" in below and "__pycache__" not in below
        recipe = path.suffix in _LEFT_OUT and path.name != "config.cfg"
        if is_model and not recipe:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines += [
                f'[files."{below}"]',
                f'sha256 = "{digest}"',
                f"size = {path.stat().st_size}",
                "",
            ]
    (models / "manifest.toml").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "models")
