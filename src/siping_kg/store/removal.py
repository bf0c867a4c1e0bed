"""A store's directory and a report in; the store without it, and without what follows from all reports, out."""

from __future__ import annotations

from pathlib import Path

from siping_kg.store.contents import ReportEntry, find_report
from siping_kg.store.counts import counts_iri
from siping_kg.store.database import open_store
from siping_kg.store.writing import replace_graphs

__all__ = ["remove_report"]


def remove_report(path: Path, report: str) -> ReportEntry:
    """Drop a report, by key or IRI, from the store at a directory; returns what it was.

    What follows from all reports (links, indicators, targets held against outcomes, counts) goes too: the next
    build makes it anew.
    Raises StoreError as replace_graphs does, UnknownNameError when the report is not there.
    """
    from siping_kg.link import links_iri
    from siping_kg.promises import indicators_iri, ledger_iri

    with open_store(path) as store:
        entry = find_report(store, report)
    derived = [links_iri(), ledger_iri(), indicators_iri(), counts_iri()]
    replace_graphs(path, {}, remove=[entry.graph, *derived])
    return entry
