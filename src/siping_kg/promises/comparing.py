"""Two figures in; how alike what they measure is, or why they cannot be held against each other, out."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from siping_kg.extract.lexicon import alternation
from siping_kg.promises.figures import Figure
from siping_kg.promises.rules import indicator_rules
from siping_kg.promises.wording import AMOUNT, Wording

__all__ = ["ALIKE", "likeness", "likeness_of_figures", "same_measure", "same_thing"]

ALIKE = 0.62
"""From here on two labels of things counted are of one indicator."""
_SAME_NUMBER = 0.5
"""The same where the outcome is the target to the last digit, which promises kept to the letter are."""
_SAME_DIGIT = 0.56
"""The same of round numbers and of single digits."""
_STATISTIC = 0.88
"""The same of growth rates and shares: 工业投资 and 工业技改投资 are alike and not the same."""
_COMMON = 30
"""What a character of a word that many labels have counts for, in hundredths of another."""
_RATIO = 6
"""Counts in two classifiers (户, 个), and counts and sums at all, may lie so many times apart and be of one thing."""
_FLOWS = frozenset({"add", "build"})


@dataclass(frozen=True, slots=True)
class _Weights:
    """The characters of a label, those that few labels have, and pairs of neighbours: with weights in hundredths."""

    single: Counter[str]
    double: Counter[str]
    own: frozenset[str]


@functools.lru_cache(maxsize=1 << 15)
def _weights(core: str) -> _Weights:
    weight = [100] * len(core)
    for found in _common().finditer(core):
        weight[found.start() : found.end()] = [_COMMON] * len(found[0])
    single, double = Counter[str](), Counter[str]()
    for at, char in enumerate(core):
        single[char] += weight[at]
        if at:
            double[core[at - 1 : at + 1]] += (weight[at - 1] + weight[at]) // 2
    return _Weights(single, double, frozenset(char for char, much in single.items() if much >= 100))


@functools.cache
def _common() -> re.Pattern[str]:
    rules = indicator_rules()
    words = alternation((*rules.common, *rules.loose, *rules.rates))
    return re.compile(f"{AMOUNT.pattern}|{words}")


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    both = sum(min(much, other[what]) for what, much in one.items() if what in other)
    return 2 * both / max(one.total() + other.total(), 1)


def _cores(one: str, other: str) -> float:
    """How alike two things are by their names, from 0 to 1: by characters and pairs of them, in whatever order.

    Names that have nothing in common but words that many labels have are not alike, be they the same: 重点项目.
    With the same amounts they are, if they are the same: 5000万元以上项目.
    """
    mine, theirs = _weights(one), _weights(other)
    if mine.own.isdisjoint(theirs.own):
        return float(one == other and AMOUNT.search(one) is not None)
    if one == other:
        return 1.0  # a single character has no pairs
    return (_overlap(mine.single, theirs.single) + _overlap(mine.double, theirs.double)) / 2


@functools.lru_cache(maxsize=1 << 15)
def _telling(core: str) -> tuple[frozenset[str], ...]:
    """The words of a label that exclude others, by group; of 进口 in 进出口 only the longer."""
    groups = ([word for word in words if word in core] for words in indicator_rules().contrary)
    return tuple(
        frozenset(word for word in words if not any(word != other and word in other for other in words))
        for words in groups
    )


def _contrary(one: str, other: str) -> bool:
    """Whether one label has a word that excludes one of the other's."""
    pairs = zip(_telling(one), _telling(other), strict=True)
    return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs)


def _excluded(one: Wording, other: Wording) -> bool:
    """Whether what is done in the one cannot be what is done in the other, whichever way its verbs are taken: 谋划 and 竣工."""
    apart = {frozenset(pair) for pair in indicator_rules().exclude}
    pairs = [frozenset((mine, theirs)) for mine in one.does for theirs in other.does]
    return bool(pairs) and apart.issuperset(pairs)


def likeness(one: Wording, other: Wording) -> float:
    """How alike what two labels measure is, from 0 to 1; 0 where a word tells them apart."""
    if one.indicator and other.indicator:
        return float(one.indicator == other.indicator and one.spread == other.spread)
    if one.amounts != other.amounts or one.spread != other.spread or _excluded(one, other):
        return 0.0
    if (one.grade and other.grade and one.grade != other.grade) or one.rates != other.rates:
        return 0.0
    alike = _cores(one.core, other.core)
    if alike < _SAME_NUMBER or (one.core != other.core and _contrary(one.core, other.core)):
        return 0.0
    if ("、" in one.core) != ("、" in other.core):
        alike -= 0.15  # a sum of several
    if one.does != other.does:
        together = not one.does.isdisjoint(other.does) or not (one.does and other.does)
        alike -= 0.05 if together else 0.1
    return alike - 0.1 * (one.grade != other.grade)


def same_measure(one: Figure, other: Figure) -> bool:
    """Whether two figures can be compared: of two classifiers (户, 个) only when they are not too far apart."""
    return one.measure == other.measure and (
        one.measure[1] not in ("", "人") or one.unit == other.unit or _near(one.base, other.base)
    )


def _near(one: Decimal, other: Decimal) -> bool:
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and large <= _RATIO * small


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures of a report say the same: one indicator, one number."""
    return one.wording == other.wording and one.measure == other.measure and one.base == other.base


def likeness_of_figures(target: Figure, outcome: Figure) -> float:
    """How well an outcome answers a target, from 0 to 1 and a little; 0 where it does not."""
    if not same_measure(target, outcome) or target.first != outcome.first or _stock_and_flow(target, outcome):
        return 0.0
    alike = likeness(target.wording, outcome.wording)
    same = target.base == outcome.base and target.unit == outcome.unit
    if not same and _another(target.wording.core, outcome.wording.core):
        return 0.0
    if target.relative and (target.wording.does ^ outcome.wording.does) & _FLOWS:
        return 0.0
    relative, known = target.relative, target.wording.indicator or outcome.wording.indicator
    near = relative or _near(target.base, outcome.base)
    least = _STATISTIC if relative or known else ALIKE
    if same and not (relative or known):
        least = _SAME_NUMBER if _several_digits(target) else _SAME_DIGIT
    if alike - 0.1 * (not near) < least:
        return 0.0
    # Of several that are alike the one in the same words, of the same scope and not far from the target.
    same_words = target.indicator == outcome.indicator
    same_scope = target.wording.scope == outcome.wording.scope
    return alike + 0.2 * same_scope + 0.1 * same_words + 0.05 * near


def _another(one: str, other: str) -> bool:
    """Whether a word in one label alone makes another thing of it: 科技成果转化贡献奖. Of one number it may be left out."""
    return any((word in one) != (word in other) for word in indicator_rules().other)


def _several_digits(figure: Figure) -> bool:
    """Whether a number has at least two digits other than noughts, so that it is not the same by chance."""
    return len(figure.base.normalize().as_tuple().digits) > 1


def _stock_and_flow(one: Figure, other: Figure) -> bool:
    """Whether one figure counts what came to be in the year, and the other all there is."""
    flows = [bool(figure.wording.does & _FLOWS) for figure in (one, other)]
    if flows[0] and one.total != other.total:
        return True
    return flows[0] != flows[1] and (one if flows[1] else other).stock
