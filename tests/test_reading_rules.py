"""data/rules/reading.yml: each rule matches its examples and not its counter-examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from siping_kg.model import AuthoredFileError
from siping_kg.reading.cues import compiled, cue, load_cues
from siping_kg.resources import PatternRule

RULES = [(group, rule) for group, rules in load_cues().items() for rule in rules]
WHOLE = ("furniture", "glossary", "annex")
START = ("starts_back", "starts_review", "starts_plan", "starts_ahead")


def matches(group: str, rule: PatternRule, words: str) -> bool:
    pattern = compiled(rule)
    if group in WHOLE:
        return pattern.fullmatch(re.sub(r"\s", "", words)) is not None
    return (pattern.match if group in START else pattern.search)(words) is not None


@pytest.mark.parametrize(("group", "rule"), RULES, ids=[f"{group}: {rule.name}" for group, rule in RULES])
def test_a_rule_matches_its_examples_only(group: str, rule: PatternRule) -> None:
    assert rule.examples
    assert rule.counter
    assert [words for words in rule.examples if not matches(group, rule, words)] == []
    assert [words for words in rule.counter if matches(group, rule, words)] == []


def test_a_group_that_is_not_there_and_a_pattern_that_is_none() -> None:
    with pytest.raises(AuthoredFileError, match="no group 'nothing'"):
        cue("nothing")
    with pytest.raises(AuthoredFileError, match="'broken'"):
        compiled(PatternRule(name="broken", pattern="(", examples=["a"], counter=["b"]))


def test_golden_readings_have_their_inputs() -> None:
    folder = Path(__file__).parent / "golden" / "reading"
    assert len(list(folder.glob("*.out"))) >= 6
    assert {path.stem for path in folder.glob("*.out")} == {path.stem for path in folder.iterdir()}
