"""A sentence and what its paragraph speaks of in; what the sentence itself speaks of out."""

from __future__ import annotations

import re

from siping_kg.model import Role
from siping_kg.reading.cues import spoken_years
from siping_kg.reading.parts import FUTURE, PAST, Part, turn_of

__all__ = ["spoken_of"]

_BY_YEAR = re.compile(r"(?:到|至|确保|力争)(20\d\d)年(?!以来)")
_IN_YEAR = re.compile(r"(?:截至|到|在|自)?(20\d\d)年(?:底|末)?[，,]")
_SIGHTED = re.compile(
    "锚定|对标|瞄准|着眼|对照|围绕|聚焦|按照"
)  # 锚定2035年远景目标 opens the goals of an earlier year
_LEAST = 2000
_DATE = 8


def spoken_of(sentence: str, part: Part, year: int, *, december: bool) -> Part:
    """Role and year of a sentence in a part of a report for ``year``.

    到2025年 speaks of 2025; a sentence that opens with its own year or period (2022年，… 五年来，…) speaks of that.
    """
    if part.role not in PAST and part.role not in FUTURE:
        return part
    if part.role in FUTURE:
        named = _BY_YEAR.search(sentence)
        if named and int(named[1]) > year:
            return Part(Role.OUTLOOK, int(named[1]))
    opened = _IN_YEAR.match(sentence)
    if opened and part.role in PAST and _LEAST < int(opened[1]) < year:
        role = Role.REVIEW if int(opened[1]) == year - 1 else part.role
        return Part(role, int(opened[1]))
    dated = [] if _SIGHTED.match(sentence) else spoken_years(sentence[:_DATE])
    if part.role is Role.OUTLOOK and dated and dated[0] > year:
        return Part(Role.OUTLOOK, dated[0])
    turn = turn_of(sentence, year, december=december)
    if (
        turn
        and turn.role is not part.role
        and (turn.role in PAST) == (part.role in PAST)
        and part.role is not Role.SELF
    ):
        return turn
    return part
