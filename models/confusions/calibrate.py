"""Make the decoder's probabilities true, and find the thresholds that a bound on harm gives.

Usage: python models/confusions/calibrate.py PAGES... OUT [--data DATA] [--words 150000]

PAGES are folders of ``held`` pages (see render.py): no model has seen their text. One half of them,
by page, fits a curve for each class of change (logistic regression of right and wrong on the
decoder's log-odds, with a prior so that a small class stays modest); with them goes held-out text
damaged by lot (``lot.py``), for the classes whose words are real, which pages show too seldom. The
other half of the pages, and the other half of the text, are left for ``bench/repair.py``.

The thresholds are searched for: a wrong change has one price where it spoils what was right and
another where it was wrong anyway, the same in all classes, and a change is made where it is worth
its price. Of the prices that keep the right words spoiled, by their upper 95 % bound, and the
wrong changes to what is asked, those that heal most are taken. Forms that are no words, in text of
the 1990s that kept its letters, have a curve from text damaged by lot and a threshold from the same
bound on harm. Names, and other stretches that kept their letters, show too few changes to fit;
their curves are set by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from align import Page, pages
from lot import blocks, old_blocks
from outcomes import Outcome, fits, of_page

from saksdoc.repairing import Repairer
from saksdoc.repairing.policy import Policy

HARM = 2e-4
"""Right words spoiled, of all right words: what its upper 95 % bound may be. A word that no lexicon
of the language has is not counted: it is a misprint of the source itself."""
WRONG = 0.0175
"""Wrong changes, of all changes of words made on rendered pages, that may be met. With those of the
rules, which are surer, this keeps precision above 98.5 %."""
PRICES_HARM = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0)
PRICES_WRONG = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""What a wrong change costs, in right ones: where it spoils a right word (on top), and at all (as
much as a right one is worth, or more)."""
PAGES, LOT = "on pages", "by lot"
REAL = ("pair", "sign", "real-", "compound-real")
"""Classes that text damaged by lot is fit to teach."""
OLD, OLD_TAUGHT, OLD_BLOCKS = "-print", "nonword", "of the 1990s by lot"
"""The classes of the 1990s, which no rendered page shows; text damaged by lot is fit to teach some.
Their threshold is the lowest of these that keeps the bound on harm: a wrong change there is mostly
of a word that was wrong anyway. Set by hand."""
OLD_LIMITS = (0.6, 0.7, 0.8, 0.9, 0.96)
NAMES = ("name-real-lost", "name-real-kept", "nonword-capital-noise-lost",
         "real-capital-noise-lost")  # fmt: skip
FEW = ("deep-capital-lost", "parted-lost")
"""Classes that have a curve of their own only where there are outcomes enough."""
NAMED = {"slope": 0.8, "intercept": -0.4, "apply": 0.96, "suggest": 0.3}
"""Names stay unless the evidence is overwhelming (e^4.5). Set by hand: the pages have too few."""
KEPT = ("nonword-noise", "nonword-letter", "nonword-capital-noise", "nonword-capital-letter",
        "compound-nonword", "compound-real", "name", "real-noise", "real-letter",
        "real-capital-noise", "real-capital-letter", "deep", "deep-capital", "parted")  # fmt: skip
WARY = {"slope": 0.6, "intercept": -1.0, "apply": 0.96, "suggest": 0.3}
"""Classes without outcomes: the decoder must be sure to e^7 (one in 1,000). Set by hand."""
LEAST_APPLY, SUGGEST = 0.5, 0.25
FEWEST, FEWEST_OF_MEMBER, WRONG_OF_MEMBER = 12, 60, 10
"""A class with fewer outcomes has no curve of its own; nor has a member of a class
(``pair:for/før``), which must have gone wrong often enough too."""
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


@dataclass(frozen=True)
class Wish:
    """A change wanted: how sure the curve of its class is, and what came of it."""

    group: str
    confidence: float
    right: bool
    spoils: bool
    by_lot: bool


@dataclass(frozen=True)
class Class:
    """A class's curve, and how often its wrong changes spoil a right word."""

    slope: float
    intercept: float
    spoiling: float

    def confidence(self, log_odds: float) -> float:
        """The probability that a change is right."""
        value = self.slope * max(-30.0, min(30.0, log_odds)) + self.intercept
        return 1.0 / (1.0 + math.exp(-value))

    def threshold(self, harm: float, wrong: float) -> float:
        """Where a change is worth its price: p = (1 − p) · price."""
        price = wrong + harm * self.spoiling
        return min(0.995, max(LEAST_APPLY, price / (1.0 + price)))


def upper(count: float, of: float) -> float:
    """The upper 95 % bound of a rate, by Poisson's law (Wilson and Hilferty's approximation)."""
    more = count + 1.0
    return more * (1.0 - 1.0 / (9.0 * more) + 1.645 / (3.0 * math.sqrt(more))) ** 3 / max(1.0, of)


def gathered(
    folders: Sequence[Path], data: Path, words: int, repairer: Repairer
) -> Iterator[tuple[Outcome | None, int, str]]:
    """All outcomes of the fitting halves, and for each page its right words; and whether of pages,
    by lot, or of blocks of the 1990s by lot.
    """
    read: list[tuple[Page, str]] = [
        (page, PAGES) for folder in folders for page in pages(folder) if fits(page.name)
    ]
    read += [
        (block.page(), LOT)
        for language in ("nb", "nn")
        for block in blocks(data, language, words, "even")
    ]
    read += [
        (block.page(), OLD_BLOCKS)
        for language in ("nb", "nn")
        for block in old_blocks(data, language, words // 2, "even")
    ]
    for page, source in read:
        found, right = of_page(page, repairer, "eng")
        yield None, right, source
        for outcome in found:
            if source == OLD_BLOCKS and not _is_old(outcome.proposal.group):
                continue
            if outcome.spoils and _is_misprint(outcome, page, repairer):
                outcome = replace(outcome, spoils=False)
            yield outcome, 0, source


def _is_misprint(outcome: Outcome, page: Page, repairer: Repairer) -> bool:
    """Whether the right word that a change spoils is no word of the page's language."""
    form = outcome.proposal.before.lower()
    norwegian = repairer.norwegian
    language = "nn" if page.language == "nn" else "nb"
    return not (
        norwegian.lexicon.is_word(form, language) or norwegian.compounds.analyse(form) is not None
    )


def priced(wishes: Sequence[Wish], classes: dict[str, Class], of: int) -> tuple[float, float]:
    """The prices that gain most within the bounds: words healed less wrong changes."""
    best: tuple[float, float, float] | None = None
    for harm, wrong in product(PRICES_HARM, PRICES_WRONG):
        limits = {name: row.threshold(harm, wrong) for name, row in classes.items()}
        made = [w for w in wishes if w.confidence >= limits[w.group]]
        spoiled = sum(w.spoils for w in made)
        on_pages = [w for w in made if not w.by_lot]
        healed = sum(w.right for w in on_pages)
        missed = 1.0 - healed / max(1, len(on_pages))
        print(f"  prices {harm} {wrong}: {healed} right on pages, wrong {missed:.4f}, spoiled "
              f"{1e4 * spoiled / of:.2f} per 10,000, {1e4 * upper(spoiled, of):.2f} at most")  # fmt: skip
        keeps = upper(spoiled, of) <= HARM and missed <= WRONG
        gain = 2 * healed - len(on_pages)
        if keeps and (best is None or gain > best[0]):
            best = gain, harm, wrong
    if best is None:
        print("no prices keep the bounds; the highest are taken")
        return PRICES_HARM[-1], PRICES_WRONG[-1]
    return best[1], best[2]


def old_limit(wishes: Sequence[Wish], of: int) -> float:
    """The lowest threshold of the classes of the 1990s that keeps the bound on harm."""
    for limit in OLD_LIMITS:
        made = [w for w in wishes if w.confidence >= limit]
        spoiled = sum(w.spoils for w in made)
        print(f"  1990s from {limit}: {sum(w.right for w in made)} of {len(made)} right, spoiled "
              f"{spoiled}, {1e4 * upper(spoiled, of):.2f} per 10,000 at most")  # fmt: skip
        if upper(spoiled, of) <= HARM:
            return limit
    return OLD_LIMITS[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "folders", nargs="+", type=Path, help="folders of pages, and last the output"
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("SAKSDOC_DATA"))
    parser.add_argument("--words", type=int, default=150_000)
    parser.add_argument("--list", action="store_true", help="wrong changes that are made")
    arguments = parser.parse_args()
    *folders, out = arguments.folders
    repairer = replace(Repairer.load(), policy=Policy({}))
    groups: dict[str, list[tuple[Outcome, bool]]] = defaultdict(list)
    right: dict[str, int] = defaultdict(int)
    for outcome, words, source in gathered(folders, arguments.data, arguments.words, repairer):
        right[source] += words
        if outcome is None:
            continue
        group, by_lot = outcome.proposal.group, source != PAGES
        if not by_lot or group.startswith(REAL) or _is_old(group):
            groups[group].append((outcome, by_lot))
    _joined(groups)
    print("right words:", *(f"{count} {source}" for source, count in right.items()))
    classes: dict[str, Class] = {}
    for group, rows in sorted(groups.items()):
        least = FEWEST_OF_MEMBER if _is_old(group) else FEWEST
        if len(rows) < least or group in NAMES or group.endswith("-kept"):
            continue
        slope, intercept = fitted([outcome for outcome, _ in rows])
        wrong = sum(not o.right for o, _ in rows)
        spoiled = sum(o.spoils for o, _ in rows)
        classes[group] = Class(slope, intercept, (spoiled + 0.5) / (wrong + 1.0))
    wishes = [
        Wish(group, classes[group].confidence(o.proposal.log_odds), o.right, o.spoils, by_lot)
        for group, rows in groups.items()
        if group in classes
        for o, by_lot in rows
    ]
    of_old = [w for w in wishes if _is_old(w.group)]
    prices = priced([w for w in wishes if not _is_old(w.group)], classes, right[PAGES] + right[LOT])
    limit = old_limit(of_old, right[OLD_BLOCKS])
    print(f"prices: {prices[0]} for a right word spoiled, {prices[1]} for a wrong change")
    stored = {}
    for group, row in classes.items():
        apply = limit if _is_old(group) else row.threshold(*prices)
        stored[group] = {"slope": round(row.slope, 4), "intercept": round(row.intercept, 4),
                         "apply": round(apply, 3), "suggest": SUGGEST}  # fmt: skip
        _tell(group, row, apply, groups[group], listed=arguments.list)
    for group in (*NAMES, *FEW):
        stored.setdefault(group, dict(NAMED))
    for group in KEPT:
        stored.setdefault(f"{group}-kept", dict(WARY))
        stored.setdefault(f"{group}{OLD}", dict(WARY))
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"classes": dict(sorted(stored.items()))}, indent=1, ensure_ascii=False)
    (out / "calibration.json").write_text(text + "\n", "utf-8")


def _is_old(group: str) -> bool:
    """Whether a class is one of the 1990s that text damaged by lot teaches."""
    return group.startswith(OLD_TAUGHT) and group.endswith(OLD)


def _joined(groups: dict[str, list[tuple[Outcome, bool]]]) -> None:
    """Put members of a class together where they cannot stand alone."""
    for name in [name for name in groups if ":" in name]:
        rows = groups[name]
        wrong = sum(not o.right for o, _ in rows)
        if len(rows) < FEWEST_OF_MEMBER or wrong < WRONG_OF_MEMBER:
            groups[name.split(":")[0]] += groups.pop(name)


def _tell(
    group: str, row: Class, apply: float, rows: Sequence[tuple[Outcome, bool]], *, listed: bool
) -> None:
    """What becomes of the changes of a class."""
    made = [o for o, _ in rows if row.confidence(o.proposal.log_odds) >= apply]
    print(f"{group}\t{len(rows)} wanted\t{sum(o.right for o, _ in rows)} right\tslope "
          f"{row.slope:.2f} intercept {row.intercept:.2f} spoiling {row.spoiling:.2f}\tfrom "
          f"{apply:.3f}: made {len(made)}, right {sum(o.right for o in made)}, spoiled "
          f"{sum(o.spoils for o in made)}")  # fmt: skip
    for o in made if listed else ():
        if not o.right:
            wish = o.proposal
            print(f"    {o.page}\t{wish.before} → {wish.after}\t{wish.cause}\t{wish.log_odds:.1f}"
                  f"\t{'spoils' if o.spoils else ''}")  # fmt: skip


if __name__ == "__main__":
    main()
