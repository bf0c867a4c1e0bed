"""A figure and the words around it in; its kind, status and year out."""

from __future__ import annotations

from decimal import Decimal

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import lead_verb
from siping_kg.extract.figures.words import figure_words
from siping_kg.model import Passage, Report, Role
from siping_kg.quantities import Quantity

__all__ = ["grown", "kind_of", "status_and_year", "years_in"]

_SETTLED = {"rank": "rank", "run": "count", "fold": "growth"}
_WHOLE = Decimal(100)
_PLAN_ZERO_ENDS = 1955  # the n-th five-year plan ends 5 n years after
_CN = "一二三四五六七八九"


def kind_of(figure: Quantity, label: str, before: str) -> str:
    """level, growth, count, share, rank or money. ``before`` is the words before the figure in its clause."""
    words = figure_words()
    lead = before[-16:]
    if figure.kind in _SETTLED:
        return _SETTLED[figure.kind]
    if figure.kind == "points":
        return "share" if pattern("against").search(lead) else "growth"
    if figure.kind == "share":
        if (
            words.rise_end.search(lead)
            or words.fall_end.search(lead)
            or pattern("rate of change").search(lead)
        ):
            return "growth"
        return "level" if pattern("level rates").search(label) else "share"
    if pattern("changes").search(lead):
        return "growth"
    if figure.kind == "money":
        return (
            "level" if pattern("levels in money").search(label) and "固定资产投资" not in label else "money"
        )
    if figure.base_unit == "人次":
        return "count"
    if pattern("levels").search(label) and not pattern("done").match(label):
        return "level"
    reached = figure.kind in ("measure", "time") and pattern("level verbs").search(lead)
    return "level" if reached and not lead_verb(label) else "count"


def grown(before: str, figure: Quantity) -> Decimal:
    """By how much something has grown, in the figure's base unit: less than nought when it fell.

    What is 2.6 times (是2015年的2.6倍) what it was has grown by 160 %.
    """
    if _falls(before):
        return -figure.base_value
    times = figure.unit == "倍" and before.endswith("的") and figure.base_value > _WHOLE
    return figure.base_value - _WHOLE if times else figure.base_value


def _falls(before: str) -> bool:
    """Whether the words before a figure say that it is a decrease (下降, not 下降到)."""
    words, lead = figure_words(), before[-12:]
    return bool(words.fall_end.search(lead) or pattern("fall rates").search(lead))


def years_in(text: str) -> list[tuple[int, int, int, bool]]:
    """The years named in a text: (start, end, year or 0 for 去年, whether only compared with or counted from)."""
    found = []
    for match in pattern("year").finditer(text):
        if match[1]:
            year = int(match[1])
        elif match[2]:
            year = _PLAN_ZERO_ENDS + 5 * (11 + _CN.index(match[2]))
        else:
            year = 0
        compared = bool(pattern("base of a change").match(text[match.end() : match.end() + 4])) or bool(
            pattern("compared with").search(text, max(0, match.start() - 3), match.start())
        )
        found.append((match.start(), match.end(), year, compared))
    return found


def status_and_year(
    figure: Quantity,
    passage: Passage,
    report: Report,
    clause_start: int,
    years: list[tuple[int, int, int, bool]],
) -> tuple[str, int]:
    """The status (actual, estimated, target) and the year of a figure."""
    words = figure_words()
    text = passage.text
    clause = text[clause_start : figure.start]
    year, named = passage.year, False
    for start, end, found, compared in years:
        beside = text[end : figure.start] in ("", "的", "为") and pattern("end of a change").match(
            text[max(0, start - 1) : start]
        )
        if end <= figure.start and (beside or not compared):
            named = True
            year = found or report.year - 1
    if words.estimated.search(clause) or _opens_with_estimate(text):
        return "estimated", year
    if words.target.search(clause):
        return "target", year
    if named and year < report.year:
        return "actual", year
    planned = passage.role in (Role.PLAN, Role.OUTLOOK) or (named and year > report.year)
    if passage.role is Role.SELF:
        planned = passage.year >= report.year
    if planned and words.now.search(clause):
        return "actual", year if named else report.year - 1
    return ("target" if planned else "actual"), year


def _opens_with_estimate(text: str) -> bool:
    words = figure_words()
    match = words.lead.match(text)
    opening = text[: match.end()] if match else text[:4]
    return bool(words.estimated.search(opening))
