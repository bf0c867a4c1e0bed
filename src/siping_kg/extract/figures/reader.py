"""A report in, its figures as Observations out: passage by passage, clause by clause."""

from __future__ import annotations

from dataclasses import replace

from siping_kg.extract.figures.indicators import label_clause
from siping_kg.extract.figures.kinds import grown, kind_of, status_and_year, years_in
from siping_kg.extract.figures.marks import clauses, figures_of
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.spans import Span, of_several_years, section_spans, spans_in
from siping_kg.extract.figures.thread import Labelled, Thread
from siping_kg.extract.figures.wording import worded
from siping_kg.model import Observation, Passage, Report, Role
from siping_kg.quantities import Quantity

__all__ = ["read_figures"]

_SILENT = frozenset({Role.HEADING, Role.FURNITURE, Role.GLOSSARY})
_RECKONED = frozenset({"level", "growth", "share"})


def read_figures(report: Report) -> tuple[Observation, ...]:
    """All figures of a report, in reading order. A figure said twice in the same words is given once."""
    found: dict[tuple[object, ...], Observation] = {}
    parts = section_spans(report)
    below = -1  # the paragraph whose figures are expected from there on
    for index, (passage, part) in enumerate(zip(report.passages, parts, strict=True)):
        if passage.role in _SILENT:
            continue
        said = pattern("expected below").search(passage.text)
        begins = 0 if below == passage.paragraph else said.start() - 1 if said else None
        below = passage.paragraph if said else below
        for o in _read_passage(index, passage, report, part):
            if begins is not None and o.end >= begins and o.status == "actual" and o.kind in _RECKONED:
                o = replace(o, status="estimated")
            found.setdefault((o.indicator, o.value, o.unit, o.year, o.kind, o.status), o)
    return tuple(found.values())


def _read_passage(index: int, passage: Passage, report: Report, part: Span | None) -> list[Observation]:
    text = passage.text
    figures = figures_of(text)
    if not figures:
        return []
    years = years_in(text)
    result: list[Observation] = []
    spans = ([part] if part else []) + spans_in(text, passage.year, report.year)
    thread = Thread(text, clauses(text, figures))
    for number, clause in enumerate(thread.clauses):
        thread.number = number
        estimated_before = thread.estimated
        for item in label_clause(thread) if clause.figures else ():
            if _superseded(text, clause.start, item.figure):
                continue
            status, year = status_and_year(item.figure, passage, report, clause.start, years)
            if item.carried and estimated_before and status == "actual":
                status = "estimated"
            thread.estimated = status == "estimated"
            changed = bool(pattern("changed").match(text[item.figure.end : item.figure.end + 40]))
            one = _observation(index, item, status, year, changed=changed)
            own = spans if one.year == passage.year else [s for s in spans if s.end]
            several = _several(text, clause.start, one, own, years)
            if several is None and result and text.startswith("其中", clause.start):
                several = _as_before(result[-1], one)
            result.append(worded(one, item.before, several))
    return result


def _as_before(before: Observation, part: Observation) -> Span | None:
    """实施项目1800个，其中|亿元以上项目|680个: a part of what several years brought is of those years."""
    if before.first_year is None or part.kind != before.kind or part.year != before.year:
        return None
    return Span(0, 0, before.first_year, before.year)


def _several(
    text: str, start: int, one: Observation, spans: list[Span], years: list[tuple[int, int, int, bool]]
) -> Span | None:
    """The span that a figure is of, unless a year of its own stands between the span and the figure."""
    named = max((e for _, e, _, compared in years if e <= one.start and not compared), default=-1)
    left = [s for s in spans if s.end >= named or (s.end == 0 and "年均" in text[start : one.start])]
    return of_several_years(text, (start, one.start), left, one.kind, one.indicator)


def _superseded(text: str, start: int, q: Quantity) -> bool:
    """Whether a figure is only where another began (由54家增加到97家, 在15元基础上增加), in a year that is not named."""
    if pattern("base of a change").match(text[q.end : q.end + 4]):
        return True
    before = text[max(start, q.start - 12) : q.start]
    return bool(pattern("changed").match(text[q.end : q.end + 40]) and pattern("from").search(before))


def _observation(index: int, item: Labelled, status: str, year: int, *, changed: bool) -> Observation:
    q = item.figure
    if q.unit in ("亿", "千亿", "万亿", "百亿") and pattern("in money").search(item.label):
        q = replace(q, unit=q.unit + "元", base_unit="元", kind="money")
    kind = "count" if item.counted and q.kind == "count" else kind_of(q, item.label, item.before)
    if changed and kind == "count":
        kind = "level"  # where a stock stood before it grew
    base = grown(item.before, q) if kind == "growth" else q.base_value
    return Observation(
        index, q.start, q.end, item.label, q.value, q.unit, q.printed, year, kind, status,
        q.bound, q.min_value, q.max_value, base, q.base_unit or None, item.about,
    )  # fmt: skip
