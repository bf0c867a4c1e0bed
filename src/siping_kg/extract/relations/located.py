"""Mentions in; locatedIn out: a thing is where its name, or the place just before its name, says it is."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from siping_kg.extract.relations.inside import where_named
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.namesakes import is_namesake, side_by_side
from siping_kg.extract.relations.rules import said
from siping_kg.extract.relations.segments import told_of_places
from siping_kg.model import Mention

__all__ = ["read_locations"]

_THINGS = frozenset({"Facility", "Zone", "Project", "Company", "Organization", "Place", "Event"})
_BUILT = ("Facility", "Project", "Zone")
_HAVE_ZONES = frozenset({"province", "prefecture"})
_ROUTES = ("航线", "班列", "航班", "专列")
"""What runs between places is in none of them."""


@functools.cache
def _supported() -> tuple[re.Pattern[str], re.Pattern[str]]:
    support = said("supported-place", "support")
    build = said("supported-place", "build")
    return re.compile(rf"{support}$"), re.compile(rf"(?:加快|推进|推动|全力|积极|规划)*{build}(?:一批)?$")


def _supported_places(reading: Reading) -> list[Link]:
    """支持江陵县建设绿色能源化工产业基地: what a place is helped to build is there."""
    if "支持" not in reading.sentence.mask and "推动" not in reading.sentence.mask:
        return []
    support, build = _supported()
    found: list[Link] = []
    for start, end in reading.sentence.clauses:
        for place in reading.topmost((start, end), "Place", "Zone"):
            known = place.kind == "Zone" or reading.in_territory(place)
            if not known or not support.search(reading.sentence.mask[start : place.start]):
                continue
            things = reading.topmost((place.end, end), *_BUILT, "Organization")
            if things and build.fullmatch(
                reading.sentence.mask[place.end : things[0].start].replace("“", "")
            ):
                together = reading.list_after(things[0].start, *_BUILT, "Organization")
                found.extend(reading.link(t, "locatedIn", place, "supported-place") for t in together)
    return found


def _seated(reading: Reading) -> list[Link]:
    """依托数字经济产业园，…推动甲、乙等企业入驻: the firms are in the one zone that the sentence names."""
    if "入驻" not in reading.sentence.mask:
        return []
    zones = reading.outermost((0, len(reading.sentence.text)), "Zone")
    found: list[Link] = []
    for start, end in reading.sentence.clauses:
        firms = reading.outermost((start, end), "Company")
        moved = reading.sentence.mask.find("入驻", max((f.end for f in firms), default=end), end) + 2
        there = [zone for zone in zones if zone.start == moved or moved == end]
        if firms and moved > 1 and len(zones) == len(there) == 1:
            found.extend(reading.link(firm, "locatedIn", zones[0], "moves-in") for firm in firms)
    return found


def _inner(reading: Reading, thing: Mention) -> list[Link]:
    """安徽谯城经济开发区: the county after the larger place that a name begins with."""
    named = reading.within((thing.start, thing.end), "Place") if thing.kind in _BUILT else ()
    outer = {m.end: m for m in named if m.start == thing.start}
    return [
        reading.link(thing, "locatedIn", place, "place-before-name")
        for place in named
        if place.start in outer
        and place.end < thing.end
        and reading.in_territory(place)
        and _holds(reading, outer[place.start], place)
        and not is_namesake(reading, replace(thing, start=place.start), place)
    ]


def _holds(reading: Reading, outer: Mention, inner: Mention) -> bool:
    """Whether the gazetteer has one place in another."""
    larger, own = reading.key_of(outer), reading.key_of(inner)
    year = reading.report.year
    return bool(larger and own and larger != own and reading.gazetteer.within(own, larger, year=year))


@functools.cache
def _official() -> re.Pattern[str]:
    official, trial = said("place-before-name", "official"), said("place-before-name", "trial")
    return re.compile(rf"[一-龥]{{0,3}}{official}|[一-龥]{{2,10}}{trial}")


def _afar(reading: Reading, zone: Mention) -> list[Link]:
    """武汉东湖高新区: another city's zone, by what only that city's or province's has; 无锡连云港工业园 may be anywhere."""
    named = reading.within((zone.start, zone.end), "Place") if zone.kind == "Zone" else ()
    places = [m for m in named if m.start == zone.start]
    key = reading.key_of(places[0]) if len(named) == len(places) == 1 else None
    if key is None or reading.gazetteer.division(key).level not in _HAVE_ZONES:
        return []
    rest = reading.sentence.text[places[0].end : zone.end]
    afar = not reading.in_territory(places[0]) and not reading.is_home(places[0])
    known = afar and _official().fullmatch(rest)
    return [reading.link(zone, "locatedIn", places[0], "place-before-name")] if known else []


def _within_place(reading: Reading) -> list[Link]:
    """湖南岳阳、常德: a place right after the larger one that the gazetteer knows it to be in."""
    found: list[Link] = []
    for outer in reading.mentions:
        key = reading.key_of(outer) if outer.kind == "Place" else None
        listed = reading.list_after(outer.end, "Place") if key and key != reading.report.place else []
        for inner in listed if listed and listed[0].start == outer.end else ():
            if _holds(reading, outer, inner):
                found.append(reading.link(inner, "locatedIn", outer, "place-before-place"))
    return found


@functools.cache
def _stands() -> tuple[re.Pattern[str], ...]:
    lands, held = said("lands-in", "lands"), said("lands-in", "held")
    return (
        re.compile(rf"(?:项目|企业)?(?:成功|顺利|正式|相继|先后|已|即将)?{lands}(?:于|在|到)?$"),
        re.compile(rf"^(?:的)?{said('lands-in', 'of')}?$"),
        re.compile(rf"(?:正式|顺利|成功|全面)?{held}"),
    )


def _lands(reading: Reading, places: list[Mention]) -> list[Link]:
    """甲项目落户梨树县: a thing is where it settles. 梨树县的甲公园: a thing is its place's."""
    lands, of, held = _stands()
    mask = reading.sentence.mask
    found: list[Link] = []
    for place in places:
        start, end = reading.sentence.clause_at(place.start)
        before = reading.topmost((start, place.start), *_BUILT, "Company")
        between = mask[before[-1].end : place.start] if before else ""
        if lands.fullmatch(between) or (between in ("在", "于") and held.match(mask, place.end, end)):
            listed = reading.list_before(before[-1].end, *_BUILT, "Company")
            found.extend(reading.link(m, "locatedIn", place, "lands-in") for m in listed)
        after = reading.topmost((place.end, end), *_BUILT, "Company")
        between = mask[place.end : after[0].start].replace("“", "") if after else ""
        if after and between and of.fullmatch(between):
            found.append(reading.link(after[0], "locatedIn", place, "lands-in"))
    return found


def read_locations(reading: Reading) -> list[Link]:
    """双辽市十卧公路 is in 双辽市; so is 东华社区 in 双辽市东华社区."""
    found: list[Link] = []
    places = [m for m in reading.mentions if m.kind == "Place" and reading.in_territory(m)]
    for thing in reading.mentions:
        if thing.kind not in _THINGS or thing.name.endswith(_ROUTES):
            continue
        for place in places:
            own = place.start == thing.start and place.end <= thing.end and thing.name != place.name
            between = reading.sentence.text[place.end : thing.start] if place.end <= thing.start else "-"
            before = between in ("", "“") and not any(m.start < place.end < m.end for m in reading.mentions)
            if (
                (own or before)
                and not side_by_side(reading, thing, place)
                and not is_namesake(reading, thing, place)
            ):
                found.append(reading.link(thing, "locatedIn", place, "place-before-name"))
        found += where_named(reading, thing) + _inner(reading, thing) + _afar(reading, thing)
    found += told_of_places(reading, places) + _supported_places(reading) + _seated(reading)
    return found + _within_place(reading) + _lands(reading, places)
