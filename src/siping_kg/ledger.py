"""A store and a place in; what its reports promised against what came, as a table or as series over the years, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from siping_kg.model import QueryError
from siping_kg.promises import notation_of
from siping_kg.query import run
from siping_kg.vocabulary import KG, label, members

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["COLUMNS", "ledger", "series", "shown"]

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


def ledger(
    store: Store, place: str, *, year: int | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Give the targets for a place, each with its outcome and verdict, as the reports state them one after another.

    ``year`` is the year that the figures are for; ``indicator`` keeps those in whose label, or name in the
    scheme, it stands. Columns are COLUMNS: ``target`` and ``outcome`` are numbers in their own units, ``before``
    is what the target's report gives for the year before. Verdicts: met, missed, not_reported, not_comparable,
    and pending where there is no later report.
    Raises QueryError when the store has no targets for the place (and year); UnknownNameError and
    AmbiguousNameError for the place.
    """
    given: dict[str, str | int] = {"place": place} | ({} if year is None else {"year": year})
    frame = run(store, "ledger", params=given)
    if frame.empty:
        raise QueryError(_nothing(store, place, year))
    at = [
        quote.find(printed)
        for quote, printed in zip(frame["target_quote"], frame["target_printed"], strict=True)
    ]
    numbers = {name: pd.to_numeric(frame[name], errors="coerce") for name in ("target", "outcome", "before")}
    frame = frame.assign(at=frame["target_at"] + at, **numbers)
    frame = frame.sort_values(["target_year", "target_report", "at"], kind="stable")
    if indicator:
        said = frame["indicator"].str.contains(indicator, regex=False)
        frame = frame[said | frame["scheme_indicator"].str.contains(indicator, regex=False)]
    named = {"place_name": "place", "target_year": "year", "decided": "verdict"}
    return frame.rename(columns=named)[list(COLUMNS)].reset_index(drop=True)


def _nothing(store: Store, place: str, year: int | None) -> str:
    years = [] if year is None else sorted(set(run(store, "ledger", params={"place": place})["target_year"]))
    if years:
        return (
            f"{place}: no report in the store sets targets for {year}; there are {', '.join(map(str, years))}"
        )
    return f"{place}: no report in the store sets targets for it; see `siping-kg info`"


def _amount(
    value: pd.Series[float], unit: pd.Series[str], bound: pd.Series[str] | None = None
) -> pd.Series[str]:
    """A number with its unit and bound as text, empty where there is none: ≥6.5%."""
    signs = {">=": "≥", "<=": "≤", "~": "约"}
    texts = value.map(lambda number: "" if pd.isna(number) else f"{number:.15g}") + unit
    return texts if bound is None else bound.map(lambda sign: signs.get(sign, "")) + texts


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """A ledger as a terminal shows it: short columns, amounts with their units, verdicts in Chinese."""
    verdicts = {notation_of(term): label(term) for term in members(KG.Verdict)}
    return pd.DataFrame(
        {
            "年份": rows["year"],
            "指标": rows["indicator"],
            "上年": _amount(rows["before"], rows["before_unit"]),
            "目标": _amount(rows["target"], rows["target_unit"], rows["target_bound"]),
            "结果": _amount(rows["outcome"], rows["outcome_unit"]),
            "判定": rows["verdict"].map(verdicts),
            "目标原文": rows["target_quote"],
            "结果原文": rows["outcome_quote"],
        }
    )


def series(rows: pd.DataFrame) -> pd.DataFrame:
    """Line a ledger's years up: a row an indicator, by year its target and outcome; those of one year are left out.

    Growth rates, shares and amounts of an indicator are rows of their own.
    """
    named = rows["scheme_indicator"].where(rows["scheme_indicator"] != "", rows["indicator"])
    kinds = rows["target_kind"].map({"Growth": "（增速）", "Share": "（占比）"}).fillna("")
    cells = pd.DataFrame(
        {
            "指标": named + kinds,
            "year": rows["year"],
            "目标": _amount(rows["target"], rows["target_unit"], rows["target_bound"]),
            "结果": _amount(rows["outcome"], rows["outcome_unit"]),
        }
    ).drop_duplicates(["指标", "year"])
    often = cells.groupby("指标")["year"].transform("nunique") > 1
    wide = cells[often].pivot(index="指标", columns="year", values=["目标", "结果"]).fillna("")
    years = sorted(set(cells[often]["year"]))
    wide = wide[[(what, year) for year in years for what in ("目标", "结果")]]
    wide = wide.set_axis([f"{year}{what}" for year in years for what in ("目标", "结果")], axis=1)
    first = cells.drop_duplicates("指标")["指标"]
    return wide.loc[[name for name in first if name in wide.index]].reset_index()
