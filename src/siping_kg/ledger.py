"""A store and a place in; what its reports promised against what came, as a table, or its years side by side, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from siping_kg.model import QueryError
from siping_kg.query import Cell, Table, select
from siping_kg.vocabulary import KG, label, members, notation

if TYPE_CHECKING:
    import pandas as pd
    from pyoxigraph import Store

__all__ = ["COLUMNS", "ledger", "ledger_table", "series", "shown"]

COLUMNS = (
    "place",
    "indicator",
    "year",
    "target",
    "target_unit",
    "outcome",
    "outcome_unit",
    "verdict",
    "target_quote",
    "outcome_quote",
    "target_report",
    "outcome_report",
    "target_bound",
    "outcome_status",
    "reason",
    "before",
    "before_unit",
    "scheme_indicator",
    "target_kind",
)
"""A row of the ledger: the first twelve are what other programs read, in this order."""


_NUMBERS = ("target", "outcome", "before")
_SIGNS = {">=": "≥", "<=": "≤", "~": "约"}
_KINDS = {"Growth": "（增速）", "Share": "（占比）"}


def ledger(
    store: Store, place: str, *, year: int | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """The same as ``ledger_table``, as a data frame."""
    return ledger_table(store, place, year=year, indicator=indicator).frame()


def ledger_table(store: Store, place: str, *, year: int | None = None, indicator: str | None = None) -> Table:
    """Give the targets for a place, each with its outcome and verdict, as the reports state them one after another.

    ``year`` is the year that the figures are for; ``indicator`` keeps those in whose label, or name in the
    scheme, it stands. Columns are COLUMNS: ``target`` and ``outcome`` are numbers in their own units, ``before``
    is what the target's report gives for the year before. Verdicts: met, missed, not_reported, not_comparable,
    and pending where there is no later report.
    Raises QueryError when the store has no targets for the place (and year); UnknownNameError and
    AmbiguousNameError for the place.
    """
    given: dict[str, str | int] = {"place": place} | ({} if year is None else {"year": year})
    found = select(store, "ledger", params=given)
    if not found.rows:
        raise QueryError(_nothing(store, place, year))
    named = {"place_name": "place", "target_year": "year", "decided": "verdict"}
    rows = [{named.get(name, name): cell for name, cell in row.items()} for row in found.records()]
    rows.sort(key=_in_order)
    for row in rows:
        row |= {name: float(row[name]) if row[name] not in ("", None) else None for name in _NUMBERS}
    if indicator:
        rows = [
            row
            for row in rows
            if any(indicator in str(row[name]) for name in ("indicator", "scheme_indicator"))
        ]
    return Table(COLUMNS, tuple(tuple(row[name] for name in COLUMNS) for row in rows))


def _in_order(row: dict[str, Any]) -> tuple[Any, ...]:
    """By year, report and place in the report's text."""
    at = row["target_at"] + row["target_quote"].find(row["target_printed"])
    return row["year"], row["target_report"], at


def _nothing(store: Store, place: str, year: int | None) -> str:
    found = () if year is None else select(store, "ledger", params={"place": place}).column("target_year")
    if years := sorted({str(found_year) for found_year in found}):
        return f"{place}: no report in the store sets targets for {year}; there are {', '.join(years)}"
    return f"{place}: no report in the store sets targets for it; see `siping-kg info`"


def _amount(value: Cell, unit: Cell, bound: Cell = "") -> str:
    """A number with its unit and bound as text, empty where there is none: ≥6.5%."""
    number = "" if value is None else f"{value:.15g}"
    return f"{_SIGNS.get(str(bound), '')}{number}{unit}"


def shown(rows: Table) -> Table:
    """A ledger as a terminal shows it: short columns, amounts with their units, verdicts in Chinese."""
    verdicts = {notation(term): label(term) for term in members(KG.Verdict)}
    cells = tuple(
        (
            *(row["year"], row["indicator"], _amount(row["before"], row["before_unit"])),
            _amount(row["target"], row["target_unit"], row["target_bound"]),
            _amount(row["outcome"], row["outcome_unit"]),
            *(verdicts[str(row["verdict"])], row["target_quote"], row["outcome_quote"]),
        )
        for row in rows.records()
    )
    return Table(("年份", "指标", "上年", "目标", "结果", "判定", "目标原文", "结果原文"), cells)


def series(rows: Table) -> Table:
    """Line a ledger's years up: a row an indicator, by year its target and outcome; those of one year are left out.

    Growth rates, shares and amounts of an indicator are rows of their own.
    """
    told: dict[str, dict[Cell, tuple[str, str]]] = {}
    for row in rows.records():
        name = f"{row['scheme_indicator'] or row['indicator']}{_KINDS.get(str(row['target_kind']), '')}"
        target = _amount(row["target"], row["target_unit"], row["target_bound"])
        outcome = _amount(row["outcome"], row["outcome_unit"])
        told.setdefault(name, {}).setdefault(row["year"], (target, outcome))
    often = {name: by_year for name, by_year in told.items() if len(by_year) > 1}
    years = sorted({year for by_year in often.values() for year in by_year}, key=str)
    columns = ("指标", *(f"{year}{what}" for year in years for what in ("目标", "结果")))
    cells = tuple(
        (name, *(cell for year in years for cell in by_year.get(year, ("", ""))))
        for name, by_year in often.items()
    )
    return Table(columns, cells)
