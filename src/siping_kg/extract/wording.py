"""Sentences with their spans in; what the characters of each span say, whoever stands around it, as arrays, out.

All of a report at once: a number for each span costs microseconds in an array, and its share of a loop in Python.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from siping_kg.extract.naming import (
    bare,
    is_generic,
    plain_form,
    plain_nouns,
    sectors,
    suffix_kinds,
    suspicious,
)
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import CORE_CLASSES

__all__ = ["ENDINGS", "Integers", "Wording", "length_class"]

Integers = npt.NDArray[np.int64]

_BETWEEN = "\uffff"
"""No character: what stands before a sentence and after it."""
ENDINGS = (None, *CORE_CLASSES)
"""What the ending of a name tells: nothing, or a class."""
_LIMITS = (2, 3, 4, 5, 6, 8, 10, 13, 17, 22)
_LENGTHS = np.array([sum(width > limit for limit in _LIMITS) for width in range(_LIMITS[-1] + 2)])


def length_class(width: int) -> int:
    """Give the class of a length in characters, 0 (up to two) to 10 (over 22)."""
    return int(_LENGTHS[min(width, len(_LENGTHS) - 1)])


@functools.lru_cache(maxsize=1 << 14)
def _forms(character: str) -> tuple[str, str]:
    """A character as it counts in a bare name, and in a plain form."""
    return bare(character), plain_form(character)


@functools.cache
def _endings() -> tuple[AhoCorasick, Integers]:
    """Finds all that names end like; and what each tells, as its place in ENDINGS."""
    kinds = suffix_kinds()
    finder = AhoCorasick(list(kinds), matchkind=MatchKind.Standard)
    return finder, np.array([ENDINGS.index(kind) for kind in kinds.values()])


@functools.cache
def _sectors() -> frozenset[str]:
    return sectors() | {f"{sector}产业" for sector in sectors()}


def _sums(counts: npt.NDArray[Any]) -> Integers:
    return np.concatenate([[0], np.cumsum(counts)])


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _alphabet(codes: npt.NDArray[np.uint32]) -> tuple[Integers, Integers]:
    """The different characters of a text, and each character's place among them."""
    present = np.bincount(codes) > 0
    return np.flatnonzero(present), (np.cumsum(present) - 1)[codes]


class Wording:
    """The spans of a report: ``start`` and ``end`` count in ``text``, which joins its sentences."""

    def __init__(
        self, sentences: Sequence[Sentence], spans: Sequence[Sequence[Span]], counts: Mapping[str, int]
    ) -> None:
        self._counts = counts
        self.text = _BETWEEN.join(["", *(s.text for s in sentences), ""])
        lengths = np.array([len(s.text) + len(_BETWEEN) for s in sentences], dtype=np.int64)
        begins = len(_BETWEEN) + _sums(lengths)[:-1]
        flat = np.array([span for own in spans for span in own], dtype=np.int64).reshape(-1, 2)
        flat += np.repeat(begins, [len(own) for own in spans])[:, None]
        self.start, self.end = flat[:, 0], flat[:, 1]
        self._read_characters()

    def _read_characters(self) -> None:
        """The text with marks left out, and in plain form; where each span stands in these."""
        codes = _codes(self.text)
        alphabet, letters = _alphabet(codes)
        characters = [chr(code) for code in alphabet]
        bare_forms, plain_forms = zip(*map(_forms, characters), strict=True)
        self._suspicious = np.array([suspicious(c) for c in characters])[letters]
        at = _sums(np.array([len(form) for form in bare_forms])[letters])
        self._from_bare = np.flatnonzero(np.diff(at))
        self.first, self.last = at[self.start], at[self.end]
        self.bare = bare(self.text)
        self.names = _slices(self.bare, self.first, self.last)
        self._digits = _sums(np.array([c.isdigit() for c in characters])[letters])
        plain = "".join([plain_forms[letter] for letter in letters.tolist()])
        at = _sums(np.array([len(form) for form in plain_forms])[letters])
        if plain == plain_form(self.text):
            self._plain = _slices(plain, at[self.start], at[self.end])
        else:  # some characters combine with their neighbours
            self._plain = [plain_form(name) for name in _slices(self.text, self.start, self.end)]

    def whole(self) -> tuple[npt.NDArray[Any], ...]:
        """Give what all of each span says, a column each: marks, length, ending, cities that use it, what sort it is."""
        codes, counts, known = _codes(self.text), self._counts, _sectors()
        opens, inner_end = _sums(codes == ord("“")), np.maximum(self.end - 1, self.start + 1)
        beyond_ascii = _sums(_codes(self.bare) > 127)
        return (
            np.isin(codes[self.start], _codes("“《")),
            np.isin(codes[self.end - 1], _codes("”》")),
            opens[inner_end] > opens[self.start + 1],
            _LENGTHS[np.minimum(self.last - self.first, len(_LENGTHS) - 1)],
            self._endings(),
            np.array([counts.get(name, 0) for name in self._plain], dtype=np.int64),
            self._digits[self.end] > self._digits[self.start],
            beyond_ascii[self.last] == beyond_ascii[self.first],
            self._generic(),
            np.array([name in known for name in self.names], dtype=np.bool_),
        )

    def _endings(self) -> Integers:
        """The class that the longest known ending of each bare name tells, as its place in ENDINGS."""
        finder, tells = _endings()
        found = np.array(finder.find_matches_as_indexes(self.bare, overlapping=True), dtype=np.int64).reshape(
            -1, 3
        )
        size = len(self.bare) + 1
        keys = found[:, 2] * size + found[:, 1]
        order = np.argsort(keys)
        keys = np.append(keys[order], size * size)  # by end, the longest first
        at = np.searchsorted(keys, self.last * size + self.first)
        return np.where(keys[at] // size == self.last, np.append(tells[found[order, 0]], 0)[at], 0)

    def _generic(self) -> npt.NDArray[np.bool_]:
        """Which bare names are plain nouns, counts or fragments. By their characters, most cannot be but plain nouns."""
        first, last, anywhere = self._suspicious.T
        breaks = _sums(anywhere)
        suspects = (
            (self.last - self.first < 2)
            | first[self._from_bare[np.minimum(self.first, len(self._from_bare) - 1)]]
            | last[self._from_bare[self.last - 1]]
            | (breaks[self.end] > breaks[self.start])
        )
        nouns = plain_nouns()
        return np.array(
            [
                is_generic(name) if suspect else name in nouns
                for name, suspect in zip(self.names, suspects.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )


def _slices(text: str, start: Integers, end: Integers) -> list[str]:
    return [text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
