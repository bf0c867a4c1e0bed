"""Mentions in; involves out: whom a scheme ties together."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare
from siping_kg.extract.relations.inside import is_area
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.model import Mention

__all__ = ["read_parties"]

_NATION = frozenset({"中国", "中华人民共和国"})


@functools.cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    ends, plans = said("place-in-scheme", "ends"), said("place-in-scheme", "plans")
    first = "[《“]?(?:[一-龥]{1,5}[—-])*(?:关于)?(?:进一步)?(?:支持)?"
    return re.compile(ends + "$"), re.compile(plans + "$"), re.compile(first)


def _party(reading: Reading, policy: Mention, place: Mention) -> bool:
    """Tell whether a scheme is the place's whose name it holds: one of its own at its head, another's anywhere."""
    if place.name in _NATION or len(bare(reading.sentence.text[place.end : policy.end])) < 2:
        return False
    ends, plans, first = _told()
    name, begins = bare(policy.name), first.fullmatch(reading.sentence.text, policy.start, place.start)
    if plans.search(name):
        return bool(begins)
    own = reading.in_territory(place) or reading.is_home(place) or place.kind == "Zone"
    return bool(ends.search(name)) and (bool(begins) or not own)


def read_parties(reading: Reading) -> list[Link]:
    """长平一体化 involves 长春市 and 四平市; 铁西区全域康养模式 involves 铁西区."""
    standing = set(reading.mentions)
    found = [
        reading.link(scheme.policy, "involves", party, "compound")
        for scheme in reading.schemes
        for party in scheme.parties
        if scheme.policy in standing
    ]
    for policy in reading.mentions:
        if policy.kind != "Policy" or policy.rule == "known":
            continue
        span = (policy.start, policy.end)
        found += [
            reading.link(policy, "involves", place, "place-in-scheme")
            for place in reading.outermost(span, "Place", "Zone")
            if (place.kind == "Place" or is_area(place.name)) and _party(reading, policy, place)
        ]
    return found + _models(reading)


@functools.cache
def _known_for() -> re.Pattern[str]:
    return re.compile("”?" + said("place-in-scheme", "known_for"))


def _models(reading: Reading) -> list[Link]:
    """推广梨树“道德银行”经验: a quoted scheme right after a place, told as an experience, is that place's."""
    found: list[Link] = []
    for policy in reading.topmost((0, len(reading.sentence.text)), "Policy"):
        at = policy.start - reading.sentence.text[: policy.start].endswith("“")
        quoted = reading.sentence.text[at : at + 1] == "“"
        if quoted and _known_for().match(reading.sentence.text, policy.end):
            places = [p for p in reading.topmost((0, at), "Place") if p.end == at]
            found += [reading.link(policy, "involves", p, "place-in-scheme") for p in places]
    return found
