"""All that the recognisers propose for a sentence in; the mentions that stand together out: the one overlap policy."""

from __future__ import annotations

from collections.abc import Iterable

from siping_kg.model import Mention

__all__ = ["settle"]

# Surer rules first. Between equals the longer span stands.
_RANK = {
    "opening": 0,
    "award": 1,
    "winner": 4,
    "listed-sector": 5,
    "compound": 1,
    "counted-enumeration": 2,
    "enumeration": 2,
    "shared-head": 2,
    "relative-body": 3,
    "firm-in-name": 3,
    "known": 3,
    "quoted-title": 4,
    "quoted": 5,
    "ending": 5,
}
# What may stand inside a longer name and still be named on its own.
_INNER = frozenset({"Place", "Company", "Zone", "Organization", "Industry"})
_INNER_RULES = frozenset({"quoted", "compound", "known"})


def _may_nest(inner: Mention, outer: Mention) -> bool:
    if inner.kind == outer.kind:
        return inner.kind == "Zone" or (inner.kind == "Policy" and inner.rule in ("compound", "known"))
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


def settle(proposed: Iterable[Mention]) -> tuple[Mention, ...]:
    """Keep the proposals that agree with all surer ones: apart, or nested as names nest. In text order."""
    kept: list[Mention] = []
    order = sorted(set(proposed), key=lambda m: (_RANK[m.rule], m.start - m.end, m.start, m.kind, m.name))
    for mention in order:
        if all(_agrees(mention, other) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end, m.kind)))
