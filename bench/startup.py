"""How long ``import saksdoc`` and the help of every command take: median of N fresh processes.

python bench/startup.py [N]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

SUBCOMMANDS = ("clean", "inspect", "repair", "index", "names", "search", "evaluate", "doctor")
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import saksdoc": [sys.executable, "-c", "import saksdoc"],
    **{
        " ".join(("saksdoc", *name, "--help")): [sys.executable, "-m", "saksdoc", *name, "--help"]
        for name in ((), *((command,) for command in SUBCOMMANDS))
    },
}


def main(rounds: int) -> None:
    for name, command in COMMANDS.items():
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - begun)
        print(f"{name:<24} {statistics.median(times):6.3f} s  (best {min(times):.3f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
