"""A table in; text out: aligned for a terminal, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from siping_kg.model import QueryError
from siping_kg.query.answers import ask, select, triples
from siping_kg.query.named import find_query
from siping_kg.query.tables import Cell, Table
from siping_kg.vocabulary import ID

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["FORMATS", "answer", "render"]

FORMATS = ("table", "csv", "json", "md")
"""What ``render`` writes."""

_WIDEST = 48


def answer(
    store: Store, source: str, *, params: Mapping[str, str] | None = None, format: str = "table"
) -> str:
    """Run a query by name, file or text, and write its answer: a table in the format, true or false for ASK.

    CONSTRUCT and DESCRIBE answer with N-Triples in the format ``nt``, else with a table. Raises as ``run``.
    """
    query = find_query(source)
    if query.form == "ASK":
        return f"{json.dumps(ask(store, query, params=params))}\n"
    if format == "nt":
        return triples(store, query, params=params)
    return render(select(store, query, params=params), format)


def render(table: Table, format: str) -> str:
    """Write a table as text that ends with a line break. Raises QueryError for an unknown format.

    ``table`` counts Chinese characters as two columns wide, cuts long texts and writes the IRIs of things as
    ``id:place/…``, which parameters take too; the other formats are whole.
    """
    if format == "csv":
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([table.columns, *_rows(table)])
        return written.getvalue()
    if format == "json":
        return json.dumps(table.records(), ensure_ascii=False, indent=1) + "\n"
    if format == "md":
        return _markdown(table)
    if format == "table":
        return _aligned(table)
    raise QueryError(f"{format} is no format for a table; there is {', '.join(FORMATS)}")


def _rows(table: Table) -> list[list[str]]:
    """All cells as text: a number without a needless .0, and nothing for what is missing."""
    return [[_cell(value) for value in row] for row in table.rows]


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _markdown(table: Table) -> str:
    rows = [list(table.columns), ["---"] * len(table.columns), *_rows(table)]
    cells = (
        [" ".join(cell.replace("\\", "\\\\").replace("|", "\\|").split()) for cell in row] for row in rows
    )
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _aligned(table: Table) -> str:
    rows = [list(table.columns), *([_cut(" ".join(cell.split())) for cell in row] for row in _rows(table))]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    lines = ("  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    count = f"({len(table)} row{'' if len(table) == 1 else 's'})"
    return "\n".join([*(line.rstrip() for line in lines), count, ""])


def _width(text: str) -> int:
    """Columns of a terminal that a text takes: full-width characters take two, combining marks none."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1
        for char in text
    )


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str) -> str:
    if text.startswith(ID):
        return f"id:{text.removeprefix(ID)}"
    if _width(text[: _WIDEST + 1]) <= _WIDEST and len(text) <= _WIDEST:
        return text
    taken = 0
    for at, char in enumerate(text):
        taken += _width(char)
        if taken > _WIDEST - 1:
            return f"{text[:at]}…"
    return text
