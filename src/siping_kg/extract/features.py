"""Spans with what the rules propose in; the features that the learned tagger weighs out.

One table for all spans of a report: the tagger looks up a whole column of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from siping_kg.extract.naming import phrase_counts
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.extract.surroundings import surroundings
from siping_kg.extract.wording import Characters, Integers, Wording
from siping_kg.extract.words import Labels
from siping_kg.model import Mention, Role

__all__ = ["FeatureTable", "feature_table"]

_PLANNED = (Role.PLAN, Role.OUTLOOK)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The features of a report's spans: of characters and of words by column; the others as ``parts``, each once.

    ``numbers`` has a row for each span: which parts it has.
    """

    characters: tuple[Characters, ...]
    words: tuple[Labels, ...]
    parts: tuple[tuple[str, ...], ...]
    numbers: Integers

    def of(self, span: int) -> list[str]:
        """Give all features of one span as text."""
        own = [column.feature(span) for column in self.characters if column.have[span]]
        own += [feature for column in self.words if (feature := column.feature(span))]
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
    sentences: Sequence[Sentence],
    spans: Sequence[Sequence[Span]],
    proposed: Sequence[Iterable[Mention]],
    *,
    counts: Mapping[str, int] | None = None,
) -> FeatureTable:
    """Give the features of the spans of each sentence. Proposals count where they are, hold or lie in the span.

    ``counts`` says how common phrases are, in place of the counts that ship with the program.
    """
    words = Wording(sentences, spans, phrase_counts() if counts is None else counts)
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
    return FeatureTable(words.characters(), words.words(), parts, numbers)
