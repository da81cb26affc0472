"""The trained models that ship with saksdoc, for use on their own."""

from __future__ import annotations

from typing import Any

from saksdoc.errors import UsageError


def load(name: str) -> Any:
    """Load a shipped model: ``"ner"``, a spaCy pipeline with labels PER, ORG, LOC and GPE.

    Raises:
        UsageError: There is no model of that name.
        MissingRequirement: Its files are not here.
    """
    if name != "ner":
        raise UsageError(f"no model is called {name!r}", advice="the shipped pipeline is 'ner'")
    from saksdoc.identify.ner import load as load_ner

    return load_ner()
