"""Figures whose indicator stands after them in; their indicators (治理|5个|涝区, 总投资|9亿元|的X项目) out."""

from __future__ import annotations

import re

from siping_kg.extract.figures.labels import after_label, before_label, modifier
from siping_kg.extract.figures.lists import listed
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT, ends_open, lead_verb, plain_of, subject_of, without_lead
from siping_kg.extract.figures.subjects import whose
from siping_kg.extract.figures.thread import Labelled, Thread, joined
from siping_kg.extract.figures.words import figure_words
from siping_kg.quantities import Quantity

__all__ = ["counted", "names_counted", "owned", "starts_noun"]

_NOUN = re.compile(r"[\u4e00-\u9fff“《A-Za-z0-9]")


def starts_noun(text: str) -> bool:
    """Whether a text opens with a thing, and not with a mark or with words that begin something new."""
    return bool(text) and bool(_NOUN.match(text)) and not figure_words().follow.match(text)


def names_counted(pre: str, label: str, post: str, figure: Quantity) -> bool:
    """Whether the words after a figure name what it counts, and not those before it."""
    words = figure_words()
    if post.startswith("的") and len(post) > 2 and (not label or figure.percent):
        return not pattern("goal").match(post) and not label
    if not starts_noun(post) or figure.kind in ("points", "fold"):
        return False
    if label in words.scope:
        return True
    verb = lead_verb(pre)
    has_noun = len(label) > len(verb) + 1 and not ends_open(pre)
    open_ended = pre.endswith(("的", "等"))
    if has_noun and not open_ended and words.follow_named.match(post):
        return False
    if figure.percent:
        return not has_noun or not figure.digits
    return not (has_noun and verb and not open_ended and words.action.match(post))


def owned(thread: Thread, group: list[Quantity], pre: str, part: str) -> tuple[list[Labelled], int]:
    """Label figures that describe what comes after 的; returns them and where the next words begin."""
    at = group[-1].end + 1
    after = thread.text[at : thread.clause.end]
    rest = pattern("counted again").sub("", after)
    owner = subject_of(re.split("[、，]|等|[和与及](?=总?投资)", rest, maxsplit=1)[0])
    if len(owner) < 2:
        return [], group[-1].end
    if firm := _who_invests(pre.removesuffix(part)):
        owner = joined(firm, owner)
    thread.label = joined(owner, part)
    count_follows = rest != after
    thing = len(owner) - (len(firm) if owner.startswith(firm) else 0)
    about = None if count_follows else (at, at + thing)
    items = [Labelled(q, thread.label, pre, about=about) for q in group]
    return items, at if count_follows else at + thing


def _who_invests(before: str) -> str:
    """The firm before what it invests in, without the verbs that push it: 稳步推进|天成公司|投资50亿元的风机制造."""
    plain = without_lead(plain_of(before))
    firm = pattern("who invests").fullmatch(plain.removeprefix(lead_verb(plain)))
    return firm[0] if firm else ""


def counted(
    thread: Thread, group: list[Quantity], pre: str, after: tuple[int, str], following: Quantity | None
) -> tuple[list[Labelled], int]:
    """Label figures by the counted thing after them; returns them and where the next words begin.

    ``after`` is where the words after the figures begin, and those words up to the next figure.
    """
    end, post = after
    cut, resume = _own_words(thread, end, post, following)
    prefix = modifier(pre)
    if not prefix and pre.startswith(("、", "和", "及")):
        where = pattern("where it is done").match(thread.label)
        at = where.end() if where else 0
        verb = lead_verb(thread.label[at:])
        prefix = thread.label[:at] + verb if verb else ""
    noun = after_label(post[:cut], prefix=prefix)
    if len(noun) - len(prefix) < 1:
        return [], resume
    if group[0].kind == "count" and (of := pattern("measured of the counted").search(noun, len(prefix) + 2)):
        noun = noun[: of.start()]
    if ("、" in pre.strip("、") or pre.endswith("等")) and lead_verb(pre) == prefix:
        noun = listed(plain_of(pre), noun[len(prefix) :])
    if following and noun[len(prefix) :] in figure_words().scope:
        noun += _lent_head(thread.text[following.end : thread.clause.end])
    noun = whose(thread, noun)
    if not noun:
        return [], resume
    thread.say(subject_of(noun))
    thread.recent[-1] = noun
    return [Labelled(q, noun, pre, counted=True, subject=not prefix) for q in group], resume


def _lent_head(post: str) -> str:
    """The head that the next count has after its level: 2个国家级、3个|省级|示范县."""
    level = next((x for x in figure_words().scope if len(x) > 1 and post.startswith(x)), "")
    head = subject_of(after_label(post[len(level) :])) if level else ""
    return head if len(head) <= LIMIT // 2 else re.split("[和、及]", head, maxsplit=1)[0][: LIMIT // 2]


def _own_words(thread: Thread, end: int, post: str, following: Quantity | None) -> tuple[int, int]:
    """How much of the words after a count is its own, and where the words of the next figure begin."""
    if following is None:
        more = pattern("next in words").search(post)
        return (more.start() if more else len(post)), end + len(post)
    if pattern("a body").search(post):
        return len(post), end + len(post)
    if kinds := pattern("listed kinds").match(post):
        return kinds.end(), end + kinds.end()
    if "分别" in post:
        return post.index("分别"), end + post.index("分别")
    split = pattern("next counted").search(post)
    if split:
        return split.start(), end + split.start()
    if starts_noun(thread.text[following.end : thread.clause.end]):
        verbs = [m for m in figure_words().action.finditer(post) if m.start() and m.end() == len(post)]
        if verbs:
            return verbs[-1].start(), end + verbs[-1].start()
        if len(post) <= 4:
            return len(post), end + len(post)
    return len(_without_next(before_label("X" + post)[1:], post)), end


def _without_next(label: str, post: str) -> str:
    """A counted thing without the verbs that are said of the next figure: 任务实质性开展 → 任务."""
    same = next((i for i, (a, b) in enumerate(zip(label, post, strict=False)) if a != b), len(label))
    label = label[:same]
    for _ in range(4):
        said = pattern("said of the next").search(label, 2)
        if not said:
            break
        label = label[: said.start()]
    return label
