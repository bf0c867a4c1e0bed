"""Work to be timed in; processor seconds of one core out, as a median over fresh processes."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

__all__ = ["ONE_CORE", "fresh_seconds", "row", "seconds"]

ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
"""The environment that keeps libraries to one thread."""
os.environ.update(ONE_CORE)  # before numpy is loaded, which looks once


def seconds(work: Callable[[], object]) -> float:
    """Run once; give the processor time it took, which what else the machine does hardly changes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def fresh_seconds(arguments: Sequence[str], *, runs: int) -> float:
    """Run a program anew several times; give the median of the processor time of the whole process."""
    took = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *arguments], check=True, capture_output=True, env=os.environ | ONE_CORE
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(took)


def row(what: str, *values: str) -> None:
    """Print a row of a table."""
    print(f"| {what} |", *(f"{value} |" for value in values), flush=True)
