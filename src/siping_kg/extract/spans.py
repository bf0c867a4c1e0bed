"""A sentence in; all the spans that could be a name, from where names may begin to where they may end, out."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right

from ahocorasick_rs import AhoCorasick, MatchKind

from siping_kg.extract.lexicon import verbs
from siping_kg.extract.naming import suffix_kinds
from siping_kg.extract.sentence import Sentence, Span, lead_match
from siping_kg.extract.words import word_bounds

__all__ = ["LONGEST", "first_words", "name_spans"]

LONGEST = 30
_SHORTEST = 2
_FIRST = 3


_SINGLE = "，。；：！？、,;:!?（(等的和及与"
_COUNTED = re.compile(r"\d+(?=个|家|户|条|座|处|所|项)")
_QUOTE = re.compile("[“《]")
_UNQUOTE = re.compile("[”》]")


@functools.cache
def _end() -> AhoCorasick:
    """Separators, and verbs, which no name goes over: the first that fits at a place, the longest verb first."""
    words = {w for w in (*verbs().predicates, *verbs().strong, *verbs().lead) if len(w) > 1}
    order = [*_SINGLE, *sorted(words, key=lambda word: (-len(word), word))]
    return AhoCorasick(order, matchkind=MatchKind.LeftmostFirst)


@functools.cache
def _tail() -> AhoCorasick:
    return AhoCorasick(sorted(suffix_kinds()), matchkind=MatchKind.Standard)


def _starts(sentence: Sentence) -> set[int]:
    """After each bound, and after each lead word that may be stripped; at known names, quotations, and after them."""
    starts: set[int] = set()
    for bound in sentence.bounds:
        at: int | None = bound
        while at is not None and at not in starts:
            starts.add(at)
            at = lead_match(sentence.mask, at)
    for known in sentence.known:
        starts.update((known.start, known.end))
    for mark in _QUOTE.finditer(sentence.text):
        starts.update((mark.start(), mark.end()))
    return starts


def _ends(sentence: Sentence) -> list[int]:
    """Before separators and predicates, after endings of names and after quotations."""
    ends = {len(sentence.mask)}
    mask = sentence.mask
    ends.update(start for _, start, _ in _end().find_matches_as_indexes(mask))
    ends.update(count.start() for count in _COUNTED.finditer(mask))
    # They come in the order of their ends: of those that begin together, the longest stays.
    tails = {start: end for _, start, end in _tail().find_matches_as_indexes(mask, overlapping=True)}
    ends.update(tails.values())
    for mark in _UNQUOTE.finditer(sentence.text):
        ends.update((mark.start(), mark.end()))
    for known in sentence.known:
        ends.add(known.end)
    return sorted(ends)


def first_words(sentence: Sentence, span: Span) -> set[Span]:
    """Give the spans of the first words of a longer name, a place before them left out: 利源 of 利源轨道车体深加工."""
    start, end = span
    known = sentence.known_over(start)
    begin = known.end if known and known.start == start and known.end < end else start
    words = word_bounds(sentence.text)
    first = bisect_right(words, begin)
    if words[first - 1] != begin:
        return set()
    return {(begin, at) for at in words[first : first + _FIRST] if begin + _SHORTEST <= at < end}


def name_spans(sentence: Sentence) -> set[Span]:
    """Give every span between a start and an end that no bound lies in (about one for two characters of text)."""
    bounds = (*sentence.bounds, len(sentence.mask))
    ends = _ends(sentence)
    found: set[Span] = set()
    for start in _starts(sentence):
        limit = min(bounds[min(bisect_right(bounds, start), len(bounds) - 1)], start + LONGEST)
        first, last = bisect_right(ends, start + _SHORTEST - 1), bisect_right(ends, limit)
        found.update([(start, end) for end in ends[first:last]])
    return found
