"""A quantity and the words around it in; whether it is part of a name, or says no amount of its own, out."""

from __future__ import annotations

import re

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.words import FigureWords, figure_words
from siping_kg.quantities import Quantity

__all__ = ["is_name"]

_MAGNITUDE = re.compile("^(?:万亿|[十百千]?[万亿])")
_PAREN = re.compile(r"^（[^）]*）")


def is_name(text: str, q: Quantity) -> bool:
    """Whether a quantity is part of a name or says no amount of its own (5000万元以上|项目, 24小时|供水)."""
    before, after, words = text[max(0, q.start - 6) : q.start], text[q.end : q.end + 24], figure_words()
    unit = _plain_unit(q)
    if "之一" in after and pattern("one of").match(after):
        return True
    if before.endswith("首批") and pattern("first batch").search(text, 0, q.start):
        return True  # 入选全国首批30个试点城市: one of them
    if q.kind == "time":
        return not _says_time(q, before, after)
    if q.bare and not q.printed.startswith(("千余", "百余", "万余")):
        if q.unit in ("万", "千", "百"):
            return True
        at_end = bool(pattern("magnitude ends").match(after))
        return not (pattern("predicated").search(before) and (at_end or q.kind != "money"))
    return (
        _is_marked(q, unit, before, after)
        or (not q.digits and _is_slogan(q, unit, after, words))
        or _is_class(q, unit, before, after, words)
        or (unit in words.sizes and _is_size(text, q, after, words))
    )


def _plain_unit(q: Quantity) -> str:
    """The unit without the magnitude before it: 千瓦 of 万千瓦."""
    return _MAGNITUDE.sub("", q.unit) if len(q.unit) > 1 else q.unit


def _says_time(q: Quantity, before: str, after: str) -> bool:
    """A length of time is a figure only after a predicate and at the end of its clause (缩短至3天)."""
    if q.unit == "年" and "年限" not in before:
        return False
    return bool(pattern("timed").search(before)) and bool(pattern("time ends").match(after))


def _is_marked(q: Quantity, unit: str, before: str, after: str) -> bool:
    if (
        unit == "大类"
        or (unit == "类" and q.value < 2)
        or (unit in ("个", "项") and pattern("aspects").match(after))
    ):
        return True
    if unit in ("米", "公里") and pattern("within").match(after):
        return True
    if before.endswith(("（", "(")) and after.startswith(("）", ")")):
        return True
    return bool(pattern("part of a name").search(before)) and not q.percent


def _is_class(q: Quantity, unit: str, before: str, after: str, words: FigureWords) -> bool:
    """A size that tells which things are meant (5000万元以上项目, 25户以上自然村, 超10亿元企业)."""
    bounded = q.printed.endswith(("以上", "以下", "以内"))
    outside = _PAREN.sub("", after)
    if outside != after and outside.startswith(("以上", "以下")):
        bounded, after = True, outside[2:]
    if pattern("number of things past").search(before) or (not q.percent and _is_threshold(before, after)):
        return True
    if q.kind != "money":
        return bounded and unit in words.class_units and bool(pattern("named things").match(after))
    if bounded or after.startswith("级"):
        return bool(pattern("thing").match(after)) and not pattern("sum").match(after)
    if before.endswith(("超", "过", "逾")) and pattern("sized").match(after):
        return True
    return bool(pattern("classed").match(after))


def _is_threshold(before: str, after: str) -> bool:
    return bool(
        "投资" not in before
        and after.startswith("的")
        and pattern("named things").search(after[1:12])
        and pattern("threshold").search(before)
    )


def _is_slogan(q: Quantity, unit: str, after: str, words: FigureWords) -> bool:
    if (
        q.kind in ("share", "points", "fold")
        or (len(q.unit) > 1 and q.unit[0] in "万亿")
        or (q.bound and q.value >= 2)
    ):
        return False
    if q.kind == "money":
        return True
    if q.value < 2 or unit not in words.word_classifiers:
        return True
    if (unit == "台" and q.value != 2) or pattern("place in words").match(after):
        return True  # 九台, 三台, 四家子: places
    return unit == "条" and bool(pattern("abstract").search(after[:6]))


def _is_size(text: str, q: Quantity, after: str, words: FigureWords) -> bool:
    if pattern("size of a work").match(after):
        return True
    before = text[max(0, q.start - 8) : q.start]
    if pattern("capacity").search(before) or before.endswith(("\u00d7", "*", "x", "X")):
        return True
    if before.endswith("、") and pattern("works to come").search(text[q.end : q.end + 60]):
        return True
    if pattern("works").match(after) or (
        pattern("work in a list").match(text[q.end : q.end + 60])
        and not any(m.end() == len(before) for m in words.action.finditer(before))
    ):
        return True
    named = pattern("work of a size").match(after)
    return (
        bool(named)
        and _plain_unit(q) not in ("亩", "公里", "公斤")
        and not any(m.end() == len(before) for m in words.action.finditer(before))
    )
