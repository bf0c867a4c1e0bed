"""A sentence with its known names, proposals and lists in; which of them a span is, holds, cuts or lies in, out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from siping_kg.extract.enumerations import list_heads
from siping_kg.extract.lexicon import lexicons
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.extract.wording import length_class
from siping_kg.model import Mention

__all__ = ["surroundings"]


@functools.cache
def _classes() -> frozenset[str]:
    return frozenset({"Place", *(lexicon.kind for lexicon in lexicons())})


class _Says(NamedTuple):
    """What a thing says of a span by how they lie to each other, in the order of _relation; None: nothing."""

    same: str
    around: str | None
    first: str | None
    last: str | None
    inside: str | None
    across: str | None


@functools.cache
def _says(rule: str | None, kind: str) -> _Says:
    """What a proposal of a rule says, or a name that is known."""
    if rule is None:
        return _Says(f"known={kind}", "cuts", f"starts={kind}", f"closes={kind}", f"holds={kind}", "cuts")
    if kind not in _classes():
        return _Says(f"rule={rule}:{kind}", None, None, None, None, None)
    over = f"over={kind}"
    return _Says(f"rule={rule}:{kind}", f"in={kind}", over, over, over, f"across={kind}")


def _relation(a: int, b: int, start: int, end: int) -> int:
    """How a thing from a to b lies to a span."""
    if a == start and b == end:
        return 0
    if a <= start and end <= b:
        return 1
    if start <= a and b <= end:
        return 2 if a == start else 3 if b == end else 4
    return 5


def _in_lists(lists: Iterable[tuple[int, int, str, str]], start: int, end: int) -> Iterator[str]:
    for a, b, head, kind in lists:
        if a <= start and end <= b:
            yield f"list={kind}"
            yield f"head={head}"
            yield f"list={kind}:{length_class(end - start)}"


def surroundings(
    sentence: Sentence, spans: Iterable[Span], proposed: Iterable[Mention]
) -> Iterator[tuple[str, ...]]:
    """Give for each span the features that the known names, the proposals and the lists about it make."""
    things = [(k.start, k.end, _says(None, k.kind)) for k in sentence.known]
    things += [(m.start, m.end, _says(m.rule, m.kind)) for m in proposed]
    lists = list_heads(sentence)
    for start, end in spans:
        found = {
            said: None
            for a, b, says in things
            if a < end and start < b and (said := says[_relation(a, b, start, end)])
        }
        if lists:
            found.update(dict.fromkeys(_in_lists(lists, start, end)))
        yield tuple(found)
