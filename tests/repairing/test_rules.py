"""Each rule fires where it must and only there; the cases are data, in cases/rules.toml."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from saksdoc.model import CleanText, Damage
from saksdoc.repairing.rules import RULES, Scene

CASES = tomllib.loads((Path(__file__).parent / "cases" / "rules.toml").read_text("utf-8"))


def applied(repairer, case) -> str:
    text, scanned = case["text"], case.get("scanned", True)
    rule = next(rule for rule in RULES if rule.name == case["rule"])
    forms = Counter(token.text.lower() for token in repairer.norwegian.tokenise(text))
    score = 1.0 if scanned else 0.0
    damage = (Damage(0, len(text), score, "nb", len(text.split())),)
    scene = Scene(repairer.norwegian, damage, forms, suspicious=scanned, old=case.get("old", False))
    return CleanText.unchanged(text).edit(rule.edits(text, scene)).text


@pytest.mark.parametrize("case", CASES["fires"], ids=lambda c: f"{c['rule']}: {c['text'][:40]}")
def test_a_rule_mends_what_it_is_for(repairer, case):
    assert applied(repairer, case) == case["after"]


@pytest.mark.parametrize("case", CASES["stays"], ids=lambda c: f"{c['rule']}: {c['text'][:40]}")
def test_a_rule_leaves_sound_text_alone(repairer, case):
    assert applied(repairer, case) == case["text"]


def test_every_rule_has_cases_both_ways():
    names = {rule.name for rule in RULES}
    assert {case["rule"] for case in CASES["fires"]} == names
    assert {case["rule"] for case in CASES["stays"]} == names


def test_no_rule_adds_or_takes_a_line(repairer):
    for case in CASES["fires"] + CASES["stays"]:
        after = applied(repairer, case)
        assert after.count("\n") == case["text"].count("\n")
