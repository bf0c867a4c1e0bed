"""The authored words of data/rules/figures.yml in, compiled patterns out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from siping_kg.model import AuthoredFileError
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
    compare: str
    rise: list[str]
    fall: list[str]
    against: str
    totals: list[str]
    fall_rates: str
    action: list[str]
    building: list[str]
    bracketed: str
    bare_verbs: list[str]
    predicate: list[str]
    follow: list[str]
    follow_keep: list[str]
    follow_named: list[str]
    rank_trail: str
    dependent: list[str]
    heads: list[str]
    hollow: list[str]
    circumstance: list[str]
    scope: list[str]
    place: str
    generic: list[str]
    measured: str
    lent: list[str]
    shared: list[str]
    grown: str
    harvest: list[str]
    added: str
    whole: str
    theme: str
    achieved: str
    given: str
    yearly: str
    each_year: str
    in_all: str
    this_year: str
    spent: str
    parallel: list[str]
    split_nouns: dict[str, list[str]]
    levels_in_money: str
    levels: str
    level_verbs: str
    changes: str
    level_rates: str
    estimated: list[str]
    target: list[str]
    now: list[str]
    named_things: str
    sizes: list[str]
    capacity: str
    word_classifiers: list[str]
    abstract: str
    list_marker: str
    flourish: str
    share_head: str
    cases: list[FigureCase]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Patterns made of the lists of the same name; ``*_start`` match at a start, ``*_end`` at an end."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]
    trail_keep: tuple[str, ...]
    compare: re.Pattern[str]
    rise_end: re.Pattern[str]
    fall_end: re.Pattern[str]
    fall_start: re.Pattern[str]
    rise_start: re.Pattern[str]
    against: re.Pattern[str]
    totals: frozenset[str]
    fall_rates: re.Pattern[str]
    action_start: re.Pattern[str]
    action: re.Pattern[str]
    building: re.Pattern[str]
    bracketed: re.Pattern[str]
    bare_verbs: frozenset[str]
    predicate: re.Pattern[str]
    follow: re.Pattern[str]
    follow_named: re.Pattern[str]
    rank_trail: re.Pattern[str]
    dependent: frozenset[str]
    heads: re.Pattern[str]
    hollow: frozenset[str]
    circumstance: frozenset[str]
    scope: frozenset[str]
    place: re.Pattern[str]
    generic: frozenset[str]
    measured: re.Pattern[str]
    lent: re.Pattern[str]
    shared: re.Pattern[str]
    grown: re.Pattern[str]
    harvest: frozenset[str]
    added: re.Pattern[str]
    whole: re.Pattern[str]
    theme: re.Pattern[str]
    achieved: re.Pattern[str]
    given: re.Pattern[str]
    yearly: re.Pattern[str]
    each_year: re.Pattern[str]
    in_all: re.Pattern[str]
    this_year: re.Pattern[str]
    spent: re.Pattern[str]
    parallel: frozenset[str]
    split_nouns: dict[str, list[str]]
    levels_in_money: re.Pattern[str]
    levels: re.Pattern[str]
    level_verbs: re.Pattern[str]
    changes: re.Pattern[str]
    level_rates: re.Pattern[str]
    estimated: re.Pattern[str]
    target: re.Pattern[str]
    now: re.Pattern[str]
    named_things: re.Pattern[str]
    sizes: frozenset[str]
    capacity: re.Pattern[str]
    word_classifiers: frozenset[str]
    abstract: re.Pattern[str]
    list_marker: re.Pattern[str]
    flourish: re.Pattern[str]
    share_head: re.Pattern[str]


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@cache
def _rules() -> _RulesFile:
    return load_yaml(RULES_FILE, _RulesFile)


def figure_cases() -> tuple[FigureCase, ...]:
    """The cases of the rules file, which the tests run."""
    return tuple(_rules().cases)


# Fields that are one pattern, a list of words or of classifiers in the file, and the same here, compiled.
_PATTERNS = ("compare", "against", "rank_trail", "levels_in_money", "levels", "level_verbs", "changes",
             "level_rates", "capacity", "abstract", "list_marker", "flourish", "share_head", "bracketed",
             "measured", "achieved", "given", "place", "fall_rates", "grown", "theme", "whole", "added", "yearly",
             "each_year", "in_all", "this_year", "spent")  # fmt: skip
_WORDS = ("action", "predicate", "follow_named", "estimated", "target", "now")
_SETS = (
    "bare_verbs",
    "dependent",
    "parallel",
    "sizes",
    "word_classifiers",
    "hollow",
    "circumstance",
    "scope",
    "generic",
    "harvest",
    "totals",
)


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
    """The compiled words. Raises AuthoredFileError when a pattern of the file does not compile."""
    rules = _rules()
    soft = "(?:了|约|近|超过|超|将近|逾|达|突破|不低于|不少于|不超过|低于|高于|接近|大约|-|至少)*$"
    try:
        alike: dict[str, Any] = {name: re.compile(getattr(rules, name)) for name in _PATTERNS}
        alike |= {name: re.compile(_any(getattr(rules, name))) for name in _WORDS}
        alike |= {name: frozenset(getattr(rules, name)) for name in _SETS}
        return FigureWords(
            **alike,
            lead=_lead(rules),
            trail=re.compile(_any(rules.trail) + "+$"),
            trail_keep=tuple(rules.trail_keep),
            rise_end=re.compile(_any(rules.rise) + soft),
            fall_end=re.compile(_any(rules.fall) + soft),
            fall_start=re.compile(_any([w for w in rules.fall if len(w) > 1])),
            rise_start=re.compile("(?:提高|增加|提升|扩大)"),
            action_start=re.compile(_any(rules.action)),
            follow=re.compile(f"(?!{_any(rules.follow_keep)}){_any(rules.follow)}"),
            building=re.compile(f"(?:{_any(rules.building)}[、和及与/]?)*{_any(rules.building)}"),
            heads=re.compile(_any(rules.heads) + "$"),
            shared=re.compile(_any(rules.shared) + "$"),
            lent=re.compile(_any(rules.lent) + "$"),
            split_nouns=rules.split_nouns,
            named_things=re.compile(f"(?:{rules.named_things})"),
        )
    except re.error as error:
        raise AuthoredFileError(f"{RULES_FILE}: a pattern does not compile: {error}") from error
