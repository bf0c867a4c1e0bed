"""A report's passages and their words in; the several years that a figure is of (五年来, “十三五”期间), if any, out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.words import figure_words
from siping_kg.model import Passage, Report, Role
from siping_kg.quantities import parse_number
from siping_kg.resources import DATA, PatternRule, load_yaml

__all__ = ["SPANS_FILE", "Span", "compiled", "of_several_years", "section_spans", "span_rules", "spans_in"]

SPANS_FILE = DATA / "rules" / "spans.yml"

_NUMBER = r"[二两三四五六七八九十]|[2-9]|1\d"
_PLAN = "[一二三四五六]"
_PLAN_ZERO_ENDS = 1955  # the n-th five-year plan ends 5 n years after
_NEAR_START = 24
_OPENING = 12
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Span:
    """Years from ``first`` to ``last``, named up to ``end`` of the sentence, 0 for the span of a whole part.

    ``base``: only growth is reckoned so. ``wide``: it opens the sentence, and holds for all of it.
    """

    start: int
    end: int
    first: int
    last: int
    base: bool = False
    wide: bool = True


@cache
def span_rules() -> tuple[PatternRule, ...]:
    """The rules of spans.yml, in the order of the file."""
    return load_yaml(SPANS_FILE, tuple[PatternRule, ...])


def compiled(rule: PatternRule) -> re.Pattern[str]:
    """The pattern of a rule. Raises AuthoredFileError where it is no expression."""
    return rule.compiled(SPANS_FILE, n=_NUMBER, plan=_PLAN)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule) for rule in span_rules())


def spans_in(text: str, year: int, report_year: int) -> list[Span]:
    """The spans that a sentence names, by where they end. ``year`` is the year that the sentence speaks of."""
    if "年" not in text and "五" not in text:
        return []
    found = [
        span
        for pattern in _patterns()
        for match in pattern.finditer(text)
        if (span := _span(match, year, report_year))
    ]
    return sorted(found, key=lambda span: span.end)


def _span(match: re.Match[str], year: int, report_year: int) -> Span | None:
    kind, said = next((k, v) for k, v in match.groupdict().items() if v)
    planned = year >= report_year
    number = int(parse_number(said))
    if kind in ("take", "within"):
        kind = "ahead" if planned else "n"
    first, last = year - number + 1, year
    if kind == "ahead":
        first, last = report_year, report_year + number - 1
    elif kind in ("plan", "end"):
        ends = _PLAN_ZERO_ENDS + 5 * (10 + number)
        first, last = (ends + 1, year) if kind == "end" else (ends - 4, ends if planned else min(ends, year))
    elif kind in ("since", "base"):
        first = number + (kind == "base")
    elif kind == "first":
        first, last = number, int(match["last"])
    if planned and (kind == "n" or last < report_year or match[0].endswith("以来")):
        return None
    if not 1 <= last - first <= _LONGEST:
        return None
    base = kind in ("base", "end", "ago")
    opens = match.start() <= _OPENING or match.string[match.end() : match.end() + 1] in ("，", "：", ",")
    return Span(match.start(), match.end(), first, last, base, not base and opens)


def section_spans(report: Report) -> list[Span | None]:
    """For each passage the span that its part of the report is about: 一、过去五年工作回顾 and all that follows it."""
    under = {h: p for p in reversed(report.passages) for h in p.headings}
    titles = {h: s for h, p in under.items() if (s := _section_span(h, p, report))}
    now: Span | None = next((s for p in report.passages if (s := _opening_span(p, report))), None)
    result: list[Span | None] = []
    for passage in report.passages:
        if passage.role not in (Role.LOOKBACK, Role.OUTLOOK):
            result.append(None)
            continue
        now = _opening_span(passage, report) or now
        named = next((titles[h] for h in passage.headings if h in titles), None)
        options = [s for s in (named, now) if s and s.last == passage.year]
        result.append(options[0] if options else None)
    return result


def _opening_span(passage: Passage, report: Report) -> Span | None:
    """The span that the first words of a passage turn to."""
    if passage.role not in (Role.LOOKBACK, Role.OUTLOOK):
        return None
    return _section_span(passage.text[:_NEAR_START], passage, report)


def _section_span(words: str, passage: Passage, report: Report) -> Span | None:
    found = [s for s in spans_in(words, passage.year, report.year) if not s.base]
    return replace(found[0], start=0, end=0, wide=True) if found and found[0].last == passage.year else None


def _sentence(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。；;") + 1


def of_several_years(
    text: str, figure: tuple[int, int], spans: list[Span], kind: str, label: str
) -> Span | None:
    """The span that a figure is of, out of those that its sentence or part names before it; None for one year.

    ``figure`` is where its clause and the figure itself begin. What is reached (达到) is of the last year alone.
    """
    start, at = figure
    clause, words = text[start:at], figure_words()
    said = [s for s in spans if s.end <= at and (kind == "growth" or not s.base)]
    if said and "年均" in clause:
        return said[-1]
    said = [s for s in said if s.wide or s.start >= start]
    if not said or kind in ("share", "rank"):
        return None
    span, summed = said[-1], bool(pattern("in all").search(clause))
    if pattern("this year").search(text[span.end or start : at]):
        return None
    if summed:
        return span
    if kind == "growth":
        of_year = words.estimated.search(text[:at]) or pattern("this year").search(
            text, _sentence(text, at), at
        )
        return None if not span.end and of_year else span
    if kind == "level" or pattern("level verbs").search(clause):
        return None
    done = (
        words.action.search(clause + label)
        or (kind == "money" and pattern("spent").search(label))
        or pattern("came about").search(label)
    )
    return span if span.end or done else None
