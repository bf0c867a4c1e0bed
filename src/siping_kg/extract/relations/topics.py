"""A sentence's clauses in; the industry that the clauses after one are about out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from siping_kg.extract.relations.links import Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention

__all__ = ["about_sectors", "sector_of_lead"]

_MARK = r"(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+，|[（(]?[一二三四五六七八九十\d]+[)）．.、]|[①-⑳])?"
_ADVERBS = r"[一-龥]{0,6}"


@functools.cache
def _speaks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs, tails = said("industry-of-sentence", "verbs"), said("industry-of-sentence", "tails")
    return re.compile(rf"{_MARK}{_ADVERBS}{verbs}(?:好|了)?“?"), re.compile(rf"”?(?:{tails})*")


def _named(reading: Reading, clause: Span, *kinds: str) -> list[Mention]:
    """What a clause names, without what is called an industry in quotation marks: “采矿—精粉—精深加工” is about none."""
    named = reading.topmost(clause, *kinds)
    return [m for m in named if m.kind != "Industry" or not m.name.startswith("“")]


def _sector(reading: Reading, clause: Span) -> Mention | None:
    """The one industry that a clause is about: 做大做强新能源产业."""
    named = _named(reading, clause)
    if len(named) != 1 or named[0].kind != "Industry":
        return None
    sector, mask = named[0], reading.sentence.mask
    before, after = _speaks()
    if not before.fullmatch(mask, clause[0], sector.start) or not after.fullmatch(
        mask, sector.end, clause[1]
    ):
        return None
    return None if re.search(said("industry-of-sentence", "not_led"), sector.name) else sector


def _topic(reading: Reading, clause: Span) -> Mention | None:
    """The industry that is a clause of its own: 航空产业：…; 医药产业，…; 在文旅产业方面，…."""
    named = _named(reading, clause, "Industry")
    if len(named) != 1:
        return None
    sector, mask = named[0], reading.sentence.mask
    before, after = mask[clause[0] : sector.start], mask[sector.end : clause[1]]
    own = re.fullmatch(_MARK + "在?", before) and re.fullmatch("(?:产业|行业)?(?:方面|上)?", after)
    return sector if own and mask[clause[1] : clause[1] + 1] in ("，", "：", ":") else None


def sector_of_lead(lead: Reading | None) -> Mention | None:
    """The industry that a sentence opening a paragraph is about: 做大做强新能源产业。推进甲、乙等项目。"""
    clauses = [c for c in lead.sentence.clauses if c[0] < c[1]] if lead else []
    if lead is None or len(clauses) != 1:
        return None
    alone = lead.topmost(clauses[0], "Industry")
    if len(alone) == 1 and re.fullmatch(_MARK, lead.sentence.mask[: alone[0].start] or ""):
        rest = lead.sentence.mask[alone[0].end : clauses[0][1]]
        if re.fullmatch("(?:产业|行业|方面)?", rest):
            return alone[0]
    return _sector(lead, clauses[0])


def about_sectors(reading: Reading, opening: Mention | None) -> Iterator[tuple[Span, Mention, bool]]:
    """Clauses that follow one about an industry, with it, and whether they follow at once.

    ``opening`` is the industry that the paragraph is about.

    A semicolon, another industry's clause, or a clause that names another industry ends it; a topic
    (新材料产业：…), or the clause that opens the sentence, holds till the semicolon.
    """
    if opening is None and not any(m.kind == "Industry" for m in reading.mentions):
        return
    sector = opening
    topic = next_ = False
    mask = reading.sentence.mask
    for clause in reading.sentence.clauses:
        opens = clause[0] == 0
        if clause[0] and mask[clause[0] - 1] in "；;。":
            sector, topic = opening, False
        if own := _topic(reading, clause):
            sector, topic, next_ = own, True, True
            continue
        if own := _sector(reading, clause):
            sector, topic, next_ = own, opens, True
            continue
        if not topic and _named(reading, clause, "Industry"):
            sector = None
        if sector:
            yield clause, sector, next_ or topic
        next_ = False
