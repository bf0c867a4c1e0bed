"""The heading of a part, or the start of a paragraph, in; what it is about out: role, year, which may change within."""

from __future__ import annotations

import re
from dataclasses import dataclass

from siping_kg.model import Role
from siping_kg.reading.cues import cue, spoken_years
from siping_kg.reading.headings import Heading

__all__ = [
    "DATED",
    "FUTURE",
    "MASTHEAD",
    "PAST",
    "Part",
    "heading_part_of",
    "narrated_of",
    "part_of",
    "plan_periods",
    "turn_of",
]

PAST = frozenset({Role.REVIEW, Role.LOOKBACK, Role.PROBLEMS})
FUTURE = frozenset({Role.PLAN, Role.OUTLOOK, Role.SELF})

_PERIOD = re.compile(r"十([二三四五六七八九])五|第十([二三四五六七八九])个五年")
_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九", start=1)}
_FIRST_PERIOD = 1950  # the first five-year plan ended in 1957, the tenth in 2005: 第N个 ends in 1955 + 5 N
_REACH = 48
_SHORT = 16
_PART_RANK = 2
MASTHEAD = re.compile(r"工作报告|\d月\d{1,2}日|人民代表大会|届人大.{1,3}次会")
DATED = re.compile(
    r"20\d\d年|二[〇○零]|十[二三四五六七八九]五|第十.个五年|一年|[四五]年|今年|新的一年|本届|新一届|下届|工作回顾|附件|民生实事"
)
_ADDRESS = re.compile(r"^(?:各位代表[！!，,：:]|同志们[！!，,：:])?")
_YEAR_START = re.compile(
    r"(?:回顾|回首|盘点|展望|在|面对|尤其是|特别是)?(?:[^，。；：、\d]{1,14}的)?(20\d\d)年(?!至|—|-|到|上半年经济)"
)
_ONE_YEAR = re.compile(r"20\d\d年|二[〇○零]\w\w年|一年")
_REPORTED = re.compile(r".{0,16}报告.{0,3}(?:回顾|提出|强调|指出)")


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch is about. ``mixed`` when its heading also names another time that its paragraphs may turn to.

    ``ahead`` when that time is a five-year plan still to come.
    """

    role: Role
    year: int
    mixed: bool = False
    ahead: bool = False


def plan_periods(text: str) -> list[int]:
    """The last years of the five-year plans that the text names, in order: 2025 for 十四五 or 第十四个五年规划."""
    return [_FIRST_PERIOD + 5 * (10 + _NUMBERS[short or long]) + 5 for short, long in _PERIOD.findall(text)]


def part_of(heading: str, year: int) -> Part | None:
    """What a heading says of its part in a report for ``year``; None if it says nothing about time or task."""
    if cue("glossary").fullmatch(heading):
        return Part(Role.GLOSSARY, year)
    if cue("annex").fullmatch(heading):
        return Part(Role.PLAN, year)
    years, periods = spoken_years(heading), plan_periods(heading)
    if cue("self").search(heading) and not years and not periods:
        return Part(Role.SELF, year)
    opening = cue("opening_year").search(heading) is not None
    if _is_past(heading, years, periods, year, opening=opening):
        return _past_part(heading, years, periods, year)
    return _future_part(heading, years, [] if opening else [each for each in periods if each >= year], year)


def _is_past(heading: str, years: list[int], periods: list[int], year: int, *, opening: bool) -> bool:
    back = cue("years_back").search(heading)
    if (back and back.start() == 0) or (cue("past").search(heading) and not (opening and year in years)):
        return True
    if bool(years) != bool(periods):
        return max([*years, *periods]) < year
    return False


def _past_part(heading: str, years: list[int], periods: list[int], year: int) -> Part:
    done = [each for each in periods if each < year]
    ahead = len(done) < len(periods)
    several = cue("years_back").search(heading) is not None or bool(done) or ahead
    one = any(each < year for each in years) or "一年" in heading
    two_sided = ahead or year in years
    if several and not one:
        return Part(Role.LOOKBACK, min([*done[:1], year - 1]), two_sided, ahead)
    if several and _names_period_first(heading):
        return Part(Role.LOOKBACK, min([*done[:1], year - 1]), mixed=True)
    return Part(Role.REVIEW, year - 1, several or two_sided)


def _names_period_first(heading: str) -> bool:
    """Whether a heading names a period before a year (“十三五”时期和2020年工作回顾), as its paragraphs will."""
    period = cue("years_back").search(heading) or _PERIOD.search(heading)
    year = _ONE_YEAR.search(heading)
    return period is not None and year is not None and period.start() < year.start()


def _future_part(heading: str, years: list[int], ahead: list[int], year: int) -> Part | None:
    plan = year in years or "今年" in heading
    if not (plan or ahead or cue("future").search(heading)):
        return None
    if ahead or cue("years_ahead").search(heading) or any(each > year for each in years):
        return Part(Role.OUTLOOK, max([*ahead, *years], default=year + 4), plan)
    return Part(Role.PLAN, year)


def heading_part_of(head: Heading, year: int) -> Part | None:
    """What a heading opens. One without a number must name a year, a period or the task; so must a deeper one."""
    if MASTHEAD.search(head.text) and not cue("glossary").fullmatch(head.text):
        return None
    part = part_of(head.text, year)
    if part is None or part.role is Role.GLOSSARY:
        return part if head.plain else None
    dated = DATED.search(head.text) is not None
    if head.plain:
        return part if dated or (part.role is Role.SELF and len(head.text) <= _SHORT) else None
    if head.rank <= _PART_RANK:
        return part
    return part if part.role is Role.SELF or (dated and head.rank == _PART_RANK + 2) else None


def narrated_of(paragraph: str, year: int) -> Part | None:
    """What a newspaper's own words say comes next (报告提出2024年主要目标和重点工作); None if they say nothing."""
    words = paragraph[:_REACH]
    return part_of(words, year) if _REPORTED.match(words) else None


def turn_of(paragraph: str, year: int, *, december: bool) -> Part | None:
    """What the first words of a paragraph or sentence say it speaks of; None if they don't say.

    ``december``: the session met in the year before the one planned for, so that 今年 is the year reviewed.
    """
    address = _ADDRESS.match(paragraph)
    words = paragraph[address.end() if address else 0 :][:_REACH]
    named = _YEAR_START.match(words)
    if named:
        return _named_year(int(named[1]), year)
    ahead = cue("starts_ahead").match(words)
    if ahead:
        end = next(iter(plan_periods(ahead[0])), None)
        if end is None or end >= year:
            return Part(Role.OUTLOOK, max([*spoken_years(words), end or year + 4]))
    back = cue("starts_back").match(words)
    if back:
        end = next(iter(plan_periods(back[0])), None)
        if end is None or end < year or "以来" in words[:10]:
            return Part(Role.LOOKBACK, min(end or year - 1, year - 1))
    if cue("starts_review").match(words):
        return Part(Role.REVIEW, year - 1)
    if words.startswith("明年"):
        return Part(Role.PLAN, year) if december else None
    plan = cue("starts_plan").match(words)
    if plan:
        return Part(Role.REVIEW, year - 1) if december and "今年" in plan[0] else Part(Role.PLAN, year)
    return None


def _named_year(named: int, year: int) -> Part | None:
    if named == year:
        return Part(Role.PLAN, year)
    if named == year - 1:
        return Part(Role.REVIEW, named)
    return Part(Role.OUTLOOK, named) if named > year else None
