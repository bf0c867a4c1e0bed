"""A sentence and its projects in; firms that begin a project's name, and firms that say where they are, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon
from siping_kg.extract.naming import is_generic
from siping_kg.extract.sentence import Sentence
from siping_kg.model import Mention

# Words that no firm is called by, though they come before such an ending (现代农业机械, 绿色食品).
_PLAIN = re.compile(
    r"绿色|现代|特色|新型|高端|农业|重点|各类|生态|清洁|地方|国有|大型|县域|产业|企业|工程|城市|农村|医疗|教育|军工|传统|通用|健康|有机|生物医药|中小|一批|龙头|推动|支持|推进|项目|建设|发展|全市|我市"
)

__all__ = ["firm_at", "firms_in_projects", "placed_firms"]


@functools.cache
def _firm() -> re.Pattern[str]:
    return re.compile(
        rf"[一-龥A-Za-z]{{2,4}}?(?:{alternation(class_lexicon('Company').suffixes)})(?=.{{2,}})"
    )


def firm_at(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a name that reaches from start to end begins with a firm's."""
    firm = _firm().match(sentence.text, start, end)
    return firm is not None and not is_generic(firm[0], "Company") and not _PLAIN.search(firm[0])


def firms_in_projects(sentence: Sentence, projects: list[Mention]) -> list[Mention]:
    """Find a firm at the head of each project's name, after the place if the name begins with one."""
    found = []
    for project in projects:
        if project.kind != "Project":
            continue
        place = next((k for k in sentence.known if k.start == project.start and k.kind == "Place"), None)
        for start in dict.fromkeys((project.start, place.end if place else project.start)):
            firm = _firm().match(sentence.text, start, project.end)
            if firm and not is_generic(firm[0], "Company") and not _PLAIN.search(firm[0]):
                found.append(
                    Mention(sentence.index, firm.start(), firm.end(), "Company", firm[0], "firm-in-name")
                )
                break
    return found


@functools.cache
def _sure_ending() -> re.Pattern[str]:
    return re.compile(alternation(class_lexicon("Company").sure))


@functools.cache
def _sure() -> re.Pattern[str]:
    return re.compile(
        rf"[一-龥A-Za-z]{{2,4}}(?:{alternation(class_lexicon('Company').sure)})(?![一-龥]{{0,2}}(?:产业|园|基地|市场|行业))"
    )


def placed_firms(sentence: Sentence) -> list[Mention]:
    """Find firms by a sure ending (药业, 矿业), or by any of a firm's after the name of a place (敦化亚联机械)."""
    found = []
    places = {k.start: k for k in reversed(sentence.known) if k.kind == "Place"}
    sure = _sure_ending().search(sentence.mask) is not None
    for bound in sentence.bounds if places or sure else ():
        start = sentence.trim(bound, len(sentence.mask))
        place = places.get(start)
        if place is None and not sure:
            continue
        at = place.end if place else start
        firm = _firm().match(sentence.mask, at) if place else _sure().match(sentence.mask, at)
        if firm and not is_generic(firm[0], "Company") and not _PLAIN.search(firm[0]):
            found.append(Mention(sentence.index, firm.start(), firm.end(), "Company", firm[0], "ending"))
    return found
