"""Report files and a store's directory in; the store with their graphs added, replaced and removed out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from siping_kg.graph import this_program
from siping_kg.model import SipingError
from siping_kg.pipeline.building import BuiltReport
from siping_kg.pipeline.derived import derived_graphs, outdated_graphs
from siping_kg.pipeline.partition import ReportGraph, graph_of
from siping_kg.pipeline.processes import extract_files, opened
from siping_kg.reading import ReportFile
from siping_kg.resolve import Overrides
from siping_kg.store import Origin, StoreWriter, origins, require_room, write_store

__all__ = ["Growth", "collect_graphs", "grow_store", "link_reports", "store_graphs", "store_reports"]

BATCH = 32 * 1024 * 1024
"""Bytes of N-Quads, a dozen reports, that are shown to readers at a time: a killed build loses no more."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a build did: reports built (key, quads, title), keys of unchanged ones, IRIs removed, faults of files."""

    built: tuple[tuple[str, int, str], ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def grow_store(
    store: Path,
    paths: Sequence[Path],
    *,
    place: str | None = None,
    year: int | None = None,
    remove: Iterable[str] = (),
    processes: int = 1,
    watch: Callable[[int], object] = lambda _done: None,
    batch: int = BATCH,
    overrides: Overrides | None = None,
) -> Growth:
    """Put report files into the store at a directory, made if need be, each in place of the report of its key.

    A report whose file, options, overrides and program are those it was built from is left as it is. The links
    between all reports are made anew at the end when they follow from anything else now. ``remove`` names
    graphs to drop; ``processes`` is as for extract_reports; ``watch`` is called with how many files are done.
    The store is published every ``batch`` bytes of N-Quads: readers see each report whole, as before or after,
    and a build that was killed goes on where it was when it is run again.

    A file that is no report, or of the place and year of another, is left out: its fault is in what is
    returned, the others are kept, and nothing is removed. Raises StoreError when the store cannot be written.
    """
    require_room(store)
    run = this_program(overrides).iri()
    sources = [_looked_at(opened(path, place=place, year=year), run) for path in paths]
    if sources and all(isinstance(source, ReportGraph) for source in sources):
        return Growth(faults=tuple(source.fault for source in sources if isinstance(source, ReportGraph)))
    with _Growing(store, overrides, batch=batch) as growing:
        plan = [growing.known(source) for source in sources]
        pending = [path for path, known in zip(paths, plan, strict=True) if not known]
        made = extract_files(pending, place=place, year=year, processes=processes, overrides=overrides)
        with closing(made):
            outcomes = (known or next(made) for known in plan)
            for done, graph in enumerate(_each_once(outcomes), 1):
                growing.add(graph)
                watch(done)
        return growing.finished(remove)


def collect_graphs(
    graphs: Iterable[ReportGraph], *, watch: Callable[[int], object] = lambda _done: None
) -> tuple[list[ReportGraph], tuple[str, ...]]:
    """Keep the graphs of reports in memory, each of another place and year, and the faults of files apart."""
    found, faults = [], []
    for done, graph in enumerate(_each_once(graphs), 1):
        if graph.fault:
            faults.append(graph.fault)
        else:
            found.append(graph)
        watch(done)
    return found, tuple(faults)


def store_graphs(
    graphs: Iterable[ReportGraph],
    store: Path,
    *,
    remove: Iterable[str] = (),
    overrides: Overrides | None = None,
) -> Growth:
    """Put graphs that are made already into the store at a directory, as grow_store does. Raises StoreError.

    ``overrides`` here decide on the links alone.
    """
    require_room(store)
    with _Growing(store, overrides) as growing:
        for graph in _each_once(graphs):
            growing.add(graph)
        return growing.finished(remove)


def store_reports(
    built: Iterable[BuiltReport],
    store: Path,
    *,
    remove: Iterable[str] = (),
    overrides: Overrides | None = None,
) -> None:
    """Put reports that are built already, and the derived graphs, into the store at a directory.

    ``remove`` names report graphs to drop; ``overrides`` here decide on the links alone. Raises StoreError, and
    SipingError for two of one place and year.
    """
    growth = store_graphs(map(graph_of, built), store, remove=remove, overrides=overrides)
    if growth.faults:
        raise SipingError(growth.faults[0])


def link_reports(store: Path, *, overrides: Overrides | None = None) -> None:
    """Make the derived graphs of the store at a directory anew where they are missing or old. Raises StoreError."""
    store_graphs((), store, overrides=overrides)


@dataclass(frozen=True, slots=True)
class _Source:
    """From what a file's report is built: its name says something of it, or does not."""

    name: str
    plain: Origin
    named: Origin


def _looked_at(file: ReportFile | ReportGraph, run: str) -> _Source | ReportGraph:
    """From what the report of a file is built; the fault of one that cannot be opened."""
    if isinstance(file, ReportGraph):
        return file
    plain = Origin(file.sha256, file.given(), run)
    return _Source(file.name, plain, Origin(file.sha256, file.given(named=True), run))


def _each_once(graphs: Iterable[ReportGraph]) -> Iterator[ReportGraph]:
    """The graphs; one of a place and year that was there before is a fault."""
    taken: set[str] = set()
    for graph in graphs:
        if graph.key in taken:
            fault = f"{graph.name}: another of these files is {graph.key} too; give --year, or build it apart"
            yield ReportGraph(name=graph.name, fault=fault)
            continue
        if not graph.fault:
            taken.add(graph.key)
        yield graph


class _Growing:
    """A store while it grows: graphs are collected and published a batch at a time.

    A store that is not there yet is made with the first batch, so that a build without any report makes none.
    """

    def __init__(self, path: Path, overrides: Overrides | None, *, batch: int = BATCH) -> None:
        self._path, self._size = path, batch
        self._derived = derived_graphs(overrides)
        self._stack = ExitStack()
        self._writer: StoreWriter | None = None
        self._known: dict[Origin, str] = {}
        self._batch: dict[str, bytes] = {}
        self._built: list[tuple[str, int, str]] = []
        self._unchanged: list[str] = []
        self._faults: list[str] = []
        self._kept: set[str] = set()

    def __enter__(self) -> _Growing:
        if (self._path / "CURRENT").is_file():
            # As the database has it, not as readers see it: that may be behind after a build that was killed.
            self._known = origins(self._open().store)
        return self

    def __exit__(self, *_: object) -> None:
        self._writer = None
        self._stack.close()

    def _open(self) -> StoreWriter:
        if not self._writer:
            self._writer = self._stack.enter_context(write_store(self._path))
        return self._writer

    def known(self, source: _Source | ReportGraph) -> ReportGraph | None:
        """What needs no extraction: a fault, or the report that was built from the same, without its lines."""
        if isinstance(source, ReportGraph):
            return source
        for origin in (source.plain, source.named):
            if iri := self._known.get(origin):
                return ReportGraph(name=source.name, key=iri.rpartition("/")[2], origin=origin)
        return None

    def add(self, graph: ReportGraph) -> None:
        """Take a graph, or note its fault."""
        if graph.fault:
            self._faults.append(graph.fault)
            return
        self._kept.add(graph.iri)
        if graph.origin and self._known.get(graph.origin) == graph.iri:
            self._unchanged.append(graph.key)
            return
        self._built.append((graph.key, graph.quads, graph.title))
        self._batch[graph.iri] = graph.lines
        if sum(map(len, self._batch.values())) >= self._size:
            self._publish()

    def _publish(self, remove: Iterable[str] = (), *, last: bool = False) -> None:
        """Show readers the batch; at last the derived graphs, of which some come with a store's first reports too."""
        writer = self._open()
        first = next(writer.store.named_graphs(), None) is None  # its length would count every quad
        writer.replace(self._batch, remove=remove)
        self._batch = {}
        if first or last:
            derived = (each for each in self._derived if last or not each.from_reports)
            writer.replace(outdated_graphs(writer.store, derived))
        if writer.changed:
            writer.publish()

    def finished(self, remove: Iterable[str]) -> Growth:
        """Publish what is left, remove what is to go, and say what was done."""
        gone = () if self._faults else tuple(iri for iri in remove if iri not in self._kept)
        if self._batch or self._writer or not self._faults:
            self._publish(gone, last=True)
        return Growth(tuple(self._built), tuple(self._unchanged), gone, tuple(self._faults))
