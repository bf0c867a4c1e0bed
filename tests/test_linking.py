"""The links graph: the same from any order, whole, explained, and kept in step with the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from passages import report_text
from siping_kg.check import check_graph
from siping_kg.cli import cli
from siping_kg.evaluate import judge_pairs, judge_parents, load_pairs, load_parents, render_verdicts
from siping_kg.gazetteer import load_gazetteer
from siping_kg.link import Thing, Things, link, link_things, links_iri
from siping_kg.model import AuthoredFileError, UnknownNameError
from siping_kg.pipeline import build, link_reports, store_reports
from siping_kg.resolve import NONE, Home, entity_iri, scope_of
from siping_kg.store import open_store
from siping_kg.vocabulary import OWL


def thing(kind: str, scope: str, name: str, year: int = 2022) -> Thing:
    return Thing(entity_iri(kind, name, scope), kind, name, scope, frozenset(), frozenset([year]))


MANY = [
    thing("Policy", place, name)
    for place in ("吉林省", "吉林省四平市", "吉林省长春市", "吉林省梨树县")
    for name in ("一心七带", "一心七带产业空间布局")
] + [thing("Company", place, "世宝机械") for place in ("吉林省四平市", "浙江省杭州市", "吉林省梨树县")]


@given(st.permutations(MANY))
def test_the_order_in_which_things_come_changes_nothing(things: Sequence[Thing]) -> None:
    assert link_things(Things(things, load_gazetteer())) == link_things(Things(MANY, load_gazetteer()))


def test_what_is_the_same_as_the_same_thing_is_the_same() -> None:
    links = link_things(Things(MANY, load_gazetteer()))
    assert len(links.same) == 8 * 7 // 2 + 3
    assert all(one < other for one, other in links.same)
    assert "through-another" in links.same.values()


def test_whose_a_county_is_depends_on_the_year() -> None:
    """公主岭 was 四平's until 2020."""
    gazetteer = load_gazetteer()
    for year, linked in ((2018, True), (2023, False)):
        pair = [
            thing("Zone", scope, "范家屯皓月产业园", year) for scope in ("吉林省公主岭市", "吉林省四平市")
        ]
        assert bool(link_things(Things(pair, gazetteer)).same) is linked
    assert scope_of("Organization", "市政府", Home("吉林省公主岭市", 2018, gazetteer)) == "吉林省公主岭市"


def test_a_province_s_own_scheme_is_no_plain_word() -> None:
    pair = [thing("Policy", "吉林省", name) for name in ("一主六双", "一主六双产业空间布局")]
    assert link_things(Things(pair, load_gazetteer())).same


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A city and a province that speak of one firm and one scheme."""
    folder = tmp_path_factory.mktemp("reports")
    text = "深入实施“玉米变糖”工程。世宝机械、天成玉米等龙头企业发展壮大。推进一主六双发展战略。"
    for place in ("四平市", "吉林省"):
        (folder / f"{place}.txt").write_text(report_text(review=text, place=place), encoding="utf-8")
    return sorted(folder.iterdir())


def links_of(path: Path) -> set[str]:
    with open_store(path) as store:
        return {line for line in map(str, store) if f"<{links_iri()}>" in line}


@pytest.mark.parametrize("order", [1, -1])
def test_a_store_is_linked_whatever_the_order_and_checks_well(
    files: list[Path], tmp_path: Path, order: int
) -> None:
    path = tmp_path / "store"
    for file in files[::order]:
        store_reports(build([file]), path)
    with open_store(path) as store:
        wanted = link(store)
        held = store.dump(format=RdfFormat.N_QUADS) or b""
        held_links = {x for x in held.decode().splitlines() if f"<{links_iri()}> ." in x}
        assert held_links == {*wanted, *(x for x in held_links if OWL.versionInfo in x)}
        assert len(held_links) == len(wanted) + 1, "the links, and what they follow from"
        assert check_graph(store, shapes=False) == ()
        assert check_graph(store, graphs=[links_iri()]) == ()
    assert any("exactMatch" in line and "玉米变糖" in line for line in links_of(path))
    assert any("exactMatch" in line and "世宝机械" in line for line in links_of(path))


def test_links_to_a_report_that_is_gone_go_with_it(files: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "store"
    built = build(files)
    store_reports(built, path)
    assert any("exactMatch" in line for line in links_of(path))
    store_reports([], path, remove=[built[0].iri])
    assert not any("exactMatch" in line for line in links_of(path))


def test_linking_twice_writes_nothing(files: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "store"
    store_reports(build(files), path)
    before = {entry.name for entry in (path / "snapshots").iterdir()}
    link_reports(path)
    assert {entry.name for entry in (path / "snapshots").iterdir()} == before


PAIRS = """
- {a: {report: 四平市-2024, name: 世宝机械, type: Company}, b: {report: 吉林省-2024, name: 世宝机械, type: Company}, same: true}
- {a: {report: 四平市-2024, name: 市图书馆, type: Facility},
   b: {report: 吉林省-2024, name: 市图书馆, type: Facility}, same: false, why: nobody speaks of it}
- {a: {report: 四平市-2024, name: 世宝机械, type: Company}, b: {report: 吉林省-2024, name: 天成玉米, type: Company}, same: true}
"""
PARENTS = "- {place: 公主岭市, year: 2019, parent: 四平市}\n- {place: 公主岭市, year: 2021, parent: 四平市}\n"


def test_pairs_and_parents_are_judged(files: list[Path], tmp_path: Path) -> None:
    pairs, parents, path = tmp_path / "pairs.yaml", tmp_path / "parents.yaml", tmp_path / "store"
    pairs.write_text(PAIRS, encoding="utf-8")
    parents.write_text(PARENTS, encoding="utf-8")
    store_reports(build(files), path)
    arguments = [
        "evaluate",
        "--pairs",
        str(pairs),
        "--parents",
        str(parents),
        "--store",
        str(path),
        "--misses",
    ]
    run = CliRunner().invoke(cli, arguments)
    assert run.exit_code == 0
    first, wrong, second, moved = run.output.splitlines()
    assert first == "pairs: 2 of 3 right (0.667); 1 of the 2 that the graphs have"
    assert wrong == "四平市-2024 世宝机械 / 吉林省-2024 天成玉米: wanted same, said different"
    assert second.startswith("parents: 1 of 2 right (0.500)")
    assert moved == "公主岭市 2021: wanted 四平市, said 长春市"


def test_a_faulty_file_of_pairs_and_a_report_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "pairs.yaml"
    path.write_text(PAIRS.replace("Company", "Firm"), encoding="utf-8")
    with pytest.raises(AuthoredFileError, match="pair 1: Firm is none of the classes"):
        load_pairs(path)
    path.write_text(PAIRS, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="no report 四平市-2024 in the store"):
        judge_pairs(load_pairs(path), Store(), overrides=NONE)
    path.write_text(PARENTS, encoding="utf-8")
    verdicts = list(judge_parents(load_parents(path)))
    assert '"right": 1' in render_verdicts("parents", verdicts, format="json")


def test_evaluate_wants_something_to_hold_against() -> None:
    run = CliRunner().invoke(cli, ["evaluate"])
    assert run.exit_code == 1
    assert "--pairs" in run.output
