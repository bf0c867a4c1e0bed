"""Queries: every one that ships answers, parameters are terms, and nothing leaves the store."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from siping_kg.model import AmbiguousNameError, QueryError, UnknownNameError
from siping_kg.query import (
    FORMATS,
    NamedQuery,
    Table,
    answer,
    ask,
    find_query,
    load_queries,
    network,
    read_query,
    render,
    resolve_name,
    run,
    select,
    triples,
)
from siping_kg.query.grammar import query_form
from siping_kg.store import read_graph
from siping_kg.vocabulary import KG, PREFIXES, RDF, SKOS

ID = "https://w3id.org/siping-kg/id/"
SIPING = f"{ID}place/吉林省四平市"


@pytest.fixture(scope="module")
def store() -> Store:
    return read_graph(Path(__file__).parent / "data" / "small.trig")


def place(store: Store, path: str, label: str) -> str:
    """Add a place as a gazetteer graph has it."""
    thing, graph = NamedNode(f"{ID}place/{path}"), NamedNode(f"{ID}graph/gazetteer")
    store.add(Quad(thing, NamedNode(RDF.type), NamedNode(KG.Place), graph))
    store.add(Quad(thing, NamedNode(SKOS.prefLabel), Literal(label, language="zh"), graph))
    return thing.value


@pytest.fixture(params=load_queries(), ids=lambda query: query.name)
def shipped(request: pytest.FixtureRequest) -> NamedQuery:
    assert isinstance(request.param, NamedQuery)
    return request.param


def test_there_are_queries_for_the_main_questions() -> None:
    names = {query.name for query in load_queries()}
    assert len(names) >= 12
    assert names >= {
        "cooperation",
        "cooperation-network",
        "projects",
        "figures",
        "entity",
        "places",
        "search",
    }


def test_a_query_says_what_it_is_and_its_example_returns_rows(store: Store, shipped: NamedQuery) -> None:
    assert shipped.title
    assert shipped.description.endswith("。")
    assert {param.name for param in shipped.params if not param.optional} <= set(shipped.example)
    frame = run(store, shipped, params=shipped.example)
    assert len(frame) > 0
    assert list(frame.columns) == [name for name, _ in shipped.columns]


def test_a_query_selects_its_parameters_and_columns_and_nothing_else(
    store: Store, shipped: NamedQuery
) -> None:
    solutions = store.query(shipped.text)
    assert isinstance(solutions, QuerySolutions)
    selected = {variable.value for variable in solutions.variables}
    assert selected == {param.name for param in shipped.params} | {name for name, _ in shipped.columns}


def test_a_query_answers_the_same_with_and_without_the_union_of_graphs(
    store: Store, shipped: NamedQuery
) -> None:
    answers = []
    for union in (True, False):
        solutions = store.query(shipped.text, use_default_graph_as_union=union)
        assert isinstance(solutions, QuerySolutions)
        answers.append(sorted(str(tuple(row)) for row in solutions))
    assert answers[0] == answers[1]
    assert answers[0] or shipped.params


def test_a_query_answers_the_same_whatever_the_order_of_its_quads(store: Store, shipped: NamedQuery) -> None:
    turned = Store()
    turned.extend(reversed(list(store)))
    assert run(turned, shipped, params=shipped.example).equals(run(store, shipped, params=shipped.example))


def test_what_states_a_relation_comes_with_its_quote(store: Store, shipped: NamedQuery) -> None:
    if "status" in dict(shipped.columns):
        frame = run(store, shipped, params=shipped.example)
        assert frame["quote"].str.len().min() > 0


def test_cooperation_shows_the_place_asked_for_first(store: Store) -> None:
    for name, other in [("四平市", "长春市"), ("长春市", "四平市")]:
        frame = run(store, "cooperation", params={"place": name})
        assert set(frame["place_name"]) == {name}
        assert set(frame["partner"]) == {other}
        assert list(frame["scheme"]) == ["长平一体化", "长平一体化"]
    assert len(run(store, "cooperation")) == 2, "each tie once, whichever end comes first"
    assert run(store, "cooperation", params={"place": "梨树县"}).empty


def test_an_optional_parameter_widens_the_answer(store: Store) -> None:
    everything = run(store, "figures")
    assert len(everything) == 7
    assert len(run(store, "figures", params={"place": "四平市"})) == 4
    assert set(everything["place_name"]) == {"四平市", "长春市"}


def test_numbers_are_numbers_and_the_rest_is_text(store: Store) -> None:
    frame = run(store, "figures", params={"place": "四平市"})
    assert frame["value"].tolist() == [6.0, 2.0, 32.95, 70.0]
    assert str(frame["year"].dtype) == "Int64"
    assert frame["bound"].tolist() == ["", "", "", ">="]
    frame = run(
        store,
        "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (1 '01' 1.50 'x\\ty\"\\\\n') (UNDEF '2' 2e3 <a:b>) } }",
    )
    assert frame["a"].isna().tolist() == [False, True]
    assert frame["b"].tolist() == ["01", "2"]
    assert frame["c"].tolist() == [1.5, 2000.0]
    assert frame["d"].tolist() == ['x\ty"\\n', "a:b"]


def test_an_empty_answer_has_its_columns(store: Store) -> None:
    frame = run(store, "search", params={"text": "没有这样的话"})
    assert frame.empty
    assert list(frame.columns) == ["quote", "start", "report", "passage"]


def test_a_parameter_is_a_term_and_never_syntax(store: Store) -> None:
    assert run(store, "search", params={"text": '"}) } DROP ALL #'}).empty
    assert len(run(store, "search", params={"text": "长平一体化"})) == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("SELECT ?s {\n SERVICE <http://example.org/> { ?s ?p ?o } }", 2, "SERVICE"),
        ("SELECT ?s { service silent ?s { ?s ?p ?o } }", 1, "SERVICE"),
        ("SELECT ?s { FILTER(1<2)SERVICE<http://e/>{ ?s ?p ?o } }", 1, "SERVICE"),
        ("SELECT ?s { ?s ?p 'it''s' . SERVICE <http://e/> {} }", 1, "SERVICE"),
        ("SELECT ?s { ?s ?p '''a'b''' . SERVICE <http://e/> {} }", 1, "SERVICE"),
        ('SELECT ?s { ?s ?p "a\\"b" . # c\n SERVICE <http://e/> {} }', 2, "SERVICE"),
        ("SELECT * FROM <http://e/> { ?s ?p ?o }", 1, "FROM"),
        ("SELECT *\n\nfrom named <http://e/> { ?s ?p ?o }", 3, "FROM"),
        ("LOAD <http://e/>", 1, "LOAD"),
        ("PREFIX a: <http://a/> INSERT DATA { a:a a:b a:c }", 1, "update"),
        ("DROP ALL", 1, "update"),
        ("SELECT ?s { \\u0053ERVICE <http://e/> { ?s ?p ?o } }", 1, "backslash"),
        ("{ }", 0, "is no query"),
    ],
)
def test_what_would_leave_or_change_the_store_is_refused(text: str, line: int, says: str) -> None:
    with pytest.raises(QueryError, match=f"q.rq: {f'line {line}: ' if line else ''}.*{says}"):
        query_form(text, "q.rq")


WORDS = st.sampled_from(["SERVICE", "FROM", "LOAD", "INSERT", "a", " ", "<", ">", "#", "{", "'", "service"])


@given(st.lists(WORDS).map("".join))
def test_words_in_strings_comments_names_and_iris_are_no_keywords(words: str) -> None:
    text = words.replace("'", "\\'")
    assert (
        query_form(f"# {words}\nASK {{ ?s ?FROM '{text}', '''{text}''', \"{words}\" }} # {words}", "q")
        == "ASK"
    )
    assert (
        query_form("PREFIX load: <http://SERVICE/#FROM> SELECT ?service { ?service load:FROM $LOAD }", "q")
        == "SELECT"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT ?s {\n ?s foo:x ?o }", r"the query: line 2: is not SPARQL: Prefix not found, near `\?o }`"),
        ("SELECT ?s { ?s ?p ?o", r"line 1: is not SPARQL: the text ends too early"),
        ("SELECT ?s WHER { ?s ?p ?o }", r"line 1: is not SPARQL: near `"),
        ("# param: n integer — 数\nSELECT ?s { ?s kg:yearNumber ?n }", r"cannot be run: .*\?n in its SELECT"),
    ],
)
def test_a_broken_query_names_the_place(store: Store, text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        run(store, text, params={"n": 1} if "param" in text else None)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("# title: x\n# param: place — 地区", r"mine.rq: line 2: a parameter is `name Type — meaning`"),
        ("# param: place Plaec — 地区", r"mine.rq: line 1: Plaec is no type of parameter; there is Place, "),
        ("# column: quote", r"mine.rq: line 1: a column is"),
        ("# example: place", r"mine.rq: line 1: an example is"),
        (
            "# param: s text — 物\n# column: x — 物\n# title: FILTER(!BOUND(?s))",
            r"BOUND\(\?s\) is never true of a param",
        ),
        ("# example: place=四平市", r"mine.rq: the example sets place, which is no parameter"),
    ],
)
def test_a_broken_header_names_the_line(header: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        read_query(f"{header}\nASK {{ ?s ?p ?o }}", name="mine", source="mine.rq")


def test_a_store_that_lacks_what_a_query_needs_is_told_from_one_without_an_answer(store: Store) -> None:
    assert len(select(store, "indicators", params={"named": "没有这样的指标"})) == 0
    with pytest.raises(
        QueryError, match=r"indicators.rq: the store lacks kg:figureCount, .* `siping-kg build "
    ):
        select(Store(), "indicators")


def test_indicators_come_with_the_most_used_first(store: Store) -> None:
    assert select(store, "indicators").rows == (
        ("", "新建高标准农田面积", 3, 2),
        ("地区生产总值", "地区生产总值增速", 3, 2),
        ("", "总投资额", 1, 1),
    )


def test_a_header_is_read_whole() -> None:
    text = "# title: 题\n# param: y integer = 2024 — 年\n# param: p Place? — 地\n# column: s — 物\nSELECT ?y ?p ?s { ?s ?p ?y }"
    query = read_query(text, name="mine", source="mine.rq")
    assert [(p.name, p.type, p.optional, p.default) for p in query.params] == [
        ("y", "integer", True, "2024"),
        ("p", "Place", True, None),
    ]
    assert (query.title, query.columns, query.form) == ("题", (("s", "物"),), "SELECT")


def test_a_default_is_used_and_can_be_changed(store: Store) -> None:
    text = "# param: y integer = 2023 — 年\nSELECT ?y (COUNT(?s) AS ?n) { ?s a kg:Observation ; kg:yearNumber ?y } GROUP BY ?y"
    assert run(store, text)["n"].tolist() == [4]
    assert run(store, text, params={"y": 2024})["n"].tolist() == [3]
    with pytest.raises(QueryError, match="the parameter y is a whole number, not 'x'"):
        run(store, text, params={"y": "x"})


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({}, r"needs the parameter place \(哪个地区\)"),
        ({"plaec": "x"}, r"has no parameter plaec; it has place"),
    ],
)
def test_wrong_parameters_are_told(store: Store, params: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError, match=f"queries/policies-of-place.rq: {says}"):
        run(store, "policies-of-place", params=params)


def test_a_query_is_found_by_name_file_or_text(store: Store, tmp_path: Path) -> None:
    mine = tmp_path / "我的.rq"
    mine.write_text("SELECT (COUNT(?r) AS ?n) { ?r a kg:Report }", encoding="utf-8")
    assert run(store, str(mine))["n"].tolist() == [2]
    assert find_query("search") is find_query("search")
    with pytest.raises(QueryError, match="no query is called 'coperation'; there is cooperation"):
        find_query("coperation")
    with pytest.raises(QueryError, match=r"none.rq: cannot be read \(No such file"):
        find_query("none.rq")
    mine.write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="is not UTF-8 text"):
        find_query(str(mine))


def test_a_column_that_is_declared_must_be_selected(store: Store) -> None:
    with pytest.raises(QueryError, match="declares the column quote, which it does not select"):
        run(store, "# column: quote — 原文\nSELECT ?s { ?s a kg:Report }")


@pytest.mark.parametrize(
    "name", ["四平市", " 四平 ", "220300", SIPING, "id:place/吉林省四平市", "吉林省四平市"]
)
def test_a_place_is_found_by_any_of_its_names(store: Store, name: str) -> None:
    assert resolve_name(store, name, kind="Place") == SIPING


def test_a_thing_of_any_class_is_found_by_its_name(store: Store) -> None:
    assert resolve_name(store, "世宝机械") == f"{ID}company/吉林省四平市/世宝机械"
    assert resolve_name(store, "四平市世宝机械", kind="Company") == f"{ID}company/吉林省四平市/世宝机械"
    with pytest.raises(
        UnknownNameError, match=r"nothing of the class Policy \(政策\) in the store is called 世宝机械$"
    ):
        resolve_name(store, "世宝机械", kind="Policy")


@pytest.mark.parametrize(
    "name", ["平市", "http://example.org/x", f"{SIPING}/geometry", "地区生产总值增速", "x y"]
)
def test_what_is_no_entity_is_unknown(store: Store, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve_name(store, name)


def test_an_unknown_name_shows_near_ones(store: Store) -> None:
    with pytest.raises(UnknownNameError, match=r"in the store is called 四坪市; near it: 四平市$"):
        resolve_name(store, "四坪市", kind="Place")


def test_a_name_of_several_places_lists_them_and_a_path_settles_it(store: Store) -> None:
    several = Store()
    several.extend(store)
    ours, theirs = (
        place(several, "吉林省四平市铁西区", "铁西区"),
        place(several, "辽宁省沈阳市铁西区", "铁西区"),
    )
    says = r"铁西区 fits 2 things; say which: 吉林省四平市铁西区 \(地区\), 辽宁省沈阳市铁西区 \(地区\)"
    with pytest.raises(AmbiguousNameError, match=says):
        resolve_name(several, "铁西区")
    assert resolve_name(several, "四平市铁西区") == ours
    assert resolve_name(several, "辽宁省沈阳市铁西区") == resolve_name(several, "辽宁省铁西区") == theirs


def test_the_preferred_name_goes_before_other_names(store: Store) -> None:
    several = Store()
    several.extend(store)
    own = place(several, "浙江省长春", "长春")
    assert resolve_name(several, "长春") == own, "of the other it is only a short form"


def test_a_table_is_aligned_by_what_the_eye_sees(store: Store) -> None:
    lines = render(select(store, "positions"), "table").splitlines()
    assert lines[0].startswith("person  role")
    assert lines[2].startswith("陈德明  市长  四平市人民政府")
    assert lines[-1] == "(1 row)"
    wide = render(Table(("a", "b", "c"), (("市" * 60, f"{ID}place/吉林省", 1.0),)), "table").splitlines()[2]
    assert wide == f"{'市' * 23}…  id:place/吉林省  1", "a long text is cut, a thing keeps its IRI"


def test_the_other_formats_are_whole(store: Store) -> None:
    frame = select(store, "figures", params={"place": "四平市"})
    again = pd.read_csv(io.StringIO(render(frame, "csv")), keep_default_na=False)
    assert again["value"].tolist() == frame.column("value")
    assert again["quote"].tolist() == frame.column("quote")
    assert "\n四平市,地区生产总值增速,6,%," in render(frame, "csv")
    rows = json.loads(render(frame, "json"))
    assert rows[2]["value"] == 32.95
    assert rows[2]["year"] == 2023
    assert render(Table(("a",), (("x|y\nz",),)), "md") == "| a |\n| --- |\n| x\\|y z |\n"
    with pytest.raises(QueryError, match="xml is no format for a table; there is table, csv, json, md"):
        render(frame, "xml")
    assert all(render(Table(frame.columns, ()), name).endswith("\n") for name in FORMATS)


def test_yes_or_no_and_triples(store: Store) -> None:
    assert ask(store, "ASK { ?r a kg:Report }")
    assert not ask(store, "ASK { ?r a kg:Zebra }")
    assert answer(store, "ASK { ?r a kg:Report }") == "true\n"
    query = "CONSTRUCT { ?p a kg:Place } { ?p a kg:Place ; kg:mentionedIn ?any }"
    lines = triples(store, query).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == 3
    assert answer(store, query, format="nt") == triples(store, query)
    assert set(run(store, query)["predicate"]) == {RDF.type}
    with pytest.raises(QueryError, match="is an ASK query"):
        run(store, "ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="is a SELECT query, not ASK"):
        ask(store, "search", params={"text": "x"})
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE give triples"):
        triples(store, "places")


def test_a_table_of_relations_is_a_network(store: Store) -> None:
    frame = run(store, "cooperation-network")
    graph = network(frame, source="source", relation="relation", target="target")
    policy = f"{ID}policy/吉林省/长平一体化"
    assert graph.nodes[policy] == {"label": "长平一体化", "kind": "Policy"}
    edges = graph.get_edge_data(policy, SIPING)
    assert [edge["relation"] for edge in edges.values()] == ["involves", "involves"], "one of each report"
    assert {edge["report"] for edge in edges.values()} == {"四平市-2024", "长春市-2024"}
    doubled = network(pd.concat([frame, frame]), source="source", relation="relation", target="target")
    assert doubled.number_of_edges() == graph.number_of_edges() == len(frame)
    with pytest.raises(QueryError, match="a network needs the column subject; there is source, "):
        network(frame)


def test_the_network_has_the_columns_and_words_of_the_page(store: Store) -> None:
    frame = run(store, "cooperation-network", params={"place": "四平市"})
    assert set(frame["relation"]) == {"cooperatesWith", "involves", "underPolicy"}
    assert set(frame["status"]) == {"Target"}
    assert set(frame["source_kind"]) == {"Company", "Policy"}
    assert set(frame["report"]) == {"四平市-2024"}
    assert frame["passage"].str.startswith(f"{ID}report/四平市-2024/passage/").all()


def test_queries_are_imported_without_pandas() -> None:
    code = "import sys, siping_kg.query, siping_kg.store; print([m for m in ('pandas', 'networkx', 'rdflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_prefixes_of_a_query_are_those_of_the_vocabulary(shipped: NamedQuery) -> None:
    declared = [line.split() for line in shipped.text.splitlines() if line.startswith("PREFIX")]
    assert declared
    for _, prefix, iri in declared:
        assert PREFIXES[prefix.rstrip(":")] == iri.strip("<>")
