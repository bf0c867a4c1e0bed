"""A clause with figures in; the figures with their indicators out, those without one left out."""

from __future__ import annotations

import re
from dataclasses import replace

from siping_kg.extract.figures.counted import counted, names_counted, owned, starts_noun
from siping_kg.extract.figures.labels import before_label, rank_label, ranked_where
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT, subject_of, trimmed
from siping_kg.extract.figures.stated import grows, stated
from siping_kg.extract.figures.subjects import of_purpose
from siping_kg.extract.figures.thread import Labelled, Thread
from siping_kg.extract.figures.words import figure_words
from siping_kg.quantities import Quantity

__all__ = ["label_clause"]

_SIZE_ONLY = re.compile(r"[过超近约]?\d[\d.]*[\u4e00-\u9fff%]{0,3}")


def label_clause(thread: Thread) -> list[Labelled]:
    """Label the figures of the clause that the thread has come to."""
    clause = thread.clause
    figures = [q for q in clause.figures if q.kind != "run"]
    result = [x for q in clause.figures if q.kind == "run" and (x := _label_run(thread, q))]
    at, cursor = 0, clause.start
    while at < len(figures):
        after = at + 1
        while after < len(figures) and _together(thread, figures[after - 1], figures[after]):
            after += 1
        following = figures[after] if after < len(figures) else None
        labelled, cursor = _label_group(thread, figures[at:after], cursor, following)
        if labelled:
            thread.last = thread.number
            thread.unit = thread.unit if labelled[-1].figure.percent else labelled[-1].figure.unit
            thread.grew = labelled[-1].figure.percent and grows(labelled[-1].before)
        result += labelled
        at = after
    return [x for x in _share_predicate(result) if _says(x)]


def _says(item: Labelled) -> bool:
    """Whether a label says what the figure is of; a figure without is left out."""
    label = item.label
    return (
        len(label) > 1
        and label not in figure_words().hollow
        and not label.startswith("/")
        and not pattern("no indicator").search(label)
        and not _SIZE_ONLY.fullmatch(label)
    )


def _together(thread: Thread, one: Quantity, other: Quantity) -> bool:
    """Whether two figures stand together (5%和7%; 519户912人), sharing the words around them."""
    between, after = thread.text[one.end : other.start], thread.text[other.end : thread.clause.end]
    if not pattern("between").match(between):
        return False
    said_of_both = not starts_noun(after) or pattern("classed as").match(after)
    return not between or one.unit == other.unit or bool(said_of_both)


def _label_run(thread: Thread, q: Quantity) -> Labelled | None:
    """连续44年|无重大森林火灾: a run of years is labelled by the words on both sides."""
    pre = pattern("run amount").sub("", thread.text[thread.clause.start : q.start])
    before = before_label(pre)
    rest = thread.text[q.end : thread.clause.end].removesuffix("目标")
    if re.search(r"\d", rest):
        return None
    if not before and pattern("said of a subject").match(rest):
        before = thread.label if thread.label and thread.same_sentence(thread.last) else thread.topic()
        if not before or len(before + rest) > LIMIT:
            return None
    label = before + rest
    if len(label) > LIMIT:
        label = max(trimmed(label), trimmed(rest), key=lambda x: x.endswith(rest))
    return Labelled(q, label, "") if len(label) >= 2 and label.endswith(rest) else None


def _label_group(
    thread: Thread, group: list[Quantity], start: int, following: Quantity | None
) -> tuple[list[Labelled], int]:
    """Label figures that stand together; returns them and where the next figure's words begin."""
    first, end = group[0], group[-1].end
    limit = following.start if following else thread.clause.end
    pre, post = thread.text[start : first.start], thread.text[end:limit]
    if bracket := pattern("counted short").match(post):
        end, post = end + bracket.end(), post[bracket.end() :]
    if first.kind == "rank":
        pre = pattern("each its rank").sub("分别", pre)
    label = rank_label(pre) if first.kind == "rank" else before_label(pre)
    group = _share_bound(_share_unit(group))
    first = group[0]
    if post.startswith("的") and (part := pattern("invested").search(label)):
        return owned(thread, group, pre, part[0])
    if first.kind == "share" and pattern("pace after").match(post):
        pre += "增长"
    ranked = first.kind == "rank" or (following is not None and following.kind == "rank")
    if not ranked and names_counted(pre, label, post, first):
        return counted(thread, group, pre, (end, post), following)
    if not pre.strip("、，") and following and not thread.label:
        return [], end
    labels, carried = stated(thread, group, pre, label)
    if first.kind == "money":
        labels = [of_purpose(thread, x, end) for x in labels]
    said = {"share": pattern("done of a share"), "count": pattern("classed as")}.get(first.kind)
    if said and (done := said.match(post)):
        labels = [x + done["said"] if len(x + done["said"]) <= LIMIT else x for x in labels]
        end += done.end()
    if first.kind == "rank":
        labels = [ranked_where(x, pre) for x in labels]
    return [Labelled(q, x, pre, carried) for q, x in zip(group, labels, strict=True) if x], end


def _share_bound(group: list[Quantity]) -> list[Quantity]:
    bound = next((q.bound for q in group if q.bound), None)
    if not bound or len(group) == 1 or len({q.unit for q in group}) > 1:
        return group
    return [replace(q, bound=q.bound or bound) for q in group]


def _share_unit(group: list[Quantity]) -> list[Quantity]:
    """Give figures that stand together the unit that only the last is printed with: 11.4万、5.7万、10.4|万人, 2个和4个|百分点."""
    last = group[-1]
    short = {q.unit for q in group[:-1]} - {last.unit}
    if len(short) != 1 or not short <= figure_words().short_units or not last.unit.startswith(tuple(short)):
        return group
    return [replace(q, unit=last.unit, base_unit=last.base_unit, kind=last.kind) for q in group]


def _share_predicate(items: list[Labelled]) -> list[Labelled]:
    """Give the counted subjects of a list what is said of the last (3个集体、3名个人|获评模范)."""
    if len(items) < 2 or not items[-1].counted:
        return items
    said = items[-1].label[len(subject_of(items[-1].label)) :]
    if not said and (work := pattern("work on all").search(items[-1].label)):
        return _share_work(items, work[0])
    return [
        replace(x, label=x.label + said)
        if said and x.subject and subject_of(x.label) == x.label and len(x.label + said) <= LIMIT
        else x
        for x in items
    ]


def _share_work(items: list[Labelled], work: str) -> list[Labelled]:
    """完成88个堵点、175处路口|改造: the work that closes a list is done on all of it."""
    led = pattern("carries out").search(items[0].before)
    return [
        replace(x, label=x.label + work)
        if led and x.counted and x is not items[-1] and not pattern("is work").search(x.label)
        else x
        for x in items
    ]
