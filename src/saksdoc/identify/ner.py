"""The one door through which the shipped name finder is loaded.

The pipeline is a plain spaCy one (``models/ner``; card and recipe beside it), so that it also
works in anyone's spaCy; this module finds it and turns spaCy's failures into saksdoc's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
