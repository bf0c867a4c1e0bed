"""Report files in; what ten kills of a build leave of the store, and whether it ends with the same dump, out.

    python benchmarks/store_kill.py FILES…

The files are built into a store once, undisturbed. Then another store's build is killed (kill -9, its processes
left to end by themselves) at ten moments of its first half, by chance; after each, the store is opened and each
report's graph compared with the undisturbed one. At last the build runs to its end.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import built, dump
from pyoxigraph import NamedNode
from timing import row

from siping_kg.store import open_store, origins

KILLS = 10


def sizes(store: Path) -> dict[str, int]:
    """Give how many quads each report of a store has; nothing when there is no store yet."""
    if not (store / "CURRENT").is_file():
        return {}
    with open_store(store) as opened:
        return {
            iri: sum(1 for _ in opened.quads_for_pattern(None, None, None, NamedNode(iri)))
            for iri in origins(opened).values()
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder) / "whole", Path(folder) / "killed"
        took = built(args.files, whole)
        wanted = sizes(whole)
        print(
            f"| {len(args.files)} reports, undisturbed {took:.1f} s | reports there | all whole |\n|---|---|---|"
        )
        for number in range(KILLS):
            command = [sys.executable, "-m", "siping_kg", "build", *args.files, "--store", str(killed)]
            run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            delay = chance.uniform(0, took / 2)
            time.sleep(delay)
            run.kill()
            run.wait()
            there = sizes(killed)
            row(
                f"kill {number + 1}, after {delay:.1f} s",
                f"{len(there)}",
                str(there.items() <= wanted.items()),
            )
        row(
            "run to its end",
            f"{built(args.files, killed):.1f} s",
            f"same dump: {dump(killed) == dump(whole)}",
        )


if __name__ == "__main__":
    main()
