"""The name of a rule of data/rules/title-marks.yml or end-marks.yml in, its pattern out."""

from __future__ import annotations

import re
from functools import cache

from siping_kg.extract.relations.rules import relation_rules, said
from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, PatternRule, named_rule, rules_by_name

__all__ = ["pattern", "pattern_rules"]

_FILES = tuple(DATA / "rules" / f"{part}-marks.yml" for part in ("title", "end"))
_WORDS = re.compile(r"\{([a-z-]+)\.([a-z_]+)\}")
"""What stands for the words of a relation's rule: {title-won.verbs}."""


def pattern_rules() -> tuple[PatternRule, ...]:
    """The rules of both files, in their order. Raises AuthoredFileError where two have one name."""
    return tuple(rules_by_name(*_FILES).values())


def _words_in(rule: PatternRule) -> dict[str, str]:
    """The words of relations*.yml that a pattern names, each list as one alternation."""
    found = {}
    for relation, words in _WORDS.findall(rule.pattern):
        if relation not in relation_rules() or words not in relation_rules()[relation].words:
            raise AuthoredFileError(
                f"{_FILES[0].parent}: rule {rule.name!r}: no relations*.yml has words {relation}.{words}; add them"
            )
        found[f"{relation}.{words}"] = said(relation, words)
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule. Raises AuthoredFileError where no rule has the name, or it is no expression."""
    rule = named_rule(name, *_FILES)
    return rule.compiled(_FILES[0].parent, **_words_in(rule))
