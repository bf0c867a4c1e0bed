"""Named graphs of N-Quads in; an embedded Oxigraph store on disk, and whole snapshots of it to read, out."""

from siping_kg.store.contents import Origin, ReportEntry, find_report, origins, reports
from siping_kg.store.counts import Contents, counts_iri, counts_quads, counts_state, info
from siping_kg.store.database import STORE_VARIABLE, default_store, open_store, read_graph
from siping_kg.store.removal import remove_report
from siping_kg.store.writing import StoreWriter, replace_graphs, require_room, write_store

__all__ = [
    "STORE_VARIABLE",
    "Contents",
    "Origin",
    "ReportEntry",
    "StoreWriter",
    "counts_iri",
    "counts_quads",
    "counts_state",
    "default_store",
    "find_report",
    "info",
    "open_store",
    "origins",
    "read_graph",
    "remove_report",
    "replace_graphs",
    "reports",
    "require_room",
    "write_store",
]
