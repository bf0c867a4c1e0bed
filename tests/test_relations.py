"""Each authored rule of relations held to its examples, through the whole extractor."""

from __future__ import annotations

import pytest

from passages import extracted
from siping_kg.extract import Extraction
from siping_kg.extract.relations.rules import Case, RelationRule, relation_rules
from siping_kg.extract.relations.whole import sector_core
from siping_kg.model import RELATIONS

RULES = relation_rules()
EXAMPLES = [
    pytest.param(rule, case, id=f"{rule.id}:{case.text[:14]}")
    for rule in RULES.values()
    for case in (*rule.examples, *rule.counter)
]


def read(case: Case) -> Extraction:
    if case.plan:
        return extracted(plan=case.text, place=case.home)
    return extracted(review=case.text, place=case.home)


@pytest.mark.parametrize(("rule", "case"), EXAMPLES)
def test_a_rule_gives_what_its_example_says(rule: RelationRule, case: Case) -> None:
    told = {(k.subject.name, k.predicate, k.object.name) for k in read(case).links if k.rule == rule.id}
    assert told == set(case.finds)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_examples_that_give_something_and_counter_examples_that_give_nothing(
    rule: RelationRule,
) -> None:
    assert rule.examples
    assert all(case.finds for case in rule.examples)
    assert rule.counter or rule.id == "opening"  # every report has an opening
    assert not any(case.finds for case in rule.counter)


@pytest.mark.parametrize(("rule", "case"), EXAMPLES)
def test_what_an_example_gives_is_a_relation_of_the_ontology(rule: RelationRule, case: Case) -> None:
    assert {predicate for _, predicate, _ in case.finds} <= set(RELATIONS), rule.id


@pytest.mark.parametrize(("rule", "case"), EXAMPLES)
def test_both_ends_of_a_link_are_mentions_or_the_report_s_own_place(rule: RelationRule, case: Case) -> None:
    found = read(case)
    named = {*found.mentions, found.home}
    assert all({link.subject, link.object} <= named for link in found.links), rule.id


def test_an_industry_is_found_again_in_a_name_of_another_sentence() -> None:
    text = "加快发展文旅产业，带动群众增收。\n\n推动东山文旅综合体项目等重大项目建设。"
    found = extracted(review=text)
    link = next(k for k in found.links if k.predicate == "inIndustry" and "东山" in k.subject.name)
    said = [found.report.passages[i].text for i in link.passages]
    assert "东山" in said[0]
    assert any("文旅产业" in quote for quote in said)


def test_a_part_s_whole_is_named_once() -> None:
    found = extracted(review="集双高速四平段、集双高速辽源段建成通车。")
    wholes = [k.object.name for k in found.links if k.predicate == "partOf"]
    assert wholes == ["集双高速", "集双高速"]


@pytest.mark.parametrize(("name", "core"), [("文旅产业链", "文旅"), ("煤化工", "煤化工"), ("产业", "")])
def test_the_core_of_an_industry(name: str, core: str) -> None:
    assert sector_core(name) == core
