"""A sentence with its places and industries in; inIndustry out: what a county or a zone is to develop."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.relations.inside import is_area
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.model import Mention

__all__ = ["industries_of_places"]


@functools.cache
def _supports() -> tuple[re.Pattern[str], ...]:
    verbs, ends = said("industries-of-place", "verbs"), said("industries-of-place", "ends")
    brings = said("industries-of-place", "brings")
    return (
        re.compile(rf"(?:大力|积极|重点|全力)?{verbs}$"),
        re.compile(rf"(?:产业)?(?:集群)?(?:加快|提质)?{ends}"),
        re.compile(rf"(?:大力|重点|加快|着力|积极)?{brings}(?:百亿|千亿|十亿|[一-龥]{{0,2}}级)?“?"),
    )


def _of_places(reading: Reading) -> list[Link]:
    """支持石首市医药化工、新型建材产业发展: what a county is helped to develop is its industry."""
    found: list[Link] = []
    verbs, ends, brings = _supports()
    mask = reading.sentence.mask
    for start, end in reading.sentence.clauses if "支持" in mask or "推动" in mask else ():
        places = reading.topmost((start, end), "Place", "Zone")
        sectors = reading.topmost((places[0].end, end), "Industry") if len(places) == 1 else ()
        if not sectors or not verbs.fullmatch(mask[start : places[0].start]):
            continue
        known = places[0].kind == "Zone" or reading.in_territory(places[0])
        after, between = mask[sectors[-1].end : end], mask[places[0].end : sectors[0].start]
        grown = brings.fullmatch(between) and re.fullmatch("(?:等)?(?:产业|产业集群|集群)?", after)
        if known and (grown or (between == "" and ends.fullmatch(after))):
            found.extend(reading.link(places[0], "inIndustry", m, "industries-of-place") for m in sectors)
    return found


@functools.cache
def _developed() -> re.Pattern[str]:
    return re.compile(rf"”?(?:等)?{said('industries-of-place', 'sorts')}*(?:产业|产业集群|集群|经济|行业)?")


def _of_place_later(reading: Reading) -> list[Link]:
    """支持藤县做强县城，发展壮大陶瓷、造船等产业: what is developed in the clauses after one that opens with a place."""
    found: list[Link] = []
    verbs, _, brings = _supports()
    mask, place = reading.sentence.mask, None
    for start, end in reading.sentence.clauses:
        named = reading.topmost((start, end), "Place", "Zone")
        if start == 0 or mask[start - 1] in "；;":
            leads = bool(named) and (named[0].start == start or verbs.fullmatch(mask[start : named[0].start]))
            place = named[0] if leads and len(named) == 1 and _is_part(reading, named[0]) else None
            continue
        if place is None or any(reading.in_territory(m) or m.kind == "Zone" for m in named):
            place = None
            continue
        sectors = reading.topmost((start, end), "Industry")
        if sectors and brings.fullmatch(mask[start : sectors[0].start]):
            listed = reading.list_after(sectors[0].start, "Industry")
            if _developed().fullmatch(mask[listed[-1].end : end]):
                found += [reading.link(place, "inIndustry", m, "industries-of-place") for m in listed]
    return found


def _is_part(reading: Reading, place: Mention) -> bool:
    """Whether a place is one of the report's own, or a zone by its whole name."""
    return reading.in_territory(place) if place.kind == "Place" else is_area(place.name)


def industries_of_places(reading: Reading) -> list[Link]:
    """Which industries are a county's or a zone's."""
    return _of_places(reading) + _of_place_later(reading)
