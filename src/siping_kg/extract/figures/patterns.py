"""The name of a rule of data/rules/figure-*.yml in, its pattern out."""

from __future__ import annotations

import re
from functools import cache

from siping_kg.resources import DATA, PatternRule, named_rule, rules_by_name

__all__ = ["PATTERN_FILES", "pattern", "pattern_rules"]

PATTERN_FILES = tuple(DATA / "rules" / f"figure-{part}.yml" for part in ("marks", "labels", "kinds"))


def pattern_rules() -> tuple[PatternRule, ...]:
    """The rules of all the files, in their order. Raises AuthoredFileError where two have one name."""
    return tuple(rules_by_name(*PATTERN_FILES).values())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule. Raises AuthoredFileError where no rule has the name, or it is no expression."""
    return named_rule(name, *PATTERN_FILES).compiled(PATTERN_FILES[0].parent)
