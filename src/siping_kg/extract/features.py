"""Spans with what the rules propose in; the features that the learned tagger weighs out.

Few combinations of them are different: each is written once for all spans of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from siping_kg.extract.naming import phrase_counts
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.extract.surroundings import surroundings
from siping_kg.extract.wording import ENDINGS, Integers, Wording
from siping_kg.model import Mention, Role

__all__ = ["FeatureTable", "feature_table"]

_PLANNED = (Role.PLAN, Role.OUTLOOK)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The features of a report's spans, as ``parts``, each once; ``numbers`` has a row for each span: which parts it has."""

    parts: tuple[tuple[str, ...], ...]
    numbers: Integers

    def of(self, span: int) -> list[str]:
        """Give all features of one span."""
        return [feature for number in self.numbers[span] for feature in self.parts[number]]


def _whole(
    planned: bool,
    opened: bool,
    closed: bool,
    quotes: bool,
    length: int,
    ending: int,
    cities: int,
    *sort: bool,
) -> Iterator[str]:
    kind = ENDINGS[ending]
    yield f"role={'plan' if planned else 'review'}"
    yield f"len={length}"
    yield f"ending={kind}"
    yield f"quoted={opened}{closed}{quotes}"
    yield f"cities={cities}"
    yield f"cities={cities}:{kind}"
    yield from (name for name, is_so in zip(_SORTS, sort, strict=True) if is_so)


_SORTS = ("digit", "ascii", "generic", "sector")


_Parts = tuple[list[tuple[str, ...]], Integers]
"""Features that spans have together, each combination once, and which of them each span has."""


def _whole_parts(columns: Sequence[npt.NDArray[Any]]) -> _Parts:
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        keys = keys * (int(column.max(initial=0)) + 1) + column
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    rows = zip(*(column[first].tolist() for column in columns), strict=True)
    return [tuple(_whole(*row)) for row in rows], numbers


def _parts_about(features: Iterable[tuple[str, ...]]) -> _Parts:
    known: dict[tuple[str, ...], int] = {}
    numbers = [known.setdefault(own, len(known)) for own in features]
    return list(known), np.array(numbers, dtype=np.int64)


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
    planned = [sentence.passage.role in _PLANNED for sentence in sentences]
    whole, own = _whole_parts((np.repeat(planned, [len(each) for each in spans]), *words.whole()))
    about, around = _parts_about(
        features
        for sentence, each, mentions in zip(sentences, spans, proposed, strict=True)
        for features in surroundings(sentence, each, mentions)
    )
    numbers = np.stack([own, len(whole) + around], axis=1)
    return FeatureTable((*whole, *about), numbers)
