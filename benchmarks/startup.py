"""The bundled report, or another, in; the time and memory from start-up to its quads out.

    python benchmarks/startup.py [FILE]

The program is started anew each time, as a user starts it. Memory is the most that the process ever held.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import fresh_seconds, row

RUNS = 7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", help="a report; the bundled one if none is given")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = ["-m", "siping_kg", "build", *filter(None, [args.file]), "-o", str(Path(folder) / "out.nq")]
        used = fresh_seconds(build, runs=RUNS)
        walls = []
        for _ in range(RUNS):
            begin = time.perf_counter()
            subprocess.run([sys.executable, *build], check=True, capture_output=True)
            walls.append(time.perf_counter() - begin)
        bare = fresh_seconds(["-c", "import siping_kg.pipeline"], runs=RUNS)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print("| build of one report, start-up included | |\n|---|---|")
    row("on the clock, median", f"{statistics.median(walls):.2f} s")
    row("on the clock, slowest", f"{max(walls):.2f} s")
    row("processor time, median", f"{used:.2f} s")
    row("of which imports", f"{bare:.2f} s")
    row("memory, most", f"{most:.0f} MB")


if __name__ == "__main__":
    main()
