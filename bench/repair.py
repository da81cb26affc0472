"""How well the repair heals, how little it harms, and what others do beside it.

    python bench/repair.py dev            order-free word error healed, by language and level
    python bench/repair.py dev --others   the same for doing nothing, Hunspell and SymSpell
    python bench/repair.py clean          harm in clean text no model has seen; English
    python bench/repair.py seeds          wrong words left in the seeds, and changes in sound ones
    python bench/repair.py labels FILE    wrong words of real damage of the 1990s, labelled by hand
    python bench/repair.py pages          as dev, on rendered pages whose text no model has seen
    python bench/repair.py pairs          pairs of real words, each on its own (--without: trigrams)
    python bench/repair.py reliability    whether confidence is true to its word (rendered pages)
    python bench/repair.py speed          kB/s by document and by length, load time, memory

Everything is printed as tab-separated lines; ``--list`` adds the single errors.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import repair_others as others
from repair_data import clean, data, devset, english

from saksdoc.evaluate import Effect, effect, word_error
from saksdoc.model import CleanText
from saksdoc.repairing import RepairContext, Repairer


def interval(values: Sequence[tuple[float, float]], rounds: int = 1000) -> tuple[float, float]:
    """A 95 % interval over documents of a ratio of sums (bootstrap)."""
    rng = random.Random(1)
    means = []
    for _ in range(rounds):
        drawn = [rng.choice(values) for _ in values]
        below = sum(b for _, b in drawn)
        means.append(sum(a for a, _ in drawn) / below if below else 0.0)
    means.sort()
    return means[int(0.025 * rounds)], means[int(0.975 * rounds)]


def dev(arguments: argparse.Namespace) -> None:
    scans = devset()
    repairer = Repairer.load()
    rows: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    effects: dict[tuple[str, str], list[Effect]] = defaultdict(list)
    systems: dict[str, Callable[[str, str], str]] = {
        "saksdoc": lambda text, reader: (
            repairer.repair(
                text, RepairContext(read_by="nor" if reader == "nor" else "unknown")
            ).text
        )
    }
    if arguments.others:
        for name in ("nothing", "hunspell", "symspell"):
            systems[name] = _other(name)
    for scan in scans:
        for reader in ("eng", "nor"):
            before = getattr(scan, reader)
            error = word_error(scan.truth, before)
            total = len(scan.truth.split())
            for name, system in systems.items():
                systems_language[0] = scan.language
                after = system(before, reader)
                left = word_error(scan.truth, after)
                rows[name, reader, f"{scan.language} {scan.level}"].append(
                    (total * (error - left), total * error)
                )
                if name == "saksdoc":
                    result = effect(scan.truth, before, after)
                    effects[reader, scan.language].append(result)
                    print(f"{scan.name}\t{reader}\tbefore {error:.4f}\tafter {left:.4f}\t"
                          f"healed {1 - left / error if error else 0:.3f}\tprecision "
                          f"{result.precision:.3f}\tharm {result.harm_per_10k:.1f}")  # fmt: skip
    print("\nsystem\treader\tgroup\thealed\t95 %\twrong before\tleft")
    for (name, reader, group), pairs in sorted(rows.items()):
        removed, wrong = sum(a for a, _ in pairs), sum(b for _, b in pairs)
        low, high = interval(pairs)
        print(f"{name}\t{reader}\t{group}\t{removed / wrong if wrong else 0:.3f}\t"
              f"{low:.3f}–{high:.3f}\t{wrong:.0f}\t{wrong - removed:.0f}")  # fmt: skip
    print("\nreader\tlanguage\tprecision\trecall\tharm per 10,000\tharmed")
    for (reader, language), results in sorted(effects.items()):
        changes, right = sum(e.changes for e in results), sum(e.right for e in results)
        wrong, healed = sum(e.wrong_before for e in results), sum(e.healed_words for e in results)
        sound, harmed = sum(e.right_before for e in results), sum(e.harmed for e in results)
        print(f"{reader}\t{language}\t{right / max(1, changes):.4f}\t{healed / max(1, wrong):.4f}\t"
              f"{10_000 * harmed / max(1, sound):.2f}\t{harmed}")  # fmt: skip


systems_language = ["nb"]


def _other(name: str) -> Callable[[str, str], str]:
    if name == "nothing":
        return lambda text, reader: text
    made: dict[str, Callable[[str], str] | None] = {}

    def run(text: str, reader: str) -> str:
        language = systems_language[0]
        if language not in made:
            made[language] = (
                others.hunspell(language)
                if name == "hunspell"
                else others.symspell(language, data())
            )
        system = made[language]
        return system(text) if system else text

    return run


def errors(arguments: argparse.Namespace) -> None:
    """The errors left on the dev set, commonest first."""
    repairer = Repairer.load()
    for scan in devset():
        if arguments.only and arguments.only not in scan.name:
            continue
        text = getattr(scan, arguments.reader)
        result = repairer.repair(text, RepairContext(
            read_by="nor" if arguments.reader == "nor" else "unknown"))  # fmt: skip
        expected, found = Counter(scan.truth.split()), Counter(result.text.split())
        print(f"== {scan.name}\nmissing\t{_listed(expected - found)}\nsurplus\t"
              f"{_listed(found - expected)}")  # fmt: skip


def _listed(counter: Counter[str]) -> str:
    return " ".join(f"{w}({n})" if n > 1 else w for w, n in sorted(counter.items()))


def harmless(arguments: argparse.Namespace) -> None:
    """Changes in clean text: each is harm."""
    repairer = Repairer.load()
    for language, words in (("nb", arguments.words), ("nn", arguments.words // 2), ("en", 0)):
        samples = english() if language == "en" else clean(language, words)
        registers: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for sample in samples:
            context = RepairContext(read_by=arguments.read_by)
            result = repairer.repair(sample.text, context)
            made = [c for c in result.changes if c.applied]
            for change in made:
                if arguments.list:
                    print(f"  {sample.register}\t{_in_context(result, change.start, change.end)}\t"
                          f"{change.before!r} → {change.after!r}\t{change.cause}\t"
                          f"{change.confidence}")  # fmt: skip
            registers[sample.register].append((float(len(made)), float(len(sample.text.split()))))
        if language == "en":
            registers = {"English": [p for pairs in registers.values() for p in pairs]}
        everything = [pair for pairs in registers.values() for pair in pairs]
        for name, pairs in (*sorted(registers.items()), (f"all {language}", everything)):
            harm, of = sum(a for a, _ in pairs), sum(b for _, b in pairs)
            low, high = interval(pairs)
            rate = 10_000 * harm / max(1, of)
            print(f"{name}\t{of:.0f} words\t{harm:.0f} changes\t{rate:.2f} per 10,000\t"
                  f"{10_000 * low:.2f}–{10_000 * high:.2f}")  # fmt: skip


def _in_context(result: CleanText, start: int, end: int) -> str:
    around = result.text[max(0, start - 40) : start] + "[" + result.text[start:end] + "]"
    return (around + result.text[end : end + 30]).replace("\n", "⏎")


def seeds(arguments: argparse.Namespace) -> None:
    repairer = Repairer.load()
    truth = (data() / "seeds-truth" / "001.truth.txt").read_text("utf-8")
    for path in sorted((data() / "seeds").glob("*.txt")):
        text = path.read_text("utf-8")
        result = repairer.repair(text)
        print(f"== {path.name}: {sum(c.applied for c in result.changes)} changes, damage "
              f"{[(d.score, d.language) for d in result.damage]}")  # fmt: skip
        if path.name.startswith("001"):
            expected, found = Counter(truth.split()), Counter(result.text.split())
            print("missing", _listed(expected - found), "\nsurplus", _listed(found - expected))
        if path.name[:3] in ("000", "002", "003") or arguments.list:
            for change in result.changes:
                mark = "*" if change.applied else "?"
                where = _in_context(result, change.start, change.end)
                print(f"  {mark} {change.before!r} → {change.after!r}\t{change.cause}\t"
                      f"{change.confidence}\t{where}")  # fmt: skip
        if path.name.startswith("004"):
            print(result.text)


def labels(arguments: argparse.Namespace) -> None:
    """JSON lines ``part``, ``file``, ``start``, ``end``, ``truth``: stretches of real documents,
    labelled by hand. The whole document is repaired, the stretch is judged.
    """
    repairer = Repairer.load()
    totals: dict[str, list[Effect]] = defaultdict(list)
    for line in arguments.file.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (data() / "realcases" / row["file"]).read_text("utf-8")
        clean = repairer.repair(text)
        start, end = clean.to_clean(row["start"], row["end"])
        result = effect(row["truth"], text[row["start"] : row["end"]], clean.text[start:end])
        totals[row["part"]].append(result)
        print(f"{row['part']}\t{row['file']}\thealed {result.healed_words}/{result.wrong_before}\t"
              f"harmed {result.harmed}/{result.right_before}\t{result.changes} changes, "
              f"{result.right} right")  # fmt: skip
        if arguments.list:
            expected, found = Counter(row["truth"].split()), Counter(clean.text[start:end].split())
            print("  missing", _listed(expected - found), "\n  surplus", _listed(found - expected))
    for part, results in totals.items():
        healed, wrong = sum(e.healed_words for e in results), sum(e.wrong_before for e in results)
        harmed, right = sum(e.harmed for e in results), sum(e.right_before for e in results)
        print(f"{part}\tall\thealed {healed}/{wrong} = {healed / max(1, wrong):.3f}\tharm "
              f"{10_000 * harmed / max(1, right):.2f} per 10,000 of {right}")  # fmt: skip


def pages(arguments: argparse.Namespace) -> None:
    """Rendered pages: share of the order-free word error removed, by folder, language, quality."""
    from align import pages as rendered

    repairer = Repairer.load()
    rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
    effects: dict[str, list[Effect]] = defaultdict(list)
    context = RepairContext(read_by="nor" if arguments.reader == "nor" else "unknown")
    for folder in arguments.pages:
        for page in rendered(folder, arguments.reader):
            after = repairer.repair(page.lines, context).text
            total = len(page.truth.split())
            error, left = word_error(page.truth, page.lines), word_error(page.truth, after)
            name = f"{folder.name} {page.language} {page.quality}"
            rows[name].append((total * (error - left), total * error))
            effects[name].append(effect(page.truth, page.lines, after))
            if arguments.list:
                expected, found = Counter(page.truth.split()), Counter(after.split())
                print(f"== {page.name}\nmissing\t{_listed(expected - found)}\nsurplus\t"
                      f"{_listed(found - expected)}")  # fmt: skip
    print("pages\thealed\t95 %\twrong before\tleft\tprecision\tharm per 10,000\tharmed")
    for name, changed in sorted(rows.items()):
        removed, wrong = sum(a for a, _ in changed), sum(b for _, b in changed)
        low, high = interval(changed)
        results = effects[name]
        made, right = sum(e.changes for e in results), sum(e.right for e in results)
        sound, harmed = sum(e.right_before for e in results), sum(e.harmed for e in results)
        print(f"{name}\t{removed / max(1, wrong):.3f}\t{low:.3f}–{high:.3f}\t{wrong:.0f}\t"
              f"{wrong - removed:.0f}\t{right / max(1, made):.4f}\t"
              f"{10_000 * harmed / max(1, sound):.2f}\t{harmed}")  # fmt: skip


def pairs(arguments: argparse.Namespace) -> None:
    """Pairs of real words: in text damaged by lot, and on rendered pages (``--pages``)."""
    from repair_pairs import counted, damaged_by_lot, on_pages

    repairer = Repairer.load()
    if arguments.without:
        repairer = replace(repairer, choosers={})
    sources: dict[str, Iterable[tuple[str, str, str]]] = {
        f"{language} by lot": damaged_by_lot(language, arguments.words, repairer)
        for language in ("nb", "nn")
    }
    for folder in arguments.pages:
        sources[folder.name] = on_pages(folder, repairer)
    print("source\tpair\tdamaged\thealed\tsound\tkept")
    for source, rows in sources.items():
        seen = sorted(counted(rows).items(), key=lambda item: -item[1].total())
        together: Counter[str] = Counter()
        for pair, counts in seen:
            print(f"{source}\t{pair}\t{counts['damaged']}\t{counts['damaged right']}\t"
                  f"{counts['sound']}\t{counts['sound right']}")  # fmt: skip
            together += counts if pair != "all" else Counter()
        print(f"{source}\tthese\t{together['damaged']}\t{together['damaged right']}\t"
              f"{together['sound']}\t{together['sound right']}")  # fmt: skip


def reliability(arguments: argparse.Namespace) -> None:
    """In bins of confidence: changes, and the share that was right."""
    from outcomes import judged_changes

    bins: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    repairer = Repairer.load()
    judged = (row for folder in arguments.pages for row in judged_changes(folder, repairer))
    for confidence, right in judged:
        row = bins[min(19, int(confidence * 20))]
        row[0] += 1
        row[1] += right
    error = total = 0.0
    print("confidence\tchanges\tright\tshare right")
    for at, (count, right) in sorted(bins.items()):
        print(f"{at / 20:.2f}–{(at + 1) / 20:.2f}\t{count}\t{right}\t{right / count:.3f}")
        error += abs(right - count * (at + 0.5) / 20)
        total += count
    print(f"expected calibration error\t{error / max(1, total):.4f}")


def speed(arguments: argparse.Namespace) -> None:
    """See :mod:`repair_speed`."""
    from repair_speed import measure

    measure()


COMMANDS = {"dev": dev, "errors": errors, "clean": harmless, "seeds": seeds, "labels": labels,
            "pages": pages, "pairs": pairs, "reliability": reliability, "speed": speed}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=Path, nargs="+", default=[], help="folders of held pages")
    parser.add_argument("--without", action="store_true", help="pairs: by the trigrams alone")
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--words", type=int, default=120_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--reader", default="eng")
    parser.add_argument(
        "--read-by", default="unknown", help="what clean text is said to be read by"
    )
    arguments = parser.parse_args()
    COMMANDS[arguments.command](arguments)


if __name__ == "__main__":
    sys.exit(main())
