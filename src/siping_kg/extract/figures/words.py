"""The authored word lists of data/rules/figures.yml in, sets of words and patterns made of them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from siping_kg.resources import DATA, load_yaml

__all__ = ["RULES_FILE", "FigureCase", "FigureWords", "figure_cases", "figure_words"]

RULES_FILE = DATA / "rules" / "figures.yml"


class FigureCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence made up for the purpose, and the figures that must come out of it.

    Each figure is [indicator, value, unit, kind, status] with, optionally, bound, year and first year. ``role`` is review
    (of 2023) or plan (for 2024).
    """

    about: str
    text: str
    figures: list[list[str | float | int | None]]
    role: str = "review"


class _RulesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lead: list[str]
    lead_keep: list[str]
    lead_before_verb: list[str]
    trail: list[str]
    trail_keep: list[str]
    rise: list[str]
    fall: list[str]
    soft: list[str]
    totals: list[str]
    action: list[str]
    building: list[str]
    bare_verbs: list[str]
    predicate: list[str]
    follow: list[str]
    follow_keep: list[str]
    follow_named: list[str]
    dependent: list[str]
    nothing_alone: list[str]
    amounts: list[str]
    bare: list[str]
    bearers: dict[str, str]
    mere: list[str]
    more: list[str]
    things: list[str]
    funding: list[str]
    heads: list[str]
    hollow: list[str]
    circumstance: list[str]
    scope: list[str]
    generic: list[str]
    lent: list[str]
    shared: list[str]
    harvest: list[str]
    each: list[str]
    parallel: list[str]
    split_nouns: dict[str, list[str]]
    estimated: list[str]
    target: list[str]
    now: list[str]
    sizes: list[str]
    class_units: list[str]
    short_units: list[str]
    word_classifiers: list[str]
    cases: list[FigureCase]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lists of the same names, as sets or as patterns of any of their words; ``*_end`` match at an end."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]
    trail_keep: tuple[str, ...]
    rise_end: re.Pattern[str]
    fall_end: re.Pattern[str]
    totals: frozenset[str]
    action: re.Pattern[str]
    building: re.Pattern[str]
    bare_verbs: frozenset[str]
    predicate: re.Pattern[str]
    follow: re.Pattern[str]
    follow_named: re.Pattern[str]
    dependent: frozenset[str]
    nothing_alone: frozenset[str]
    amounts: frozenset[str]
    bare: frozenset[str]
    bearers: dict[str, str]
    mere: frozenset[str]
    more: frozenset[str]
    things: frozenset[str]
    funding: frozenset[str]
    heads: re.Pattern[str]
    hollow: frozenset[str]
    circumstance: frozenset[str]
    scope: frozenset[str]
    generic: frozenset[str]
    lent: re.Pattern[str]
    shared: re.Pattern[str]
    harvest: frozenset[str]
    each: frozenset[str]
    parallel: frozenset[str]
    split_nouns: dict[str, list[str]]
    estimated: re.Pattern[str]
    target: re.Pattern[str]
    now: re.Pattern[str]
    sizes: frozenset[str]
    class_units: frozenset[str]
    short_units: frozenset[str]
    word_classifiers: frozenset[str]


_ANYWHERE = ("action", "predicate", "follow_named", "estimated", "target", "now")
_AT_END = ("heads", "shared", "lent")
_SETS = ("bare_verbs", "dependent", "nothing_alone", "amounts", "bare", "mere", "more", "things", "funding",
         "parallel", "sizes", "class_units", "short_units", "hollow", "word_classifiers", "circumstance",
         "scope", "generic", "harvest", "each", "totals")  # fmt: skip


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@cache
def _rules() -> _RulesFile:
    return load_yaml(RULES_FILE, _RulesFile)


def figure_cases() -> tuple[FigureCase, ...]:
    """The cases of the rules file, which the tests run."""
    return tuple(_rules().cases)


def _lead(rules: _RulesFile) -> re.Pattern[str]:
    """What may stand before an indicator and is no part of it."""
    ordinal = "[一二三四五六七八九十]{1,3}是(?:要)?|第[一二三四五六七八九十]{1,3}，|\\d{1,2}[.．、](?!\\d)"
    verbs = _any([*rules.action, *rules.lead])
    return re.compile(
        rf"(?:(?!{_any(rules.lead_keep)})(?:{_any(rules.lead)}|{_any(rules.lead_before_verb)}(?={verbs}))|{ordinal}"
        rf"|[①-⑳●◆·\s、，：]|\d{{4}}年|\d年(?=[累净新实完共]))+"
    )


@cache
def figure_words() -> FigureWords:
    """The word lists, ready to be matched."""
    rules = _rules()
    soft = f"{_any(rules.soft)}*$"
    alike: dict[str, Any] = {name: re.compile(_any(getattr(rules, name))) for name in _ANYWHERE}
    alike |= {name: re.compile(_any(getattr(rules, name)) + "$") for name in _AT_END}
    alike |= {name: frozenset(getattr(rules, name)) for name in _SETS}
    return FigureWords(
        **alike,
        lead=_lead(rules),
        trail=re.compile(_any(rules.trail) + "+$"),
        trail_keep=tuple(rules.trail_keep),
        rise_end=re.compile(_any(rules.rise) + soft),
        fall_end=re.compile(_any(rules.fall) + soft),
        follow=re.compile(f"(?!{_any(rules.follow_keep)}){_any(rules.follow)}"),
        building=re.compile(f"(?:{_any(rules.building)}[、和及与/]?)*{_any(rules.building)}"),
        split_nouns=rules.split_nouns,
        bearers=rules.bearers,
    )
