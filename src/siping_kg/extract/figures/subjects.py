"""An indicator that says nothing alone, and the sentence before it, in; the indicator with whose it is, or none, out."""

from __future__ import annotations

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT, lead_verb, noun_of, subject_of, without_lead
from siping_kg.extract.figures.thread import Thread, joined
from siping_kg.extract.figures.words import figure_words

__all__ = ["of_purpose", "whose"]

_FAR = 4


def whose(thread: Thread, label: str) -> str:
    """The indicator with its subject from the sentence so far; nothing where it needs one and none is said.

    休闲农业提质增效，|营业收入 is 休闲农业营业收入; 青山开发区产值…，|固定资产投资 is 青山开发区固定资产投资.
    """
    if label in figure_words().bare:
        theme = pattern("theme").match(thread.text)
        subject = theme["theme"] if theme else "" if label in figure_words().mere else _thing_before(thread)
        subject = subject or next(filter(None, map(_trade, _clauses_before(thread))), "")
        return joined(subject, label) if subject and len(subject + label) <= LIMIT else ""
    if own := pattern("part of the place").match(label):
        thread.owner, thread.owned = own["owner"], thread.number
        return label
    same = bool(thread.owner) and thread.same_sentence(thread.owned)
    if same and pattern("of a place").match(label) and len(thread.owner + label) <= LIMIT:
        return thread.owner + label
    return label


def _thing_before(thread: Thread) -> str:
    """What was counted or measured just before: 绿色食品企业达到|45家，|营业收入 is of 绿色食品企业."""
    if not thread.near or not thread.same_sentence(thread.last):
        return ""
    words = figure_words()
    said = pattern("added").sub("", noun_of(thread.label))
    if bearer := next((x for of, x in words.bearers.items() if of in said), ""):
        return bearer
    verb = words.action.search(said)
    if verb and pattern("bearer").search(said[: verb.start()]):
        return said[: verb.start()]
    if (head := words.heads.search(said)) and len(head[0]) > 1:
        return said[: head.start()] if head.start() > 1 else ""
    return subject_of(said) if thread.unit in words.things else ""


def _clauses_before(thread: Thread) -> list[str]:
    """The clauses of the same sentence before the one being read, the nearest first."""
    near = [n for n in range(thread.number - 1, -1, -1) if thread.same_sentence(n)]
    return [thread.text[thread.clauses[n].start : thread.clauses[n].end] for n in near[:_FAR]]


def _trade(clause: str) -> str:
    """The industry or the zone that a clause is about: 大力发展休闲农业 → 休闲农业."""
    words = without_lead(clause)
    found = pattern("what grows").search(words) or pattern("what a clause is about").search(words)
    return noun_of(found["thing"]) if found else ""


def of_purpose(thread: Thread, label: str, end: int) -> str:
    """Money with what it is for, which follows it: 投资|2亿元，建设体育公园 is 建设体育公园投资."""
    if label not in figure_words().funding:
        return label
    clause = thread.clause
    after = thread.text[end : clause.end]
    if not after.strip("，、") and thread.number + 1 < len(thread.clauses):
        following = thread.clauses[thread.number + 1]
        clause, end = following, following.start
        if not thread.text.startswith("，", clause.start - 1):
            return ""
    words, at = "", end
    for q in clause.figures:
        if q.start >= at:
            words, at = words + thread.text[at : q.start], q.end
    words = (words + thread.text[at : clause.end]).strip("，、")
    purpose = without_lead(words)
    if len(purpose + label) > LIMIT:
        purpose = purpose.split("、")[0]
    done = purpose != words or lead_verb(purpose)
    said = done and purpose != lead_verb(purpose) and purpose.count("“") == purpose.count("”")
    return purpose + label if said and 2 <= len(purpose) <= LIMIT - len(label) else ""
