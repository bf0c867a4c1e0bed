"""Texts in; a row of whole numbers for each character out, which tells what it is among its neighbours.

A small network of convolutions over characters, words and parts of speech. Its weights have eight bits and its rows
seven, as whole numbers: their sums in single precision are exact, so that every machine computes the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from siping_kg.extract.wording import Integers
from siping_kg.extract.words import tagged

__all__ = ["MOST", "Convolution", "Encoder", "Floats", "Lookup", "rounded"]

Floats = npt.NDArray[np.float32]

MOST = 127
"""The largest number of a row."""
_NOTHING = "\uffff"
_BLOCK = 3000


def rounded(values: Floats) -> Floats:
    """Make values, in place, whole numbers from 0 to MOST."""
    np.rint(values, out=values)
    return np.clip(values, 0, MOST, out=values)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A first convolution worked out ahead for all that it can meet: ``tables`` have a row for each character, place in
    a word of a part of speech, and word, of what it gives the row before, its own, and the row after; row 0 gives nothing.
    """

    tables: tuple[Floats, Floats, Floats]
    scale: Floats
    bias: Floats

    def __call__(self, numbers: Sequence[Integers]) -> Floats:
        """Give a row for each number of the first table, second and third."""
        given = self.tables[0].take(numbers[0], axis=0)
        for table, own in zip(self.tables[1:], numbers[1:], strict=True):
            given += table.take(own, axis=0)
        before, here, after = np.split(given, 3, axis=1)
        sums: Floats = here.copy()
        sums[1:] += before[:-1]
        sums[:-1] += after[1:]
        sums *= self.scale
        sums += self.bias
        return sums


@dataclass(frozen=True, slots=True)
class Convolution:
    """Weighs each row with the rows so many steps before and after it. Shape of the weights: 3, inputs, outputs."""

    weights: Floats
    scale: Floats
    bias: Floats
    step: int

    def __call__(self, rows: Floats) -> Floats:
        """Give a new row for each row."""
        before, here, after = self.weights
        sums: Floats = rows @ here
        sums[self.step :] += rows[: -self.step] @ before
        sums[: -self.step] += rows[self.step :] @ after
        sums *= self.scale
        sums += self.bias
        return sums


@dataclass(frozen=True, slots=True)
class Encoder:
    """``alphabet`` are the known characters in order, whose rows in the tables are 2 and so on (1: any other)."""

    alphabet: npt.NDArray[np.uint32]
    tags: Mapping[str, int]
    words: Mapping[str, int]
    first: Lookup
    others: tuple[Convolution, ...]

    def rows(self, texts: Sequence[str]) -> tuple[Floats, Integers]:
        """Give the rows of all characters, with rows of noughts before, between and after the texts; where each begins."""
        gap = max(layer.step for layer in self.others)
        reach = 1 + sum(layer.step for layer in self.others)
        numbers = (self._characters(texts, gap), *self._words(texts, gap))
        size = len(numbers[0])
        rows = np.empty((size, self.first.bias.size), dtype=np.float32)
        for begin in range(0, size, _BLOCK):  # small enough for a processor's cache
            left = max(begin - reach, 0)
            block = self._convolved([own[left : begin + _BLOCK + reach] for own in numbers])
            rows[begin : begin + _BLOCK] = block[begin - left : begin - left + _BLOCK]
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        return rows, np.cumsum(lengths + gap) - lengths

    def _convolved(self, numbers: Sequence[Integers]) -> Floats:
        outside = np.flatnonzero(numbers[0] == 0)
        rows = rounded(self.first(numbers))
        rows[outside] = 0
        for layer in self.others:
            sums = layer(rows)
            sums += rows
            rows = rounded(sums)
            rows[outside] = 0
        return rows

    def _characters(self, texts: Sequence[str], gap: int) -> Integers:
        joined = (gap * _NOTHING).join(["", *texts, ""])
        codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.alphabet, codes), len(self.alphabet) - 1)
        numbers = np.where(self.alphabet[at] == codes, at + 2, 1)
        numbers[codes == ord(_NOTHING)] = 0
        return numbers

    def _words(self, texts: Sequence[str], gap: int) -> Iterator[Integers]:
        """Each character's place in a word of a part of speech, then its word; 0 between texts."""
        own = [tagged(text) for text in texts]
        words = [*itertools.chain.from_iterable(("", *words) for words, _ in own), ""]
        tags = [*itertools.chain.from_iterable(("", *tags) for _, tags in own), ""]
        widths = np.array([len(word) or gap for word in words], dtype=np.int64)
        other = self.tags["other"]
        kinds = np.array([self.tags.get(tag, self.tags.get(tag[:1], other)) for tag in tags], dtype=np.int64)
        ends = np.cumsum(widths)
        places = np.repeat(4 * kinds + 2, widths)  # of each kind four: first, inside, last, the only one
        places[ends - widths] -= 1
        places[ends - 1] += 1
        places[ends[widths == 1] - 1] += 2
        is_word = np.fromiter(map(bool, words), dtype=np.bool_, count=len(words))
        yield np.where(np.repeat(is_word, widths), places, 0)
        yield np.repeat([self.words.get(word, 0) for word in words], widths)
