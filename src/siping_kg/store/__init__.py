"""Named graphs of N-Quads in; an embedded Oxigraph store on disk, and whole snapshots of it to read, out."""

from siping_kg.store.contents import Contents, ReportEntry, find_report, info, remove_report, reports
from siping_kg.store.database import STORE_VARIABLE, default_store, open_store, read_graph, replace_graphs

__all__ = [
    "STORE_VARIABLE",
    "Contents",
    "ReportEntry",
    "default_store",
    "find_report",
    "info",
    "open_store",
    "read_graph",
    "remove_report",
    "replace_graphs",
    "reports",
]
