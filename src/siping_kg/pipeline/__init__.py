"""The whole program: report files in; N-Quads files, and a store that grows report by report, out."""

from __future__ import annotations

from siping_kg.pipeline.building import BuiltReport, build, build_report, graph_store
from siping_kg.pipeline.derived import outdated_graphs
from siping_kg.pipeline.files import write_graphs, write_quads
from siping_kg.pipeline.growing import Growth, collect_graphs, grow_store, store_graphs, store_reports
from siping_kg.pipeline.partition import ReportGraph, extract_partition
from siping_kg.pipeline.processes import extract_files, extract_reports, processes_for

__all__ = [
    "BuiltReport",
    "Growth",
    "ReportGraph",
    "build",
    "build_report",
    "collect_graphs",
    "extract_files",
    "extract_partition",
    "extract_reports",
    "graph_store",
    "grow_store",
    "outdated_graphs",
    "processes_for",
    "store_graphs",
    "store_reports",
    "write_graphs",
    "write_quads",
]
