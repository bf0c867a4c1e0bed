"""Text in, the quantities printed in it out; and the units of data/units.yml."""

from __future__ import annotations

from siping_kg.quantities.finding import Quantity, find_quantities
from siping_kg.quantities.numerals import parse_number
from siping_kg.quantities.units import UNITS_FILE, Unit, unit_iri, unit_of, units

__all__ = [
    "UNITS_FILE",
    "Quantity",
    "Unit",
    "find_quantities",
    "parse_number",
    "unit_iri",
    "unit_of",
    "units",
]
