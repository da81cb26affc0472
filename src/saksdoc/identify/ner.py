"""The one door through which the shipped name finder is loaded.

The pipeline is a plain spaCy one (``models/ner``; card and recipe beside it), so that it also
works in anyone's spaCy; this module finds it and turns spaCy's failures into saksdoc's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from saksdoc import assets
from saksdoc.errors import MissingRequirement

if TYPE_CHECKING:
    from spacy.language import Language

LABELS = ("GPE", "LOC", "ORG", "PER")
"""What the pipeline calls a name."""


def load(path: Path | None = None) -> Language:
    """Load the name finder from ``path``, or the one that shipped.

    Raises:
        MissingRequirement: Its files are not here, or spaCy cannot read them.
    """
    with _without_its_commands():
        import spacy
    from thinc.api import use_ops

    folder = assets.locate("ner") if path is None else path
    try:
        with use_ops("numpy", use_blis=False):  # OpenBLAS: half as fast again as thinc's BLIS
            return spacy.load(folder)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise MissingRequirement(
            f"the name finder cannot be loaded: {error}",
            where=folder,
            advice="install saksdoc again, and see that spaCy is of version 3.8",
        ) from error


@contextmanager
def _without_its_commands() -> Iterator[None]:
    """Let ``import spacy`` leave out its command line (typer, httpx, weasel).

    That is a third of the import, half a second in every worker, for ``spacy.info`` alone. Whoever
    imports ``spacy.cli`` later gets it as ever.
    """
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    if "spacy" in sys.modules or not stand_ins.keys().isdisjoint(sys.modules):
        yield
        return
    stand_ins["spacy.cli.info"].__dict__["info"] = _info
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*arguments: Any, **named: Any) -> Any:
    """``spacy.info``, found when it is called."""
    from spacy.cli.info import info

    return info(*arguments, **named)
