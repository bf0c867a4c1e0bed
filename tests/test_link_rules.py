"""data/rules/links.yml: each rule says of its examples what it is said to say."""

from __future__ import annotations

import pytest

from siping_kg.gazetteer import CHINA, load_gazetteer
from siping_kg.link import Thing, Things, link_things
from siping_kg.link.linking import RULES
from siping_kg.link.rules import LinkCase, LinkRule, Named, link_rules
from siping_kg.resolve import entity_iri, thing_name

CASES = [(rule, case) for rule in link_rules().rules for case in rule.examples]


def thing(named: Named) -> Thing:
    kind, place, name, *forms = named
    scope = None if place == CHINA else place
    assert thing_name(kind, name) == name, f"{name} is called {thing_name(kind, name)}"
    return Thing(entity_iri(kind, name, scope), kind, name, scope, frozenset(forms), frozenset([2022]))


@pytest.mark.parametrize("rule", link_rules().rules, ids=lambda rule: rule.id)
def test_a_rule_has_examples_of_what_it_links_and_of_what_it_leaves(rule: LinkRule) -> None:
    verdicts = {case.verdict for case in rule.examples}
    assert "link" in verdicts
    assert verdicts & {"doubt", "none"}


@pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=[f"{rule.id}: {case.one[2]} {case.other[2]}" for rule, case in CASES]
)
def test_a_rule_decides_its_examples(rule: LinkRule, case: LinkCase) -> None:
    one, other = thing(case.one), thing(case.other)
    links = link_things(Things([one, other, *map(thing, case.among)], load_gazetteer()))
    first, second = sorted((one.iri, other.iri))
    found = {"link": links.same.get((first, second)), "doubt": links.doubtful.get((first, second))}
    assert found == {
        "link": rule.id if case.verdict == "link" else None,
        "doubt": rule.id if case.verdict == "doubt" else None,
    }


def test_every_rule_that_is_asked_is_written_down() -> None:
    assert len(RULES) == len(link_rules().rules)
