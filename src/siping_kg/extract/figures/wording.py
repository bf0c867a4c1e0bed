"""A figure and what it is reckoned by in; the figure whose indicator says so (年均, 每年, 累计), with its years, out."""

from __future__ import annotations

from dataclasses import replace

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT
from siping_kg.extract.figures.spans import Span
from siping_kg.extract.figures.words import figure_words
from siping_kg.model import Observation

__all__ = ["worded"]


def worded(figure: Observation, before: str, several: Span | None) -> Observation:
    """Set the years that a figure is of, and let its indicator say 年均, 每年 or 累计. ``before``: the words before it."""
    if several:
        figure = replace(figure, year=several.last, first_year=several.first)
    label = _reckoned(figure, before)
    return replace(figure, indicator=label) if 1 < len(label) <= LIMIT else figure


def _reckoned(figure: Observation, before: str) -> str:
    words, label = figure_words(), figure.indicator
    if yearly := pattern("yearly").search(before):
        return label if "年均" in label or "平均" in label else label + yearly["rate"].replace("分别", "")
    if figure.kind not in ("count", "money") and not (figure.kind == "level" and figure.first_year):
        return label
    if each := pattern("each year").search(before):
        return label if each["each"] in label else each["each"] + label
    summed = pattern("in all").search(before)
    if figure.kind == "count" and pattern("level verbs").search(before) and not words.action.search(label):
        return label  # 企业累计达到185家 is how many there are
    if summed and not pattern("this year").search(before) and "累计" not in label:
        verb = summed["verb"] or ""
        return "累计" + label if label.startswith(verb) else "累计" + verb + label
    return label
