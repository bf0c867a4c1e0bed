"""Names and IRIs: one spelling, one IRI, one label for a thing, whoever names it and in whatever order."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from passages import extracted
from siping_kg.extract import Extraction
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import CORE_CLASSES, Entity, Mention
from siping_kg.resolve import Resolution, canonical_name, entity_iri, resolve, thing_name
from siping_kg.vocabulary import ID

WORDING = "巨元换热器与世宝机械合作。"
IRI_CHARACTERS = re.compile(r"[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ue000-\uf8ff]+")


def report(place: str = "四平市") -> Extraction:
    """A report with one sentence, in which nothing is named yet."""
    found = extracted(review=WORDING, place=place)
    return replace(found, mentions=(), links=(), phases=(), observations=())


def mention(kind: str, name: str, *, rule: str = "ending", at: tuple[int, int] = (0, 5)) -> Mention:
    return Mention(passage_of(), *at, kind, name, rule)


def passage_of() -> int:
    return next(i for i, p in enumerate(REPORT.report.passages) if p.text == WORDING)


REPORT = report()


def resolved(*mentions: Mention, of: Extraction = REPORT) -> Resolution:
    return resolve(replace(of, mentions=mentions), load_gazetteer())


def entity(kind: str, name: str, *, rule: str = "ending", place: str = "四平市") -> Entity:
    """What one mention in a report of the place stands for."""
    named = mention(kind, name, rule=rule)
    found = resolved(named, of=REPORT if place == "四平市" else report(place))
    return found.entities[found.iris[named]]


def test_a_city_s_one_zone_is_the_same_without_the_city_s_name() -> None:
    """四平's 高新区 is 四平高新区 in any report; in a province's report it may be any city's."""
    assert entity("Zone", "高新技术产业开发区").label == "四平高新区"
    assert entity("Zone", "高新区").iri == entity("Zone", "四平高新区", place="长春市").iri
    assert entity("Zone", "高新区", place="吉林省").label == "高新区"
    assert entity("Zone", "红嘴高新区").label == "红嘴高新区"


# ── names ──


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("巨元换热器", "巨元换热器"),
        ("国家级专精特新“小巨人”", "国家级专精特新小巨人"),
        ("《四平市 优化营商环境条例》", "四平市优化营商环境条例"),
        ("ＡＢＣ公司（四平）", "ABC公司(四平)"),
        ("四平—长春共建汽车产业园", "四平-长春共建汽车产业园"),
        ("四平——长春", "四平-长春"),
        ("四平～长春", "四平-长春"),
        ("、世宝机械，", "世宝机械"),
        ("阿里·巴巴", "阿里·巴巴"),
    ],
)
def test_a_name_has_one_spelling(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


@given(st.text(alphabet="四平长春ＡａA１1-—－～~·、，,。 　“”《》()（）第号", max_size=12))
def test_a_canonical_name_is_its_own(name: str) -> None:
    once = canonical_name(name)
    assert canonical_name(once) == once
    assert not re.search(r"[\s“”《》]", once)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("Industry", {"船舶", "船舶产业", "船舶产业链", "船舶产业集群", "船舶全产业链"}),
        ("Industry", {"旅游业", "旅游业产业链"}),
        ("Policy", {"双培育", "“双培育”", "“双培育”行动", "“双培育”专项行动"}),
        ("Policy", {"长平一体化", "长平一体化合作", "长平一体化协同发展"}),
        ("Policy", {"吉浙合作", "吉浙对口合作"}),
    ],
)
def test_forms_of_one_thing_are_one_name(kind: str, names: set[str]) -> None:
    assert len({thing_name(kind, name) for name in names}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Industry", "玉米产业", "水稻产业"),
        ("Policy", "长平一体化", "平辽一体化"),
        ("Policy", "“双培育”行动", "“双提升”行动"),
        ("Company", "船舶产业", "船舶"),
    ],
)
def test_other_things_are_other_names(kind: str, one: str, other: str) -> None:
    assert thing_name(kind, one) != thing_name(kind, other)


# ── IRIs ──


@pytest.mark.parametrize(
    ("kind", "name", "scope", "tail"),
    [
        ("Place", "吉林省四平市", None, "place/吉林省四平市"),
        ("Company", "世宝机械", "吉林省四平市", "company/吉林省四平市/世宝机械"),
        ("Industry", "玉米产业", None, "industry/玉米产业"),
        ("Project", "铁西/铁东 改造", "四平", "project/四平/铁西%2F铁东%20改造"),
        ("Honour", "前10%", None, "honour/前10%25"),
        ("Policy", "1+3?#[N]", None, "policy/1+3%3F%23%5BN%5D"),
        ("Product", "<{|}>^`\\", None, "product/%3C%7B%7C%7D%3E%5E%60%5C"),
        ("Product", "\ue5e5字\x7f", None, "product/%EE%97%A5字%7F"),
        ("Person", "𠮷某", None, "person/𠮷某"),
    ],
)
def test_an_iri_says_class_scope_and_name(kind: str, name: str, scope: str | None, tail: str) -> None:
    assert entity_iri(kind, name, scope) == ID + tail


def test_the_base_of_iris_is_an_option() -> None:
    iri = entity_iri("Company", "世宝机械", "吉林省四平市", base="https://example.org/我/")
    assert iri == "https://example.org/我/company/吉林省四平市/世宝机械"
    other = resolve(REPORT, load_gazetteer(), base="https://example.org/")
    assert list(other.entities) == ["https://example.org/place/吉林省四平市"]


@given(
    st.sampled_from(CORE_CLASSES),
    st.text(min_size=1, max_size=20),
    st.none() | st.text(min_size=1, max_size=8),
)
def test_every_iri_parses_and_gives_its_name_back(kind: str, name: str, scope: str | None) -> None:
    iri = entity_iri(kind, name, scope)
    assert IRI_CHARACTERS.fullmatch(iri)
    (quad,) = parse(f"<{iri}> <{iri}> <{iri}> <{iri}> .", format=RdfFormat.N_QUADS)
    assert quad.subject == NamedNode(iri)
    parts = [unquote(part) for part in iri.removeprefix(ID).split("/")]
    assert parts == [kind.lower(), *([scope] if scope else []), name]


# ── whose thing it is ──


@pytest.mark.parametrize(
    ("kind", "name", "scope"),
    [
        ("Company", "世宝机械", "吉林省四平市"),
        ("Facility", "市中心医院", "吉林省四平市"),
        ("Facility", "国际会展中心", "吉林省四平市"),
        ("Zone", "国家现代农业产业园", "吉林省四平市"),
        ("Project", "中央公园改造项目", "吉林省四平市"),
        ("Policy", "“双培育”行动", "吉林省四平市"),
        ("Honour", "省级“绿色工厂”", "吉林省"),
        ("Organization", "省政府", "吉林省"),
        ("Industry", "玉米产业", None),
        ("Honour", "国家级“绿色工厂”", None),
        ("Honour", "全国文明城市", None),
        ("Company", "中国石油", None),
        ("Organization", "国务院", None),
    ],
)
def test_a_thing_belongs_to_place_province_or_country(kind: str, name: str, scope: str | None) -> None:
    assert entity(kind, name).iri == entity_iri(kind, thing_name(kind, name), scope)


def test_a_county_s_report_gives_provincial_things_to_the_province() -> None:
    assert entity("Honour", "省级示范县", place="梨树县").iri == f"{ID}honour/吉林省/省级示范县"
    assert entity("Company", "世宝机械", place="梨树县").iri == f"{ID}company/吉林省梨树县/世宝机械"
    assert entity("Honour", "省级示范县", place="吉林省").iri == f"{ID}honour/吉林省/省级示范县"


def test_a_scheme_of_several_places_is_the_province_s() -> None:
    """So that both ends' reports speak of one scheme."""
    ends = {
        entity("Policy", "长平一体化", rule="compound", place=place).iri for place in ("四平市", "长春市")
    }
    assert ends == {f"{ID}policy/吉林省/长平一体化"}


def test_what_the_lexicon_knows_is_the_country_s() -> None:
    firms = {entity("Company", "比亚迪", rule="known", place=place).iri for place in ("四平市", "长春市")}
    assert firms == {f"{ID}company/比亚迪"}


def test_namesakes_of_two_cities_are_two_things() -> None:
    hospitals = {entity("Facility", "市中心医院", place=place).iri for place in ("四平市", "辽源市")}
    assert len(hospitals) == 2


@pytest.mark.parametrize(
    ("name", "home", "iri", "label"),
    [
        ("梨树", "四平市", "吉林省梨树县", "梨树县"),
        ("梨树县", "长春市", "吉林省梨树县", "梨树县"),
        ("吉林省四平市", "梨树县", "吉林省四平市", "四平市"),
        ("铁西区", "四平市", "吉林省四平市铁西区", "铁西区"),
        ("铁西区", "鞍山市", "辽宁省鞍山市铁西区", "铁西区"),
    ],
)
def test_a_place_of_the_gazetteer_has_one_iri_in_every_report(
    name: str, home: str, iri: str, label: str
) -> None:
    found = entity("Place", name, rule="known", place=home)
    assert (found.iri, found.label) == (f"{ID}place/{iri}", label)


def test_a_place_that_the_gazetteer_lacks_is_the_report_s() -> None:
    found = entity("Place", "“无名”屯")
    assert (found.iri, found.label) == (f"{ID}place/吉林省四平市/无名屯", "无名屯")


def test_the_report_s_own_place_is_there_though_nothing_names_it() -> None:
    assert list(resolved().entities) == [f"{ID}place/吉林省四平市"]


# ── the same whatever the order ──

MENTIONS = [
    mention("Company", "世宝机械"),
    mention("Company", "世宝机械", at=(6, 10)),
    mention("Company", "“世宝”机械", at=(6, 10)),
    mention("Honour", "国家级“绿色工厂”"),
    mention("Honour", "国家级绿色工厂"),
    mention("Industry", "船舶产业链"),
    mention("Industry", "船舶"),
    mention("Place", "梨树", rule="known"),
    mention("Place", "梨树县", rule="known"),
    mention("Policy", "“双培育”行动"),
    mention("Policy", "双培育"),
]


@given(st.permutations(MENTIONS))
def test_the_order_of_mentions_changes_nothing(mentions: list[Mention]) -> None:
    found, plain = resolved(*mentions), resolved(*MENTIONS)
    assert found == plain
    assert list(found.entities) == sorted(found.entities)
    assert len(found.entities) == 1 + 5


def test_other_forms_are_kept_and_none_is_the_label() -> None:
    found = resolved(*MENTIONS)
    forms = {entity.label: entity.forms for entity in found.entities.values()}
    assert "“双培育”行动" in forms["双培育"]
    assert "梨树" in forms["梨树县"]
    assert not [entity for entity in found.entities.values() if entity.label in entity.forms]


def test_the_label_follows_from_the_iri() -> None:
    """Outside the gazetteer the label is what the IRI ends with, so no two reports can disagree."""
    named = [
        mention("Policy", "《四平市 优化营商环境条例》"),
        mention("Project", "铁西/铁东改造项目"),
        mention("Honour", "ＡＡＡＡＡ级景区"),
        *MENTIONS,
    ]
    for place in ("四平市", "长春市", "浙江省"):
        for iri, found in resolved(*named, of=report(place)).entities.items():
            if found.kind != "Place":
                assert unquote(iri.rpartition("/")[2]) == found.label


@pytest.mark.parametrize(
    ("kinds", "one"),
    [
        (("Zone", "Zone", "Project"), "Zone"),
        (("Zone", "Project"), "Project"),
        (("Facility", "Zone"), "Facility"),
    ],
)
def test_what_is_built_and_called_alike_is_one_thing_of_the_class_most_mentions_have(
    kinds: tuple[str, ...], one: str
) -> None:
    mentions = tuple(mention(kind, "红嘴物流园", at=(0, n + 2)) for n, kind in enumerate(kinds))
    found = resolve(replace(REPORT, mentions=mentions), load_gazetteer())
    assert {entity.kind for entity in found.entities.values()} == {"Place", one}
    assert len({found.iris[each] for each in mentions}) == 1


def test_a_firm_and_its_project_stay_two_though_called_alike() -> None:
    mentions = (mention("Company", "红嘴纸业"), mention("Project", "红嘴纸业", at=(0, 4)))
    found = resolve(replace(REPORT, mentions=mentions), load_gazetteer())
    assert len({found.iris[each] for each in mentions}) == 2
