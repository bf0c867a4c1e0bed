"""data/units.yml in; units by their printed name, with their base unit and their IRI, out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import msgspec

from siping_kg.model import AuthoredFileError
from siping_kg.quantities.numerals import LARGE, SMALL
from siping_kg.resources import DATA, load_yaml

__all__ = ["UNITS_FILE", "Unit", "unit_iri", "unit_of", "units"]

UNITS_FILE = DATA / "units.yml"
QUDT = "http://qudt.org/vocab/unit/"


class _UnitEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: list[str]
    kind: str
    base: str | None = None
    factor: str = "1"
    qudt: str | None = None
    to: str | None = None
    to_factor: str = "1"


class _UnitsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: list[_UnitEntry]
    counts: list[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, without magnitude: its kind, base unit and the factor from it to the base.

    ``qudt`` is the IRI of the QUDT unit that the *base* equals, None for a unit minted here, which then
    may convert to another: base times ``to_factor`` = ``to``.
    """

    name: str
    kind: str
    base: str
    factor: Fraction
    qudt: str | None = None
    to: str | None = None
    to_factor: Fraction = Fraction(1)


@cache
def units() -> dict[str, Unit]:
    """All units of data/units.yml by their printed name (without 万 and 亿)."""
    content = load_yaml(UNITS_FILE, _UnitsFile)
    found: dict[str, Unit] = {}
    entries = [*content.units, *(_UnitEntry([name], "count") for name in content.counts)]
    for entry in entries:
        for name in entry.names:
            if name in found:
                raise AuthoredFileError(f"{UNITS_FILE}: the unit {name} is listed twice")
            found[name] = Unit(
                name,
                entry.kind,
                entry.base or entry.names[0],
                Fraction(entry.factor),
                QUDT + entry.qudt if entry.qudt else None,
                QUDT + entry.to if entry.to else None,
                Fraction(entry.to_factor),
            )
    for unit in found.values():
        if unit.base not in found:
            raise AuthoredFileError(f"{UNITS_FILE}: the base unit {unit.base} of {unit.name} is not listed")
    return found


@cache
def unit_of(printed: str) -> tuple[Unit | None, int]:
    """The unit of a printed unit, and its magnitude: 万亩 → (亩, 10000), 亿 → (None, 100000000).

    Raises ValueError for a unit that data/units.yml does not list.
    """
    known = units()
    if printed in known:
        return known[printed], 1
    factor, rest = 1, printed
    while rest and (rest[0] in SMALL or rest[0] in LARGE):
        factor *= SMALL.get(rest[0]) or LARGE[rest[0]]
        rest = rest[1:]
        if rest in known:
            return known[rest], factor
    if rest or factor == 1:
        raise ValueError(f"{printed!r} is not a unit of {UNITS_FILE.name}")
    return None, factor


def unit_iri(printed: str) -> str | None:
    """The IRI of the QUDT unit that the base of a printed unit equals (万元 → CNY), None for a unit of our own."""
    try:
        known, _ = unit_of(printed)
    except ValueError:
        return None
    return known.qudt if known else None
