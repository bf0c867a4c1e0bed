"""Figures whose indicator stands before them in; their indicators, own or passed on, out."""

from __future__ import annotations

import re
from itertools import pairwise

from siping_kg.extract.figures.labels import before_label, rank_label
from siping_kg.extract.figures.lists import items_of
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT, lead_verb, noun_of, subject_of
from siping_kg.extract.figures.subjects import whose
from siping_kg.extract.figures.thread import Thread, joined
from siping_kg.extract.figures.words import figure_words
from siping_kg.extract.words import tagged
from siping_kg.quantities import Quantity

__all__ = ["grows", "stated"]

_LISTED = re.compile("[、和与及]")
_PAIR = 2


def stated(thread: Thread, group: list[Quantity], pre: str, label: str) -> tuple[list[str], bool]:
    """The indicators of figures that stand together, and whether the sentence passed them on.

    ``label`` is what the words before the first figure say by themselves, perhaps nothing.
    """
    n = len(group)
    if label and n > 1 and (items := _aligned(thread, group, pre, label)):
        items = tuple(_lent(thread, group[0], item) if thread.near else item for item in items)
        thread.say(label, items)
        return list(items), False
    if n > 1 and "分别" in pre:
        if items := _each(thread, group, pre):
            return list(items), True
        if not label and thread.near and (items := items_of(thread.label, n)):
            return list(items), True
        if n > _PAIR:
            return [""] * n, False  # each is of another thing, and the words do not say of which
    return _told(thread, group, pre, label)


def _told(thread: Thread, group: list[Quantity], pre: str, label: str) -> tuple[list[str], bool]:
    """What the words before figures say of them all, with what the sentence has said before."""
    words = figure_words()
    n = len(group)
    if said := _held_against(thread, group[0], pre):
        return [said if thread.near else ""] * n, True
    if not label:
        return _passed_on(thread, n, pre, group[0].unit, alike=len({q.unit for q in group}) == 1)
    if label in words.bare_verbs:
        noun = noun_of(thread.label) if thread.near else ""
        more = joined(label, noun) if group[0].kind != "money" or label not in words.more else noun
        return [more if noun else ""] * n, True
    if _depends(label) and (told := _dependent(thread, group, label)):
        return told
    label = _of_part(thread, group[0], pre, _of_whose(thread, _with_verb(thread, group[0], pre, label)))
    if label in words.hollow:
        return _hollow(thread, group, label), True
    if group[0].kind == "share" and pattern("takes a share").search(pre) and "占" not in label:
        label += "占比"
    label = whose(thread, label)
    thread.say(label)
    return [label] * n, False


def _dependent(thread: Thread, group: list[Quantity], label: str) -> tuple[list[str], bool] | None:
    """The indicators of figures whose own says nothing without the thing before it; None where it may stand alone."""
    words, n = figure_words(), len(group)
    subject = _subject(thread, label)
    if not subject:
        alone = (
            label in words.nothing_alone
            or pattern("share of").match(label)
            or pattern("rate of what").match(label)
        )
        return ([""] * n, False) if alone else None
    if label in words.totals and group[0].kind != "rank":
        subject = pattern("added").sub("", subject)
    if pattern("rate of what").match(label) and len(less := words.heads.sub("", subject)) > 1:
        subject = less
    whole = joined(subject, label)
    carried, thread.part, thread.parted = thread.near, whole if n == 1 else "", thread.number
    thread.recall(whole)
    return [whole] * n, carried


def _hollow(thread: Thread, group: list[Quantity], label: str) -> list[str]:
    """The indicators of shares of which nothing is said but that they are of an aim, or of another whole."""
    n = len(group)
    if not thread.near or not group[0].percent:
        return [""] * n
    said = _latest(thread, n) if n > 1 else [thread.label]
    if pattern("aim").search(label):
        return [joined(x, "完成率") if x else "" for x in said]
    if whole := pattern("share of a place").search(thread.label):
        return [thread.label[: whole.start()] + "占" + label] if n == 1 and len(label) == _PAIR else said
    return said


def _latest(thread: Thread, n: int) -> list[str]:
    """The last indicators of the sentence, one for each of so many figures; nothing where there are fewer."""
    near = [x for x, at in zip(thread.recent, thread.told, strict=True) if thread.same_sentence(at)]
    return near[-n:] if len(near) >= n and len(set(near[-n:])) == n else [""] * n


def _held_against(thread: Thread, first: Quantity, pre: str) -> str:
    """What a figure is of that holds the one before against others, or says what it adds to the whole."""
    if adds := pattern("contribution").match(pre.strip("，、")):
        return joined(figure_words().shared.sub("", thread.label) or thread.label, adds["said"])
    against = pattern("against").search(pre) if first.kind == "points" else None
    if not against or before_label(pre[: against.start()]):
        return ""
    said = against[0].rstrip("近约超达")
    pace = "增速" if thread.grew or pattern("pace").search(pre[: against.start()]) else ""
    return joined(thread.label, pace + said)


def _aligned(thread: Thread, group: list[Quantity], pre: str, label: str) -> tuple[str, ...]:
    """The members of the list before figures that are theirs one by one (播种面积、产量稳定在640万亩、213万吨)."""
    n = len(group)
    members, each, said = pre.rpartition("分别")
    ranked = group[0].kind == "rank"
    if each and not ranked and (said := before_label(said)) and (items := items_of(members, n)):
        return tuple(joined(said, x) if lead_verb(said) == said else joined(x, said) for x in items)
    items = items_of(label if ranked else pre, n)
    if each or len({q.unit for q in group}) == 1:
        return items
    apart = all(thread.text[a.end : b.start] for a, b in pairwise(group))
    heads = figure_words().heads
    return items if apart and items and all(heads.search(item) for item in items) else ()


def _each(thread: Thread, group: list[Quantity], pre: str) -> tuple[str, ...]:
    """What is said of each of the things just told of: 5个省项目、8个市项目|分别完成投资|3亿元、4亿元."""
    n = len(group)
    members = thread.items if len(thread.items) == n else tuple(thread.recent[-n:])
    if len(members) < n or not thread.near:
        return ()
    if group[0].kind == "rank":
        said = rank_label(pre.replace("分别", ""))
        return tuple(joined(x, said) for x in members) if _depends(said) else ()
    said = before_label(pre[pre.rindex("分别") + 2 :])
    return tuple(joined(noun_of(subject_of(x)), said) for x in members) if said else ()


def _depends(label: str) -> bool:
    """Whether a label says nothing without the thing before it: 总投资, 占全省, 面复率和满意率."""
    words = figure_words()
    if pattern("share of").match(label) or pattern("rate of what").match(label):
        return True
    return label in words.dependent or all(part in words.dependent for part in _LISTED.split(label))


def _subject(thread: Thread, label: str) -> str:
    """What a dependent noun is said of; a rate is of all that was counted before it (建议、提案|办复率)."""
    if thread.number > thread.last + 1 and (topic := thread.topic()):
        return topic
    if not thread.near:
        return ""
    counted = [noun_of(x) for x in thread.recent[-2:]]
    both = "、".join(counted)
    if (
        label.endswith(("率", "面"))
        and thread.paired
        and len(counted) == _PAIR
        and not counted[1].startswith(counted[0])
        and len(both + label) <= LIMIT
    ):
        return both
    return thread.label


def _of_whose(thread: Thread, label: str) -> str:
    """Whose measure it is, where the sentence has said so: 规上工业增加值…，|利润 is 规上工业利润, |人均 is of what it was."""
    words = figure_words()
    if label in words.each and thread.near and not lead_verb(thread.label):
        return joined(label, thread.label)
    measure = label.removeprefix("完成")
    if not words.shared.fullmatch(measure.split("占")[0]):
        return label
    if thread.near and thread.label.startswith("生产") and measure[-1] in "值入":
        return joined(noun_of(thread.label), measure)
    before = words.shared.search(thread.label) if thread.near else None
    if before and before.start() > 1 and not lead_verb(thread.label):
        return joined(thread.label[: before.start()], measure)
    theme = pattern("theme").match(thread.text)
    return joined(theme["theme"], measure) if theme else label


def _of_part(thread: Thread, first: Quantity, pre: str, label: str) -> str:
    """A part of what was just said, which says so: 其中|中心城区 is 中心城区 and the indicator before it."""
    words = figure_words()
    if not thread.near:
        return label
    if not first.percent and (said := pattern("class by a sum").match(label)):
        before = pattern("class of what").match(thread.label)
        return before["what"] + label if before and before["things"] == said["things"] else label
    if pattern("class alone").match(label):
        things = pattern("things of a class").search(thread.label)
        return label + things[0] if things else ""
    whole = thread.label if "其中" in pre or not thread.whole else thread.whole
    same = first.unit == thread.unit
    if label in words.scope or (same and first.unit != "个" and pattern("place").match(label)):
        thread.whole = whole
        return label + whole if len(label + whole) <= LIMIT else label
    thread.whole = ""
    if "其中" in pre or "、" in label:
        label = _lent(thread, first, label)
    if (
        first.percent
        and pattern("kinds").search(label)
        and label[-_PAIR:] == thread.label[-_PAIR:]
        and not grows(pre)
    ):
        return label + "占比"
    if "其中" in pre and same and not lead_verb(label) and first.kind == "count":
        return _member(thread.label, label)
    return label


def grows(before: str) -> bool:
    """Whether the words before a figure say that it is an increase or a decrease."""
    words = figure_words()
    return bool(words.rise_end.search(before) or words.fall_end.search(before))


def _lent(thread: Thread, first: Quantity, label: str) -> str:
    """A label with the measure of the figure before, where it has none: 无人机|增长|2.9倍 after 芯片产量."""
    words = figure_words()
    head = words.lent.search(thread.label)
    if not head or not head.start() or pattern("measured").search(label) or lead_verb(label):
        return label
    return joined(label, head[0]) if first.percent or first.kind in ("money", "fold") else label


def _member(whole: str, label: str) -> str:
    """One kind of what was just counted: 新增人才40万人，其中|高技能人才 is 新增高技能人才."""
    verb = lead_verb(whole)
    if not verb or label.startswith(verb):
        return label
    alike = label[-_PAIR:] == whole[-_PAIR:]
    longer = verb + label if alike else f"{whole}其中{label}"
    return longer if len(longer) <= LIMIT else label


def _passed_on(thread: Thread, n: int, pre: str, unit: str, *, alike: bool) -> tuple[list[str], bool]:
    """The indicator before; what was reached is no longer what was added (新增5家，|达到30家)."""
    if (index := thread.unread()) or not thread.near:
        thread.label = index or thread.topic()
        return [thread.label] * n, False
    if n > 1 and len(thread.items) == n:
        return list(thread.items), True
    if n > 1 and ("分别" in pre or alike):
        return _latest(thread, n), True
    again = thread.parted == thread.number or (unit in ("%", "个百分点") and grows(pre))
    if n == 1 and thread.part and again:
        return [thread.part], True
    reached = unit == thread.unit and pattern("level verbs").search(pre)
    stock = pattern("added").sub("", thread.label) if reached else ""
    return [stock if len(stock) > 1 else thread.label] * n, True


def _with_verb(thread: Thread, first: Quantity, pre: str, label: str) -> str:
    """A list passes its verb on: 改造老旧小区203个、老旧管网50公里 → 改造老旧管网; so may the clause before."""
    heads = figure_words().heads
    if lead_verb(label) or heads.search(label) or thread.label.endswith("率"):
        return label
    verb = lead_verb(thread.label)
    goes_on = pre[:1] == "、" or _goes_on(thread, first, pre, label, verb)
    return verb + label if goes_on and len(verb + label) <= LIMIT else label


def _goes_on(thread: Thread, first: Quantity, pre: str, label: str, verb: str) -> bool:
    """新增亿元以上企业30户，|10亿元以上企业|2户: a clause that is a bare noun and its figure, of the kind just counted."""
    at = thread.clause.start
    bare_noun = pre == label and thread.text[at : first.start] == pre and thread.text[at - 1 : at] == "，"
    if not (bare_noun and thread.number == thread.last + 1 and first.unit == thread.unit):
        return False
    levels = pattern("of a level").match(label) and pattern("of a level").match(thread.label[len(verb) :])
    alike = bool(levels) or label[-_PAIR:] == thread.label[-_PAIR:] or len(label) == _PAIR
    noun = not label.startswith("新") and not any(tag[0] in "vdp" for tag in tagged(label)[1])
    return alike and noun and bool(pattern("passes on").fullmatch(verb))
