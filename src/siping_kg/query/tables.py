"""SPARQL's tab-separated answer in; a table of plain rows, or a data frame, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Table", "read_table"]

Cell = str | int | float | None
"""What a cell holds: text, a number, or None where there is no number; nothing is the empty text."""

_NUMBER = re.compile(
    r'"(?P<typed>[^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:decimal|double|float)>'
    r"|(?P<bare>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
)
_WHOLE = re.compile(r"[+-]?\d+")
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with named columns. ``frame`` makes a pandas data frame of it, which takes a third of a second to load."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Cell]:
        """The cells of a column, from the first row to the last."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def select(self, columns: Sequence[str]) -> Table:
        """These columns alone, in this order."""
        at = [self.columns.index(name) for name in columns]
        return Table(tuple(columns), tuple(tuple(row[each] for each in at) for row in self.rows))

    def records(self) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """The same as a data frame: whole numbers as Int64, others as float64, all else as text."""
        import pandas as pd

        return pd.DataFrame(
            {name: pd.Series(self.column(name), dtype=_dtype(self.column(name))) for name in self.columns},
            columns=list(self.columns),
        )


def _dtype(cells: Sequence[Cell]) -> str:
    kinds = {type(cell) for cell in cells}
    if not kinds or str in kinds:
        return "str"
    return "Int64" if kinds <= {int, type(None)} and int in kinds else "float64"


def read_table(tsv: bytes) -> Table:
    """SPARQL's tab-separated answer as a table: numbers as numbers, all else as text, nothing as empty text."""
    head, *lines = tsv.decode().removesuffix("\n").split("\n")
    names = tuple(name.removeprefix("?") for name in head.split("\t"))
    cells = [line.split("\t") for line in lines]
    columns = [_column([row[at] for row in cells]) for at in range(len(names))]
    return Table(names, tuple(zip(*columns, strict=True)))


def _column(cells: list[str]) -> list[Cell]:
    """A column of numbers if all that stands in it are numbers, else of text."""
    said = [cell for cell in cells if cell]
    if not said or not all(map(_NUMBER.fullmatch, said)):
        return list(_plain(cells))
    plain = [cell[1 : cell.rindex('"')] if cell.startswith('"') else cell for cell in cells]
    if all(map(_WHOLE.fullmatch, said)):
        return [int(cell) if cell else None for cell in plain]
    return [float(cell) if cell else None for cell in plain]


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
