"""The examples in the docstrings run and say what comes of them."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import saksdoc

#: Starts the command line when it is imported; needs an extra to be imported.
OTHERS = {"saksdoc.__main__", "saksdoc.ocrmypdf_plugin"}


def _modules() -> list[str]:
    found = pkgutil.walk_packages(saksdoc.__path__, "saksdoc.")
    return sorted({"saksdoc", *(module.name for module in found)} - OTHERS)


@pytest.mark.parametrize("name", _modules())
def test_the_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = (importlib.import_module(name) for name in _modules())
    assert sum(bool(case.examples) for module in modules for case in finder.find(module)) > 20
