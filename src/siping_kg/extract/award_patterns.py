"""The name of a rule of data/rules/award-marks.yml in, its pattern out."""

from __future__ import annotations

import re
from functools import cache

from siping_kg.resources import DATA, PatternRule, named_rule, rules_by_name

__all__ = ["pattern", "pattern_rules"]

_FILE = DATA / "rules" / "award-marks.yml"


def pattern_rules() -> tuple[PatternRule, ...]:
    """The rules of the file, in its order."""
    return tuple(rules_by_name(_FILE).values())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule. Raises AuthoredFileError where no rule has the name, or it is no expression."""
    return named_rule(name, _FILE).compiled(_FILE)
