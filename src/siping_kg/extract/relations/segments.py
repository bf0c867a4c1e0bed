"""A part of a sentence that begins with a county's or a zone's name in; what it tells of as being there out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import phrase_counts
from siping_kg.extract.relations.inside import is_area
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention

__all__ = ["told_of_places"]

_NOT_ALONE = re.compile(r"[、和与及至—-]|等")
_FINISHED = re.compile(
    "(?:正式|顺利|全面|成功)?(?:投入|投用|开工(?!建设)|建成|竣工|揭牌|挂牌|获批|封关|通过|升级为|升格为)"
)
_BUILT = ("Facility", "Project", "Zone")


def _segments(reading: Reading) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons."""
    cuts = [m.end() for m in re.finditer("[；;]", reading.sentence.mask)]
    return list(zip([0, *cuts], [*cuts, len(reading.sentence.mask)], strict=True))


@functools.cache
def _joins() -> re.Pattern[str]:
    """澄海区形成与东海岸新城联动发展的组团: what the county works with is not in it."""
    return re.compile(said("place-of-segment", "joins") + "$")


@functools.cache
def _bears() -> re.Pattern[str]:
    return re.compile(said("place-before-name", "bears"))


@functools.cache
def _helped() -> re.Pattern[str]:
    return re.compile(rf"{said('place-of-segment', 'how')}*{said('place-of-segment', 'help')}")


def _of_segment(reading: Reading, places: list[Mention]) -> list[Link]:
    """靖江紧扣产业升级抓增量，…项目开工；: a segment that begins with a county's name speaks of that county."""
    found: list[Link] = []
    for start, end in _segments(reading):
        supported = _helped().match(reading.sentence.mask, start)
        lead = [p for p in places if p.start in (start, supported and supported.end())]
        if not lead or _NOT_ALONE.match(reading.sentence.mask, lead[0].end):
            continue
        if _bears().match(reading.sentence.mask, lead[0].end):
            continue  # 三亚经济圈 is more than 三亚
        others = [p for p in reading.within((lead[0].end, end), "Place") if p.name != lead[0].name]
        if others or any(m.start == lead[0].start and m.end > lead[0].end for m in reading.mentions):
            continue
        things = [
            thing
            for clause in reading.sentence.clauses
            if lead[0].end < clause[1] <= end
            for thing in reading.built((max(clause[0], lead[0].end), clause[1]))
            if not _joins().search(reading.sentence.mask[: thing.start])
        ]
        found.extend(reading.link(thing, "locatedIn", lead[0], "place-of-segment") for thing in things)
    return found


@functools.cache
def _pushed() -> re.Pattern[str]:
    return re.compile(rf"{said('place-of-segment', 'how')}*{said('place-of-segment', 'push')}")


def _things_in(reading: Reading, zone: Mention, clause: Span) -> list[Mention]:
    """What is built there; in a part of a city roads, schools and parks are too, which an industrial park may only serve."""
    if not re.search(said("place-of-segment", "towns") + "$", zone.name):
        return reading.built(clause)
    nature = re.compile(said("facility-in-name", "nature") + "$")
    return [m for m in reading.topmost(clause, *_BUILT) if not nature.search(m.name)]


def _of_zone_segment(reading: Reading) -> list[Link]:
    """宣城经开区发展提速，…甲、乙等项目投产；: a part of a sentence that begins with a zone's name, or its growth, speaks of it."""
    found: list[Link] = []
    for start, end in _segments(reading):
        pushed = _pushed().match(reading.sentence.mask, start)
        lead = [
            z
            for z in reading.topmost((start, end), "Zone")
            if z.start in (start, pushed and pushed.end()) and is_area(z.name)
        ]
        if (
            not lead
            or _NOT_ALONE.match(reading.sentence.mask, lead[0].end)
            or _FINISHED.match(reading.sentence.mask, lead[0].end)
            or lead[0].name in phrase_counts()
        ):
            continue
        after = (lead[0].end, end)
        if reading.topmost(after, "Zone", "Place") or _joins().search(
            reading.sentence.mask[: lead[0].end + 2]
        ):
            continue
        clauses = [c for c in reading.sentence.clauses if lead[0].end < c[1] <= end]
        found.extend(
            reading.link(thing, "locatedIn", lead[0], "place-of-segment")
            for clause in clauses
            for thing in _things_in(reading, lead[0], (max(clause[0], lead[0].end), clause[1]))
        )
    return found


def told_of_places(reading: Reading, places: list[Mention]) -> list[Link]:
    """What a part of a sentence says of the place or zone that it begins with."""
    return _of_zone_segment(reading) + _of_segment(reading, places)
