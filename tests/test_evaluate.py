"""The evaluation: numbers worked out by hand, a matching that is the largest, and the figures of score.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from siping_kg.evaluate import Evaluation, Gold, Score, evaluate, load_gold, render
from siping_kg.evaluate.matching import match, normal
from siping_kg.model import AuthoredFileError, SipingError, UnknownNameError
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import read_graph
from siping_kg.vocabulary import KG, RDF

ID = "https://w3id.org/siping-kg/id/"
SMALL = Path(__file__).parent / "data" / "small.trig"
SHARED = Path(__file__).parents[2] / "shared" / "gold"

GOLD = """
document: small
place: 四平市
report_year: 2024
entities:
- {name: 四平市, type: Place, accept: [四平]}
- {name: 长春市, type: Place}
- {name: 梨树县, type: Place, must: false}
- {name: 顺邦农机, type: Organization}
- {name: 世宝机械, type: Organization, types_ok: [Company]}
- {name: “长平”一体化, type: Policy}
- {name: 图中没有的项目, type: Project}
relations:
- [“长平”一体化, involves, 长春市]
- {s: 一汽, p: cooperatesWith, o: 世宝机械, quote: 推动世宝机械与一汽深度合作}
- {s: “长平”一体化, p: involves, o: 四平, must: false}
- {s: 四平-长春共建汽车产业园, p: locatedIn, o: 四平市}
- [顺邦农机, receivedHonour, 省级称号]
observations:
- {keys: [地区生产总值, GDP], value: 6, unit: "%", year: 2023, kind: growth, status: estimated}
- {keys: [高标准农田], value: 32.95, unit: 万亩, year: 2023, kind: count}
- {keys: [高标准农田], value: 70, unit: 万亩, year: 2024, kind: level, status: actual, bound: ">="}
- {keys: [投资], value: -2, unit: 亿元, year: 2024, kind: money, status: target, must: false}
- {keys: [粮食], value: 6, unit: "%", year: 2023}
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return read_graph(SMALL)


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    return gold_of(tmp_path, GOLD)


def gold_of(folder: Path, text: str) -> Gold:
    (folder / "gold.yaml").write_text(text, encoding="utf-8")
    return load_gold(folder / "gold.yaml")


@pytest.fixture
def found(gold: Gold, store: Store) -> Evaluation:
    return evaluate(gold, store)


def test_entities_are_right_by_class_and_name(found: Evaluation) -> None:
    # 17 things in the graph: 四平市, 长春市, 世宝机械 and 长平一体化 are right, 梨树县 is optional, 12 are wrong.
    scores = found.entities.scores
    assert scores["all"] == Score(right=4, wrong=12, must=6, optional=1)
    assert scores["Place"] == Score(right=2, wrong=0, must=2)
    assert scores["Organization"] == Score(right=1, wrong=1, must=2)
    assert scores["Project"] == Score(right=0, wrong=1, must=1)
    assert found.entities.misses["missed"] == ("Organization 顺邦农机", "Project 图中没有的项目")
    assert "wrong class: ['Company'] ['顺邦农机']" in found.entities.misses["wrong"]
    assert len(found.entities.misses["wrong"]) == 12


def test_relations_are_right_by_the_names_of_their_ends(found: Evaluation) -> None:
    # 8 in the graph, 合作 counted once and the zone in 四平市 left out: two right, one optional, five wrong.
    scores = found.relations.scores
    assert scores["all"] == Score(right=2, wrong=5, must=3, optional=1)
    assert scores["cooperatesWith"] == Score(right=1, wrong=0, must=1)
    assert scores["locatedIn"] == Score(right=0, wrong=1, must=0)
    assert scores["receivedHonour"] == Score(right=0, wrong=1, must=1)
    assert "seeksHonour" not in scores
    assert found.relations.misses["missed"] == ("['顺邦农机'] receivedHonour ['省级称号']",)


def test_figures_are_right_by_value_unit_and_a_key(found: Evaluation) -> None:
    # Year and status of the third differ; the second is a level, not a count; an investment's sign is ignored.
    scores = found.figures.scores
    assert scores["all"] == Score(right=3, wrong=0, must=4, optional=1)
    assert scores["strict"] == Score(right=2, wrong=1, must=4, optional=1)
    assert scores["full"] == Score(right=1, wrong=2, must=4, optional=1)
    assert found.figures.misses["missed"] == ("['粮食'] 6 % 2023 actual",)
    assert found.figures.misses["not_strict"] == ("['高标准农田'] 70 万亩 2024 actual",)


def test_evidence_is_looked_up_in_the_text(gold: Gold, store: Store, found: Evaluation) -> None:
    # 12 statements and 4 figures. Four statements do not name both ends: 长平一体化 involves 四平市 and 长春市,
    # a project's phase, and what 四平市 strives for.
    assert found.evidence
    assert (found.evidence.claims, found.evidence.standing, found.evidence.share) == (16, 16, 1.0)
    assert found.evidence.relations_without_statement == 0
    assert found.evidence.ends_named == pytest.approx(8 / 12)
    (text,) = store.quads_for_pattern(NamedNode(found.report), NamedNode(KG.text), None, None)
    broken = evaluate(gold, store, text=text.object.value.replace("万亩。顺邦", "万亩，顺邦")).evidence
    assert broken
    assert broken.standing == 15, "the figure's quote ends with another character"


def test_what_the_evidence_can_lack_is_counted(gold: Gold) -> None:
    broken = read_graph(SMALL)
    graph = NamedNode(f"{ID}report/四平市-2024")
    a, b = NamedNode(f"{ID}place/吉林省四平市"), NamedNode(f"{ID}place/吉林省长春市")
    broken.add(Quad(a, NamedNode(KG.cooperatesWith), b, graph))
    (printed,) = broken.quads_for_pattern(None, NamedNode(KG.printed), Literal("32.95万亩"), graph)
    broken.remove(printed)
    broken.add(Quad(printed.subject, printed.predicate, Literal("33万亩"), graph))
    evidence = evaluate(gold, broken).evidence
    assert evidence
    assert (evidence.standing, evidence.relations_without_statement) == (15, 1)


def test_a_second_thing_for_the_same_gold_is_a_duplicate_and_two_classes_are_wrong(tmp_path: Path) -> None:
    store, graph = Store(), NamedNode(f"{ID}report/四平市-2024")

    def thing(name: str, label: str, *kinds: str) -> None:
        iri = NamedNode(ID + name)
        store.add(
            Quad(iri, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal(label), graph)
        )
        for kind in kinds:
            store.add(Quad(iri, NamedNode(RDF.type), NamedNode(KG[kind]), graph))

    store.add(Quad(graph, NamedNode(RDF.type), NamedNode(KG.Report), graph))
    thing("1", "甲", "Company")
    thing("2", "甲公司", "Company")
    thing("3", "乙", "Company", "Organization")
    entities = "[{name: 甲公司, type: Company, accept: [甲]}, {name: 乙, type: Company}]"
    gold = gold_of(
        tmp_path,
        f"{{document: x, place: 四平市, report_year: 2024, entities: {entities}, relations: [], observations: []}}",
    )
    found = evaluate(gold, store)
    assert found.entities.scores["Company"] == Score(right=1, wrong=2, must=2)
    assert found.entities.misses["wrong"] == (
        "duplicate: ['Company'] ['甲']",
        "several core classes: ['Company', 'Organization'] ['乙']",
    )
    assert found.evidence is None
    assert found.figures.scores["all"] == Score(0, 0, 0)


def test_the_report_of_the_gold_is_chosen_or_the_one_that_is_named(gold: Gold, store: Store) -> None:
    assert evaluate(gold, store).report == f"{ID}report/四平市-2024"
    assert evaluate(gold, store, report="长春市-2024").report == f"{ID}report/长春市-2024"
    with pytest.raises(UnknownNameError, match=r"and 0 fit '2023'; there is 四平市-2024, 长春市-2024"):
        evaluate(gold, store, report="2023")
    with pytest.raises(UnknownNameError, match=r"and 2 fit '2024'"):
        evaluate(gold, store, report="2024")
    with pytest.raises(UnknownNameError, match="there is none"):
        evaluate(gold, Store())


def test_rates_follow_from_the_counts() -> None:
    score = Score(right=3, wrong=1, must=6, optional=2)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0.0, 1.0, 0.0)


def test_an_evaluation_is_written_as_lines_and_as_json(found: Evaluation) -> None:
    text = render(found, misses=True)
    assert "entities all                 0.250  0.667  0.364      4     6     12         1\n" in text
    assert "evidence: 16 of 16 claims stand in the text (1.000)" in text
    assert "figures missed: ['粮食'] 6 % 2023 actual\n" in text
    assert "missed" not in render(found)
    plain = json.loads(render(found, format="json"))
    assert plain["relations"]["all"]["precision"] == 0.2857
    assert plain["evidence"]["ends_named"] == 0.6667
    with pytest.raises(SipingError, match="xml is no format for an evaluation"):
        render(found, format="xml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("type: Policy}", "type: Polcy}", r"entity 6 \(“长平”一体化\): Polcy is none of the classes"),
        ("involves, 长春市", "involve, 长春市", r"relation 1 .*: involve is none of locatedIn, "),
        ("value: 70", "value: seventy", r"observations\[2\].value"),
        ("name: 四平市", "nane: 四平市", r"entities\[0\]"),
        ("- [顺邦农机,", "- [[顺邦农机,", r"line \d+: is not YAML"),
    ],
)
def test_a_broken_gold_file_names_the_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOLD
    with pytest.raises(AuthoredFileError, match=f"gold.yaml: .*{says}") as caught:
        gold_of(tmp_path, GOLD.replace(old, new, 1))
    assert "\n" not in str(caught.value)


def test_names_are_compared_without_quotes_width_case_and_space() -> None:
    assert normal("“数字四平” \uff21\uff30\uff30") == normal("数字四平app")


OPTIONS = st.dictionaries(
    st.integers(0, 12), st.lists(st.integers(0, 12), unique=True, max_size=6), max_size=13
)


@given(OPTIONS)
def test_the_matching_is_one_to_one_and_the_largest(options: dict[int, list[int]]) -> None:
    taken = match(options)
    assert len(set(taken.values())) == len(taken)
    assert all(item in options[thing] for item, thing in taken.items())
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    graph.add_nodes_from(("found", thing) for thing in options)
    graph.add_edges_from((("found", thing), ("gold", item)) for thing in options for item in options[thing])
    largest = nx.bipartite.hopcroft_karp_matching(graph, [("found", thing) for thing in options])
    assert len(taken) == len(largest) // 2


def test_who_comes_first_keeps_something_and_takes_the_best_that_is_free() -> None:
    assert match({"a": [1, 2], "b": [2], "c": [1]}) == {1: "a", 2: "b"}
    assert match({"a": [1, 2], "b": [1]}) == {1: "b", 2: "a"}


def score(gold: Path, graph: Path, *options: str) -> dict[str, object]:
    command = [sys.executable, str(SHARED / "score.py"), str(gold), str(graph), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.skipif(
    not (SHARED / "score.py").is_file(), reason="the founders' score.py is not beside the repository"
)
@pytest.mark.parametrize("own", [True, False], ids=["gold of this test", "gold of the founders"])
def test_the_figures_are_those_of_the_founders_script(tmp_path: Path, own: bool) -> None:
    from siping_kg.pipeline import build_report

    text = tmp_path / "report.txt"
    if own:
        path, graph = tmp_path / "gold.yaml", SMALL
        path.write_text(GOLD, encoding="utf-8")
        quads = read_graph(SMALL).quads_for_pattern(
            None, NamedNode(KG.text), None, NamedNode(f"{ID}report/四平市-2024")
        )
        text.write_bytes(next(iter(quads)).object.value.encode())
    else:
        path, graph = SHARED / "siping-2024.yaml", tmp_path / "graph.nq"
        graph.write_text("\n".join([*build_report(BUNDLED_REPORT).quads, ""]), encoding="utf-8")
        text.write_bytes(BUNDLED_REPORT.read_bytes())
    expected = score(path, graph, "--text", str(text), "--report", "四平市-2024")
    found = render(evaluate(load_gold(path), read_graph(graph), report="四平市-2024"), format="json")
    assert json.loads(found) == expected
