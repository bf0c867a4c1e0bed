"""Passages in, Observations out: walks the clauses and gives each figure its indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from siping_kg.extract.figures.kinds import falls, kind_of, status_and_year, years_in
from siping_kg.extract.figures.labels import (
    LIMIT,
    after_label,
    before_label,
    items_of,
    lead_verb,
    modifier,
    noun_of,
    rank_label,
    trimmed,
)
from siping_kg.extract.figures.marks import Clause, clauses, figures_of
from siping_kg.extract.figures.words import figure_words
from siping_kg.model import Observation, Passage, Report, Role
from siping_kg.quantities import Quantity

__all__ = ["read_figures"]

_SILENT = frozenset({Role.HEADING, Role.FURNITURE, Role.GLOSSARY})
_BETWEEN = re.compile(r"^(?:[、和及与或]|，)?$")
_CHANGED = re.compile("[\u4e00-\u9fff]{1,6}(?:到|至|为|成)(?:了|约|近|超|目前的?|现在的?|\\d{4}年的?)*(?=[0-9])|[\u4e00-\u9fff]{1,6}(?:到|至)[\u4e00-\u9fff0-9、]{0,12}第")
_MONEY = re.compile("产值|增加值|收入|GDP|总量|规模|投资|销售|交易|余额|营收|资产|市值|产业|集群|总额|资金|贷款|存款|税收|税|链")
_SHARE_OF = re.compile("占(?!地).+$")
_NOUN = re.compile(r"[\u4e00-\u9fff“《A-Za-z（]")
_SPLIT = re.compile(r"[、]|和(?=[\u4e00-\u9fff“]*$)")


@dataclass(slots=True)
class _Thread:
    """What a sentence passes on from figure to figure."""

    label: str = ""
    items: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)
    estimated: bool = False
    clause: int = -9


@dataclass(frozen=True, slots=True)
class _Labelled:
    figure: Quantity
    label: str
    before: str
    carried: bool = False
    about: tuple[int, int] | None = None


def read_figures(report: Report) -> tuple[Observation, ...]:
    """All figures of a report, in reading order. A figure said twice in the same words is given once."""
    found: dict[tuple[object, ...], Observation] = {}
    for index, passage in enumerate(report.passages):
        if passage.role in _SILENT:
            continue
        for observation in _read_passage(index, passage, report):
            o = observation
            found.setdefault((o.indicator, o.value, o.unit, o.year, o.kind, o.status), o)
    return tuple(found.values())


def _read_passage(index: int, passage: Passage, report: Report) -> list[Observation]:
    text = passage.text
    figures = figures_of(text)
    if not figures:
        return []
    years = years_in(text)
    thread, result = _Thread(), []
    parts = clauses(text, figures)
    for number, clause in enumerate(parts):
        if not clause.figures:
            continue
        estimated_before = thread.estimated
        for item in _label_clause(text, parts, number, thread):
            if _superseded(text, clause.start, item.figure):
                continue
            status, year = status_and_year(item.figure, passage, report, clause.start, years)
            if item.carried and estimated_before and status == "actual":
                status = "estimated"
            thread.estimated = status == "estimated"
            result.append(_observation(index, item, status, year))
    return result


def _superseded(text: str, start: int, q: Quantity) -> bool:
    """Whether a figure is only where another began (由54家增加到97家), in a year that is not named."""
    before = text[max(start, q.start - 12) : q.start]
    return bool(_CHANGED.match(text, q.end) and re.search("[由从](?!\\S*年)", before))


def _observation(index: int, item: _Labelled, status: str, year: int) -> Observation:
    q = item.figure
    if q.unit in ("亿", "千亿", "万亿", "百亿") and _MONEY.search(item.label):
        q = replace(q, unit=q.unit + "元", base_unit="元", kind="money")
    kind = kind_of(q, item.label, item.before)
    base = -q.base_value if kind == "growth" and falls(item.before) else q.base_value
    return Observation(
        index, q.start, q.end, item.label, q.value, q.unit, q.printed, year, kind, status,
        q.bound, q.min_value, q.max_value, base, q.base_unit or None, item.about,
    )  # fmt: skip


def _label_clause(text: str, parts: list[Clause], number: int, thread: _Thread) -> list[_Labelled]:
    """The figures of a clause with their indicators; those without one are left out."""
    clause = parts[number]
    runs = [q for q in clause.figures if q.kind == "run"]
    figures = [q for q in clause.figures if q.kind != "run"]
    result = [x for q in runs if (x := _label_run(text, clause, q))]
    at, cursor = 0, clause.start
    while at < len(figures):
        last = at
        while last + 1 < len(figures) and _BETWEEN.match(text[figures[last].end : figures[last + 1].start]):
            last += 1
        limit = figures[last + 1].start if last + 1 < len(figures) else clause.end
        group = figures[at : last + 1]
        labelled, cursor = _label_group(text, parts, number, group, (cursor, limit), thread, last + 1 < len(figures))
        result += labelled
        if labelled:
            thread.clause = number
        at = last + 1
    return result


def _label_run(text: str, clause: Clause, q: Quantity) -> _Labelled | None:
    before = before_label(text[clause.start : q.start])
    rest = text[q.end : clause.end]
    label = before + rest if len(before + rest) <= LIMIT and not re.search(r"\d", rest) else before
    label = label or trimmed(rest)
    return _Labelled(q, label, "") if len(label) >= 2 else None


def _label_group(
    text: str,
    parts: list[Clause],
    number: int,
    group: list[Quantity],
    span: tuple[int, int],
    thread: _Thread,
    more: bool,
) -> tuple[list[_Labelled], int]:
    """Label figures that stand together (5%和7%); returns them and where the next figure's words begin."""
    start, limit = span
    pre, post = text[start : group[0].start], text[group[-1].end : limit]
    first = group[0]
    label = rank_label(pre) if first.kind == "rank" else before_label(pre)
    if first.kind != "rank" and _names_counted(pre, label, post, first):
        return _counted(text, group, pre, post, limit, thread, more)
    bound = next((q.bound for q in group if q.bound), None)
    if bound and len({q.unit for q in group}) == 1:
        group = [replace(q, bound=q.bound or bound) for q in group]
    if not pre.strip("、，") and more and not thread.label:
        return [], group[-1].end
    if post.startswith("的") and _NOUN.match(post[1:]) and label:
        owner = re.split("[、，]|等", post[1:], maxsplit=1)[0]
        at = group[-1].end + 1
        if len(owner) >= 2 and re.search("投资|资金|面积|规模|产能", label):
            whole = owner + label if len(owner + label) <= LIMIT else label
            thread.label = whole
            return [_Labelled(q, whole, pre, about=(at, at + len(owner))) for q in group], at + len(owner)
    labels, carried = _labels_before(text, parts, number, group, pre, label, thread)
    return [_Labelled(q, x, pre, carried) for q, x in zip(group, labels, strict=True) if x], group[-1].end


def _names_counted(pre: str, label: str, post: str, q: Quantity) -> bool:
    """Whether the words after the figure name what it counts (治理|5个|涝区), and not those before it."""
    words = figure_words()
    if post.startswith("的") and len(post) > 2 and (not label or q.percent):
        return not re.match("的(?:目标|水平|速度|任务|要求|增速)", post) and not label
    if not post or not _NOUN.match(post) or post.startswith("（") or words.follow.match(post):
        return False
    if q.kind in ("points", "fold"):
        return False
    verb = lead_verb(pre)
    has_noun = len(label) > len(verb) + 1 and not pre.endswith(("和", "及", "与", "、"))
    if has_noun and words.follow_named.match(post) and not pre.endswith(("的", "等")):
        return False
    if q.percent:
        return not has_noun
    return not (has_noun and words.action_start.match(post) and not pre.rstrip().endswith(("的", "等")))


def _counted(
    text: str, group: list[Quantity], pre: str, post: str, limit: int, thread: _Thread, more: bool
) -> tuple[list[_Labelled], int]:
    """Label figures by the counted thing after them."""
    words = figure_words()
    end = group[-1].end
    cut, following = len(post), limit
    if more:
        split = _SPLIT.search(post)
        if split:
            cut, following = split.start(), end + split.start()
        else:
            following = end
            verbs = [m.start() for m in words.action.finditer(post) if m.start() and m.end() == len(post)]
            if verbs:
                cut, following = verbs[-1], end + verbs[-1]
            elif len(post) <= 4:
                following = limit
    prefix = modifier(pre)
    if not prefix and pre.startswith(("、", "和", "及")):
        prefix = lead_verb(thread.label)
    if more and following == end:
        cut = len(before_label("X" + post)) - 1
    noun = after_label(post[:cut], prefix=prefix)
    if len(noun) - len(prefix) < 1:
        return [], following
    thread.label, thread.items = noun, ()
    thread.recent.append(noun)
    return [_Labelled(q, noun, pre) for q in group], following


def _labels_before(
    text: str, parts: list[Clause], number: int, group: list[Quantity], pre: str, label: str, thread: _Thread
) -> tuple[list[str], bool]:
    """The indicators of a group by the words before it, or what the sentence passes on."""
    words = figure_words()
    n = len(group)
    near = number - thread.clause <= 2
    if n > 1 and label:
        items = items_of(pre, n)
        if items:
            thread.items, thread.label = items, label
            thread.recent = list(items)
            return list(items), False
    against = words.against.search(pre)
    if label and against and before_label(pre[: against.start()]) == "" and thread.label and near:
        return [_joined(thread.label, against[0])] * n, True
    if not label or (against and not before_label(pre[: against.start()])):
        if thread.label and near:
            if n > 1 and len(thread.items) == n:
                return list(thread.items), True
            if n > 1 and "分别" in pre and len(thread.recent) >= n:
                return thread.recent[-n:], True
            return [thread.label] * n, True
        topic = _topic(text, parts, number)
        thread.label = topic
        return [topic] * n, False
    carried = False
    if lead_verb(label) == label:
        noun = noun_of(thread.label) if near else ""
        return [_joined(label, noun) if noun else ""] * n, True
    if (label in words.dependent or _SHARE_OF.match(label)) and thread.label and near:
        label, carried = _joined(thread.label, label), True
        return [label] * n, carried
    if pre[:1] == "、" and thread.label and not lead_verb(label) and not words.heads.search(label):
        verb = lead_verb(thread.label)
        if verb and len(verb + label) <= LIMIT:
            label = verb + label
    thread.label, thread.items = label, ()
    thread.recent.append(label)
    return [label] * n, carried


def _joined(subject: str, part: str) -> str:
    subject = re.sub("(?:新增|净增)$", "", subject)
    if subject.endswith(part):
        return subject
    return subject + part if len(subject + part) <= LIMIT else part


def _topic(text: str, parts: list[Clause], number: int) -> str:
    """The clause before, when it is short enough to be what the figure is about."""
    if number == 0 or parts[number - 1].figures:
        return ""
    before = parts[number - 1]
    topic = before_label(text[before.start : before.end])
    return topic if 2 <= len(topic) <= 12 else ""
