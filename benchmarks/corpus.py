"""Many report files in; how long they take into one store, how much memory, and whether the graphs agree, out.

    python benchmarks/corpus.py FILES…

The command line builds them into a new store, runs again with nothing changed, builds them into another store in
two halves, the second first, and removes a report and puts it back. The dumps must be the same. Times are on the
clock; memory is the most that any one process held.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import RdfFormat
from timing import row

from siping_kg.store import open_store, reports


def built(files: Sequence[str], store: Path, *more: str) -> float:
    """Run the command; give the seconds it took."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "siping_kg", "build", *files, "--store", str(store), *more]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def dump(store: Path) -> tuple[str, int]:
    """Give a hash of all quads of a store, sorted, and their number."""
    with open_store(store) as opened:
        lines = sorted((opened.dump(format=RdfFormat.N_QUADS) or b"").splitlines())
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:16], len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    files = parser.parse_args().files
    half = len(files) // 2
    with tempfile.TemporaryDirectory() as folder:
        whole, halves = Path(folder) / "whole", Path(folder) / "halves"
        print(f"| {len(files)} reports | |\n|---|---|")
        row("into a new store", f"{built(files, whole):.1f} s")
        row("again, nothing changed", f"{built(files, whole):.1f} s")
        used = resource.getrusage(
            resource.RUSAGE_CHILDREN
        )  # before dumps are held: a new process counts as ours
        row("processor time of both", f"{used.ru_utime + used.ru_stime:.0f} s")
        row("memory, most of one process", f"{used.ru_maxrss / 1024:.0f} MB")
        before, quads = dump(whole)
        size = sum(path.stat().st_size for path in whole.glob("*.sst")) / 1e6
        row("quads; size of the store", f"{quads:,}; {size:.0f} MB")
        took = built(files[half:], halves), built(files[:half], halves)
        row("in two halves, the second first", " and ".join(f"{each:.1f} s" for each in took))
        row("the same dump", str(dump(halves)[0] == before))
        with open_store(whole) as opened:
            key = reports(opened)[0].key
        row(f"without {key}", f"{built([], whole, '--remove', key):.1f} s")
        row("and with it", f"{built(files, whole):.1f} s")
        row("the same dump", str(dump(whole)[0] == before))


if __name__ == "__main__":
    main()
