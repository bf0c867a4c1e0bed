"""A project's name in; the firm or body that it begins with, though nobody knows it as a name, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.naming import bare, common_nouns, phrase_counts, sectors
from siping_kg.extract.relations.links import Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.words import tagged, word_bounds
from siping_kg.model import Mention

__all__ = ["body_at_head", "firm_at_head"]

_FORM = re.compile(r"[一-龥A-Za-z]+")
_LENGTHS = (2, 3, 4)
_REST = 3
"""信义玻璃 is a firm's whole name; after the firm of a project's name more is said."""


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    made, never, things = (said("firm-begins-name", words) for words in ("made", "never", "things"))
    amount = r"(?:年产)?\d+(?:\.\d+)?(?:万|亿)?(?:吨(?!生活|污水|供水|净水)|套|台|条|辆|头|只|GWh|MW)"
    return (
        re.compile(rf"(?:{amount}|(?!{things}){made})"),
        re.compile(never),
        re.compile(said("firm-begins-name", "endings") + "$"),
    )


def _is_word(form: str) -> bool:
    """A noun of the dictionary (功率), or what reports of several cities say, is a word, no firm of one city."""
    return (
        form in phrase_counts()
        or form in sectors()
        or form in common_nouns()
        or tagged(form) == ((form,), ("n",))
    )


def _begin(reading: Reading, project: Mention) -> int:
    """Where a name goes on after the place that it begins with."""
    places = reading.within((project.start, project.end), "Place")
    return max(
        (p.end for p in places if p.start == project.start and p.end < project.end), default=project.start
    )


def _made(reading: Reading, start: int, end: int, kind: str) -> Mention:
    name = reading.sentence.text[start:end]
    return Mention(reading.sentence.index, start, end, kind, name, "part-of-name")


@functools.cache
def _plants() -> re.Pattern[str]:
    return re.compile(said("firm-begins-name", "plants") + "$")


@functools.cache
def _named_on() -> re.Pattern[str]:
    return re.compile(said("firm-begins-name", "named_on"))


def firm_at_head(reading: Reading, project: Mention) -> Mention | None:
    """康乃尔 of 康乃尔60万吨甲醇制烯烃: two to four letters that are no word, before what is made."""
    if project.kind != "Project" and not _plants().search(project.name):
        return None
    text, start = reading.sentence.text, _begin(reading, project)
    words = word_bounds(text)
    made, never, endings = _patterns()
    for end in (start + length for length in _LENGTHS):
        form = text[start:end]
        if end + _REST > project.end or not _FORM.fullmatch(form):
            return None
        if end not in words or _is_word(form) or never.search(form) or endings.search(form):
            continue
        if made.match(text, end, project.end):
            longer = _named_on().match(text, end, project.end - _REST)
            if longer and made.match(text, longer.end(), project.end):
                end = longer.end()  # 巨峰生化复合饲料 is 巨峰生化's
            return _made(reading, start, end, "Company")
    return None


@functools.cache
def _body() -> re.Pattern[str]:
    bodies, works, never = (said("body-begins-name", words) for words in ("bodies", "works", "never"))
    moved = r"(?:整体|异地|易地|退城)?"
    return re.compile(
        rf"(?!.*{never})(?P<body>[^、，（）“”和与]{{1,12}}?{bodies})(?={moved}(?:{works})+(?:项目|工程|建设)*$)"
    )


def body_at_head(reading: Reading, project: Mention) -> Mention | None:
    """市第一人民医院 of 市第一人民医院迁建: a body whose building is moved, enlarged or rebuilt."""
    name = reading.sentence.text[project.start : project.end]
    found = _body().match(name)
    if found is None or len(bare(found["body"])) < 3 or _is_word(found["body"]):
        return None
    return _made(reading, project.start, project.start + found.end("body"), "Organization")
