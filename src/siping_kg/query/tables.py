"""SPARQL's tab-separated answer in, a data frame out; a data frame of relations in, a network out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from siping_kg.model import QueryError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["network", "read_table"]

_NUMBER = re.compile(
    r'"(?P<typed>[^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:decimal|double|float)>'
    r"|(?P<bare>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
)
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def read_table(tsv: bytes) -> pd.DataFrame:
    """SPARQL's tab-separated answer as a table: numbers as numbers, all else as text, nothing as empty text."""
    import pandas as pd

    cells = pd.read_csv(
        io.BytesIO(tsv), sep="\t", dtype=str, keep_default_na=False, na_filter=False, quoting=3
    )
    return pd.DataFrame(
        {str(name).removeprefix("?"): _column(cells[name].tolist()) for name in cells.columns}
    )


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


def _column(cells: list[str]) -> pd.Series[float] | pd.Series[int] | pd.Series[str]:
    import pandas as pd

    numbers = [_NUMBER.fullmatch(cell) for cell in cells]
    if any(numbers) and all(number or not cell for number, cell in zip(numbers, cells, strict=True)):
        plain = [number and (number["typed"] or number["bare"]) for number in numbers]
        whole = all(number is None or re.fullmatch(r"[+-]?\d+", number[0]) for number in numbers)
        return pd.to_numeric(pd.Series(plain)).astype("Int64" if whole else "float64")
    return pd.Series(_plain(cells), dtype="str")


def _plain(cells: Iterable[str]) -> list[str]:
    """Terms as text: <iri> without brackets, "text"@zh and "2024"^^<type> without quotes and ending."""
    texts = []
    for cell in cells:
        text = cell
        if cell.startswith("<"):
            text = cell[1:-1]
        elif cell.startswith('"'):
            text = cell[1 : cell.rindex('"')]
            if "\\" in text:
                text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)
        texts.append(text)
    return texts
