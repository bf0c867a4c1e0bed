"""Each authored rule of relations held to its examples, through the whole extractor."""

from __future__ import annotations

import pytest

from passages import extracted
from siping_kg.extract import Extraction
from siping_kg.extract.relations.ends import end_rules, named_once
from siping_kg.extract.relations.rules import Case, RelationRule, relation_rules
from siping_kg.extract.relations.whole import sector_core
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import report_quads
from siping_kg.model import RELATIONS
from siping_kg.resolve import resolve
from siping_kg.resources import PatternRule
from siping_kg.vocabulary import KG, RDF

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


@pytest.mark.parametrize("rule", end_rules(), ids=lambda rule: rule.name)
def test_a_rule_of_ends_tells_what_is_no_name(rule: PatternRule) -> None:
    assert rule.examples
    assert rule.counter
    assert not any(named_once(name) for name in rule.examples)
    assert all(named_once(name) for name in rule.counter)


@pytest.mark.parametrize(
    "text",
    [
        "开展红嘴提升行动，建设智能工厂。",
        "大力发展新能源产业，建设红嘴风电示范基地8个。",
        "大力发展新能源产业，建设一批红嘴风电示范基地。",
        "双辽建设国家级风电装备制造基地。",
    ],
)
def test_what_is_no_one_thing_is_tied_to_nothing(text: str) -> None:
    found = extracted(plan=text)
    assert not [k for k in found.links if k.predicate in ("inIndustry", "underPolicy", "locatedIn")]


def statuses_of(review: str) -> set[str]:
    extraction = extracted(review=review)
    lines = report_quads(extraction, resolve(extraction, load_gazetteer()))
    located = {line.split()[0] for line in lines if f"<{RDF.predicate}> <{KG.locatedIn}>" in line}
    return {line.split()[2] for line in lines if f"<{KG.status}>" in line and line.split()[0] in located}


def test_what_is_about_to_come_is_no_fact() -> None:
    assert statuses_of("天成玉米深加工项目即将落户梨树县。") == {f"<{KG.Target}>"}


def test_what_is_expected_of_something_else_is_still_a_fact() -> None:
    assert statuses_of("预计投资增长5%，天成玉米深加工项目落户梨树县。") == {f"<{KG.Actual}>"}


def honours_of(review: str) -> set[tuple[str, str, str]]:
    told = ((k.subject.name, k.predicate, k.object.name) for k in extracted(review=review).links)
    return {one for one in told if one[1] in ("receivedHonour", "seeksHonour")}


def test_a_title_goes_on_over_and_when_its_first_half_is_none() -> None:
    told = {("四平市", "receivedHonour", "国家首批生态保护与建设示范区")}
    assert honours_of("我市被列入国家首批生态保护与建设示范区。") == told


def test_a_city_that_creates_is_a_title_and_striving_for_none() -> None:
    text = "抓住我市国家循环经济示范创建市、国家低碳城市试点市和新能源汽车示范城市的机遇。"
    assert not [k for k in extracted(plan=text).links if k.predicate == "seeksHonour"]


def test_what_ranks_in_a_hundred_is_not_for_that_a_firm() -> None:
    assert not honours_of("科技强度首次跻身全球百强。")
