"""Make the decoder's probabilities true, and write the thresholds that stated bounds give.

Usage: python models/confusions/calibrate.py PAGES OUT

PAGES are ``held`` pages (see render.py): no model has seen their text. One half of them, by page,
fits a curve for each class of change (logistic regression of right and wrong on the decoder's
log-odds, with a prior of two right and two wrong so that a small class stays modest); the other
half is left for ``bench/repair.py reliability``. The bounds are stated by hand, not searched for: a
class's threshold is one less the share of wrong changes allowed in its least sure band. Names, and
stretches that kept their letters, show too few changes to fit; their curves are set by hand too.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from outcomes import Outcome, fits, outcomes

from saksdoc.repairing import Repairer
from saksdoc.repairing.policy import Policy

BOUNDS = {
    # Share of wrong changes allowed in the marginal band just above the threshold, by class; stated
    # by hand.
    "real": 0.25, "nonword": 0.45, "pair": 0.22, "sign": 0.22, "compound": 0.35, "name": 0.2,
    "deep": 0.3,
}  # fmt: skip
CAPITAL_BOUND = 0.25
KEPT_BOUND = 0.04
"""For stretches that kept their letters: there the text is right unless much speaks against it."""
NAMES = ("name-real-lost", "name-real-kept", "nonword-capital-noise-lost",
         "real-capital-noise-lost", "deep-capital-lost", "parted-lost")  # fmt: skip
NAMED = {"slope": 0.8, "intercept": -0.4, "apply": 0.96, "suggest": 0.3}
"""Names stay unless the evidence is overwhelming (e^4.5). Set by hand: the pages have too few."""
KEPT = ("nonword-noise", "nonword-letter", "nonword-capital-noise", "nonword-capital-letter",
        "compound-nonword", "compound-real", "name", "real-noise", "real-letter",
        "real-capital-noise", "real-capital-letter", "deep", "deep-capital", "parted")  # fmt: skip
WARY = {"slope": 0.6, "intercept": -1.0, "apply": 0.96, "suggest": 0.3}
"""Classes without outcomes: the decoder must be sure to e^7 (one in 1,000). Set by hand."""
LEAST_APPLY, SUGGEST = 0.5, 0.25
PRIOR = 2.0


def fitted(rows: list[Outcome]) -> tuple[float, float]:
    """Slope and intercept of the curve of one class, by Newton's method."""
    points = [(max(-12.0, min(12.0, o.proposal.log_odds)), float(o.right), 1.0) for o in rows]
    # Two right at +4 and two wrong at −4: what the decoder says is taken as true until shown.
    points += [(4.0, 0.98, PRIOR), (-4.0, 0.02, PRIOR), (0.0, 0.5, PRIOR)]
    slope, intercept = 1.0, 0.0
    for _ in range(60):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, y, weight in points:
            p = 1.0 / (1.0 + math.exp(-(slope * x + intercept)))
            g0 += weight * (p - y) * x
            g1 += weight * (p - y)
            curve = weight * p * (1 - p)
            h00, h01, h11 = h00 + curve * x * x, h01 + curve * x, h11 + curve
        h00, h11 = h00 + 1e-3, h11 + 1e-3
        determinant = h00 * h11 - h01 * h01
        if determinant < 1e-9:
            break
        # Short steps: far from the summit Newton's method overshoots.
        slope -= max(-0.3, min(0.3, (h11 * g0 - h01 * g1) / determinant))
        intercept -= max(-0.5, min(0.5, (h00 * g1 - h01 * g0) / determinant))
        slope = max(0.15, min(3.0, slope))
    return slope, intercept


def bound(group: str) -> float:
    """The share of wrong changes a class may have in its least sure band."""
    if group.endswith("kept"):
        return KEPT_BOUND
    if "capital" in group:
        return CAPITAL_BOUND
    return BOUNDS.get(group.split("-")[0], 0.15)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--list", action="store_true", help="wrong wishes that were not made too")
    arguments = parser.parse_args()
    repairer = replace(Repairer.load(), policy=Policy({}))
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes(arguments.pages, repairer):
        if fits(outcome.page):
            groups[outcome.proposal.group].append(outcome)
    classes = {}
    for group, rows in sorted(groups.items()):
        slope, intercept = fitted(rows)
        apply = max(LEAST_APPLY, round(1 - bound(group), 3))
        classes[group] = {"slope": round(slope, 4), "intercept": round(intercept, 4),
                          "apply": apply, "suggest": SUGGEST}  # fmt: skip
        made = [
            o for o in rows
            if 1 / (1 + math.exp(-(slope * o.proposal.log_odds + intercept))) >= apply
        ]  # fmt: skip
        wrong = sum(not o.right for o in made)
        print(f"{group}\t{len(rows)} wanted\t{sum(o.right for o in rows)} right\tslope {slope:.2f} "
              f"intercept {intercept:.2f}\tmade {len(made)}\twrong {wrong}\tspoilt "
              f"{sum(o.spoils for o in made)}")  # fmt: skip
        for o in rows:
            if not o.right and (o in made or arguments.list):
                wish = o.proposal
                print(
                    f"    {'made' if o in made else 'left'}\t{o.page}\t{wish.before} → "
                    f"{wish.after}\t{wish.cause}\t{wish.log_odds:.1f}"
                )
    for group in NAMES:
        classes[group] = dict(NAMED)
    for group in KEPT:
        classes.setdefault(f"{group}-kept", dict(WARY))
    arguments.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"classes": classes}, indent=1, ensure_ascii=False)
    (arguments.out / "calibration.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
