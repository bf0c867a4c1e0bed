"""Some report files in, as values; their graphs as N-Quads out, on whatever process or machine it is run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from siping_kg.graph import report_iri
from siping_kg.model import SipingError
from siping_kg.pipeline.building import BuiltReport, built_from
from siping_kg.reading import ReportFile
from siping_kg.resolve import Overrides
from siping_kg.store import Origin

__all__ = ["ReportGraph", "extract_partition", "graph_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportGraph:
    """A report's graph: ``lines`` are its sorted N-Quads, each with its line end; or the ``fault`` of its file."""

    name: str
    key: str = ""
    title: str = ""
    origin: Origin | None = None
    lines: bytes = field(default=b"", repr=False)
    fault: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the report, and of its graph."""
        return report_iri(self.key)

    @property
    def quads(self) -> int:
        """How many quads it has."""
        return self.lines.count(b"\n")


def graph_of(built: BuiltReport, *, name: str = "") -> ReportGraph:
    """The same graph as bytes, which take a fifth of the memory and load as they are."""
    report = built.report
    return ReportGraph(
        name=name or report.key,
        key=report.key,
        title=report.title,
        origin=Origin(report.sha256, report.given, built.run.iri()),
        lines="".join(f"{line}\n" for line in built.quads).encode(),
    )


def extract_partition(
    reports: Iterable[ReportFile], *, overrides: Overrides | None = None
) -> tuple[ReportGraph, ...]:
    """Make the graphs of some reports, in their order. This is all that a process or a machine of many does.

    A pure function: no file is read but the program's own, and the same report gives the same lines anywhere.
    ``overrides`` are as for build_report; they are a value, that another process gets whole.
    A file that is no readable report is a graph with a ``fault`` and no lines; it does not stop the others.
    """
    return tuple(_extract(file, overrides) for file in reports)


def _extract(file: ReportFile, overrides: Overrides | None) -> ReportGraph:
    try:
        return graph_of(built_from(file, overrides=overrides), name=file.name)
    except SipingError as error:
        return ReportGraph(name=file.name, fault=str(error))
