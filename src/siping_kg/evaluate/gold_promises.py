"""A file of annotated promises in; its targets, with the outcomes and verdicts that a reader found, out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from siping_kg.resources import load_yaml

__all__ = ["GoldLedger", "GoldPromise", "load_promises"]


class _Amount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: Decimal
    unit: str
    bound: str = ""
    status: str = ""


class GoldPromise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One target, the outcome that the next report gives for it, and whether it was met. Quotes are without white space."""

    indicator: str
    target: _Amount
    verdict: Literal["met", "missed", "not_reported"]
    target_quote: str
    actual: _Amount | None = None
    actual_quote: str = ""
    must: bool = True
    note: str = ""


class GoldLedger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The targets that one report of a place sets for its year."""

    place: str
    target_document: str
    outcome_document: str
    year: int
    promises: tuple[GoldPromise, ...]


def load_promises(path: Path) -> GoldLedger:
    """Read annotated promises. Raises AuthoredFileError naming the file and the place in it."""
    return load_yaml(path, GoldLedger)
