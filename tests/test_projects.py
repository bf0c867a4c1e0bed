"""Projects: a planner's list of a place, filtered and sorted, and one project followed through the years."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, Store

from siping_kg.cli import cli
from siping_kg.model import QueryError, UnknownNameError
from siping_kg.projects import PHASES, follow_project, list_projects
from siping_kg.store import read_graph
from siping_kg.vocabulary import KG, SKOS, members
from statements import ID, say, thing

CHANGCHUN = f"{ID}place/吉林省长春市"
CORN = f"{ID}project/吉林省四平市/梨树县玉米深加工项目"


@pytest.fixture
def store() -> Store:
    return read_graph(Path(__file__).parent / "data" / "small.trig")


def test_a_project_has_its_county_industry_phase_money_and_quote(store: Store) -> None:
    (row,) = list_projects(store, "四平市").frame().to_dict("records")
    assert (row["project"], row["county"], row["industry"]) == ("梨树县玉米深加工项目", "梨树县", "玉米产业")
    assert (row["phase"], row["course"]) == ("拟开工", "拟开工 2024"), "a plan is not shown as done"
    assert (row["money"], row["amount"], row["last"]) == ("2亿元", 200_000_000, 2024)
    assert row["quote"].startswith("梨树县玉米深加工项目开工")
    assert list(list_projects(store, "梨树县").frame()["project"]) == ["梨树县玉米深加工项目"], (
        "the city's report tells"
    )
    assert list_projects(store, "长春市").frame().empty


def test_a_project_is_followed_through_the_years_and_reports(store: Store) -> None:
    again = thing(store, "project/吉林省长春市/玉米深加工", "Project", "玉米深加工")
    same, links = NamedNode(SKOS.exactMatch), NamedNode(f"{ID}graph/links")
    for a, b in ((CORN, again), (again, CORN)):
        store.add(Quad(NamedNode(a), same, NamedNode(b), links))
    say(store, again, "phase", KG.Planned, words="谋划玉米深加工。", year=2022)
    say(store, again, "phase", KG.Completed, words="玉米深加工竣工。", report="长春市-2024", year=2025)
    (row,) = list_projects(store, "四平市").frame().to_dict("records")
    assert (row["phase"], row["course"]) == ("竣工", "谋划 2022 → 拟开工 2024 → 竣工 2025")
    told = follow_project(store, "玉米深加工").frame()
    assert told.equals(follow_project(store, "梨树县玉米深加工项目").frame())
    assert list(told.loc[told["relation"] == "进展阶段", "value"]) == ["谋划", "开工", "竣工"]
    assert list(told["year"]) == sorted(told["year"])
    assert "2亿元" in set(told["value"])
    assert set(told["report"]) == {"四平市-2024", "长春市-2024"}
    assert told["quote"].str.len().min() > 0


def test_a_list_is_filtered_and_sorted(store: Store) -> None:
    other = thing(store, "project/吉林省四平市/甲桥", "Project", "甲桥")
    say(store, other, "phase", KG.Completed, words="甲桥竣工。", year=2023)
    scheme = thing(store, "policy/吉林省四平市/城市更新", "Policy", "城市更新")
    say(store, other, "underPolicy", scheme, words="甲桥竣工。", year=2023)
    say(store, other, "locatedIn", CHANGCHUN, words="甲桥竣工。", year=2023)
    both = ["梨树县玉米深加工项目", "甲桥"]
    assert list(list_projects(store, "四平市").frame()["project"]) == both, "the latest first"
    assert list(list_projects(store, "四平市", sort="money").frame()["project"]) == both
    assert list(list_projects(store, "四平市", sort="phase").frame()["project"]) == both[::-1]
    assert list(list_projects(store, "四平市", sort="name").frame()["project"]) == sorted(both)
    assert list(list_projects(store, "四平市", industry="玉米").frame()["project"]) == both[:1]
    assert list(list_projects(store, "四平市", phase="竣工").frame()["project"]) == both[1:]
    assert list(list_projects(store, "四平市", phase="拟开工").frame()["project"]) == both[:1]
    assert list(list_projects(store, "四平市", scheme="更新").frame()["project"]) == both[1:]
    assert list(list_projects(store, "四平市", year=2023).frame()["project"]) == both[1:]
    with pytest.raises(
        QueryError, match="--phase 完工: is one of 谋划、签约、开工、在建、竣工, or 拟 before it"
    ):
        list_projects(store, "四平市", phase="完工").frame()
    with pytest.raises(QueryError, match="--sort size: is one of year, money, phase, name"):
        list_projects(store, "四平市", sort="size").frame()
    with pytest.raises(UnknownNameError):
        follow_project(store, "乙桥").frame()


def test_a_passage_that_only_names_a_project_is_told_too(store: Store) -> None:
    report = NamedNode(f"{ID}report/四平市-2024")
    passage = NamedNode(f"{report.value}/passage/144-158")
    store.add(Quad(NamedNode(CORN), NamedNode(KG.mentionedIn), passage, report))
    told = follow_project(store, "梨树县玉米深加工项目").frame()
    assert list(told.loc[told["relation"] == "", "value"]) == [""]
    assert len(told[told["quote"].str.startswith("梨树县玉米")]) == 4, "said once each, not named again"


def test_the_phases_are_those_of_the_ontology() -> None:
    assert {KG[name] for name in PHASES} == set(members(KG.Phase))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the two short reports."""
    path = tmp_path_factory.mktemp("planning") / "store"
    written = Store(str(path))
    written.extend(read_graph(Path(__file__).parent / "data" / "small.trig"))
    written.flush()
    return path


def test_only_the_strongest_ties_are_shown_when_so_many_are_asked_for(directory: Path) -> None:
    def lines(*more: str) -> list[str]:
        arguments = ["ties", "四平市", "--store", str(directory), "--format", "csv", *more]
        return CliRunner().invoke(cli, arguments).output.splitlines()

    assert len(lines()) > 2
    assert lines("--most", "1") == lines()[:2]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["ties", "四平市"], "长平一体化"),
        (["ties", "四平市", "--show", "quotes", "--partner", "长春市"], "纵深推进长平一体化合作"),
        (["ties", "--show", "table"], "四平市"),
        (["ties", "四平市", "--show", "table"], "长春市"),
        (["ties", "--show", "centres"], "betweenness"),
        (["ties", "四平市", "--places"], "长春市"),
        (["path", "四平市", "长春市"], "← 涉及"),
        (["path", "梨树县", "长春市", "--within"], "隶属于 →"),
        (["projects", "四平市"], "梨树县玉米深加工项目"),
        (["projects", "--project", "梨树县玉米深加工项目"], "2亿元"),
    ],
)
@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_a_command_answers_in_each_format(
    directory: Path, arguments: list[str], shown: str, form: str
) -> None:
    done = CliRunner().invoke(cli, [*arguments, "--store", str(directory), "--format", form])
    assert done.exit_code == 0, done.output
    assert shown in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ties"], "needs a place: `siping-kg ties 四平市`"),
        (["projects"], "needs a place or --project"),
        (["path", "四平市", "哪儿"], "nothing in the store is called 哪儿"),
        (["path", "梨树县", "长春市"], "no path of up to 6 statements"),
    ],
)
def test_a_fault_is_one_line(directory: Path, arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(cli, [*arguments, "--store", str(directory)])
    assert done.exit_code == 1
    assert says in done.output
    assert done.output.count("\n") == 1
