"""A passage's text in, its figures out: quantities, ranks and runs of years that are not part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.sizes import is_name
from siping_kg.quantities import Quantity, find_quantities, parse_number

__all__ = ["Clause", "clauses", "figures_of"]

_QUOTED = re.compile('“[^“”]{1,30}”|《[^《》]{1,60}》|‘[^‘’]{1,30}’|「[^」]{1,30}」|"[^"]{1,30}"')
_BREAK = re.compile(r"[，；。：！？;:!?\n]|,(?!\d{3}(?!\d))|——")
_NUMBER = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半翻首]")
"""One of these stands in every figure: a number, a share or fold in words (过半, 翻番), a first place (首位)."""
_N = "[一二三四五六七八九十]"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, with the figures in it."""

    start: int
    end: int
    figures: tuple[Quantity, ...]


def figures_of(text: str) -> list[Quantity]:
    """The figures of a text, in order: quantities that say how much, ranks, and runs of years (连续三年)."""
    if not _NUMBER.search(text):
        return []
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = [
        _as_rank(text, q)
        for q in find_quantities(text)
        if not _within(q.start, quoted) and not is_name(text, q)
    ]
    if "第" in text or "首" in text:
        found += [
            q
            for m in pattern("rank").finditer(text)
            if (q := _rank(text, m)) and not _within(q.start, quoted)
        ]
    if "连续" in text:
        found = [q for q in found if q.unit != "年" or q.digits]
        found += [_run(m) for m in pattern("run").finditer(text) if not _within(m.start(), quoted)]
    if "第" in text or "首位" in text:
        found = [q for q in found if q.kind == "rank" or not _is_field_of_rank(text, q)]
    found.sort(key=lambda q: q.start)
    return found


def clauses(text: str, figures: list[Quantity]) -> list[Clause]:
    """The clauses of a text, each with its figures. Marks inside quotation marks do not break."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    cuts = [m.span() for m in _BREAK.finditer(text) if not _within(m.start(), quoted)]
    result, start = [], 0
    for cut, after in [*cuts, (len(text), len(text))]:
        inside = tuple(q for q in figures if start <= q.start < cut)
        if cut > start:
            result.append(Clause(start, cut, inside))
        start = after
    return result


def _as_rank(text: str, q: Quantity) -> Quantity:
    """A position without 第 (由18位晋升到14位) is a rank too."""
    return replace(q, kind="rank") if q.unit == "位" and pattern("placed").search(text, 0, q.start) else q


def _is_field_of_rank(text: str, q: Quantity) -> bool:
    """Whether a count is only the field of a rank that follows: 在40个地州盟排名第一."""
    return bool(pattern("field before").search(text, max(0, q.start - 2), q.start)) and bool(
        pattern("field").match(text, q.end)
    )


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _rank(text: str, match: re.Match[str]) -> Quantity | None:
    number = match["rank"] or match["placed"]
    if pattern("no rank").search(text, max(0, match.start() - 2), match.start()):
        return None
    if number:
        before = text[max(0, match.start() - 8) : match.start()]
        if not pattern("ranked").search(before):
            return None
    value = parse_number(number) if number else Decimal(1)
    unit = match["unit"] or match["place"] or "位"
    return Quantity(
        match.start(),
        match.end(),
        match[0],
        value,
        unit,
        "rank",
        value,
        unit,
        digits=bool(number and number.isdecimal()),
    )


def _run(match: re.Match[str]) -> Quantity:
    value = parse_number(match["run"])
    return Quantity(
        match.start(), match.end(), match[0], value, "年", "run", value, "年", digits=match["run"].isdecimal()
    )
