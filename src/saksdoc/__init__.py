"""Reads scanned Norwegian case papers, repairs them, and finds who decided what.

>>> import saksdoc
>>> doc = saksdoc.read("sak.pdf")  # doctest: +SKIP
>>> doc.section("proposal").text  # doctest: +SKIP

``read`` gives a :class:`CaseDocument`, ``repair`` a :class:`CleanText`, ``write`` makes the folder
that ``saksdoc clean`` makes; ``models.load("ner")`` is the shipped spaCy pipeline. Beside them,
``saksdoc.writing.load_record`` reads a ``record.json`` back, ``saksdoc.archive`` indexes and
searches, and ``saksdoc.pipeline.Engine`` keeps the models for many documents. Whatever fails is a
:class:`SaksdocError` with ``what``, ``where`` and ``advice``.

Everything heavy is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saksdoc._version import __version__

if TYPE_CHECKING:
    from saksdoc import models
    from saksdoc.errors import SaksdocError
    from saksdoc.model import CaseDocument, Change, CleanText, Entity, Mention, Section
    from saksdoc.pipeline import ReadOptions, read, repair, write

__all__ = [
    "CaseDocument",
    "Change",
    "CleanText",
    "Entity",
    "Mention",
    "ReadOptions",
    "SaksdocError",
    "Section",
    "__version__",
    "models",
    "read",
    "repair",
    "write",
]

_HOMES = {
    "CaseDocument": "saksdoc.model",
    "Change": "saksdoc.model",
    "CleanText": "saksdoc.model",
    "Entity": "saksdoc.model",
    "Mention": "saksdoc.model",
    "ReadOptions": "saksdoc.pipeline",
    "SaksdocError": "saksdoc.errors",
    "Section": "saksdoc.model",
    "models": "saksdoc",
    "read": "saksdoc.pipeline",
    "repair": "saksdoc.pipeline",
    "write": "saksdoc.pipeline",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first asked for."""
    import importlib

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'saksdoc' has no attribute {name!r}")
    if home == "saksdoc":
        value: Any = importlib.import_module(f"saksdoc.{name}")
    else:
        value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
