"""The label of a figure in; what it measures, and what limits that, in words that other reports' labels share, out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from siping_kg.extract.lexicon import alternation
from siping_kg.promises.rules import Indicator, indicator_rules, indicators
from siping_kg.resolve import canonical_name

__all__ = ["AMOUNT", "Wording", "read_wording"]

AMOUNT = re.compile(
    r"\d+(?:\.\d+)?[万亿千百]*[^\d、，]{0,3}?(?:以上|以下)|\d+(?:\.\d+)?|[千百十]?[万亿][级元](?:以上|以下)?"
)
"""An amount in a label, which says which things are counted: 5000万元以上, 百亿级."""
_LOOSE_ENDS = "、，的等和及与-"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a label says. ``core`` is the thing measured; ``does`` are the groups of verbs that it is the object of.

    ``scope`` is a part of the place that it is limited to, ``grade`` the level of a title, ``amounts`` are the
    numbers in the label (5000万元以上), ``spread`` says that it is an average or a sum over years, ``rates`` what
    is measured of the thing (投资, 产值), where more than how many.
    ``indicator`` is the one of the scheme that it names, if it names one.
    """

    core: str
    does: frozenset[str]
    scope: frozenset[str]
    grade: frozenset[str]
    amounts: frozenset[str]
    spread: frozenset[str]
    rates: str
    indicator: Indicator | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    same: re.Pattern[str]
    filler: re.Pattern[str]
    scope: re.Pattern[str]
    grade: re.Pattern[str]
    spread: re.Pattern[str]
    measure: re.Pattern[str]
    rates: re.Pattern[str]
    verb_first: re.Pattern[str]
    verb_last: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    rules = indicator_rules()
    verbs = alternation((*rules.plain, *(verb for group in rules.does.values() for verb in group)))
    return _Patterns(
        same=re.compile(alternation(rules.same)),
        filler=re.compile(alternation(rules.filler)),
        scope=re.compile(alternation(word for words in rules.scope.values() for word in words)),
        grade=re.compile(alternation(word for words in rules.grade.values() for word in words)),
        spread=re.compile(alternation(rules.spread)),
        measure=re.compile(f"(?:{alternation(rules.measure)})$"),
        rates=re.compile(f"(?:{alternation(rules.rates)})$"),
        verb_first=re.compile(f"^(?:{verbs})"),
        verb_last=re.compile(f"(?:{verbs})$"),
    )


def _plain(label: str) -> str:
    """The label with one word for what reports say in several, and without what says nothing."""
    patterns, rules = _patterns(), indicator_rules()
    text = patterns.same.sub(lambda found: rules.same[found[0]], canonical_name(label))
    return patterns.filler.sub("", text).strip(_LOOSE_ENDS)


@functools.cache
def _scheme() -> dict[str, Indicator]:
    return {_plain(name): one for one in indicators() for name in (one.name, *one.also)}


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    """The groups that a verb is in; none of those that say nothing."""
    rules = indicator_rules()
    verbs = {verb for group in rules.does.values() for verb in group}
    return {
        verb: frozenset(name for name, group in rules.does.items() if verb in group)
        for verb in (*rules.plain, *verbs)
    }


def _without_verbs(text: str) -> tuple[str, frozenset[str]]:
    """A label without the verbs at its ends, and the groups that these are of."""
    patterns, groups, does = _patterns(), _groups(), set[str]()
    for pattern in (patterns.verb_first, patterns.verb_last):
        while found := pattern.search(text):
            rest = (text[: found.start()] + text[found.end() :]).strip(_LOOSE_ENDS)
            if len(rest) < 2:
                break
            does |= groups[found[0]]
            text = rest
    return text, frozenset(does)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, frozenset[str]]:
    return pattern.sub("", text).strip(_LOOSE_ENDS) or text, frozenset(pattern.findall(text))


def _known(*texts: str) -> Indicator | None:
    """The indicator that one of these ways of reading a label names, by its whole name or by its ending."""
    named = next((_scheme()[text] for text in texts if text in _scheme()), None)
    return named or next(
        (one for one in indicators() if one.endings and texts[0].endswith(one.endings)), None
    )


def _named(words: Iterable[str], groups: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The names of the groups that words are in."""
    found = set(words)
    return frozenset(name for name, group in groups.items() if not found.isdisjoint(group))


def _rates(core: str) -> str:
    found = _patterns().rates.search(core)
    return found[0] if found else ""


@functools.lru_cache(maxsize=1 << 16)
def read_wording(label: str) -> Wording:
    """Read a label.

    >>> wording = read_wording("新增规模以上工业企业")
    >>> wording.core, sorted(wording.does)
    ('规上工业企业', ['add'])
    >>> read_wording("市区地方级财政收入").indicator.name
    '一般公共预算收入'
    """
    patterns = _patterns()
    whole = _plain(label)
    text, spread = _taken(patterns.spread, whole)
    text, limits = _taken(patterns.scope, text)
    scope = _named(limits, indicator_rules().scope)
    indicator = _known(whole, text)
    if indicator:
        plain = _plain(indicator.name)
        spread -= frozenset(patterns.spread.findall(plain))
        none: frozenset[str] = frozenset()
        return Wording(plain, none, scope, none, none, spread, _rates(plain), indicator)
    text, grades = _taken(patterns.grade, text)
    core, does = _without_verbs(text)
    indicator = None if does & {"add", "build", "plan", "sign"} else _known(core)
    core = patterns.measure.sub("", core) or core
    amounts = frozenset(AMOUNT.findall(core))
    return Wording(
        core, does, scope, _named(grades, indicator_rules().grade), amounts, spread, _rates(core), indicator
    )
