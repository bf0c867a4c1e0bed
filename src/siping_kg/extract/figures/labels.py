"""The words around a figure in, its indicator out: a short noun phrase of at most 24 characters."""

from __future__ import annotations

import re

from siping_kg.extract.figures.lists import listed
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import (
    EDGE,
    LIMIT,
    bare,
    ends_open,
    lead_verb,
    plain_of,
    trimmed,
    without_lead,
    without_trail,
)
from siping_kg.extract.figures.words import figure_words

__all__ = ["after_label", "before_label", "modifier", "rank_label"]


def before_label(text: str) -> str:
    """The indicator in the words before a figure: 全年新建高标准农田达到 → 新建高标准农田. May be empty."""
    phrase = pattern("given").sub("", bare(pattern("compare").sub("", text)))
    phrase = pattern("modal").sub("", pattern("where it began").sub("", phrase))
    phrase = without_trail(phrase)
    phrase = without_lead(phrase)
    marks = list(pattern("list marker").finditer(phrase))
    if marks and len(phrase) - marks[-1].end() >= 2:
        phrase = listed(phrase, phrase[marks[-1].end() :].lstrip(EDGE))
    phrase = pattern("achieved").sub("", without_trail(phrase))
    if done := pattern("whole").search(phrase):
        phrase = phrase[done.end() :]
    if len(phrase) == 2 and "完成" + phrase in text:
        return "完成" + phrase
    return _past_figures(trimmed(phrase))


def _past_figures(phrase: str) -> str:
    """治理草原100万亩、修复湿地 is 修复湿地: the figure before is another's."""
    past = pattern("figure before").match(phrase)
    return phrase[past.end() :] if past and len(phrase) - past.end() >= 2 else phrase


def rank_label(text: str) -> str:
    """The indicator in the words before a rank: 固定资产投资增速居全省 → 固定资产投资增速. May be empty."""
    phrase = bare(text)
    for _ in range(8):
        match = pattern("rank trail").search(phrase)
        if not match:
            break
        phrase = phrase[: match.start()].rstrip(EDGE)
    phrase = pattern("rank began").sub("", phrase)
    return trimmed(without_lead(phrase))


def modifier(text: str) -> str:
    """What the words before a counted thing add to its name: 重启已签约的 → 已签约的, 打通东丰路、康平路等 → 打通."""
    plain = plain_of(text)
    if pattern("empty").match(plain):
        return ""
    if "、" in plain or pattern("list marker").search(plain + "两个") or ends_open(text):
        return lead_verb(plain)
    plain = pattern("how many in all").sub("", plain)
    if len(plain) <= 14:
        return plain
    return lead_verb(plain)


def after_label(text: str, *, prefix: str = "") -> str:
    """The indicator of a counted thing: the prefix and the words after the figure, cut at the length limit."""
    phrase = re.split("[（(][^）)]*$", bare(text) or text, maxsplit=1)[0].lstrip("的")
    flourish = pattern("flourish").search(phrase)
    if flourish and flourish.start() >= 2:
        phrase = phrase[: flourish.start()]
    room = LIMIT - len(prefix)
    if len(phrase) > room:
        phrase = _shorter(phrase, room)
        if phrase.count("“") > phrase.count("”"):
            phrase = phrase[: phrase.rindex("“")]
    return prefix + pattern("about so many").sub("", phrase.rstrip(EDGE + "的"))


def _shorter(phrase: str, room: int) -> str:
    words = figure_words()
    at = phrase.find("、", 2)
    if 2 <= at <= room:
        return phrase[:at]
    cuts = [m.start() for m in words.predicate.finditer(phrase) if 3 <= m.start() <= room]
    return phrase[: cuts[-1]] if cuts else phrase[:room]
