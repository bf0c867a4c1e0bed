"""Graphs in; one sorted N-Quads file out."""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable
from pathlib import Path

from siping_kg.files import replace_file
from siping_kg.model import SipingError
from siping_kg.pipeline.building import BuiltReport
from siping_kg.pipeline.partition import ReportGraph, graph_of

__all__ = ["write_graphs", "write_quads"]


def write_quads(built: Iterable[BuiltReport], path: Path) -> None:
    """Write the reports' graphs as one sorted N-Quads file, as write_graphs does."""
    write_graphs(map(graph_of, built), path)


def write_graphs(graphs: Iterable[ReportGraph], path: Path) -> None:
    """Write graphs as one sorted N-Quads file. An existing file is replaced whole or not at all.

    Raises SipingError when it cannot be written.
    """
    sorted_lines = heapq.merge(*(io.BytesIO(graph.lines) for graph in graphs))
    try:
        replace_file(path, sorted_lines)
    except OSError as error:
        raise SipingError(
            f"{path}: cannot be written ({error.strerror}); choose another place with -o"
        ) from error
