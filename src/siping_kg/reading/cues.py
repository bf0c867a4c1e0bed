"""The authored file data/rules/reading.yml in, its compiled patterns by group out."""

from __future__ import annotations

import re
from functools import cache

from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, PatternRule, load_yaml

__all__ = ["RULES", "compiled", "cue", "load_cues", "spoken_years"]

RULES = DATA / "rules" / "reading.yml"

_PERIOD = "十[二三四五六七八九]五"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?<![\d.])(20[0-5]\d)(?=年)|(二[〇○零][一二三四五六七八九〇○零]{2})(?=年)")


@cache
def load_cues() -> dict[str, tuple[PatternRule, ...]]:
    """All rules of reading.yml by group, in the order of the file."""
    return load_yaml(RULES, dict[str, tuple[PatternRule, ...]])


def compiled(rule: PatternRule) -> re.Pattern[str]:
    """The pattern of a rule, over squeezed text. Raises AuthoredFileError where it is no expression."""
    return rule.compiled(RULES, period=_PERIOD)


@cache
def cue(group: str) -> re.Pattern[str]:
    """The patterns of one group as one alternation. Raises AuthoredFileError for a group that isn't there."""
    groups = load_cues()
    if group not in groups:
        raise AuthoredFileError(f"{RULES}: there is no group {group!r}")
    return re.compile("|".join(f"(?:{compiled(rule).pattern})" for rule in groups[group]))


def spoken_years(text: str) -> list[int]:
    """The years named in squeezed text, in Arabic or Chinese digits, in order of appearance."""
    return [int(found[0].translate(_DIGITS)) for found in _YEAR.finditer(text)]
