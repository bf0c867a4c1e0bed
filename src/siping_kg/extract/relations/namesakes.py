"""A thing and the place that its name begins with in; whether the name alone is shared, and it need not be there, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.relations.links import Reading
from siping_kg.extract.relations.rules import said
from siping_kg.model import Mention

__all__ = ["is_namesake", "side_by_side"]

_BASIN = re.compile("[江河湖](?:流域|干流|全线|沿线)")


def side_by_side(reading: Reading, thing: Mention, place: Mention) -> bool:
    """宁波舟山港: two places side by side, and neither lies in the other."""
    inner, outer = reading.key_of(thing), reading.key_of(place)
    known = thing.kind == "Place" and inner is not None and outer is not None
    return known and not reading.gazetteer.within(inner or "", outer or "", year=reading.report.year)


@functools.cache
def _bears_name() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    streets, features, nature = (said("place-before-name", w) for w in ("streets", "features", "nature"))
    return re.compile(streets), re.compile(features), re.compile(nature + "$")


def is_namesake(reading: Reading, thing: Mention, place: Mention) -> bool:
    """浑江大街 need not be in 浑江区, nor 晋江隧道 in 晋江市: a street, a work at the river, may bear the name alone."""
    text = reading.sentence.text
    streets, features, nature = _bears_name()
    short = text[place.start : place.end]
    rest = text[place.end : max(thing.end, place.end)] if thing.start == place.start else ""
    if _BASIN.match(rest):
        return True
    if streets.fullmatch(rest) and short[-1] not in "市县区旗":
        return True
    return bool(nature.search(short) and features.fullmatch(rest))
