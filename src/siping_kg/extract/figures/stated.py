"""Figures whose indicator stands before them in; their indicators, own or passed on, out."""

from __future__ import annotations

import re

from siping_kg.extract.figures.labels import LIMIT, before_label, items_of, lead_verb, noun_of
from siping_kg.extract.figures.thread import Thread, joined
from siping_kg.extract.figures.words import figure_words
from siping_kg.quantities import Quantity

__all__ = ["stated"]

_NOTHING = frozenset({"总数", "数量", "个数", "家数", "增速", "增幅", "降幅"})
_SHARE_OF = re.compile("占(?!地).+$")


def stated(thread: Thread, group: list[Quantity], pre: str, label: str) -> tuple[list[str], bool]:
    """The indicators of figures that stand together, and whether the sentence passed them on.

    ``label`` is what the words before the first figure say by themselves, perhaps nothing.
    """
    words = figure_words()
    n = len(group)
    aligned = n > 1 and ("分别" in pre or len({q.unit for q in group}) == 1)
    if aligned and label and (items := items_of(label if group[0].kind == "rank" else pre, n)):
        thread.say(label, items)
        return list(items), False
    against = words.against.search(pre) if group[0].kind == "points" else None
    if against and not before_label(pre[: against.start()]):
        return [joined(thread.label, against[0]) if thread.near else ""] * n, True
    if not label:
        return _passed_on(thread, n, pre)
    if label in words.bare_verbs:
        noun = noun_of(thread.label) if thread.near else ""
        return [joined(label, noun) if noun else ""] * n, True
    if label in words.dependent or _SHARE_OF.match(label):
        subject = (thread.topic() if thread.number > thread.last + 1 else "") or (
            thread.near and thread.label
        )
        if subject:
            return [joined(subject, label)] * n, thread.near
        if label in _NOTHING:
            return [""] * n, False
    label = _with_verb(thread, pre, label)
    thread.say(label)
    return [label] * n, False


def _passed_on(thread: Thread, n: int, pre: str) -> tuple[list[str], bool]:
    if not thread.near:
        thread.label = thread.topic()
        return [thread.label] * n, False
    if n > 1 and len(thread.items) == n:
        return list(thread.items), True
    if n > 1 and "分别" in pre and len(thread.recent) >= n:
        return thread.recent[-n:], True
    return [thread.label] * n, True


def _with_verb(thread: Thread, pre: str, label: str) -> str:
    """A list passes its verb on: 改造老旧小区203个、老旧管网50公里 → 改造老旧管网."""
    if pre[:1] != "、" or not thread.label or lead_verb(label) or figure_words().heads.search(label):
        return label
    verb = lead_verb(thread.label)
    return verb + label if len(verb + label) <= LIMIT else label
