"""Mentions in; undertakenBy and holdsPosition out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare, sectors
from siping_kg.extract.relations.heads import body_at_head, firm_at_head
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import relation_rules, said
from siping_kg.extract.relations.whole import Whole
from siping_kg.model import Mention

__all__ = ["read_positions", "read_undertakings"]

_BUILT = ("Project", "Facility", "Zone")
_NO_FIRM = re.compile("[A-Z0-9]+|.*[河湖江岭沟镇乡村街]|.[南北西谷]")
_NATURE = re.compile("[山河湖江岛岭沟村镇乡路街桥]|部落|故里|古")
_SUM = r"(?:总?投资)?(?:约|近|超)?[\d.]+(?:余|多)?(?:万|亿|千万|百亿)?(?:美|欧|日)?元(?:以上)?(?:的)?"


@functools.cache
def _schools() -> re.Pattern[str]:
    return re.compile(said("firm-in-name", "bodies") + "$")


def _is_place_of_culture(firm: Mention, tail: str) -> bool:
    """荆楚文化 of 荆楚文化大观园 is no firm, whatever such names end with elsewhere."""
    if firm.rule == "known" or not re.search(said("firm-in-name", "plain") + "$", firm.name):
        return False
    return bool(re.search(said("firm-in-name", "places"), tail))


def _is_sector_of_place(reading: Reading, firm: Mention, whole: Whole) -> bool:
    """晋中汽车 of 晋中汽车交易港 is a place and a sector; 庆阳石化, which the report also names alone, is a firm."""
    if bare(firm.name) in whole.alone:
        return False
    place = next((p for p in reading.within((firm.start, firm.end), "Place") if p.start == firm.start), None)
    return place is not None and reading.sentence.text[place.end : firm.end] in sectors()


def _is_no_firm(firm: Mention) -> bool:
    """CMOS is made, LNG is burnt; 东辽河 flows; 中法 are two countries."""
    if firm.name in relation_rules()["firm-in-name"].words["abroad"]:
        return True
    return firm.rule != "known" and bool(_NO_FIRM.fullmatch(firm.name))


@functools.cache
def _elsewhere() -> re.Pattern[str]:
    """星星酒店, 三星镇: what follows shows that the firm's letters are the head of another name."""
    return re.compile(said("firm-in-name", "elsewhere"))


@functools.cache
def _moved() -> re.Pattern[str]:
    return re.compile(said("firm-in-name", "moved"))


def _heads(reading: Reading, project: Mention, firm: Mention, whole: Whole) -> bool:
    """A firm anywhere but after 和; a school or hospital only at the very head."""
    if re.search(said("firm-in-name", "lent"), project.name):
        return False  # a bank lends, it does not build
    if _is_no_firm(firm):
        return False
    if _elsewhere().match(reading.sentence.text, firm.end):
        return False
    if firm.end == project.end or _is_place_of_culture(firm, reading.sentence.text[firm.end : project.end]):
        return False
    if _is_sector_of_place(reading, firm, whole) and not _moved().match(reading.sentence.text, firm.end):
        return False  # 丹东石化搬迁改造: what is moved or rebuilt is a firm
    if firm.kind == "Company":
        return firm.start == project.start or reading.sentence.text[firm.start - 1] not in "和与、及"
    return firm.start == project.start and firm.rule != "relative-body" and bool(_schools().search(firm.name))


@functools.cache
def _branches() -> re.Pattern[str]:
    return re.compile(f"(?<!老|旧|原){said('firm-in-name', 'branches')}$")


def _is_branch(thing: Mention) -> bool:
    """梧州学院新校区, 中车零碳装备产业基地: what a school or a firm builds, whatever class it has; 老校区 it built long ago."""
    return thing.kind in ("Facility", "Zone", "Organization") and bool(_branches().search(bare(thing.name)))


def _is_street(name: str) -> bool:
    """中国一汽大街 only bears the firm's name; 大唐光伏电站 is the firm's."""
    built = re.search(said("firm-in-name", "plants") + "$", name)
    return built is None and bool(re.search(said("firm-in-name", "streets") + "$", name))


def _of_firm(reading: Reading, thing: Mention, whole: Whole) -> list[Link]:
    """中通快递分拨运营中心 is 中通快递's: a built thing or a park whose name begins with a firm's, or a county's and a firm's."""
    text = reading.sentence.text
    places = reading.within((thing.start, thing.end), "Place")
    begins = {
        thing.start,
        *(p.end for p in places if p.start == thing.start and text[p.end - 1] in "市县区旗"),
    }
    return [
        reading.link(thing, "undertakenBy", firm, "firm-in-name")
        for firm in reading.within((thing.start, thing.end), "Company")
        if firm.start in begins
        and firm.end < thing.end
        and not _is_no_firm(firm)
        and not _is_street(bare(thing.name))
        and not re.match(said("firm-in-name", "regions"), text[firm.end :])
        and not _elsewhere().match(text, firm.end)
        and not _is_place_of_culture(firm, text[firm.end : thing.end])
        and not _is_sector_of_place(reading, firm, whole)
    ]


def _is_ground(firm: Mention, whole: Whole) -> bool:
    """徐圩 of 徐圩核能供热发电厂 is no firm where the report has 徐圩新区."""
    return firm.rule != "known" and bare(firm.name) in whole.grounds


def _in_name(reading: Reading, project: Mention, whole: Whole) -> list[Link]:
    """双辽电厂6号机组扩建 is 双辽电厂's; 荆州理工职业学院整体搬迁 is the school's."""
    inner = reading.within((project.start, project.end), "Company", "Organization")
    found = [
        reading.link(project, "undertakenBy", firm, "firm-in-name")
        for firm in inner
        if _heads(reading, project, firm, whole) and not _is_ground(firm, whole)
    ]
    if found or any(body.start == project.start for body in inner):
        return found
    name = bare(project.name)
    heads = [
        firm
        for form, firm in whole.firms.items()
        if len(form) > 1
        and name.startswith(form)
        and not _is_no_firm(firm)
        and not (len(form) == 2 and _NATURE.match(name, 2))
        and not _is_place_of_culture(firm, name[len(form) :])
    ]
    if heads:
        firm = max(heads, key=lambda m: len(m.name))
        said_here = (reading.sentence.index,)
        return (
            [Link(project, "undertakenBy", firm, said_here, "firm-in-name")]
            if bare(firm.name) != name
            else []
        )
    if body := body_at_head(reading, project):
        return [reading.link(project, "undertakenBy", body, "body-begins-name")]
    unknown = firm_at_head(reading, project)
    if unknown is None or _is_no_firm(unknown):
        return []
    return [reading.link(project, "undertakenBy", unknown, "firm-begins-name")]


@functools.cache
def _invests() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    invests, builds = said("firm-invests", "invests"), said("firm-invests", "builds")
    return (
        re.compile(rf"(?:等企业|集团|公司)?(?:计划|拟|总)?{invests}(?:{_SUM})?(?:{builds})?(?:的)?“?"),
        re.compile(r"由$"),
        re.compile(rf"(?:{builds}|{invests})(?:{_SUM})?(?:{builds})?的“?"),
    )


def _invested(reading: Reading) -> list[Link]:
    """甲公司投资10亿元建设的乙项目; 由甲公司承建的乙项目: 乙 is 甲's; what is listed after it need not be."""
    invests, by, of = _invests()
    mask = reading.sentence.mask
    found: list[Link] = []
    for firm in reading.topmost((0, len(mask)), "Company"):
        _, end = reading.sentence.clause_at(firm.start)
        things = reading.topmost((firm.end, end), *_BUILT)
        if not things:
            continue
        between = mask[firm.end : things[0].start]
        led = by.search(mask[: firm.start])
        own = between == "的" and things[0].kind == "Project"
        if own or invests.fullmatch(between) or (led and of.fullmatch(between)):
            found.append(reading.link(things[0], "undertakenBy", firm, "firm-invests"))
    return found


def read_undertakings(reading: Reading, whole: Whole) -> list[Link]:
    """Whose project a project is: by its name, or by the firm that is said to invest or build."""
    found: list[Link] = []
    for thing in reading.mentions:
        if thing.kind == "Project" or _is_branch(thing):
            found += _in_name(reading, thing, whole)
        elif thing.kind in ("Facility", "Zone"):
            found += _of_firm(reading, thing, whole)
    return found + _invested(reading)


def read_positions(reading: Reading) -> list[Link]:
    """市长陈德明: the speaker holds the office that the opening gives, of the report's own place."""
    report = reading.report
    return [
        reading.link(person, "holdsPosition", reading.home, "opening", report.office)
        for person in reading.mentions
        if person.kind == "Person" and person.rule == "opening"
    ]
