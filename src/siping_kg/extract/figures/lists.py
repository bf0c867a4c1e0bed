"""The words of a list and its figures in; its members' indicators, with the head and verb that they share, out."""

from __future__ import annotations

import re

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import (
    EDGE,
    LIMIT,
    bare,
    lead_verb,
    subject_of,
    trimmed,
    without_lead,
    without_trail,
)
from siping_kg.extract.figures.words import figure_words

__all__ = ["items_of", "listed", "spread"]

_COMMA = re.compile("、")
_SHORT = 2


def listed(phrase: str, head: str) -> str:
    """The head of a list with the verb before it; a head that says nothing alone keeps the list's first member.

    ``phrase`` is the list, ``head`` what all its members are: 举办灯会、庙会 and 活动 give 举办灯会等活动.
    """
    words = figure_words()
    verb, kind = lead_verb(phrase), subject_of(without_trail(head))
    members = re.split("、|等", phrase)
    first = members[0]
    if re.search(r"\d", first):  # 甲30万吨乙 holds a size: 丙等项目
        first = next((x for x in members[1:2] if pattern("named in a list").fullmatch(x)), "")
    if (kind in words.generic or (not verb and len(kind) <= _SHORT)) and len(first) > len(verb) + 1:
        whole = f"{first}等{head}"
        if len(whole) <= LIMIT and whole.count("“") == whole.count("”"):
            return whole
    return verb + head


def items_of(text: str, count: int) -> tuple[str, ...]:
    """The members of a list before its figures: 邮政、电信业务总量分别增长 → 邮政业务总量, 电信业务总量.

    Empty unless there are as many members as figures.
    """
    words = figure_words()
    phrase = without_lead(without_trail(bare(pattern("compare").sub("", text)))).replace("存、贷", "存贷")
    marks = list(pattern("list marker").finditer(phrase))
    if marks and len(phrase) - marks[-1].end() >= 2:
        return _of_kind(phrase[: marks[-1].start()].split("、"), phrase[marks[-1].end() :], count)
    for noun, parts in words.split_nouns.items():
        if noun in phrase and len(parts) == count:
            return tuple(trimmed(phrase.replace(noun, part, 1)) for part in parts)
    for joint in (pattern("joint"), _COMMA):
        items = tuple(item.strip(EDGE) for item in joint.split(phrase))
        if len(items) == count and all(items):
            return spread(items)
    return ()


def _of_kind(members: list[str], kind: str, count: int) -> tuple[str, ...]:
    """新材料、生物医药等|新兴产业产值 with two figures: 新材料产值, 生物医药产值."""
    head = figure_words().heads.search(kind)
    if len(members) != count or not head or not all(members):
        return ()
    return tuple(trimmed(x + head[0]) for x in members)


def spread(items: tuple[str, ...]) -> tuple[str, ...]:
    """Give each member of a list the head and the modifier that the list shares."""
    words = figure_words()
    last = items[-1]
    if all(words.action.fullmatch(item) for item in items[:-1]) and len(last) > len(items[0]) + 1:
        return (*(trimmed(item + last[len(items[0]) :]) for item in items[:-1]), trimmed(last))
    found = pattern("share head").search(last) or words.heads.search(last)
    head = found[0] if found and found.start() else ""
    if len(head) == 1 and len(last) > 3:
        head = last[-3:]
    if head and all(item in words.parallel for item in items[:-1]) and last.startswith(tuple(words.parallel)):
        head = last[max(len(w) for w in words.parallel if last.startswith(w)) :]
    result = [
        item + (pattern("head of a trade").sub("", head) if pattern("trade").search(item) else head)
        if head and item != last and not words.heads.search(item) and not words.action.match(item)
        else item
        for item in items
    ]
    headed = result[0]
    if (measure := words.shared.search(result[0])) and measure.start() > 1:
        whose = result[0][: measure.start()]
        result = [whose + item if words.shared.fullmatch(item) else item for item in result]
    if (area := pattern("grown").search(result[0])) and area.start():
        crop = result[0][: area.start()]
        result = [crop + item if item in words.harvest else item for item in result]
    shared = (
        _shared_modifier(result[0], result[1]) if headed == items[0] or len(last) == len(head) + 1 else ""
    )
    return tuple(trimmed(item if i == 0 or not shared else shared + item) for i, item in enumerate(result))


def _shared_modifier(first: str, second: str) -> str:
    """5亿元以上产业项目新开工数 and 新竣工数 share 5亿元以上产业项目: tails of one length, alike for the most part.

    农村卫生厕所普及率 and 生活垃圾治理率 are both of the country.
    """
    where = pattern("rates of a part").match(first)
    if where and second.endswith("率") and not pattern("rates of a part").match(second):
        return where["where"]
    each = pattern("so much of each").match(second)
    if each and (at := first.find(each[0])) > 1:
        return first[:at]
    extra = len(first) - len(second)
    if extra < 2 or len(second) < 2 or len(second) > 6 or figure_words().action.match(first):
        return ""
    tail = first[extra:]
    same = sum(a == b for a, b in zip(tail, second, strict=True))
    return first[:extra] if same * 2 >= len(second) and tail[-1] == second[-1] else ""
