"""Reports' graphs and the gazetteer's: golden files, and what must hold in every graph."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from passages import report_text
from siping_kg.check import check_graph
from siping_kg.extract import extract
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import gazetteer_iri, gazetteer_quads, gazetteer_version, report_iri, report_quads
from siping_kg.model import CORE_CLASSES, RELATIONS
from siping_kg.reading import read_text
from siping_kg.resolve import resolve
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.vocabulary import ID, KG, OWL, PREFIXES, RDF, SKOS

REPORTS = sorted((Path(__file__).parent / "golden" / "report").glob("*.md"))
BUNDLED_PLAN = re.compile("四平市政府工作报告提出")
CLASSES = ", ".join(f"kg:{kind}" for kind in CORE_CLASSES)


def quads_of(text: str, name: str, *, base: str = ID) -> tuple[str, ...]:
    gazetteer = load_gazetteer()
    extraction = extract(read_text(text.encode(), name=name), gazetteer)
    return tuple(report_quads(extraction, resolve(extraction, gazetteer, base=base), base=base))


def store_of(quads: tuple[str, ...]) -> Store:
    store = Store()
    store.bulk_load("".join(f"{quad}\n" for quad in quads).encode(), format=RdfFormat.N_QUADS)
    return store


@functools.cache
def built(path: Path) -> tuple[str, ...]:
    # Reading as text makes line ends the same on every machine; offsets and hash follow.
    return quads_of(path.read_text(encoding="utf-8"), path.name)


@functools.cache
def stored(path: Path) -> Store:
    return store_of(built(path))


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    return [tuple(term.value if term else "" for term in row) for row in answer]


@pytest.fixture(params=[*REPORTS, BUNDLED_REPORT], ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


# ── golden files ──


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_s_graph_is_the_golden_one(path: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"report/{path.stem}.nq", "".join(f"{quad}\n" for quad in built(path)))


def test_golden_graphs_have_their_reports() -> None:
    folder = Path(__file__).parent / "golden" / "report"
    assert {file.stem for file in folder.glob("*.nq")} == {report.stem for report in REPORTS}
    assert len(REPORTS) >= 4


# ── what holds in every report's graph ──


def test_lines_are_sorted_and_of_one_graph_without_blank_nodes(path: Path) -> None:
    lines = built(path)
    assert all(one < other for one, other in pairwise(lines))
    assert {line.rpartition(" <")[2] for line in lines} == {f"{report_iri(path.stem)}> ."}
    assert not [line for line in lines if line.startswith("_:") or "> _:" in line]


def test_lines_are_how_oxigraph_writes_them(path: Path) -> None:
    """Except that it writes numbers shorter, so only terms without a datatype are held against it."""
    plain = [line for line in built(path) if "^^<" not in line]
    written = (store_of(tuple(plain)).dump(format=RdfFormat.N_QUADS) or b"").decode()
    assert sorted(written.splitlines()) == plain


def test_all_that_is_mentioned_has_one_class_and_one_chinese_label(path: Path) -> None:
    things = rows(
        stored(path),
        f"""SELECT ?thing (COUNT(DISTINCT ?class) AS ?classes) (COUNT(DISTINCT ?label) AS ?labels) {{
              {{ ?s rdf:type kg:Statement ; rdf:subject|rdf:object ?thing
                 FILTER NOT EXISTS {{ ?s rdf:predicate kg:phase ; rdf:object ?thing }} }}
              UNION {{ ?m kg:entity ?thing }} UNION {{ ?o kg:place|kg:about ?thing }}
              OPTIONAL {{ ?thing a ?class FILTER(?class IN ({CLASSES})) }}
              OPTIONAL {{ ?thing skos:prefLabel ?label FILTER(LANG(?label) = "zh") }}
            }} GROUP BY ?thing""",
    )
    assert len(things) > 3
    assert [thing for thing in things if thing[1:] != ("1", "1")] == []
    unlabelled = rows(
        stored(path),
        "SELECT ?i { ?o kg:indicator ?i FILTER NOT EXISTS { ?i a kg:Indicator ; skos:prefLabel ?l } }",
    )
    assert unlabelled == []


def test_each_relation_has_its_statement_and_each_statement_its_relation(path: Path) -> None:
    predicates = " ".join(f"kg:{name}" for name in (*RELATIONS, "phase"))
    direct = rows(stored(path), f"SELECT ?s ?p ?o {{ VALUES ?p {{ {predicates} }} ?s ?p ?o }}")
    stated = rows(
        stored(path),
        """SELECT DISTINCT ?s ?p ?o { ?x a kg:Statement, rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ;
             rdf:object ?o ; prov:wasQuotedFrom/oa:exact ?words ; kg:status ?status ; kg:rule ?rule ;
             kg:year ?y ; kg:yearNumber ?n }""",
    )
    assert direct
    assert sorted(direct) == sorted(stated)


def test_quotes_stand_in_the_text_at_their_offsets(path: Path) -> None:
    ((text, title),) = rows(stored(path), "SELECT ?text ?title { ?r kg:text ?text ; dcterms:title ?title }")
    assert text == path.read_text(encoding="utf-8")
    assert "政府工作报告" in title
    quotes = rows(
        stored(path), "SELECT ?exact ?start ?end { ?p oa:exact ?exact ; oa:start ?start ; oa:end ?end }"
    )
    assert len(quotes) > 3
    for exact, start, end in quotes:
        assert re.sub(r"\s", "", text[int(start) : int(end)]) == re.sub(r"\s", "", exact)
        assert len(exact) <= 400
    for printed, quote in rows(
        stored(path), "SELECT ?printed ?exact { ?o kg:printed ?printed ; prov:wasQuotedFrom/oa:exact ?exact }"
    ):
        assert printed in quote


def test_mentions_stand_inside_their_passages(path: Path) -> None:
    mentions = rows(
        stored(path),
        """SELECT ?from ?start ?end ?to ?seen { ?m a kg:Mention ; oa:start ?start ; oa:end ?end ; kg:entity ?e ;
             kg:passage ?p . ?p oa:start ?from ; oa:end ?to . BIND(EXISTS { ?e kg:mentionedIn ?p } AS ?seen) }""",
    )
    assert mentions
    for *offsets, seen in mentions:
        begin, start, end, to = map(int, offsets)
        assert begin <= start < end <= to
        assert seen == "true"


def test_the_plan_is_never_a_fact(path: Path) -> None:
    """What is quoted from after the plan's heading is a target, but for what holds of what is there already."""
    text = path.read_text(encoding="utf-8")
    plan = re.search(r"^.*二、[^。]*?$", text, re.M) if path != BUNDLED_REPORT else BUNDLED_PLAN.search(text)
    assert plan
    claims = rows(
        stored(path),
        """SELECT ?status ?start ?said { ?x kg:status ?status ; prov:wasQuotedFrom ?p . ?p oa:start ?start
             OPTIONAL { ?x rdf:predicate ?said } FILTER NOT EXISTS { ?report kg:namedIn ?p } }""",
    )
    planned = [(status, said) for status, start, said in claims if int(start) > plan.end()]
    before = {status for status, start, _ in claims if int(start) < plan.start()}
    lasting = {said for status, said in planned if status != KG.Target}
    assert lasting <= {KG.locatedIn, KG.inIndustry, KG.partOf, KG.involves, KG.underPolicy}
    assert KG.Target in {status for status, _ in planned}
    assert KG.Actual in before
    if path != BUNDLED_REPORT:
        assert KG.Target not in before


def test_a_golden_graph_passes_the_checks() -> None:
    for report in REPORTS:
        assert check_graph(stored(report), shapes=False) == ()


def test_the_bundled_report_passes_checks_and_shapes() -> None:
    assert check_graph(stored(BUNDLED_REPORT)) == ()
    kinds = rows(stored(BUNDLED_REPORT), "SELECT DISTINCT ?kind { ?x a ?kind }")
    expected = {KG[name] for name in (*CORE_CLASSES, "Report", "Passage", "Mention", "Statement")}
    assert expected - {kind for (kind,) in kinds} == set()


# ── what single sentences become ──


def graph(*, review: str = "", plan: str = "", place: str = "四平市") -> Store:
    return store_of(quads_of(report_text(review=review, plan=plan, place=place), "test.txt"))


def test_cooperation_goes_both_ways_each_with_its_statement() -> None:
    store = graph(plan="推动世达机械、奋勇专用车等企业与一汽深度合作。")
    query = """SELECT ?a ?b { ?x rdf:subject/skos:prefLabel ?a ; rdf:predicate kg:cooperatesWith ;
                 rdf:object/skos:prefLabel ?b . ?x rdf:subject ?s ; rdf:object ?o . ?s kg:cooperatesWith ?o }"""
    found = set(rows(store, query))
    assert ("世达机械", "中国第一汽车集团") in found
    assert found == {(b, a) for a, b in found}


def test_the_same_relation_in_two_sentences_is_two_statements_and_one_triple() -> None:
    sentence = "争创国家食品安全示范城市。"
    store = graph(plan=f"{sentence}\n\n绿化造林10万亩，{sentence}")
    assert len(rows(store, "SELECT ?x { ?x rdf:predicate kg:seeksHonour }")) == 2
    assert len(rows(store, "SELECT ?o { ?s kg:seeksHonour ?o }")) == 1


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ("支持梨树县红嘴机场打造区域门户机场。", KG.Actual),
        ("支持梨树县红嘴机场建设。", KG.Target),
        ("建设梨树县红嘴机场。", KG.Target),
    ],
)
def test_a_plan_tells_where_a_thing_is_only_if_it_is_there(plan: str, status: str) -> None:
    where = rows(graph(plan=plan), "SELECT ?status { ?x rdf:predicate kg:locatedIn ; kg:status ?status }")
    assert where == [(status,)]


def test_a_figure_of_a_thing_is_about_it() -> None:
    store = graph(review="总投资12.5亿元的北山冰雪小镇项目竣工。")
    query = """SELECT ?value ?unit ?base ?name { ?x kg:value ?value ; kg:unit ?unit ; kg:baseValue ?base ;
                 kg:about/skos:prefLabel ?name }"""
    assert rows(store, query) == [("12.5", "亿元", "1250000000", "北山冰雪小镇")]


def test_a_figure_is_as_printed_and_in_base_units() -> None:
    store = graph(review="新建高标准农田32.95 万亩。")
    query = """SELECT ?printed ?value ?unit ?base ?baseUnit ?n ?kind { ?x kg:printed ?printed ; kg:value ?value ;
                 kg:unit ?unit ; kg:baseValue ?base ; kg:baseUnit ?baseUnit ; kg:yearNumber ?n ; kg:kind ?kind ;
                 kg:place <https://w3id.org/siping-kg/id/place/吉林省四平市> ; qudt:hasUnit ?u }"""
    ((printed, *rest),) = rows(store, query)
    assert printed == "32.95万亩"
    assert rest == ["32.95", "万亩", "329500", "亩", "2023", KG.Count]


def test_estimated_is_neither_fact_nor_target() -> None:
    store = graph(review="地区生产总值预计增长6%。一般公共预算收入增长5%。")
    found = {
        (value, status) for value, status in rows(store, "SELECT ?v ?s { ?x kg:value ?v ; kg:status ?s }")
    }
    assert found == {("6", KG.Estimated), ("5", KG.Actual)}


def test_what_the_government_promises_of_itself_is_a_target() -> None:
    store = graph(
        review="争创国家食品安全示范城市。",
        plan="改造桥梁。\n\n三、加强政府自身建设\n\n争创全国法治政府建设示范市。",
    )
    query = """SELECT ?honour ?status { ?x rdf:predicate kg:seeksHonour ; rdf:object/skos:prefLabel ?honour ;
                 kg:status ?status }"""
    assert set(rows(store, query)) == {
        ("国家食品安全示范城市", KG.Actual),
        ("全国法治政府建设示范市", KG.Target),
    }


def test_nothing_lies_in_what_has_its_own_name() -> None:
    store = graph(review="红嘴高新区项目建设加快。")
    query = """SELECT ?one ?other { ?x rdf:predicate kg:locatedIn ; rdf:subject/skos:prefLabel ?one ;
                 rdf:object/skos:prefLabel ?other }"""
    assert not [ends for ends in rows(store, query) if len(set(ends)) == 1]


def test_quotation_marks_and_backslashes_survive() -> None:
    words = 'C:\\temp "引号" 与“双引号”'
    text = report_text(review=f"{words}。\n\n\t地区生产总值增长6%。\r\n")
    ((kept,),) = rows(store_of(quads_of(text, "test.txt")), "SELECT ?t { ?r kg:text ?t }")
    assert kept == text


def test_the_base_is_an_option_of_the_whole_graph() -> None:
    base = "https://example.org/kg/"
    lines = quads_of(report_text(review="争创国家食品安全示范城市。"), "test.txt", base=base)
    assert not [line for line in lines if ID in line]
    assert f"<{base}report/四平市-2024>" in lines[0]


def test_two_reports_agree_on_the_labels_of_what_they_share() -> None:
    store = Store()
    for report in (*REPORTS, BUNDLED_REPORT):
        store.bulk_load("\n".join(built(report)).encode(), format=RdfFormat.N_QUADS)
    assert len(rows(store, "SELECT ?r { ?r a kg:Report }")) == len(REPORTS) + 1
    shared = rows(
        store,
        """SELECT ?x { GRAPH ?g { ?x skos:prefLabel ?l } GRAPH ?h { ?x skos:prefLabel ?m } FILTER(STR(?g) < STR(?h)) }""",
    )
    assert shared, "the golden reports share places and indicators"
    assert check_graph(store, shapes=False) == ()


# ── the gazetteer's graph ──


@pytest.fixture(scope="module")
def gazetteer() -> Store:
    return store_of(gazetteer_quads())


def within(store: Store, place: str) -> set[str]:
    node, relation = NamedNode(f"{ID}place/{place}"), NamedNode(KG.within)
    return {
        quad.object.value.removeprefix(f"{ID}place/")
        for quad in store.quads_for_pattern(node, relation, None, None)
        if isinstance(quad.object, NamedNode)
    }


def test_the_gazetteer_s_lines_are_sorted_and_of_one_graph(gazetteer: Store) -> None:
    lines = gazetteer_quads()
    assert all(one < other for one, other in pairwise(lines))
    assert {line.rpartition(" <")[2] for line in lines} == {f"{gazetteer_iri()}> ."}
    assert len(gazetteer) == len(lines)


def test_a_county_is_within_city_province_and_country(gazetteer: Store) -> None:
    assert {"吉林省四平市", "吉林省", "中国"} <= within(gazetteer, "吉林省梨树县")
    assert {"吉林省", "中国"} <= within(gazetteer, "吉林省四平市")
    assert "吉林省四平市" not in within(gazetteer, "吉林省四平市")


def test_within_is_its_own_closure(gazetteer: Store) -> None:
    gaps = "SELECT ?a ?c { ?a kg:within ?b . ?b kg:within ?c FILTER NOT EXISTS { ?a kg:within ?c } } LIMIT 3"
    assert rows(gazetteer, gaps) == []
    assert rows(gazetteer, "SELECT ?a { ?a kg:within ?a } LIMIT 3") == []


def test_a_county_that_moved_is_within_its_city_of_today(gazetteer: Store) -> None:
    """公主岭市 was 四平市's until 2020 and is 长春市's since."""
    (iri,) = {iri for (iri,) in rows(gazetteer, 'SELECT ?p { ?p skos:prefLabel "公主岭市"@zh ; a kg:Place }')}
    key = iri.removeprefix(f"{ID}place/")
    assert "吉林省长春市" in within(gazetteer, key)
    assert "吉林省四平市" not in within(gazetteer, key)
    spans = rows(
        gazetteer,
        f"""SELECT ?of ?first ?last {{ ?m a kg:Membership ; kg:member <{iri}> ; kg:memberOf ?of ; kg:firstYear ?first
              OPTIONAL {{ ?m kg:lastYear ?last }} }} ORDER BY ?first""",
    )
    assert [(of.removeprefix(f"{ID}place/"), first, last) for of, first, last in spans] == [
        ("吉林省四平市", "2010", "2020"),
        ("吉林省长春市", "2021", ""),
    ]


def test_a_place_has_name_short_name_and_code(gazetteer: Store) -> None:
    place = NamedNode(f"{ID}place/吉林省四平市")
    said = {
        (quad.predicate.value, quad.object)
        for quad in gazetteer.quads_for_pattern(place, None, None, None)
        if isinstance(quad.object, Literal)
    }
    assert (SKOS.prefLabel, Literal("四平市", language="zh")) in said
    assert (SKOS.altLabel, Literal("四平", language="zh")) in said
    assert ("https://schema.org/identifier", Literal("220300")) in said
    assert (RDF.type, NamedNode(KG.Place)) in {
        (quad.predicate.value, quad.object) for quad in gazetteer.quads_for_pattern(place, None, None, None)
    }


def test_the_version_tells_one_gazetteer_from_another(gazetteer: Store) -> None:
    subject, predicate, version = gazetteer_version()
    assert (subject, predicate) == (gazetteer_iri(), OWL.versionInfo)
    assert [quad.object for quad in gazetteer.quads_for_pattern(NamedNode(subject), None, None, None)] == [
        version
    ]
    other = gazetteer_version(base="https://example.org/")
    assert other[2] != version, "the hash is of all that the graph says"


def test_the_gazetteer_passes_the_checks(gazetteer: Store) -> None:
    assert check_graph(gazetteer, shapes=False) == ()


def test_a_definition_of_the_glossary_explains_its_scheme() -> None:
    review = "全面推行“一站三办”改革，群众办事更方便。"
    text = report_text(review=review) + "\n\n名词解释\n\n1.“一站三办”：指在一个站点办理三类事项的改革。\n"
    store = Store()
    report = read_text(text.encode(), name="test.txt")
    extraction = extract(report, load_gazetteer())
    lines = report_quads(extraction, resolve(extraction, load_gazetteer()))
    store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    found = rows(store, "SELECT ?label ?said { ?x skos:definition ?said ; skos:prefLabel ?label }")
    assert found == [("一站三办", "指在一个站点办理三类事项的改革。")]
