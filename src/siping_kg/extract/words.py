"""A text in; its words with their parts of speech, and where they begin, out.

Words come from jieba's dictionary (rjieba). They are evidence for where names begin and end, never names.
"""

from __future__ import annotations

import functools
import itertools

import rjieba

__all__ = ["place_words", "tagged", "word_bounds"]


@functools.lru_cache(maxsize=1 << 12)
def tagged(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words of a text, and their parts of speech.

    >>> tagged("建设农村公路")
    (('建设', '农村公路'), ('vn', 'n'))
    """
    tokens = rjieba.tag(text, True) if text else ()
    return tuple([word for word, _ in tokens]), tuple([tag for _, tag in tokens])


@functools.lru_cache(maxsize=1 << 12)
def word_bounds(text: str) -> tuple[int, ...]:
    """Give where words begin in a text, and its length.

    >>> word_bounds("加快农村公路建设")
    (0, 2, 6, 8)
    """
    return tuple(itertools.accumulate(map(len, tagged(text)[0]), initial=0))


@functools.lru_cache(maxsize=1 << 12)
def place_words(text: str) -> frozenset[tuple[int, int]]:
    """Give the spans of the words that are places by their part of speech.

    >>> place_words("支援上海、贵阳")
    frozenset({(2, 4), (5, 7)})
    """
    spans, tags = itertools.pairwise(word_bounds(text)), tagged(text)[1]
    return frozenset(span for span, tag in zip(spans, tags, strict=True) if tag == "ns")
