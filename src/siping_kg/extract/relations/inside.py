"""A thing of several names in; locatedIn out: it is where its own name says it is."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.model import Mention

__all__ = ["is_area", "where_named"]

_BUILT = ("Facility", "Project", "Zone")
_QUARTERS = frozenset({"东北", "西北", "西南", "东南", "东部", "西部", "中部"})
"""红嘴绕城高速（东北段） runs in the city's north-east."""
_STRETCH_OF = re.compile("(?:高速|铁路|公路|高铁|客专|城际|线)[^，、至到—-]{1,6}段$")
"""武汉至安庆客专黄冈段 is in 黄冈 alone."""
_STRETCH = re.compile("（[^，。；、（）]{2,14}段）|[^，。；、（）]{2,6}至[^，。；、（）]{2,6}段")
"""都九高速（星子至九江段）"""


@functools.cache
def _route() -> re.Pattern[str]:
    return re.compile(said("stretch-of-place", "routes"))


@functools.cache
def _itself() -> re.Pattern[str]:
    """红嘴产业园二期 is the park, and not in it."""
    return re.compile(said("zone-in-name", "itself") + "+")


@functools.cache
def _stretch() -> re.Pattern[str]:
    return re.compile(said("stretch-of-place", "after"))


def _in_name(reading: Reading, thing: Mention) -> list[Link]:
    """Places that a name gives inside: 监利至华容高速, 武松高速江陵至松滋段, 大运河国家文化公园（安徽段）."""
    text = reading.sentence.text
    after_name = _STRETCH.match(text, thing.end) if _route().search(thing.name) else None
    last = after_name.end() if after_name else thing.end
    name = text[thing.start : last]
    inside = [
        p
        for p in reading.within((thing.start, last), "Place")
        if p.end - p.start < len(name) and text[p.start : p.end] not in _QUARTERS
    ]
    ends: list[Mention] = []
    for place in inside:
        after = text[place.end : last]
        route = re.match("至|到|—|-|～", after) or text[thing.start : place.start].endswith(("至", "—", "-"))
        route = route and not _STRETCH_OF.search(after)
        joined = any(
            abs(other.start - place.end) == 1 or abs(place.start - other.end) == 1 for other in inside
        )
        named = text[place.start - 1] == "（" and after.startswith("）") and reading.in_territory(place)
        route = (route and (joined or _route().search(name + thing.name))) or _crosses(
            reading, place, inside, name
        )
        if named or _stretch().match(after) or route:
            ends.append(place)
    return [
        reading.link(thing, "locatedIn", place, "stretch-of-place")
        for place in ends
        if not (thing.kind == "Place" or (place.start == thing.start and reading.in_territory(place)))
    ]


def _crosses(reading: Reading, place: Mention, others: list[Mention], name: str) -> bool:
    """江阴靖江长江隧道: what runs between two places is named after both, one after the other."""
    beside = next((p for p in others if p.end == place.start or p.start == place.end), None)
    if beside is None or not re.search(said("stretch-of-place", "crossings") + "$", name):
        return False
    one, other = reading.key_of(place), reading.key_of(beside)
    if one is None or other is None:
        return False
    inside, year = reading.gazetteer.within, reading.report.year
    return not (inside(one, other, year=year) or inside(other, one, year=year))


@functools.cache
def _works() -> re.Pattern[str]:
    return re.compile(said("facility-in-name", "works"))


def _done_there(name: str, tail: str) -> bool:
    """Whatever is done at a lake; 二期 of a works is the works itself, and a road's or a building's rebuilding is not in it."""
    if re.search(said("facility-in-name", "routes") + "$", name):
        return False
    natural = re.search(said("facility-in-name", "nature") + "$", name)
    never, conveys = said("facility-in-name", "never"), said("facility-in-name", "conveys")
    others = re.match(rf"{never}|.*?{conveys}", tail)
    return bool(_works().match(tail) or (natural and not others))


def _of_facility(reading: Reading, project: Mention) -> list[Link]:
    """格凸河景区改造 is done at 格凸河景区: a project that begins with what it works on."""
    text = reading.sentence.text
    return [
        reading.link(project, "locatedIn", facility, "facility-in-name")
        for facility in reading.within((project.start, project.end), "Facility")
        if facility.start == project.start
        and facility.end < project.end
        and not re.match(said("facility-in-name", "many"), facility.name)
        and _done_there(facility.name, text[facility.end : project.end])
    ]


def _after_owner(reading: Reading, thing: Mention) -> list[Link]:
    """大唐广饶储能, G207苍梧县绕城公路: a county after the firm, the road or the larger zone that a name begins with."""
    text = reading.sentence.text
    owners = {
        m.end
        for m in reading.within((thing.start, thing.end), "Company", "Facility", "Zone", "Organization")
        if m.start == thing.start
    }
    if road := _road().match(text[thing.start : thing.end]):
        owners.add(thing.start + road.end())
    return [
        reading.link(thing, "locatedIn", place, "place-after-owner")
        for place in reading.within((thing.start, thing.end), "Place")
        if place.start in owners
        and place.end < thing.end
        and reading.in_territory(place)
        and not re.fullmatch("(?:项目|工程|扩建)*", text[place.end : thing.end])  # 信丰电厂新建项目
    ]


@functools.cache
def _road() -> re.Pattern[str]:
    return re.compile(rf"(?:{said('place-after-owner', 'roads')}|[GS]\d{{2,4}}线?|\d{{3}}[国省]道)")


def _of_zone(reading: Reading, thing: Mention) -> list[Link]:
    """荆州开发区园区循环化改造, 复兴大道荆州高新区段: a zone whose name begins a project's, or stands before 段."""
    text = reading.sentence.text
    return [
        reading.link(thing, "locatedIn", zone, "zone-in-name")
        for zone in reading.within((thing.start, thing.end), "Zone")
        if zone.end < thing.end
        and (zone.start == thing.start or _stretch().match(text[zone.end : thing.end]))
        and "等" not in thing.name
        and not _itself().fullmatch(text[zone.end : thing.end])
        and not reading.within((zone.end, thing.end), "Place")
        and (thing.kind != "Zone" or _lies_in(reading, thing, zone))
    ]


def _lies_in(reading: Reading, thing: Mention, zone: Mention) -> bool:
    """红嘴开发区化工产业园 lies in 红嘴开发区; 武汉东湖高新区黄冈产业园 is where its own place says."""
    tail = reading.sentence.text[zone.end : thing.end]
    inner = said("zone-in-name", "inner")
    return is_area(zone.name) and bool(re.fullmatch(rf"[^，等（\d两三]{{1,12}}{inner}", tail))


def is_area(name: str) -> bool:
    """Tell whether a zone's name is a whole one: 红嘴开发区, for “风光储” of “风光储”一体化基地 is none."""
    return "“" not in name and bool(re.search(said("zone-in-name", "areas") + "$", name))


def where_named(reading: Reading, thing: Mention) -> list[Link]:
    """Give the places, zones and facilities that a thing's name says it to be in."""
    found: list[Link] = []
    if thing.kind in _BUILT:
        found += _in_name(reading, thing) + _after_owner(reading, thing)
    if thing.kind in (*_BUILT, "Organization"):
        found += _of_zone(reading, thing)
    if thing.kind == "Project":
        found += _of_facility(reading, thing)
    return found
