"""Damage beyond letters, one rule a module: each finds its own kind and nothing else.

A rule is ``find(text, scene) -> Iterator[Edit]``: it reads one state of the text and proposes
edits of it, each with a cause (the rule's own name) and a confidence. Rules are applied one after
another, so that each sees what the one before has mended. Every rule has cases where it must fire
and cases where it must not, in ``tests/repairing/cases/``.
"""

from saksdoc.repairing.rules.registry import RULES, Rule
from saksdoc.repairing.rules.scene import Scene

__all__ = ["RULES", "Rule", "Scene"]
