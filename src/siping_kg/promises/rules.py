"""data/indicators.yml and data/rules/indicators.yml in; the scheme of indicators and the words of their labels out."""

from __future__ import annotations

import functools

import msgspec

from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, load_yaml

__all__ = ["Indicator", "IndicatorRules", "LabelCase", "indicator_rules", "indicators"]


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One indicator of the scheme: its name, its English name, what else reports call it, whether less is better.

    Labels with one of the ``endings`` are called so too, whatever stands before.
    """

    name: str
    en: str
    also: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    falls: bool = False


class LabelCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two labels, and whether they are of one indicator."""

    one: str
    other: str
    alike: bool


class IndicatorRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How labels are read. The comments of data/rules/indicators.yml say what each list is for."""

    same: dict[str, str]
    filler: tuple[str, ...]
    plain: tuple[str, ...]
    does: dict[str, tuple[str, ...]]
    exclude: tuple[tuple[str, str], ...]
    measure: tuple[str, ...]
    rates: tuple[str, ...]
    scope: dict[str, tuple[str, ...]]
    loose: tuple[str, ...]
    grade: dict[str, tuple[str, ...]]
    contrary: tuple[tuple[str, ...], ...]
    other: tuple[str, ...]
    spread: tuple[str, ...]
    people: tuple[str, ...]
    trips: tuple[str, ...]
    scaleless: tuple[str, ...]
    common: tuple[str, ...]
    reduce: tuple[str, ...]
    stock: tuple[str, ...]
    grown: tuple[str, ...]
    total: tuple[str, ...]
    examples: tuple[LabelCase, ...]


class _Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    indicators: tuple[Indicator, ...]


@functools.cache
def indicators() -> tuple[Indicator, ...]:
    """Load the scheme. Raises AuthoredFileError when the file breaks the schema or gives a name twice."""
    path = DATA / "indicators.yml"
    found = load_yaml(path, _Scheme).indicators
    seen: set[str] = set()
    for name in (name for one in found for name in (one.name, *one.also)):
        if name in seen:
            raise AuthoredFileError(f"{path}: {name} is given twice; keep one")
        seen.add(name)
    return found


@functools.cache
def indicator_rules() -> IndicatorRules:
    """Load the words. Raises AuthoredFileError when the file breaks the schema or excludes an unknown group."""
    path = DATA / "rules" / "indicators.yml"
    rules = load_yaml(path, IndicatorRules)
    if unknown := sorted({group for pair in rules.exclude for group in pair} - rules.does.keys()):
        raise AuthoredFileError(f"{path}: exclude: there is no group {unknown[0]} in `does`")
    return rules
