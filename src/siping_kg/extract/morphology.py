"""A sentence in; the names whose ending tells their class out (北河生态公园, 水务一体化改革)."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare, is_generic, suffix_kinds
from siping_kg.extract.sentence import MASK, Sentence
from siping_kg.model import Mention

__all__ = ["names_by_ending"]

_SKIP = frozenset({"Company", "Honour", "Product", "Person"})
# What may not follow an ending, because the word goes on: 大学生, 工程师, 产业化, 战略性.
_GOES_ON = r"(?![生师化性者])(?!工程(?:师|机械))(?!企业家)(?<!工程)"
_NOT_AFTER = {
    "大学": "生城", "中学": "生", "小学": "生校", "工程": "师量机技造", "行动": "力派计方", "计划": "投总生单用", "改革": "开发创委试活",
    "规划": "建实馆编设引布用修", "政策": "性措支落体包宣红窗扶供激", "机制": "改体", "制度": "改体化机执", "模式": "创改",
    "战略": "性合投支部机举任定需科腹地意伙框协纵", "经验": "做交", "产业": "化工园链转结基类强集带大项投升扶导", "经济": "社发带区运技体总增结效指开合工林圈和循",
    "工业": "园增企项投总用经化品集设产强互信和、转固污废遗旅", "农业": "农机现科生产综园龙面强部社发局技转招", "公园": "城绿", "机场": "旅建", "医院": "感",
    "示范区": "", "一体化": "改管保推绿经", "项目": "为", "二期": "", "广场": "舞", "湖": "北南州人泊水长区畔岸", "热线": "", "隧道": "",
}  # fmt: skip
_SHORTEST = {
    "Policy": 4,
    "Industry": 4,
    "Facility": 3,
    "Zone": 4,
    "Organization": 4,
    "Project": 6,
    "Event": 4,
}
_LONGEST = 26
_SPECIFIC = re.compile(rf"[{MASK}A-Za-z0-9#]")


@functools.cache
def _pattern() -> re.Pattern[str]:
    parts = []
    kinds = suffix_kinds()
    for suffix in sorted((s for s in kinds if kinds[s] not in _SKIP), key=lambda s: (-len(s), s)):
        tails = next((_NOT_AFTER[end] for end in _NOT_AFTER if suffix.endswith(end)), "")
        parts.append(re.escape(suffix) + (f"(?![{tails}])" if tails else ""))
    return re.compile("|".join(parts))


def _is_specific(sentence: Sentence, start: int, end: int) -> bool:
    """A project or a facility needs something of its own in its name: a place, a firm, a quotation, a number."""
    if _SPECIFIC.search(sentence.mask, start, end):
        return True
    return any(start <= known.start < end and known.kind in ("Place", "Company") for known in sentence.known)


def names_by_ending(sentence: Sentence) -> list[Mention]:
    """Find the names that end like names, and begin where a name may begin."""
    found = []
    kinds = suffix_kinds()
    for match in _pattern().finditer(sentence.mask):
        kind = kinds[match[0]]
        start = sentence.start_of_name(match.start())
        name = sentence.text[start : match.end()]
        if not _SHORTEST[kind] <= len(bare(name)) <= _LONGEST or start == match.start() or is_generic(name):
            continue
        if kind == "Project" and not _is_specific(sentence, start, match.start()):
            continue
        if (
            kind in ("Facility", "Zone", "Organization")
            and match.start() - start < 2
            and not _is_specific(sentence, start, match.start())
        ):
            continue
        found.append(Mention(sentence.index, start, match.end(), kind, name, "ending"))
    return found
