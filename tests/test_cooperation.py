"""Cooperation: who is tied to whom, by what, told by whom; the network of places; paths with a quote for each step."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pyoxigraph import NamedNode, Quad, Store

from siping_kg.cooperation import (
    central_places,
    find_paths,
    place_network,
    quotes_of,
    read_ties,
    tie_table,
    ties_of,
)
from siping_kg.cooperation.reach import reports_about
from siping_kg.model import QueryError, UnknownNameError
from siping_kg.query.things import kind_of, level_of, same_as, scope_of
from siping_kg.store import read_graph
from siping_kg.vocabulary import KG, OA, SKOS
from statements import ID, say, thing

SIPING, CHANGCHUN = f"{ID}place/吉林省四平市", f"{ID}place/吉林省长春市"
LISHU = f"{ID}place/吉林省四平市梨树县"


@pytest.fixture(scope="module")
def small() -> Store:
    return read_graph(Path(__file__).parent / "data" / "small.trig")


@pytest.fixture
def store(small: Store) -> Store:
    """A copy to add to."""
    copy = Store()
    copy.extend(small)
    return copy


def row_of(table: pd.DataFrame, partner: str) -> dict[str, object]:
    (row,) = table[table["partner"] == partner].to_dict("records")
    return {str(key): value for key, value in row.items()}


# ── ties ──


@pytest.mark.parametrize("place", ["吉林省四平市", "吉林省长春市", "吉林省四平市梨树县"])
def test_the_reports_that_can_tie_a_place_say_the_same_as_all(store: Store, place: str) -> None:
    alone = NamedNode(f"{ID}report/白城市-2024")
    firm, other = (
        NamedNode(f"{ID}company/{name}") for name in ("吉林省白城市/甲机械", "吉林省白城市/乙机械")
    )
    store.add(Quad(firm, NamedNode(KG.cooperatesWith), other, alone))
    asked = reports_about(store, f"{ID}place/{place}")
    assert asked
    assert alone.value not in asked
    told = ties_of(store, read_ties(store, place=f"{ID}place/{place}"), f"id:place/{place}")
    assert told.rows == ties_of(store, read_ties(store), f"id:place/{place}").rows


def test_a_report_that_names_only_what_is_linked_with_a_thing_of_the_place_is_asked_too(store: Store) -> None:
    graph, links = NamedNode(f"{ID}report/白城市-2024"), NamedNode(f"{ID}graph/links")
    firm, ours = NamedNode(f"{ID}company/某机械"), NamedNode(f"{ID}company/吉林省四平市/某机械")
    store.add(Quad(NamedNode(f"{ID}company/乙机械"), NamedNode(KG.cooperatesWith), firm, graph))
    assert graph.value not in reports_about(store, f"{ID}place/吉林省四平市")
    store.add(Quad(firm, NamedNode(SKOS.exactMatch), ours, links))
    assert graph.value in reports_about(store, f"{ID}place/吉林省四平市")


def test_a_tie_says_by_what_when_how_often_and_who_tells_it(small: Store) -> None:
    table = ties_of(small, read_ties(small), "四平市").frame()
    assert list(table["partner"]) == ["一汽", "长春市"]
    scheme = row_of(table, "长春市")
    assert (scheme["kind"], scheme["schemes"], scheme["strength"]) == ("Place", "长平一体化", 2)
    assert (scheme["told_by"], scheme["done"], scheme["planned"]) == ("both", 0, 2)
    assert (scheme["first"], scheme["last"]) == (2024, 2024)
    assert "长平一体化" in str(scheme["quote"])
    assert "世宝机械" in str(scheme["takes_part"]), "what carries the scheme out in the same passage"
    firm = row_of(table, "一汽")
    assert (firm["kind"], firm["takes_part"], firm["strength"]) == ("Company", "世宝机械", 2)
    assert list(ties_of(small, read_ties(small), "四平市", places_only=True).frame()["partner"]) == ["长春市"]


def test_a_tie_seen_from_its_other_end_is_the_same(small: Store) -> None:
    back = row_of(ties_of(small, read_ties(small), "长春市").frame(), "四平市")
    there = row_of(ties_of(small, read_ties(small), "四平市").frame(), "长春市")
    assert {key: back[key] for key in ("strength", "schemes", "first", "last", "told_by")} == {
        key: there[key] for key in ("strength", "schemes", "first", "last", "told_by")
    }


def test_every_quote_of_a_tie_is_shown(small: Store) -> None:
    quotes = quotes_of(small, read_ties(small), "四平市", "长春市").frame()
    assert set(quotes["report"]) == {"四平市-2024", "长春市-2024"}
    assert set(quotes["means"]) == {"direct", "scheme"}, "also by firms of the partner"
    assert quotes["quote"].str.len().min() > 0
    with pytest.raises(UnknownNameError, match="在哪儿"):
        quotes_of(small, read_ties(small), "四平市", "在哪儿").frame()


def test_two_places_that_carry_out_one_scheme_are_not_tied_by_it(store: Store) -> None:
    policy = thing(store, "policy/乡村振兴", "Policy", "乡村振兴")
    before = read_ties(store)
    say(store, SIPING, "underPolicy", policy, words="四平推进乡村振兴。")
    say(store, CHANGCHUN, "underPolicy", policy, words="长春推进乡村振兴。", report="长春市-2024")
    assert read_ties(store) == before


def test_a_county_counts_for_its_city_and_is_not_tied_to_it(store: Store) -> None:
    dalian = thing(store, "place/辽宁省大连市", "Place", "大连市")
    say(store, LISHU, "cooperatesWith", dalian, words="梨树县与大连市合作。")
    say(store, SIPING, "cooperatesWith", LISHU, words="四平市与梨树县合作。")
    ties = read_ties(store)
    found = row_of(ties_of(store, ties, "四平市").frame(), "大连市")
    assert (found["takes_part"], found["strength"], found["done"]) == ("梨树县", 1, 1)
    assert list(ties_of(store, ties, "梨树县").frame()["partner"]) == ["大连市"]


def test_a_scheme_of_the_province_ties_the_city_that_tells_of_it(store: Store) -> None:
    policy = thing(store, "policy/吉浙合作", "Policy", "吉浙合作")
    zhejiang = thing(store, "place/浙江省", "Place", "浙江省")
    for party in (f"{ID}place/吉林省", zhejiang):
        say(store, policy, "involves", party, words="深化吉浙合作。")
    (row,) = quotes_of(store, read_ties(store), "四平市", "浙江省").frame().to_dict("records")
    assert (row["own"], row["through"], row["by"]) == ("四平市", "吉林省", "吉浙合作")


def test_a_scheme_between_others_ties_only_them(store: Store) -> None:
    policy = thing(store, "policy/吉林省/长吉一体化", "Policy", "长吉一体化")
    jilin = thing(store, "place/吉林省吉林市", "Place", "吉林市")
    for party in (CHANGCHUN, jilin):
        say(store, policy, "involves", party, words="支持长吉一体化。")
    assert "吉林市" not in set(ties_of(store, read_ties(store), "四平市").frame()["partner"])
    assert "吉林市" in set(ties_of(store, read_ties(store), "长春市").frame()["partner"])


@pytest.mark.parametrize(("name", "tied"), [("金华合作", True), ("三明医改经验", False), ("金华模式", False)])
def test_a_scheme_with_one_party_ties_only_if_it_is_one_of_working_together(
    store: Store, name: str, tied: bool
) -> None:
    policy = thing(store, f"policy/浙江省金华市/{name}", "Policy", name)
    jinhua = thing(store, "place/浙江省金华市", "Place", "金华市")
    say(store, policy, "involves", jinhua, words=f"深化与{name}。")
    assert ("金华市" in set(ties_of(store, read_ties(store), "四平市").frame()["partner"])) is tied


def test_a_project_of_two_places_or_of_a_firm_from_elsewhere_ties(store: Store) -> None:
    road = thing(store, "project/长春至四平高速公路", "Project", "长春至四平高速公路")
    for place in (SIPING, CHANGCHUN):
        say(store, road, "locatedIn", place, words="建设长春至四平高速公路。", status="Target", year=2024)
    plant = thing(store, "project/吉林省四平市/华能风电场", "Project", "华能风电场")
    firm = thing(store, "company/中国华能", "Company", "中国华能")
    say(store, plant, "undertakenBy", firm, words="推进华能风电场。")
    say(store, plant, "locatedIn", SIPING, words="推进华能风电场。")
    local = thing(store, "company/吉林省四平市/天成药业", "Company", "天成药业")
    say(store, plant, "undertakenBy", local, words="天成药业参建华能风电场。")
    table = ties_of(store, read_ties(store), "四平市").frame()
    assert row_of(table, "长春市")["projects"] == "长春至四平高速公路"
    assert row_of(table, "中国华能")["projects"] == "华能风电场"
    assert "天成药业" not in set(table["partner"])


def test_a_quote_that_only_names_the_reporting_place_is_no_evidence(small: Store, store: Store) -> None:
    passage = next(iter(store.quads_for_pattern(None, NamedNode(OA.exact), None, None))).subject
    assert isinstance(passage, NamedNode)
    report = NamedNode(f"{ID}report/四平市-2024")
    for said in sorted({tie.passage for tie in read_ties(small)}):
        store.add(Quad(report, NamedNode(KG.namedIn), NamedNode(said), report))
    assert {tie.report for tie in read_ties(store)} == {"长春市-2024"}


def test_things_that_are_linked_are_one(store: Store) -> None:
    a, b = (f"{ID}company/吉林省{place}市/顺邦农机" for place in ("四平", "长春"))
    assert same_as(store, b) == same_as(store, a) == (a, b)
    dalian = thing(store, "place/辽宁省大连市", "Place", "大连市")
    say(store, a, "cooperatesWith", dalian, words="顺邦农机与大连市合作。")
    say(store, b, "cooperatesWith", dalian, words="大连市与顺邦农机合作。", report="长春市-2024")
    (partner,) = ties_of(store, read_ties(store), "大连市").frame().to_dict("records")
    assert (partner["partner"], partner["strength"]) == ("顺邦农机", 2)


# ── the network of places ──


def test_the_network_counts_passages_and_firms_for_their_places(small: Store) -> None:
    network = place_network(small, read_ties(small))
    edge = network.edges[SIPING, CHANGCHUN]
    assert (edge["strength"], edge["done"], edge["planned"], edge["distance"]) == (2, 0, 2, 0.5)
    assert network.nodes[SIPING]["label"] == "四平市"
    table = tie_table(network, around=SIPING).frame()
    assert table.to_dict("list") == {"place": ["四平市", "长春市"], "四平市": [0, 2], "长春市": [2, 0]}
    central = central_places(network).frame()
    assert list(central["group"]) == [1, 1]
    assert list(central["strength"]) == [2, 2]


def test_what_is_in_one_city_is_no_tie_of_cities_or_provinces(store: Store) -> None:
    dalian = thing(store, "place/辽宁省大连市", "Place", "大连市")
    say(store, LISHU, "cooperatesWith", dalian, words="梨树县与大连市合作。")
    ties = read_ties(store)
    assert set(place_network(store, ties, level="county").neighbors(LISHU)) == {dalian}
    assert LISHU not in place_network(store, ties)
    assert SIPING not in place_network(store, ties, level="province")
    with pytest.raises(QueryError, match="--level town: is one of county, city, province"):
        place_network(store, ties, level="town")
    with pytest.raises(QueryError, match="is tied to no place at this level"):
        tie_table(place_network(store, ties), around=LISHU).frame()


# ── paths ──


def test_a_path_has_a_relation_and_a_quote_for_each_step(small: Store) -> None:
    paths = find_paths(small, "四平市", "长春市").frame()
    assert list(paths["path"]) == [1, 1]
    assert list(paths["step"]) == [1, 2]
    assert list(paths["from"]) == ["四平市", "长平一体化"]
    assert list(paths["to"]) == ["长平一体化", "长春市"]
    assert list(paths["relation"]) == ["← 涉及", "涉及 →"]
    assert list(paths["quotes"]) == [2, 2]
    assert paths["quote"].str.contains("长平一体化").all()
    direct = find_paths(small, "世宝机械", "一汽").frame()
    assert (direct["relation"].iloc[0], len(direct)) == ("合作", 1)


def test_a_county_reaches_others_through_its_city_where_that_is_allowed(small: Store) -> None:
    paths = find_paths(small, "梨树县", "长春市", within=True).frame()
    assert list(paths["from"]) == ["梨树县", "四平市", "长平一体化"]
    assert (paths["relation"].iloc[0], paths["quote"].iloc[0]) == ("隶属于 →", "")
    with pytest.raises(QueryError, match="no path of up to 6 statements ties 梨树县 and 长春市; --hubs goes"):
        find_paths(small, "梨树县", "长春市").frame()


def test_what_ties_everything_is_gone_through_only_when_asked(store: Store) -> None:
    honour = thing(store, "honour/国家卫生城市", "Honour", "国家卫生城市")
    say(store, LISHU, "receivedHonour", honour, words="梨树县获评国家卫生城市。")
    say(store, CHANGCHUN, "receivedHonour", honour, words="长春市获评国家卫生城市。", report="长春市-2024")
    with pytest.raises(QueryError, match="no path"):
        find_paths(store, "梨树县", "长春市").frame()
    assert "国家卫生城市" in set(find_paths(store, "梨树县", "长春市", hubs=True).frame()["to"])


def test_what_many_places_tell_of_is_a_hub(store: Store) -> None:
    firm = thing(store, "company/阿里巴巴", "Company", "阿里巴巴")
    say(store, LISHU, "cooperatesWith", firm, words="梨树县与阿里巴巴合作。")
    say(store, CHANGCHUN, "cooperatesWith", firm, words="长春市与阿里巴巴合作。", report="长春市-2024")
    assert list(find_paths(store, "梨树县", "长春市").frame()["to"]) == ["阿里巴巴", "长春市"]
    for number in range(12):
        town = thing(store, f"place/某省某{number}市", "Place", f"某{number}市")
        say(
            store,
            town,
            "cooperatesWith",
            firm,
            words=f"某{number}市与阿里巴巴合作。",
            report=f"某{number}市-2024",
        )
    with pytest.raises(QueryError, match="no path"):
        find_paths(store, "梨树县", "长春市").frame()
    assert len(find_paths(store, "梨树县", "阿里巴巴").frame()) == 1, "an end is never left out"


def test_shortest_paths_are_sorted_by_their_weakest_step_and_limited(store: Store) -> None:
    for name, times in (("甲方案", 1), ("乙方案", 2)):
        policy = thing(store, f"policy/吉林省/{name}", "Policy", name)
        for time in range(times):
            say(store, policy, "involves", LISHU, words=f"梨树{name}{time}。")
            say(store, policy, "involves", CHANGCHUN, words=f"长春{name}{time}。")
    paths = find_paths(store, "梨树县", "长春市").frame()
    assert list(paths.loc[paths["step"] == 1, "to"]) == ["乙方案", "甲方案"]
    assert set(find_paths(store, "梨树县", "长春市", most=1).frame()["path"]) == {1}
    assert find_paths(store, "梨树县", "长春市").frame().equals(paths)
    with pytest.raises(QueryError, match="no path of up to 1 "):
        find_paths(store, "梨树县", "长春市", longest=1).frame()


def test_names_of_one_thing_make_no_path(small: Store) -> None:
    with pytest.raises(QueryError, match="四平 and 四平市 are one thing"):
        find_paths(small, "四平", "四平市").frame()


# ── what IRIs and codes tell ──


def test_what_an_iri_tells_of_a_thing(small: Store) -> None:
    assert kind_of(f"{ID}company/吉林省四平市/世宝机械") == "Company"
    assert scope_of(f"{ID}company/吉林省四平市/世宝机械") == SIPING
    assert scope_of(SIPING) == SIPING
    assert (scope_of(f"{ID}policy/乡村振兴"), kind_of("x")) == ("", "")
    assert [level_of(small, place) for place in (f"{ID}place/吉林省", SIPING, LISHU, f"{ID}place/中国")] == [
        "province",
        "city",
        "county",
        "",
    ]
