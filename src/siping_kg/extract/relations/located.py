"""Mentions in; locatedIn out: a thing is where its name, or the place just before its name, says it is."""

from __future__ import annotations

from siping_kg.extract.relations.links import Link, Reading
from siping_kg.model import Mention

__all__ = ["read_locations"]

_THINGS = frozenset({"Facility", "Zone", "Project", "Company", "Organization"})


def _territory(reading: Reading, place: Mention) -> bool:
    """Only places inside the report's own territory: 上海 in 上海瓴湖 says where a firm comes from, not where it is."""
    year, home = reading.report.year, reading.report.place
    known = next((k for k in reading.sentence.known if k.start == place.start and k.key), None)
    return bool(
        known and known.key and known.key != home and reading.gazetteer.within(known.key, home, year=year)
    )


def read_locations(reading: Reading) -> list[Link]:
    """双辽市十卧公路 is in 双辽市; so is 东华社区 in 双辽市东华社区."""
    found = []
    places = [m for m in reading.mentions if m.kind == "Place" and _territory(reading, m)]
    for thing in reading.mentions:
        if thing.kind not in _THINGS:
            continue
        for place in places:
            if place.start == thing.start < place.end < thing.end or (
                place.end == thing.start and not any(m.start < place.end < m.end for m in reading.mentions)
            ):
                found.append(reading.link(thing, "locatedIn", place, "place-before-name"))
    return found
