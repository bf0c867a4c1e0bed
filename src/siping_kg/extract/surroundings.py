"""A sentence with its known names, proposals and lists in; which of them a span is, holds, cuts or lies in, out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from siping_kg.extract.enumerations import list_heads
from siping_kg.extract.lexicon import lexicons
from siping_kg.extract.sentence import Known, Sentence, Span
from siping_kg.extract.wording import length_class
from siping_kg.model import Mention

__all__ = ["surroundings"]


@functools.cache
def _classes() -> frozenset[str]:
    return frozenset({"Place", *(lexicon.kind for lexicon in lexicons())})


def _of_known(name: Known, start: int, end: int) -> str:
    """What a known name that shares characters with a span is to it."""
    if name.start < start or end < name.end:
        return "cuts"
    if name.start == start:
        return f"known={name.kind}" if name.end == end else f"starts={name.kind}"
    return f"closes={name.kind}" if name.end == end else f"holds={name.kind}"


def _of_proposal(mention: Mention, start: int, end: int) -> str | None:
    a, b = mention.start, mention.end
    if (a, b) == (start, end):
        return f"rule={mention.rule}:{mention.kind}"
    if mention.kind not in _classes():
        return None
    how = "in" if a <= start and end <= b else "over" if start <= a and b <= end else "across"
    return f"{how}={mention.kind}"


class _Surroundings:
    """What stands about the spans of one sentence. Positions and bits: bit n of a set stands for thing n."""

    def __init__(self, sentence: Sentence, proposed: Iterable[Mention]) -> None:
        self._things: list[Known | Mention] = [*sentence.known, *proposed]
        self._lists = list_heads(sentence)
        length = len(sentence.text)
        # By position: the things that begin before it, and those that end after it.
        begun, ended = [0] * (length + 2), [0] * (length + 2)
        for number, thing in enumerate(self._things):
            begun[thing.start + 1] |= 1 << number
            ended[thing.end] |= 1 << number
        for at in range(1, length + 2):
            begun[at] |= begun[at - 1]
            ended[at] |= ended[at - 1]
        self._begun, self._ended = begun, ended

    def of(self, start: int, end: int) -> tuple[str, ...]:
        """Give the features of a span."""
        about = self._begun[end] & ~self._ended[start]
        if not about and not self._lists:
            return ()
        return tuple(dict.fromkeys([*self._shared(about, start, end), *self._in_lists(start, end)]))

    def _shared(self, about: int, start: int, end: int) -> Iterator[str]:
        while about:
            lowest = about & -about
            about ^= lowest
            thing = self._things[lowest.bit_length() - 1]
            said = (
                _of_known(thing, start, end) if isinstance(thing, Known) else _of_proposal(thing, start, end)
            )
            if said:
                yield said

    def _in_lists(self, start: int, end: int) -> Iterator[str]:
        for a, b, head, kind in self._lists:
            if a <= start and end <= b:
                yield f"list={kind}"
                yield f"head={head}"
                yield f"list={kind}:{length_class(end - start)}"


def surroundings(
    sentence: Sentence, spans: Iterable[Span], proposed: Iterable[Mention]
) -> Iterator[tuple[str, ...]]:
    """Give for each span the features that the known names, the proposals and the lists about it make."""
    about = _Surroundings(sentence, proposed)
    return (about.of(start, end) for start, end in spans)
