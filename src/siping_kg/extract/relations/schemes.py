"""Mentions in; underPolicy out: which things are under which scheme, and which schemes a place has joined."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention

__all__ = ["read_schemes"]

_CARRIERS = ("Project", "Company", "Zone", "Facility")
_BUILT = ("Project", "Zone", "Facility")
_REACH = 3
"""So many clauses after the one about a scheme still tell of what is built for it."""
_NATURE = re.compile("[江河湖海溪山岭泉]$")
"""推进洮儿河等流域水污染防治: what is done about a river is under a scheme, and the river is not."""
_ITSELF = re.compile("”?(?:重点|项目|工程|建设|行动|系列|首期|[一二三四五六]期|第.阶段)*")
"""“天网”工程建设 is “天网”工程 itself."""
_ADVERBS = r"(?:[一-龥]{0,6})"


def _modifier_scheme(reading: Reading, start: int, end: int) -> Mention | None:
    """The scheme between 等 and the head noun: 等一批重点“智改数转”项目."""
    stop = re.search(r"[，。；]", reading.sentence.mask[start:end])
    limit = start + stop.start() if stop else end
    for policy in reading.within((start, min(limit, start + 20)), "Policy"):
        if "、" in reading.sentence.mask[start : policy.start]:
            continue  # one more of the list
        if re.match(
            r"(?:等)?(?:类)?(?:重点|重大)?(?:行动|工程|计划)?(?:项目|工程|试点)",
            reading.sentence.mask[policy.end : policy.end + 6],
        ):
            return policy
    return None


@functools.cache
def _carries_out() -> re.Pattern[str]:
    return re.compile(rf"{said('carries-out', 'verbs')}(?:的)?$")


def _of_lists(reading: Reading) -> list[Link]:
    """甲、乙等“智改数转”项目; 甲、乙等企业实施“智改数转”."""
    found: list[Link] = []
    for start, end in reading.sentence.clauses:
        items = [m for m in reading.outermost((start, end), *_CARRIERS) if "enumeration" in m.rule]
        if not items:
            continue
        after = max(m.end for m in items)
        scheme = _modifier_scheme(reading, after, end)
        if scheme:
            found.extend(reading.link(m, "underPolicy", scheme, "scheme-of-list") for m in items)
        for policy in reading.within((after, end), "Policy"):
            if _carries_out().search(reading.sentence.mask, after, policy.start):
                found.extend(
                    reading.link(m, "underPolicy", policy, "carries-out")
                    for m in items
                    if m.kind == "Company"
                )
    return found


def _of_names(reading: Reading) -> list[Link]:
    """A scheme's name inside a project's, or at the head of another scheme's."""
    found: list[Link] = []
    for thing in reading.mentions:
        if thing.kind not in ("Project", "Policy"):
            continue
        found.extend(
            reading.link(thing, "underPolicy", policy, "scheme-in-name")
            for policy in reading.within((thing.start, thing.end), "Policy")
            if policy != thing
            and policy.end < thing.end
            and not _ITSELF.fullmatch(reading.sentence.text[policy.end : thing.end])
            and (thing.kind == "Project" or _is_measure_of(reading, thing, policy))
        )
    return found


def _is_measure_of(reading: Reading, measure: Mention, policy: Mention) -> bool:
    """长江大保护“双十工程” is a measure of 长江大保护; “千万工程”经验 is nothing but “千万工程”."""
    tail = reading.sentence.text[policy.end : measure.end].lstrip("”")
    named = re.search(said("scheme-in-name", "measures") + "”?$", tail)
    return policy.start == measure.start and len(bare(tail)) > 3 and bool(named)


@functools.cache
def _governs() -> tuple[re.Pattern[str], ...]:
    verbs, tails, named = (said("scheme-then-projects", words) for words in ("verbs", "tails", "named"))
    return (
        re.compile(rf"{_ADVERBS}{verbs}(?:好|了)?“?$"),
        re.compile(rf"”?(?:{tails})*$"),
        re.compile(rf"{named}$"),
    )


def _scheme_of(reading: Reading, clause: Span) -> Mention | None:
    """The one scheme that a clause is about: 深入实施甲行动. What no 行动 or the like is called may only stand beside."""
    policies = reading.topmost(clause, "Policy")
    if len(policies) != 1 or reading.topmost(clause, *_BUILT, "Company", "Event"):
        return None
    policy, mask = policies[0], reading.sentence.mask
    before, after, named = _governs()
    if not named.search(policy.name):
        return None
    if not before.fullmatch(mask[clause[0] : policy.start]):
        return None
    return policy if after.fullmatch(mask[policy.end : clause[1]]) else None


@functools.cache
def _builds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs, done = said("scheme-then-projects", "builds"), said("scheme-then-projects", "done")
    return re.compile(rf"{_ADVERBS}{verbs}(?:好|了)?(?:一批)?“?$"), re.compile(rf".{{0,18}}{done}")


@functools.cache
def _turns_to_another() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{0,4}}{said('scheme-then-projects', 'another')}")


def _under_clause(reading: Reading) -> list[Link]:
    """实施消费扩容提质工程，改造提升甲、乙等集聚区: what is built in the clauses after a scheme's is under it."""
    found: list[Link] = []
    scheme: Mention | None = None
    passed = 0
    lead, done = _builds()
    mask = reading.sentence.mask
    for start, end in reading.sentence.clauses:
        own = _scheme_of(reading, (start, end))
        if own or mask[start - 1 : start] == "；":
            scheme, passed = own, 0
            continue
        passed += 1
        things = reading.topmost((start, end), *_BUILT, "Company")
        if scheme is None or not things:
            scheme = None if _turns_to_another().match(mask, start, end) else scheme
            continue
        if passed > _REACH or reading.topmost((start, things[0].start)):
            continue
        if lead.fullmatch(mask[start : things[0].start]) or (
            things[0].start - start < 2
            and things[0].kind != "Company"
            and done.match(mask, things[-1].end, end)
        ):
            listed = reading.list_after(things[0].start, *_BUILT, "Company")
            found.extend(
                reading.link(m, "underPolicy", scheme, "scheme-then-projects")
                for m in listed
                if not _NATURE.search(m.name)
            )
    return found


def _under_lead(reading: Reading) -> list[Link]:
    """加强吉浙对口合作，加快推动甲、乙等项目…: the projects of a sentence that opens with a compound scheme."""
    first = reading.sentence.clauses[0]
    leads = [s.policy for s in reading.schemes if s.policy in reading.mentions and s.policy.end <= first[1]]
    if len(leads) != 1:
        return []
    rest = (first[1], len(reading.sentence.text))
    carriers = [
        m for m in reading.outermost(rest, "Project", "Zone") if m.kind == "Project" or "共建" in m.name
    ]
    return [reading.link(m, "underPolicy", leads[0], "scheme-of-sentence") for m in carriers]


@functools.cache
def _joins() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    joins, chance, regional = (said("place-joins-scheme", w) for w in ("joins", "chances", "regional"))
    return re.compile(rf"{joins}(?:了|到)?(?:国家|全省|全国)?“?$"), re.compile(chance), re.compile(regional)


def _joined(reading: Reading) -> list[Link]:
    """积极融入长三角一体化; 抢抓西部大开发机遇: the report's own place is under the regional scheme."""
    joins, chance, regional = _joins()
    found: list[Link] = []
    mask = reading.sentence.mask
    for policy in reading.mentions:
        if policy.kind != "Policy" or not regional.search(bare(policy.name)):
            continue
        start, _ = reading.sentence.clause_at(policy.start)
        listed = reading.list_before(policy.start, "Policy", "Place")
        lead = mask[start : listed[0].start if listed else policy.start]
        if (
            "将" not in lead
            and joins.search(lead)
            and (
                not re.search("抢抓|把握|叠加|发挥", lead[-6:])
                or chance.search(mask, policy.end, policy.end + 24)
            )
        ):
            found.append(reading.link(reading.home, "underPolicy", policy, "place-joins-scheme"))
    return found


def read_schemes(reading: Reading) -> list[Link]:
    """Which things are under which scheme, as the sentence says it."""
    if not any(m.kind == "Policy" for m in reading.mentions):
        return []
    return (
        _of_lists(reading)
        + _of_names(reading)
        + _under_clause(reading)
        + _under_lead(reading)
        + _joined(reading)
    )
