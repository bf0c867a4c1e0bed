"""Mentions in; inIndustry out: from names, from the head of a list, and from what a sentence opens with."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare
from siping_kg.extract.relations.industries_of_places import industries_of_places
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.relations.topics import about_sectors, sector_of_lead
from siping_kg.extract.relations.whole import Whole, sector_core
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention

__all__ = ["read_industries"]

_CARRIERS = ("Project", "Zone", "Company")
_BUILT_LIST = re.compile("[一-龥]{2,10}?(?:项目|工程)")
_HEAD = re.compile(
    r"”?等(?:[\d一二三四五六七八九十]+(?:个|家|大|项|类)?|一批)?(?:重点|重大|一批|龙头|骨干|头部|知名|规上)*"
)


def _of_sentence(reading: Reading, whole: Whole) -> list[Link]:
    """培育壮大新能源产业，…推进甲、乙等项目: what is built in the clauses that follow is in that industry."""
    found: list[Link] = []
    for clause, sector, at_once in about_sectors(reading, sector_of_lead(whole.lead_of(reading))):
        things = reading.built(clause)
        if at_once:
            things += reading.topmost(clause, "Company")
        passages: tuple[int, ...] = (reading.sentence.index,)
        if sector.passage != reading.sentence.index:
            passages = reading.quoting(sector)
            things = [m for m in things if m.kind != "Zone"]
        found += [Link(m, "inIndustry", sector, passages, "industry-of-sentence") for m in things]
    return found


@functools.cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"(?:[、和与]|等|加快|加速|不断|持续|抓好|突出)*{said('industry-opens', 'goes')}")


def _carried(reading: Reading, span: Span) -> list[Mention]:
    """Projects, zones and firms inside a span; facilities too, where the list of them ends in 项目."""
    return list(dict.fromkeys((*reading.outermost(span, *_CARRIERS), *reading.built(span))))


def _of_opening(reading: Reading) -> list[Link]:
    """石化产业加速崛起，甲、乙项目投产；…: what is built till the next industry or semicolon is in the one that opens."""
    mask = reading.sentence.mask
    sectors = reading.topmost((0, len(mask)), "Industry")
    found: list[Link] = []
    for sector in sectors:
        first = reading.sentence.clause_at(sector.start)
        if sector.start != first[0] or not _opens().match(mask, sector.end):
            continue
        # What the opening aims at (主攻集成电路、新型显示等领域) is of the same industry; another industry later is not.
        limit = next((after.start for after in sectors if after.start >= first[1]), len(mask))
        stop = re.compile("[；;]").search(mask, sector.end, limit)
        end = stop.start() if stop else limit
        opening = (sector.end, min(first[1], end))
        # 抓好甲、乙等9个项目 stands in the opening itself; else what follows it counts.
        things = _carried(reading, opening) or _carried(reading, (opening[1], end))
        found += [reading.link(m, "inIndustry", sector, "industry-opens") for m in things]
    return found


@functools.cache
def _brings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"(?:积极|加快|全力|不断|持续|推动)*{said('industry-follows', 'brings')}(?:[百千万]亿级?)?$"
        ),
        re.compile(said("industry-follows", "leads")),
    )


def _of_follower(reading: Reading) -> list[Link]:
    """依托甲、乙等龙头企业，壮大丙产业: a list of projects or firms, and the one industry that it serves."""
    brings, leads = _brings()
    mask = reading.sentence.mask
    sectors = reading.topmost((0, len(mask)), "Industry")
    found: list[Link] = []
    for sector in sectors:
        start, end = reading.sentence.clause_at(sector.start)
        if start == 0 or mask[start - 1] != "，" or not brings.fullmatch(mask[start : sector.start]):
            continue
        before = reading.sentence.clause_at(start - 2)
        part = mask.rfind("；", 0, start) + 1
        first = [o for o in sectors if part <= o.start < before[0] and mask.startswith("产业链", o.end)]
        if any(sector_core(other.name) != sector_core(sector.name) for other in first):
            continue  # 延伸新材料产业链，加快甲项目建设，培育硅产业: 甲 is of the first
        alone = [other for other in sectors if before[0] <= other.start < end] == [sector]
        if alone and _is_one_of_few(sector) and leads.match(mask, *before):
            things = reading.outermost(before, "Project", "Company")
            found += [reading.link(m, "inIndustry", sector, "industry-follows") for m in things]
    return found


def _is_one_of_few(sector: Mention) -> bool:
    """战略性新兴产业 are many, 配套产业 is whatever serves another."""
    wide = re.search(said("industry-follows", "wide"), sector.name)
    return sector.name.endswith(("产业", "经济")) and not wide


@functools.cache
def _named_for() -> re.Pattern[str]:
    return re.compile(rf"(?:{said('industry-in-name', 'bodies')})$")


def _fits(thing: Mention, core: str) -> bool:
    """A scheme's name has to say 产业: 文化体制改革 is none of 文化产业."""
    if thing.kind != "Policy":
        return True
    after = bare(thing.name).partition(core)[2]
    if not re.search(said("industry-in-name", "measures") + "$", bare(thing.name)):
        return False
    return core.endswith("业") or after.startswith(("产业", "行业", "业"))


@functools.cache
def _closing() -> re.Pattern[str]:
    return re.compile(f"(?:{said('industry-in-name', 'closing')})")


@functools.cache
def _made() -> re.Pattern[str]:
    return re.compile(f"(?:{said('industry-in-name', 'made')}|项目|工程|基地)*")


def _closes(thing: Mention, core: str) -> bool:
    """The industry is what the place is for: 汽车零部件产业园 is for 汽车零部件, not for 汽车."""
    if thing.kind not in ("Zone", "Project"):
        return True
    rest = bare(thing.name).rpartition(core)[2]
    return bool(_closing().match(rest)) or (thing.kind == "Project" and bool(_made().fullmatch(rest)))


def _in_name(reading: Reading, thing: Mention, whole: Whole) -> list[Link]:
    """大数据产业园 is in 大数据产业: the industry stands in the name, and the report speaks of it."""
    if thing.kind == "Organization" and not _named_for().search(thing.name):
        return []
    found = [
        reading.link(thing, "inIndustry", industry, "industry-in-name")
        for industry in reading.within((thing.start, thing.end), "Industry")
        if (industry.end < thing.end or industry.start > thing.start)
        and _fits(thing, sector_core(industry.name))
        and _closes(thing, sector_core(industry.name))
    ]
    seen = {sector_core(link.object.name) for link in found}
    for sector in whole.sectors_in(bare(thing.name)):
        core = sector_core(sector.name)
        if core not in seen and bare(thing.name) != core and _fits(thing, core) and _closes(thing, core):
            seen.add(core)
            found.append(Link(thing, "inIndustry", sector, reading.quoting(sector), "industry-in-name"))
    return found


@functools.cache
def _headed() -> re.Pattern[str]:
    plain = "(?:产业|行业|类)?(?:重点|重大|龙头|产业化|建设|知名)*"
    return re.compile(rf"(?P<sector>[^，。；、的]{{2,10}}?){plain}{said('industry-of-list', 'heads')}")


def _of_lists(reading: Reading, whole: Whole) -> list[Link]:
    """甲、乙等13个文化旅游产业重点项目: the head noun of the list says the industry of each item."""
    found: list[Link] = []
    for etc in _HEAD.finditer(reading.sentence.mask):
        built = ("Facility",) if _BUILT_LIST.match(reading.sentence.mask, etc.end()) else ()
        items = reading.list_before(etc.start(), *_CARRIERS, "Product", *built)
        found += [
            reading.link(item, "inIndustry", sector, "industry-of-list")
            for sector in reading.topmost((etc.end(), len(reading.sentence.text)), "Industry")
            for item in items
            if sector.start == etc.end() and sector.name.endswith(("业", "产业", "集群", "产业链", "经济"))
        ]
        head = _headed().match(reading.sentence.mask, etc.end()) if items else None
        sectors = whole.sectors_in(head["sector"]) if head else []
        if head and len(sectors) == 1 and head["sector"].endswith(sector_core(sectors[0].name)):
            found.extend(
                Link(item, "inIndustry", sectors[0], reading.quoting(sectors[0]), "industry-of-list")
                for item in items
            )
    return found


def read_industries(reading: Reading, whole: Whole) -> list[Link]:
    """Which industry a thing is in."""
    found = _of_sentence(reading, whole) + _of_opening(reading) + _of_follower(reading)
    for thing in reading.mentions:
        if thing.kind in (*_CARRIERS, "Policy", "Organization"):
            found += _in_name(reading, thing, whole)
    return found + _of_lists(reading, whole) + industries_of_places(reading)
