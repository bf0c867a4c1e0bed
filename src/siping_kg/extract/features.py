"""Spans with what the rules propose in; the features that the learned tagger weighs out.

One table for all spans of a report: the tagger looks up a whole column of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from siping_kg.extract.sentence import Sentence, Span
from siping_kg.extract.surroundings import surroundings
from siping_kg.extract.wording import Characters, Integers, Wording
from siping_kg.model import Mention, Role

__all__ = ["FeatureTable", "feature_table", "span_features"]

_PLANNED = (Role.PLAN, Role.OUTLOOK)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The features of a report's spans: those of single characters by column; the others as ``parts``, each once.

    ``numbers`` has a row for each span: which parts it has.
    """

    characters: tuple[Characters, ...]
    parts: tuple[tuple[str, ...], ...]
    numbers: Integers

    def of(self, span: int) -> list[str]:
        """Give all features of one span as text."""
        own = [column.feature(span) for column in self.characters if column.have[span]]
        return own + [feature for number in self.numbers[span] for feature in self.parts[number]]


def _whole(
    role: str,
    opened: bool,
    closed: bool,
    quotes: bool,
    length: int,
    ending: str | None,
    cities: int,
    *sort: bool,
) -> Iterator[str]:
    yield f"role={role}"
    yield f"len={length}"
    yield f"ending={ending}"
    yield f"quoted={opened}{closed}{quotes}"
    yield f"cities={cities}"
    yield f"cities={cities}:{ending}"
    yield from (name for name, is_so in zip(_SORTS, sort, strict=True) if is_so)


_SORTS = ("digit", "ascii", "generic", "sector")


def _numbered(
    columns: Sequence[tuple[Iterable[Hashable], Callable[..., Iterable[str]]]],
) -> tuple[tuple[tuple[str, ...], ...], Integers]:
    """Number each column's keys, and give the features that its function makes of each."""
    parts: list[tuple[str, ...]] = []
    numbers = []
    for keys, says in columns:
        known: dict[Any, int] = {}
        begin = len(parts)
        numbers.append([known.setdefault(key, begin + len(known)) for key in keys])
        parts.extend(tuple(says(*key)) for key in known)
    return tuple(parts), np.array(numbers, dtype=np.int64).T


def feature_table(
    sentences: Sequence[Sentence], spans: Sequence[Sequence[Span]], proposed: Sequence[Iterable[Mention]]
) -> FeatureTable:
    """Give the features of the spans of each sentence. Proposals count where they are, hold or lie in the span."""
    words = Wording(sentences, spans)
    roles = ("plan" if sentence.passage.role in _PLANNED else "review" for sentence in sentences)
    whole = zip(
        (role for role, own in zip(roles, spans, strict=True) for _ in own), *words.whole(), strict=True
    )
    about = (
        features
        for sentence, own, mentions in zip(sentences, spans, proposed, strict=True)
        for features in surroundings(sentence, own, mentions)
    )
    parts, numbers = _numbered([(whole, _whole), (about, lambda *features: features)])
    return FeatureTable(words.characters(), parts, numbers)


def span_features(
    sentence: Sentence, spans: Iterable[Span], proposed: Iterable[Mention]
) -> dict[Span, list[str]]:
    """Give the features of each span of a sentence as text, which the model is trained on."""
    own = list(spans)
    table = feature_table([sentence], [own], [proposed])
    return {span: table.of(number) for number, span in enumerate(own)}
