"""A passage's text in; the numbers and the quoted names in it, which a reading ought to cover, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from siping_kg.quantities import Quantity, find_quantities

__all__ = ["KINDS", "NUMBER", "QUOTED", "Word", "words_of"]

NUMBER = "数字"
QUOTED = "引号"
KINDS = (NUMBER, QUOTED)
"""What is looked for: numbers, and names in quotation marks or book-title marks."""

_NAME = re.compile("“[^“”，。；：！？]{1,30}”|《[^《》]{1,60}》")
_PERIOD = re.compile("“十[一二三四五六七八九]?五”")
_N = "[〇零一二三四五六七八九十百]"
_NO_AMOUNT = re.compile(
    # dates, days of the month, and what a number before 号 names (3号线)
    r"\d{1,2}(?:[-—–－~～至到、]\d{1,2})*月(?:份|\d{1,2}[日号])?|\d+[日号]|\d+周年"
    # the numbers of a list, of a note, of a heading: 1. （1） 1） [1]
    r"|(?:^|(?<=[。；：:;！？]))[（(]?\d{1,2}(?:[）)、．]|[.](?!\d))|[（(]\d{1,2}[）)]"
    r"|[\[\uff3b\u3010\u3014]\^?\d{1,3}[\]\uff3d\u3011\u3015]"
    # sessions, and all ordinals but ranks: 十二届三次全会, 第15届, 第3批; set phrases that count nothing
    rf"|(?:{_N}{{1,4}}|\d+)届(?:{_N}{{1,3}}[次中])?|{_N}{{1,3}}次(?:全会|全体|会议|党代会|代表大会)"
    rf"|[一二三]次产业|二次(?=[\u4e00-\u9fff])|{_N}位一体"
    r"|第\d+(?![\d位名，、。；！）]|$)"
)
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:[.．]\d+)*(?:[/:：\u2236]\d+(?:[.．]\d+)?)*")
_RANK = re.compile(rf"第{_N}{{1,3}}[位名]|(?<=[\u4e00-\u9fff])第{_N}{{1,3}}(?=[，、。；！）]|$)")
_LATIN = re.compile("[A-Za-z]")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Word:
    """A number or a quoted name: ``text[start:end]``, with its unit or its marks. ``kind`` is one of KINDS."""

    kind: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The numbers and quoted names of a passage's text, in order.

    A quoted name stands in “…” (at most 30 characters without a mark that ends a clause: what is longer is
    speech) or 《…》; “十四五” by itself is a time and no name. Numbers are those in digits, with their unit
    where they have one (a ratio, 3:1, is one number); and those in words that are two or more of a unit (not
    一个, 一批) or a rank (第三位). None of these is a number:

    - dates: 2023年, 2021—2025年, a bare 2035, 1月8日, 28日, 70周年; in words all lengths of time (五年来);
    - numbering: 1. （1） ① 一是 （一） 第一， and the marks of notes ([1]);
    - ordinals that are no rank: 第九届, 十二届三次全会, 第15次, 3号线; the names of plan periods (十四五);
    - set phrases that count nothing: 三次产业, 二次供水, 五位一体;
    - what names a thing, as it touches a Latin letter: 5G, 4A级, PM2.5, G303 (but 5TEU has a unit);
    - a magnitude alone, unless of money: 万家, 千方百计 (but 千亿元);
    - any number inside a quoted name, which is one thing to be read: “1+3+N”.
    """
    quoted = list(_NAME.finditer(text))
    beside = [match.span() for match in (*quoted, *_NO_AMOUNT.finditer(text))]
    found = [Word(QUOTED, *match.span()) for match in quoted if not _PERIOD.fullmatch(match[0])]
    found += [Word(NUMBER, *span) for span in _numbers(text) if not _overlaps(span, beside)]
    return tuple(sorted(found, key=lambda word: word.start))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    quantities = [each for each in find_quantities(text) if _says_amount(each)]
    taken = [(each.start, each.end) for each in quantities]
    yield from taken
    for match in _DIGITS.finditer(text):
        if not _overlaps(match.span(), taken) and _is_bare_number(text, match):
            yield match.span()
    for match in _RANK.finditer(text):
        if not _overlaps(match.span(), taken):
            yield match.span()


def _says_amount(quantity: Quantity) -> bool:
    """Whether a number with a unit is one to be read: all in digits, those in words from two on."""
    if quantity.digits:
        return True
    return quantity.kind != "time" and (quantity.kind == "money" if quantity.bare else quantity.value >= 2)


def _is_bare_number(text: str, match: re.Match[str]) -> bool:
    """Whether digits without a unit are a number, and no year or part of a designation (5G, PM2.5)."""
    if match[0].isdecimal() and len(match[0]) == 4 and int(match[0]) in _YEARS:
        return False
    beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return _LATIN.search(beside) is None


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
