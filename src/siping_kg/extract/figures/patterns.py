"""The name of a rule of data/rules/figure-*.yml in, its pattern out."""

from __future__ import annotations

import re
from functools import cache

from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, PatternRule, load_yaml

__all__ = ["PATTERN_FILES", "pattern", "pattern_rules"]

PATTERN_FILES = tuple(DATA / "rules" / f"figure-{part}.yml" for part in ("marks", "labels", "kinds"))


@cache
def pattern_rules() -> tuple[PatternRule, ...]:
    """The rules of all the files, in their order. Raises AuthoredFileError where two have one name."""
    found: dict[str, PatternRule] = {}
    for path in PATTERN_FILES:
        for rule in load_yaml(path, tuple[PatternRule, ...]):
            if rule.name in found:
                raise AuthoredFileError(f"{path}: rule {rule.name!r} stands there twice; rename one")
            found[rule.name] = rule
    return tuple(found.values())


@cache
def _by_name() -> dict[str, PatternRule]:
    return {rule.name: rule for rule in pattern_rules()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule. Raises AuthoredFileError where no rule has the name, or it is no expression."""
    if name not in _by_name():
        raise AuthoredFileError(f"{PATTERN_FILES[0].parent}: no figure-*.yml has a rule {name!r}; add it")
    return _by_name()[name].compiled(PATTERN_FILES[0].parent)
