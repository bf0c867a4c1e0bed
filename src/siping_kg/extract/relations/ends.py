"""A link in; whether both its ends are names, whole and of one thing, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import phrase_counts, plain_form
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.patterns import pattern
from siping_kg.extract.relations.whole import sector_core
from siping_kg.model import Mention
from siping_kg.resources import DATA, PatternRule, load_yaml

__all__ = ["end_rules", "holds", "named_once"]

_RULES = DATA / "rules" / "ends.yml"
_THINGS = frozenset({"Project", "Zone", "Facility", "Company", "Organization"})
_OF_THINGS = frozenset({"inIndustry", "underPolicy"})
"""Relations that say little of a plain noun, which every report has: 智能工厂, 城市书房."""
_PLAIN = {"Project": 1, "Zone": 1, "Facility": 3}
"""From how common on (phrase_counts) a phrase is a plain noun, by class: railways are named by many cities too."""
_TITLES = frozenset({"receivedHonour", "seeksHonour"})


@functools.cache
def end_rules() -> tuple[PatternRule, ...]:
    """The rules of ends.yml, in the order of the file."""
    return load_yaml(_RULES, tuple[PatternRule, ...])


def _pattern_of(rule: PatternRule) -> re.Pattern[str]:
    """What a rule looks for in a name."""
    return rule.compiled(_RULES, place="[一-龥]{2,4}?[市县区]?")


@functools.cache
def _spoilt() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_pattern_of(rule).pattern})" for rule in end_rules()))


@functools.lru_cache(maxsize=1 << 14)
def named_once(name: str) -> bool:
    """Tell whether a name holds no verb and does not count several things.

    >>> named_once("红嘴建材产业园"), named_once("双辽打造风电装备产业园")
    (True, False)
    """
    return _spoilt().search(name) is None


def _is_whole(name: str) -> bool:
    """沿江大道（东段, with a bracket that is never closed, is half a name."""
    return pattern("a bracket never closed").search(name) is None


def _is_one(reading: Reading, thing: Mention) -> bool:
    """打造38处玉米、大豆示范基地, 建设名师工作室15个: so many of a kind that are not named, as is 全省最大的白鹅基地."""
    listed = reading.list_before(thing.end, *_THINGS)
    first = listed[0].start if listed else thing.start
    start, end = reading.sentence.clause_at(thing.start)
    if pattern("is only praised").search(reading.sentence.mask[start : thing.start]):
        return False
    if pattern("counted before").search(reading.sentence.mask[start:first]):
        return False
    after = pattern("counted after").match(reading.sentence.mask, thing.end, end)
    return after is None or not 1 <= len(listed) < int(after[1])


def holds(reading: Reading, link: Link) -> bool:
    """Tell whether a link ties two names: neither cut wrongly, nor a plain noun for so many of a kind."""
    subject, name = link.subject, link.object.name
    if not (_is_whole(subject.name) and _is_whole(name)):
        return False
    if link.predicate in _TITLES and pattern("a count inside").search(name):
        return False
    if link.predicate == "inIndustry" and sector_core(subject.name) == sector_core(name):
        return False  # “四新”产业项目 says nothing of an industry
    if link.object.kind in _THINGS and not named_once(name):
        return False
    if subject.kind not in _THINGS or link.predicate == "receivedHonour":
        return True
    if link.predicate in _OF_THINGS and subject.kind in _PLAIN:
        common = phrase_counts().get(plain_form(subject.name), 0)
        if common >= _PLAIN[subject.kind]:
            return False
    return named_once(subject.name) and _is_one(reading, subject)
