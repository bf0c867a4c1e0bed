"""A data frame of relations in, a network out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from siping_kg.model import QueryError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["network"]


def network(
    frame: pd.DataFrame, *, source: str = "subject", relation: str = "predicate", target: str = "object"
) -> nx.MultiDiGraph[str]:
    """A table of relations as a network: a row is an edge, with the row's cells as attributes.

    The names say which columns hold the two ends and the relation. Columns such as ``source_label`` become
    attributes (``label``) of that end's node. Rows alike in all columns are one edge.
    Raises QueryError for a column that is not there.
    """
    import networkx as nx

    names = [str(name) for name in frame.columns]
    if missing := [name for name in (source, relation, target) if name not in names]:
        raise QueryError(f"a network needs the column {missing[0]}; there is {', '.join(names)}")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for cells in frame.drop_duplicates().astype(object).to_numpy().tolist():
        row = dict(zip(names, cells, strict=True))
        for end in (source, target):
            own = {name.removeprefix(f"{end}_"): row[name] for name in names if name.startswith(f"{end}_")}
            graph.add_node(row[end], **own)
        of_ends = (f"{source}_", f"{target}_")
        said = {
            name: row[name] for name in names if name not in (source, target) and not name.startswith(of_ends)
        }
        graph.add_edge(row[source], row[target], **said)
    return graph
