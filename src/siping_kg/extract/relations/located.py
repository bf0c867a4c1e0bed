"""Mentions in; locatedIn out: a thing is where its name, or the place just before its name, says it is."""

from __future__ import annotations

import re

from siping_kg.extract.relations.links import Link, Reading
from siping_kg.model import Mention

__all__ = ["read_locations"]

_NOT_ALONE = re.compile(r"[、和与及至—-]|等")
_THINGS = frozenset({"Facility", "Zone", "Project", "Company", "Organization", "Place"})


def _territory(reading: Reading, place: Mention) -> bool:
    """Only places inside the report's own territory: 上海 in 上海瓴湖 says where a firm comes from, not where it is."""
    year, home = reading.report.year, reading.report.place
    known = next((k for k in reading.sentence.known if k.start == place.start and k.key), None)
    return bool(
        known and known.key and known.key != home and reading.gazetteer.within(known.key, home, year=year)
    )


def _segments(reading: Reading) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons."""
    cuts = [m.end() for m in re.finditer("[；;]", reading.sentence.mask)]
    return list(zip([0, *cuts], [*cuts, len(reading.sentence.mask)], strict=True))


def _of_segment(reading: Reading, places: list[Mention]) -> list[Link]:
    """靖江紧扣产业升级抓增量，…项目开工；: a segment that begins with a county's name speaks of that county."""
    found: list[Link] = []
    for start, end in _segments(reading):
        lead = [p for p in places if p.start == start]
        if not lead or _NOT_ALONE.match(reading.sentence.mask, lead[0].end):
            continue
        others = [p for p in reading.within((lead[0].end, end), "Place") if p.name != lead[0].name]
        if others or any(m.start == start and m.end > lead[0].end for m in reading.mentions):
            continue
        things = reading.outermost((lead[0].end, end), "Project", "Zone")
        found.extend(reading.link(thing, "locatedIn", lead[0], "place-of-segment") for thing in things)
    return found


def _seated(reading: Reading) -> list[Link]:
    """依托数字经济产业园，…推动甲、乙等企业入驻: the firms are in the one zone that the sentence names."""
    zones = reading.outermost((0, len(reading.sentence.text)), "Zone")
    found: list[Link] = []
    for start, end in reading.sentence.clauses:
        firms = reading.outermost((start, end), "Company")
        if len(zones) == 1 and firms and "入驻" in reading.sentence.mask[max(f.end for f in firms) : end]:
            found.extend(reading.link(firm, "locatedIn", zones[0], "moves-in") for firm in firms)
    return found


def read_locations(reading: Reading) -> list[Link]:
    """双辽市十卧公路 is in 双辽市; so is 东华社区 in 双辽市东华社区."""
    found: list[Link] = []
    places = [m for m in reading.mentions if m.kind == "Place" and _territory(reading, m)]
    for thing in reading.mentions:
        if thing.kind not in _THINGS:
            continue
        for place in places:
            own = place.start == thing.start and place.end <= thing.end and thing.name != place.name
            before = place.end == thing.start and not any(
                m.start < place.end < m.end for m in reading.mentions
            )
            if own or before:
                found.append(reading.link(thing, "locatedIn", place, "place-before-name"))
    return found + _of_segment(reading, places) + _seated(reading)
