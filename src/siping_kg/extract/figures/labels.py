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

__all__ = ["after_label", "before_label", "modifier", "rank_label", "ranked_where"]


def before_label(text: str) -> str:
    """The indicator in the words before a figure: 全年新建高标准农田达到 → 新建高标准农田. May be empty."""
    phrase = pattern("given").sub("", bare(pattern("compare").sub("", text)))
    phrase = pattern("modal").sub("", pattern("where it began").sub("", phrase))
    phrase = without_trail(phrase)
    phrase = without_lead(phrase)
    marks = list(pattern("list marker").finditer(phrase))
    if marks and len(phrase) - marks[-1].end() >= 2:
        phrase = listed(phrase, phrase[marks[-1].end() :].lstrip(EDGE))
        if (
            pattern("finished").match(text)
            and not lead_verb(phrase)
            and not pattern("measured").search(phrase)
        ):
            phrase = "完成" + phrase
    phrase = pattern("achieved").sub("", without_trail(phrase))
    if done := pattern("whole").search(phrase):
        phrase = phrase[done.end() :]
    if len(phrase) == 2 and "完成" + phrase in text:
        return "完成" + phrase
    return _past_figures(pattern("an index that stood").sub("", trimmed(phrase)))


def _past_figures(phrase: str) -> str:
    """治理草原100万亩、修复湿地 is 修复湿地: the figure before is another's."""
    past = pattern("figure before").match(phrase)
    return phrase[past.end() :] if past and len(phrase) - past.end() >= 2 else phrase


def rank_label(text: str) -> str:
    """The indicator in the words before a rank: 固定资产投资增速居全省 → 固定资产投资增速. May be empty."""
    return trimmed(without_lead(pattern("rank began").sub("", _before_rank(bare(text)))))


def ranked_where(label: str, text: str) -> str:
    """The indicator of a rank with where it holds: 固定资产投资增速 and 居全省 give 固定资产投资增速全省位次."""
    phrase = bare(text)
    tail = phrase[len(_before_rank(phrase)) :]
    tails = (re.sub(r"(?:19|20)\d\d年?", "", x) for x in (tail, re.sub(r"^.*\d个?", "", tail)))
    said = (re.sub(r"\d+个?", "", pattern("not where").sub("", x)) for x in tails)
    where = next((x for x in said if pattern("where it ranks").match(x)), "")
    if len(label) <= 1 or not where:
        return label
    return next((x for x in (f"{label}{where}位次", label + where) if len(x) <= LIMIT), label)


def _before_rank(phrase: str) -> str:
    for _ in range(8):
        match = pattern("rank trail").search(phrase)
        if not match:
            break
        phrase = phrase[: match.start()].rstrip(EDGE)
    return phrase


def modifier(text: str) -> str:
    """What the words before a counted thing add to its name: 重启已签约的 → 已签约的, 打通东丰路、康平路等 → 打通."""
    plain = plain_of(text)
    if pattern("empty").match(plain):
        return ""
    if kept := pattern("levels side by side").search(plain) or pattern("whom it is done to").search(
        bare(text)
    ):
        return kept[0]
    if "、" in plain or pattern("list marker").search(plain + "两个") or ends_open(text):
        doing = None if ends_open(text) else pattern("does at the end").search(plain)
        return lead_verb(plain) or (doing[0] if doing else "")
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
    if (listed := pattern("listed kinds").match(phrase)) and listed.end() <= room:
        return listed[0]
    joint = pattern("joint").search(phrase, 2)
    if joint and joint.start() <= room:
        return phrase[: joint.start()]
    cuts = [m.start() for m in words.predicate.finditer(phrase) if 3 <= m.start() <= room]
    return phrase[: cuts[-1]] if cuts else phrase[:room]
