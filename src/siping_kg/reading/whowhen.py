"""A masthead, a sidecar, options and a file name in; the report's place and year out, or how to give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from siping_kg.gazetteer import Division, load_gazetteer
from siping_kg.model import ReadingError, Role
from siping_kg.reading.cues import spoken_years
from siping_kg.reading.headings import heading_of
from siping_kg.reading.layout import Block
from siping_kg.reading.masthead import Masthead
from siping_kg.reading.parts import MASTHEAD, part_of

__all__ = ["name_in", "place_asked", "place_in", "place_of", "year_in", "year_of"]

_LEVELS = ("province", "prefecture", "county")
_UNIT = re.compile(r"[省市州盟县区旗]$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_FILE_YEAR = re.compile(r"(?<!\d)(20[0-5]\d)(?!\d)")
_LATE = 11
_THEN = 2020
_HEADING = 40


def year_of(masthead: Masthead, blocks: Sequence[Block], *, name: str) -> int:
    """The year the report plans for, as the text says it, else as the file is named.

    Raises ReadingError when nothing names it.
    """
    if said := year_in(masthead, blocks):
        return said
    if named := _FILE_YEAR.search(PurePath(name).stem):
        return int(named[1])
    raise ReadingError(
        f"{name}: no year found in title, opening, headings or file name; "
        f"give it with --year 2024 or as 'year: 2024' in {name}.yml"
    )


def year_in(masthead: Masthead, blocks: Sequence[Block]) -> int | None:
    """The year that the text itself plans for. A session in November or December plans for the next year.

    The plan's heading (2014年工作安排) settles it where it agrees with the day of the session; failing both,
    the title is asked.
    """
    headed = _headed_year(blocks)
    if masthead.issued:
        year, month = int(masthead.issued[:4]), int(masthead.issued[5:7])
        if headed in (year, year + 1):
            return headed
        return year + (month >= _LATE)
    titled = [year for line in masthead.said.split("\n") if "报告" in line for year in spoken_years(line)]
    return titled[0] if titled else headed


def _headed_year(blocks: Sequence[Block]) -> int | None:
    """The year after the one that the first dated heading reviews, or the one that it plans for."""
    for block in blocks:
        head = None if block.furniture else heading_of(block.text, block.emphasis)
        words = head.text if head else block.text
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


def place_asked(asked: str, *, name: str, year: int) -> Division:
    """The division of a name, path, key or code that the user gave. Raises ReadingError when it isn't just one."""
    found = load_gazetteer().find(asked, year=year) or load_gazetteer().find(asked)
    if len(found) == 1:
        return found[0]
    if found:
        raise ReadingError(f"{name}: {asked} may be {_listed(found)}; give one of these as the place")
    raise ReadingError(
        f"{name}: the gazetteer has no place {asked}; give its full name, such as 四平市 or 四平市铁西区"
    )


def place_of(names: Sequence[str], text: str, *, name: str, year: int | None) -> Division:
    """The division that the first of the names to mean one means (日举行的四平市 does, 市 doesn't).

    Raises ReadingError when none is in the gazetteer, or when several are and the text doesn't tell which.
    """
    if settled := place_in(names, text, year=year):
        return settled
    if doubtful := next(filter(None, _candidates(names, year)), None):
        raise ReadingError(
            f"{name}: {doubtful[0].name} may be {_listed(doubtful)}; give one with --place or as 'place:' in {name}.yml"
        )
    raise ReadingError(
        f"{name}: no place found in title, opening or file name; "
        f"give it with --place 四平市 or as 'place: 四平市' in {name}.yml"
    )


def place_in(names: Sequence[str], text: str, *, year: int | None) -> Division | None:
    """The division that the first of the names to mean just one means, if any does."""
    settled = (_settled(found, text, year) for found in _candidates(names, year) if found)
    return next(filter(None, settled), None)


def _candidates(names: Sequence[str], year: int | None) -> Iterator[list[Division]]:
    """The divisions that each stretch of Chinese in the names may mean."""
    return (_longest(words, year) for name in names for words in _CHINESE.findall(name))


def _listed(found: Sequence[Division]) -> str:
    return "、".join(each.key for each in found)


def _longest(words: str, year: int | None) -> list[Division]:
    """The largest divisions that the longest ending of the words names (日举行的四平市 → 四平市).

    Those that bore the name in the year go before those that got it later: 哈密市 of 2016 is 伊州区 today.
    """
    for start in range(len(words) - 1):
        ending = words[start:]
        found = [each for each in load_gazetteer().find(ending, year=year) if each.level in _LEVELS]
        whole = [each for each in found if _UNIT.search(ending) or each.short == ending]
        if whole:
            then = [each for each in whole if year and name_in(each, year) == ending] or whole
            return [each for each in then if each.level == then[0].level]
    return []


def _settled(found: Sequence[Division], text: str, year: int | None) -> Division | None:
    """The one of several divisions of a name whose province and prefecture the text speaks of most, if it does."""
    if len(found) == 1:
        return found[0]
    gazetteer = load_gazetteer()
    counts = [
        sum(
            text.count(gazetteer.division(above).short)
            for above in gazetteer.ancestors(each.key, year=year or _THEN)[:-1]
        )
        for each in found
    ]
    most = max(counts)
    if most > 2 * sorted(counts)[-2]:
        return found[counts.index(most)]
    return None


def name_in(division: Division, year: int) -> str:
    """The name that a place bore in the year: 襄樊市 in 2010, and 哈密市 in 2016 for 伊州区."""
    namings = load_gazetteer().history(division.key)
    return next((each.name for each in namings if each.first <= year <= (each.last or year)), division.name)
