"""Report files in; each report with the lines of its graph out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from siping_kg.extract import extract
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import Run, report_iri, report_quads, this_program
from siping_kg.model import Report, SipingError
from siping_kg.reading import ReportFile, open_report_file, read_file
from siping_kg.resolve import Overrides, load_overrides, resolve
from siping_kg.resources import BUNDLED_REPORT

__all__ = ["BuiltReport", "build", "build_report", "built_from", "graph_store"]


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """A report and its graph: sorted N-Quads lines without line ends. ``run`` is what made it."""

    report: Report
    quads: tuple[str, ...]
    run: Run = field(default_factory=this_program)

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
    return built_from(open_report_file(path, place=place, year=year), overrides=overrides)


def built_from(file: ReportFile, *, overrides: Overrides | None = None) -> BuiltReport:
    """Build the graph of a report from all that it follows from. Raises ReadingError."""
    gazetteer = load_gazetteer()
    decided = load_overrides() if overrides is None else overrides
    report, run = read_file(file), this_program(decided)
    extraction = extract(report, gazetteer, more=decided.lexicons)
    resolution = resolve(extraction, gazetteer, overrides=decided)
    return BuiltReport(report, tuple(report_quads(extraction, resolution, run=run)), run)


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


def graph_store(path: Path, *, overrides: Overrides | None = None) -> Store:
    """Build one report into a store in memory, without the gazetteer's graph. Raises ReadingError."""
    store = Store()
    lines = "\n".join(build_report(path, overrides=overrides).quads)
    store.bulk_load(lines.encode(), format=RdfFormat.N_QUADS)
    return store
