"""All that is proposed for a sentence, with how sure it is, in; the mentions that stand together out: the one policy."""

from __future__ import annotations

from collections.abc import Iterable

from siping_kg.model import Mention

__all__ = ["is_sure", "settle"]

# The rules that need no second opinion, the surest first. A known place or person is sure too.
_SURE = {
    "opening": 0,
    "award": 1,
    "compound": 2,
    "counted-enumeration": 3,
    "shared-head": 4,
    "relative-body": 5,
    "body-group": 5,
    "winner": 6,
    "quoted-title": 7,
}
_SURE_KNOWN = frozenset({"Place", "Person"})
# Between two that are about as likely the longer name stands: so much a character is worth.
_LENGTH = 0.015
# What may stand inside a longer name and still be named on its own.
_INNER = frozenset({"Place", "Company", "Zone", "Organization", "Industry"})
_INNER_RULES = frozenset({"quoted", "compound", "known"})


def is_sure(mention: Mention) -> bool:
    """Tell whether the rule that proposes a mention is enough."""
    return mention.rule in _SURE or (mention.rule == "known" and mention.kind in _SURE_KNOWN)


def _rank(mention: Mention, likely: float) -> float:
    """Sure rules before all others, in their order; the others as likely as the tagger holds them."""
    if not is_sure(mention):
        return min(1.5, likely + _LENGTH * (mention.end - mention.start))
    return 2.0 - _SURE.get(mention.rule, len(_SURE)) / 100


def _may_nest(inner: Mention, outer: Mention) -> bool:
    if inner.kind == outer.kind:
        if inner.kind == "Zone":  # 双辽开发区 in 双辽开发区化工园区
            return inner.start == outer.start
        return inner.kind == "Policy" and inner.rule in ("compound", "known")
    if inner.kind == "Facility" and outer.kind == "Project":  # 遵义新舟机场 of 遵义新舟机场改扩建工程
        return inner.start == outer.start
    return inner.kind in _INNER or (inner.kind == "Policy" and inner.rule in _INNER_RULES)


def _agrees(one: Mention, other: Mention) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    if (one.start, one.end) == (other.start, other.end):
        return {one.kind, other.kind} > {"Place"} and "shared-head" in (one.rule, other.rule)
    if other.start <= one.start and one.end <= other.end:
        return _may_nest(one, other)
    if one.start <= other.start and other.end <= one.end:
        return _may_nest(other, one)
    return False


def settle(proposed: Iterable[tuple[Mention, float]]) -> tuple[Mention, ...]:
    """Keep the proposals that agree with all surer ones: apart, or nested as names nest. In text order."""
    kept: list[Mention] = []
    order = sorted(
        set(proposed),
        key=lambda one: (-_rank(*one), one[0].start - one[0].end, one[0].start, one[0].kind, one[0].name),
    )
    for mention, _ in order:
        if all(_agrees(mention, other) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end, m.kind)))
