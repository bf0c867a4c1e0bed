"""data/rules/names.yml and scopes.yml: each rule does to its examples what it says, and nothing to the others."""

from __future__ import annotations

import pytest

from siping_kg.gazetteer import CHINA, Gazetteer, load_gazetteer
from siping_kg.model import CORE_CLASSES
from siping_kg.resolve.names import NameRule, apply, canonical_name, name_rules, thing_name
from siping_kg.resolve.scopes import Home, ScopeRule, scope_of, scope_rules


def home(place: str, gazetteer: Gazetteer) -> Home:
    (division,) = gazetteer.find(place, year=2022)
    return Home(division.key, 2022, gazetteer)


@pytest.mark.parametrize("rule", name_rules(), ids=lambda rule: rule.id)
def test_a_rule_of_names_makes_of_its_examples_what_it_says(rule: NameRule) -> None:
    assert rule.examples
    assert rule.counter
    assert set(rule.classes) <= set(CORE_CLASSES)
    for name, becomes in rule.examples:
        assert apply(rule, name) == becomes
        for kind in rule.classes:
            assert thing_name(kind, name) == thing_name(kind, becomes)
    assert [name for name in rule.counter if apply(rule, name) != name] == []


@pytest.mark.parametrize("rule", name_rules(), ids=lambda rule: rule.id)
def test_a_name_that_was_made_canonical_stays_as_it_is(rule: NameRule) -> None:
    for kind in rule.classes:
        for name in (*(name for pair in rule.examples for name in pair), *rule.counter):
            once = thing_name(kind, name)
            assert thing_name(kind, once) == once == canonical_name(once)


@pytest.mark.parametrize("rule", scope_rules(), ids=lambda rule: rule.id)
def test_a_rule_of_scopes_decides_its_examples_and_not_the_others(rule: ScopeRule) -> None:
    gazetteer = load_gazetteer()
    assert rule.examples
    assert rule.counter
    for kind, name, place, scope in rule.examples:
        assert kind in rule.classes
        assert rule.fits(name)
        found = scope_of(kind, name, home(place, gazetteer))
        assert (found or CHINA) == scope, (kind, name, place)
    for kind, name, place in rule.counter:
        here = home(place, gazetteer)
        without = kind not in rule.classes or not rule.fits(name) or scope_of(kind, name, here) == here.place
        assert without, (kind, name, place)
