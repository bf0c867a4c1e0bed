"""Report files in; their graphs (sorted N-Quads), and the gazetteer's graph for the places they name, out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from siping_kg.extract import extract
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import report_iri, report_quads
from siping_kg.model import Report, SipingError
from siping_kg.reading import read_report
from siping_kg.resolve import resolve
from siping_kg.resources import BUNDLED_REPORT

__all__ = ["BuiltReport", "build", "build_report", "write_quads"]


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
    path: Path = BUNDLED_REPORT, *, place: str | None = None, year: int | None = None
) -> BuiltReport:
    """Build the graph of one report; the bundled one when no path is given.

    >>> built = build_report()
    >>> built.report.key, built.report.place_name
    ('四平市-2024', '四平市')
    """
    gazetteer = load_gazetteer()
    report = read_report(path, place=place, year=year)
    extraction = extract(report, gazetteer)
    return BuiltReport(report, tuple(report_quads(extraction, resolve(extraction, gazetteer))))


def build(paths: Iterable[Path], *, place: str | None = None, year: int | None = None) -> list[BuiltReport]:
    """Build the graphs of several reports, in the order given. Raises SipingError for two of one place and year."""
    built: dict[str, BuiltReport] = {}
    for path in paths:
        one = build_report(path, place=place, year=year)
        if one.report.key in built:
            raise SipingError(
                f"{path}: another file is {one.report.key} too; build them apart, or give --year"
            )
        built[one.report.key] = one
    return list(built.values())


def write_quads(built: Iterable[BuiltReport], path: Path) -> None:
    """Write the reports' graphs as one sorted N-Quads file. An existing file is replaced whole or not at all."""
    lines = sorted({line for one in built for line in one.quads})
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            file.writelines(f"{line}\n" for line in lines)
        os.replace(file.name, path)
    except OSError as error:
        raise SipingError(
            f"{path}: cannot be written ({error.strerror}); choose another place with -o"
        ) from error
