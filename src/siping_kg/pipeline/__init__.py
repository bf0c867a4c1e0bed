"""The whole program: report files in; N-Quads files, and a store that grows report by report, out."""

from __future__ import annotations

from siping_kg.pipeline.building import BuiltReport, build, build_report, graph_store
from siping_kg.pipeline.derived import DerivedGraph, derived_graphs, outdated_graphs
from siping_kg.pipeline.files import write_graphs, write_quads
from siping_kg.pipeline.growing import (
    Growth,
    collect_graphs,
    grow_store,
    link_reports,
    store_graphs,
    store_reports,
)
from siping_kg.pipeline.partition import ReportGraph, extract_partition
from siping_kg.pipeline.processes import extract_files, extract_reports, processes_for

__all__ = [
    "BuiltReport",
    "DerivedGraph",
    "Growth",
    "ReportGraph",
    "build",
    "build_report",
    "collect_graphs",
    "derived_graphs",
    "extract_files",
    "extract_partition",
    "extract_reports",
    "graph_store",
    "grow_store",
    "link_reports",
    "outdated_graphs",
    "processes_for",
    "store_graphs",
    "store_reports",
    "write_graphs",
    "write_quads",
]
