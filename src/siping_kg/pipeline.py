"""Report files in; their graphs, as one sorted N-Quads file or as named graphs of a store, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from siping_kg.extract import extract
from siping_kg.files import replace_file
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import gazetteer_iri, gazetteer_quads, gazetteer_version, report_iri, report_quads
from siping_kg.link import link, links_iri
from siping_kg.model import Report, SipingError
from siping_kg.reading import read_report
from siping_kg.resolve import Overrides, load_overrides, resolve
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import open_store, replace_graphs

__all__ = [
    "BuiltReport",
    "build",
    "build_report",
    "graph_store",
    "link_reports",
    "store_reports",
    "write_quads",
]


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """A report and its graph: sorted N-Quads lines without line ends."""

    report: Report
    quads: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The IRI of the report, and of its graph."""
        return report_iri(self.report.key)


def build_report(
    path: Path = BUNDLED_REPORT,
    *,
    place: str | None = None,
    year: int | None = None,
    overrides: Overrides | None = None,
) -> BuiltReport:
    """Build the graph of one report; the bundled one when no path is given. Raises ReadingError.

    ``overrides`` are the shipped ones unless others are given (``load_overrides``).

    >>> built = build_report()
    >>> built.report.key, built.report.place_name
    ('四平市-2024', '四平市')
    """
    gazetteer = load_gazetteer()
    decided = load_overrides() if overrides is None else overrides
    report = read_report(path, place=place, year=year)
    extraction = extract(report, gazetteer, more=decided.lexicons)
    resolution = resolve(extraction, gazetteer, overrides=decided)
    return BuiltReport(report, tuple(report_quads(extraction, resolution)))


def build(
    paths: Iterable[Path],
    *,
    place: str | None = None,
    year: int | None = None,
    overrides: Overrides | None = None,
) -> list[BuiltReport]:
    """Build the graphs of several reports, in the order given.

    Raises ReadingError for a file that cannot be read, SipingError for two files of one place and year.
    """
    built: dict[str, BuiltReport] = {}
    for path in paths:
        one = build_report(path, place=place, year=year, overrides=overrides)
        if one.report.key in built:
            raise SipingError(
                f"{path}: another of these files is {one.report.key} too; give --year, or build it apart"
            )
        built[one.report.key] = one
    return list(built.values())


def _lines(quads: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in quads).encode()


def write_quads(built: Iterable[BuiltReport], path: Path) -> None:
    """Write the reports' graphs as one sorted N-Quads file. An existing file is replaced whole or not at all.

    Raises SipingError when it cannot be written.
    """
    content = _lines(sorted({line for one in built for line in one.quads}))
    try:
        replace_file(path, content)
    except OSError as error:
        raise SipingError(
            f"{path}: cannot be written ({error.strerror}); choose another place with -o"
        ) from error


def graph_store(path: Path, *, overrides: Overrides | None = None) -> Store:
    """Build one report into a store in memory, without the gazetteer's graph. Raises ReadingError."""
    store = Store()
    store.bulk_load(_lines(build_report(path, overrides=overrides).quads), format=RdfFormat.N_QUADS)
    return store


def _has_gazetteer(store: Path) -> bool:
    """Whether a store holds the gazetteer's graph of this version already."""
    if not (store / "CURRENT").is_file():
        return False
    subject, predicate, version = gazetteer_version()
    with open_store(store) as opened:
        graph = NamedNode(gazetteer_iri())
        return Quad(NamedNode(subject), NamedNode(predicate), version, graph) in opened


def link_reports(store: Path, *, overrides: Overrides | None = None) -> None:
    """Make the links graph of the store at a directory anew, from all of its reports. Raises StoreError."""
    graph = links_iri()
    with open_store(store) as opened:
        lines = link(opened, overrides=load_overrides() if overrides is None else overrides)
        present = sum(1 for _ in opened.quads_for_pattern(None, None, None, NamedNode(graph)))
        quads = parse(_lines(lines), format=RdfFormat.N_QUADS)
        if present == len(lines) and all(quad in opened for quad in quads):
            return
    replace_graphs(store, {graph: _lines(lines)})


def store_reports(
    built: Iterable[BuiltReport],
    store: Path,
    *,
    remove: Iterable[str] = (),
    overrides: Overrides | None = None,
) -> None:
    """Put the reports' graphs, and the gazetteer's where it is missing or old, into the store at a directory.

    Then the links between all reports there are made anew. ``remove`` names report graphs to drop. Raises StoreError.
    """
    graphs = {one.iri: _lines(one.quads) for one in built}
    if not _has_gazetteer(store):
        graphs[gazetteer_iri()] = _lines(gazetteer_quads())
    replace_graphs(store, graphs, remove=remove)
    link_reports(store, overrides=overrides)
