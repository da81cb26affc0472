"""How long ``import saksdoc`` and ``saksdoc --help`` take: median of N fresh processes, seconds.

python bench/startup.py [N]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import saksdoc": [sys.executable, "-c", "import saksdoc"],
    "saksdoc --help": [sys.executable, "-m", "saksdoc", "--help"],
    "saksdoc clean --help": [sys.executable, "-m", "saksdoc", "clean", "--help"],
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
