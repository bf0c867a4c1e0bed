"""Sentences in; their words with parts of speech, as arrays over the joined text of a report, out.

Words come from jieba's dictionary (rjieba). They are evidence for where names begin and end, never names.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

__all__ = ["Labels", "Words", "place_words", "word_bounds"]

_Integers = npt.NDArray[np.int64]

_BEGIN, _END = "^", "$"
_LONGEST = 4
"""A span of so many words has all their parts of speech as one label; of a longer one the first and the last two."""


@functools.lru_cache(maxsize=1 << 12)
def _tagged(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text, and their parts of speech."""
    tokens = rjieba.tag(text, True) if text else ()
    return tuple([word for word, _ in tokens]), tuple([tag for _, tag in tokens])


@functools.lru_cache(maxsize=1 << 12)
def word_bounds(text: str) -> tuple[int, ...]:
    """Give where words begin in a text, and its length.

    >>> word_bounds("加快农村公路建设")
    (0, 2, 6, 8)
    """
    return tuple(itertools.accumulate(map(len, _tagged(text)[0]), initial=0))


@functools.lru_cache(maxsize=1 << 12)
def place_words(text: str) -> frozenset[tuple[int, int]]:
    """Give the spans of the words that are places by their part of speech.

    >>> place_words("支援上海、贵阳")
    frozenset({(2, 4), (5, 7)})
    """
    spans, tags = itertools.pairwise(word_bounds(text)), _tagged(text)[1]
    return frozenset(span for span, tag in zip(spans, tags, strict=True) if tag == "ns")


@dataclass(frozen=True, slots=True)
class Labels:
    """A feature with a label for each span: ``labels[code]``; the spans with code -1 have none."""

    name: str
    codes: _Integers
    labels: tuple[str, ...]

    def feature(self, span: int) -> str | None:
        """Give the feature of one span as text: w1=农村."""
        code = int(self.codes[span])
        return f"{self.name}={self.labels[code]}" if code >= 0 else None


class Words:
    """The words of a report's sentences: what they say about spans. Positions count in the joined text."""

    def __init__(self, texts: Sequence[str], begins: _Integers, size: int) -> None:
        tagged = [_tagged(text) for text in texts]
        words = [word for own, _ in tagged for word in (_BEGIN, *own, _END)]
        tags = [tag for _, own in tagged for tag in (_BEGIN, *own, _END)]
        self._words, self._tags = _Coded(words), _Coded(tags)
        # The word that begins at a position, and the one that ends there; -1 inside words.
        self._from = np.full(size + 1, -1, dtype=np.int64)
        self._upto = np.full(size + 1, -1, dtype=np.int64)
        counts = np.array([len(own) for own, _ in tagged], dtype=np.int64)
        widths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        # Begin and end of a sentence are tokens of one character, as what stands between sentences has two.
        ends = begins[:1].sum() - 1 + np.cumsum(widths)
        inner = np.ones(len(words), dtype=np.bool_)
        last = np.cumsum(counts + 2) - 1
        inner[last] = inner[last - counts - 1] = False
        numbers = np.flatnonzero(inner)
        self._from[ends[numbers] - widths[numbers]] = numbers
        self._upto[ends[numbers]] = numbers
        verbal = np.array([tag.startswith("v") and tag != "vn" for tag in self._tags.values], dtype=np.int64)
        self._verbal = verbal[self._tags.codes]

    def about(self, start: _Integers, end: _Integers) -> Iterator[Labels]:
        """Give the words and parts of speech at both ends of each span, before it and after it."""
        first, last = self._from[start], self._upto[end]
        whole = (first >= 0) & (last >= first)
        words, tags, most = self._words, self._tags, len(self._words.codes) - 1
        starts, ends = first >= 0, last >= 0
        before, after = np.clip(first - 1, 0, most), np.clip(last + 1, 0, most)
        yield words.labels("w1", first, whole)
        yield words.labels("w2", last, whole)
        yield words.labels("wl", before, starts)
        yield words.labels("wk", before - 1, starts & (words.codes[before] != words.of(_BEGIN)))
        yield words.labels("wr", after, ends)
        yield words.labels("ws", after + 1, ends & (words.codes[after] != words.of(_END)))
        yield tags.pairs("tl", before, first, starts)
        yield tags.pairs("tr", last, after, ends)
        yield tags.pairs("te", np.where(last > first, last - 1, 0), last, whole)
        yield tags.sequences("ts", first, last, whole)
        yield self._shape(first, last, whole)

    def _shape(self, first: _Integers, last: _Integers, whole: npt.NDArray[np.bool_]) -> Labels:
        """Whether words begin and end with the span; of how many it is; whether a verb stands in it."""
        verbs = np.concatenate([[0], np.cumsum(self._verbal)])
        count = np.where(whole, np.minimum(last - first + 1, 8), 0)
        verbal = whole & (verbs[np.maximum(last, 0)] > verbs[np.maximum(first, 0)])
        keys = count * 8 + verbal * 4 + (first >= 0) * 2 + (last >= 0)
        known, codes = np.unique(keys, return_inverse=True)
        return Labels("ww", codes, tuple(str(key) for key in known.tolist()))


class _Coded:
    """Strings, one for each word of a report, as numbers."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = tuple(dict.fromkeys(values))
        self._numbers = {value: number for number, value in enumerate(self.values)}
        self.codes: _Integers = np.fromiter(
            map(self._numbers.__getitem__, values), dtype=np.int64, count=len(values)
        )

    def of(self, value: str) -> int:
        return self._numbers.get(value, -1)

    def labels(self, name: str, at: _Integers, have: npt.NDArray[np.bool_]) -> Labels:
        return Labels(name, np.where(have, self.codes[np.clip(at, 0, len(self.codes) - 1)], -1), self.values)

    def pairs(self, name: str, one: _Integers, other: _Integers, have: npt.NDArray[np.bool_]) -> Labels:
        keys = self.codes[np.maximum(one, 0)] * len(self.values) + self.codes[np.maximum(other, 0)]
        known, codes = np.unique(keys, return_inverse=True)
        pairs = (divmod(key, len(self.values)) for key in known.tolist())
        labels = tuple(f"{self.values[a]}/{self.values[b]}" for a, b in pairs)
        return Labels(name, np.where(have, codes, -1), labels)

    def sequences(self, name: str, first: _Integers, last: _Integers, have: npt.NDArray[np.bool_]) -> Labels:
        width, base = last - first + 1, len(self.values) + 1
        long, codes = width > _LONGEST, np.append(self.codes + 1, 0)
        nothing = len(self.codes)
        # Of longer spans: the first word, nothing, the last two.
        shown = (first, np.full(len(first), nothing), last - 1, last)
        keys = np.zeros(len(first), dtype=np.int64)
        for at, when_long in enumerate(shown):
            place = np.where(long, when_long, np.where(at < width, first + at, nothing))
            keys = keys * base + np.where(have, codes[np.where(have, place, nothing)], 0)
        known, codes = np.unique(keys, return_inverse=True)
        names = ("", *self.values)
        labels = []
        for key in known.tolist():
            parts = []
            while key:
                key, code = divmod(key, base)
                parts.append(names[code])
            labels.append("/".join(reversed(parts)))
        return Labels(name, np.where(have, codes, -1), tuple(labels))
