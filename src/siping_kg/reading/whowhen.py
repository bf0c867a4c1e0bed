"""A masthead, a sidecar, options and a file name in; the report's place and year out, or how to give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from siping_kg.gazetteer import Division, load_gazetteer
from siping_kg.model import ReadingError, Role
from siping_kg.reading.cues import spoken_years
from siping_kg.reading.layout import Block
from siping_kg.reading.masthead import Masthead
from siping_kg.reading.parts import MASTHEAD, part_of

__all__ = ["place_of", "year_of"]

_LEVELS = ("province", "prefecture", "county")
_UNIT = re.compile(r"[省市州盟县区旗]$")
_FILE_NAME = re.compile(r"[\u4e00-\u9fff]+")
_FILE_YEAR = re.compile(r"(?<!\d)(20[0-5]\d)(?!\d)")
_LATE = 11
_HEADING = 40


def year_of(masthead: Masthead, blocks: Sequence[Block], *, name: str, stem: str) -> int:
    """The year the report plans for. A session in November or December plans for the next year.

    The plan's heading (2014年工作安排) settles it where it agrees with the day of the session; failing both,
    the title and last the file's name are asked. Raises ReadingError when nothing names it.
    """
    headed = _headed_year(blocks)
    if masthead.issued:
        year, month, _ = masthead.issued
        if headed in (year, year + 1):
            return headed
        return year + (month >= _LATE)
    titled = spoken_years(masthead.said.split("\n", 1)[0])
    years = [*titled[:1], *([headed] if headed else []), *map(int, _FILE_YEAR.findall(stem)[:1])]
    if years:
        return years[0]
    raise ReadingError(
        f"{name}: no year found in title, opening, headings or file name; "
        f"give it with --year 2024 or as 'year: 2024' in {name}.yml"
    )


def _headed_year(blocks: Sequence[Block]) -> int | None:
    """The year after the one that the first dated heading reviews, or the one that it plans for."""
    for block in blocks:
        words = block.text
        if block.furniture or len(words) > _HEADING or words[-1] in "。；，" or MASTHEAD.search(words):
            continue
        years = spoken_years(words)
        if years and "回顾" in words:
            return min(years) + 1
        if years:
            part = part_of(words, years[-1])
            if part and part.role is Role.PLAN:
                return part.year
    return None


def place_of(names: Sequence[str], text: str, *, name: str, stem: str, year: int | None) -> Division:
    """The division that the names of a masthead, failing them the file's name, mean.

    Raises ReadingError when none is in the gazetteer, or when several are and the text doesn't tell which.
    """
    candidates = [*names, *_FILE_NAME.findall(stem)]
    for candidate in candidates:
        found = _longest(candidate, year)
        if found:
            return _settled(found, candidate, text, name)
    raise ReadingError(
        f"{name}: no place found in title, opening or file name; "
        f"give it with --place 四平市 or as 'place: 四平市' in {name}.yml"
    )


def _longest(words: str, year: int | None) -> list[Division]:
    """The divisions that the longest ending of the words names (日举行的四平市 → 四平市)."""
    for start in range(len(words) - 1):
        ending = words[start:]
        found = [each for each in load_gazetteer().find(ending, year=year) if each.level in _LEVELS]
        if found:
            whole = [each for each in found if _UNIT.search(ending) or each.short == ending]
            return [each for each in whole if each.level == whole[0].level] if whole else []
    return []


def _settled(found: Sequence[Division], named: str, text: str, name: str) -> Division:
    """The one of several divisions of a name whose province and prefecture the text speaks of most."""
    if len(found) == 1:
        return found[0]
    gazetteer = load_gazetteer()
    counts: Counter[str] = Counter()
    for each in found:
        for key in gazetteer.ancestors(each.key, year=2024)[:-1]:
            counts[each.key] += text.count(gazetteer.division(key).short)
    ranked = counts.most_common(2)
    if ranked and ranked[0][1] > 2 * (ranked[1][1] if len(ranked) > 1 else 0):
        return next(each for each in found if each.key == ranked[0][0])
    keys = "、".join(each.key for each in found)
    raise ReadingError(f"{name}: {named} may be {keys}; give one with --place or as 'place:' in {name}.yml")
