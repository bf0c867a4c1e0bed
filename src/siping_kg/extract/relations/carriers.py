"""Mentions in; underPolicy out: who carries out a scheme, and where it is tried."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.model import Mention

__all__ = ["read_carriers"]

_CARRIERS = ("Project", "Company", "Zone", "Facility")
_PLACES = ("Place", "Zone", "Facility", "Company", "Organization")


@functools.cache
def _subject_carries() -> re.Pattern[str]:
    return re.compile(
        rf"(?:率先|全面|全域|深入|积极|成功|大力|扎实|已|正式|等地|等地区)*{said('carries-out', 'verbs')}“?"
    )


def _subjects(reading: Reading) -> list[Link]:
    """甲县开展乙改革试点: a place, zone, firm or body that carries out a scheme is under it."""
    found: list[Link] = []
    for policy in reading.topmost((0, len(reading.sentence.text)), "Policy"):
        start, _ = reading.sentence.clause_at(policy.start)
        doers = reading.topmost((start, policy.start), "Place", "Zone", "Company", "Organization")
        if doers and _subject_carries().fullmatch(reading.sentence.mask, doers[-1].end, policy.start):
            listed = reading.list_before(doers[-1].end, "Place", "Zone", "Company", "Organization")
            helped = re.match(said("carries-out", "helps"), reading.sentence.mask[start : listed[0].start])
            start += helped.end() if helped else 0
            found.extend(
                reading.link(doer, "underPolicy", policy, "carries-out")
                for doer in listed
                if listed[0].start == start and (doer.kind != "Place" or reading.in_territory(doer))
            )
    return found


@functools.cache
def _listed() -> re.Pattern[str]:
    return re.compile(
        rf"(?:项目|工程)?(?:均|都|先后|成功|已|分别|全部)*{said('listed-in-scheme', 'verbs')}“?"
    )


def _entered(reading: Reading) -> list[Link]:
    """甲、乙项目列入丙计划: 甲 and 乙 are under 丙."""
    found: list[Link] = []
    for policy in reading.topmost((0, len(reading.sentence.text)), "Policy"):
        start, _ = reading.sentence.clause_at(policy.start)
        things = reading.topmost((start, policy.start), *_CARRIERS, "Place")
        if not re.search(said("listed-in-scheme", "named") + "$", bare(policy.name)):
            continue
        if things and _listed().fullmatch(reading.sentence.mask, things[-1].end, policy.start):
            listed = reading.list_before(things[-1].end, *_CARRIERS, "Place")
            found.extend(
                reading.link(m, "underPolicy", policy, "listed-in-scheme")
                for m in listed
                if m.kind != "Place" or reading.in_territory(m)
            )
    return found


@functools.cache
def _tries() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    tries, kinds = said("tried-in", "tries"), said("tried-in", "kinds")
    counted = r"(?:等(?:[\d一二三四五六七八九十]+[个家地县市区镇])?(?:[县市区镇村]|园区|地区|地|企业|单位)?)?"
    ways = "(?:率先|先行|争取|全面|试点|探索)*"
    return (
        re.compile(rf"{counted}{ways}{tries}“?"),
        re.compile(r"等(?:[\d一二三四五六七八九十]+[个家项])?“?"),
        re.compile(rf"{kinds}”?(?:试点|建设|创建|工作)*$"),
    )


def _tried_in(reading: Reading) -> list[Link]:
    """在甲、乙等园区试行丙, 抓好甲、乙等丙试点: where a scheme is tried is under it."""
    tries, listed, kinds = _tries()
    mask = reading.sentence.mask
    found: list[Link] = []
    for policy in reading.topmost((0, len(mask)), "Policy"):
        start, end = reading.sentence.clause_at(policy.start)
        things = reading.topmost((start, policy.start), *_PLACES)
        if not things:
            continue
        together = reading.list_before(things[-1].end, *_PLACES)
        before, between = mask[start : together[0].start], mask[things[-1].end : policy.start]
        at = before.endswith("在") and tries.fullmatch(between)
        of = listed.fullmatch(between) and kinds.search(bare(policy.name) + mask[policy.end : end][:4])
        if at or (of and re.search(said("tried-in", "leads") + "(?:好)?$", before)):
            found += [
                reading.link(m, "underPolicy", policy, "tried-in") for m in together if _is_own(reading, m)
            ]
    return found


def _is_own(reading: Reading, thing: Mention) -> bool:
    return thing.kind != "Place" or reading.in_territory(thing)


def read_carriers(reading: Reading) -> list[Link]:
    """Give who carries out a scheme, is listed in it, or tries it."""
    if not any(m.kind == "Policy" for m in reading.mentions):
        return []
    return _subjects(reading) + _entered(reading) + _tried_in(reading)
