"""Report files in; their graphs, in the same order and made by a process on each core, out."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from siping_kg.model import SipingError
from siping_kg.pipeline.partition import ReportGraph, extract_partition
from siping_kg.reading import ReportFile, open_report_file
from siping_kg.resolve import Overrides

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["extract_files", "extract_reports", "opened", "processes_for"]

_FEW = 4
_AHEAD = 12
"""Reports read ahead for each process: it has work while a batch is loaded, and a graph is but 2 MB."""
_FEW_CYCLES = 200_000
"""New objects before a process looks for cycles: extraction makes many objects and hardly a cycle."""
_MOST = 61  # Windows waits for no more at a time


def processes_for(count: int) -> int:
    """How many processes so many reports are worth: one a core; for a few, none beside this one, as starting takes a second."""
    if count < _FEW:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract_files(
    paths: Iterable[Path],
    *,
    place: str | None = None,
    year: int | None = None,
    processes: int = 1,
    overrides: Overrides | None = None,
) -> Generator[ReportGraph]:
    """Make the graphs of report files, as extract_reports does. A file that cannot be read is a graph with a fault."""
    files = (opened(path, place=place, year=year) for path in paths)
    yield from extract_reports(files, processes=processes, overrides=overrides)


def opened(path: Path, *, place: str | None = None, year: int | None = None) -> ReportFile | ReportGraph:
    """Open a report file; one that cannot be opened is a graph with a fault."""
    try:
        return open_report_file(path, place=place, year=year)
    except SipingError as error:
        return ReportGraph(name=str(path), fault=str(error))


def extract_reports(
    reports: Iterable[ReportFile | ReportGraph], *, processes: int = 1, overrides: Overrides | None = None
) -> Generator[ReportGraph]:
    """Make the graphs of reports, in their order; what is a graph already (with a fault) goes through.

    Only a few reports for each process are read or kept at a time. A script that asks for several processes
    needs ``if __name__ == "__main__":`` around what it does, as they import it.
    Raises SipingError when a process is ended from outside.
    """
    if processes > 1:
        yield from _extract_apart(reports, processes, overrides)
        return
    for report in reports:
        yield (
            report if isinstance(report, ReportGraph) else extract_partition([report], overrides=overrides)[0]
        )


def _extract_apart(
    reports: Iterable[ReportFile | ReportGraph], processes: int, overrides: Overrides | None
) -> Generator[ReportGraph]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Each process multiplies its small matrices alone: threads of all of them would stand in each other's way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Spawned, not forked: the same on every system, and no thread or open store is copied.
    pool = ProcessPoolExecutor(min(processes, _MOST), mp_context=get_context("spawn"), initializer=_begin)
    waiting: deque[Future[tuple[ReportGraph, ...]] | ReportGraph] = deque()
    try:
        for report in reports:
            waiting.append(
                report
                if isinstance(report, ReportGraph)
                else pool.submit(extract_partition, [report], overrides=overrides)
            )
            if len(waiting) > _AHEAD * processes:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    except BrokenProcessPool as error:
        raise SipingError(
            "a process that reads reports was ended from outside, perhaps for want of memory; "
            "run the same again with --processes 1: what is in the store stays and is not done again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _done(made: Future[tuple[ReportGraph, ...]] | ReportGraph) -> ReportGraph:
    return made if isinstance(made, ReportGraph) else made.result()[0]


def _begin() -> None:
    """Set up a process: it leaves Ctrl-C to the one that started it, and ends with that one even if it is killed."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_FEW_CYCLES)
    parent = parent_process()

    def end() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()
