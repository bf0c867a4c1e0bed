"""Annotated targets with their outcomes, and a store, in; how many the ledger pairs and judges so out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Store

from siping_kg.evaluate.gold_promises import GoldLedger, GoldPromise
from siping_kg.evaluate.pairs import Verdict
from siping_kg.ledger import ledger_table

__all__ = ["judge_promises"]

_TAIL = 8
"""So many characters at the end of a target's quote must stand in the ledger's."""


@dataclass(frozen=True, slots=True)
class _Row:
    indicator: str
    target: Decimal
    unit: str
    quote: str
    verdict: str
    outcome: Decimal | None


def _rows(store: Store, gold: GoldLedger) -> Iterator[_Row]:
    for row in ledger_table(store, gold.place, year=gold.year).records():
        if row["target_report"] != gold.target_document:
            continue
        outcome = None if row["outcome"] is None else Decimal(str(row["outcome"]))
        target = Decimal(str(row["target"]))
        yield _Row(
            row["indicator"], target, row["target_unit"], _bare(row["target_quote"]), row["verdict"], outcome
        )


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).replace("％", "%")


def _fits(row: _Row, wanted: GoldPromise) -> bool:
    quote = _bare(wanted.target_quote)
    said = quote in row.quote or row.quote in quote or quote[-_TAIL:] in row.quote
    return said and row.target == wanted.target.value and row.unit[-1:] == _bare(wanted.target.unit)[-1:]


def _best(rows: Iterable[_Row], wanted: GoldPromise) -> _Row | None:
    """Of the ledger's rows with the number and the quote that which has most of the indicator's characters."""
    fitting = [row for row in rows if _fits(row, wanted)]
    return max(fitting, key=lambda row: len(set(row.indicator) & set(wanted.indicator)), default=None)


def judge_promises(gold: GoldLedger, store: Store) -> tuple[list[Verdict], list[Verdict]]:
    """Hold the ledger against annotated promises: the outcomes that it should pair, and the verdicts that it gives.

    Of those that must be found only. A target without a row counts as an outcome missed, and has no verdict.
    Raises as ``siping_kg.ledger.ledger``.
    """
    rows = list(_rows(store, gold))
    outcomes, verdicts = [], []
    for wanted in gold.promises:
        if not wanted.must:
            continue
        row = _best(rows, wanted)
        asked = f"{gold.target_document} {wanted.indicator} {wanted.target.value}{wanted.target.unit}"
        if wanted.actual:
            said = "nothing" if row is None or row.outcome is None else f"{row.outcome.normalize():f}"
            outcomes.append(Verdict(asked, f"{wanted.actual.value.normalize():f}", said, row is not None))
        if row:
            verdicts.append(Verdict(asked, wanted.verdict, row.verdict))
    return outcomes, verdicts
