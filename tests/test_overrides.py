"""What people decide about things: merged, apart, split, renamed, removed, and names of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Store

from passages import report_text
from siping_kg.cli import cli
from siping_kg.link import link
from siping_kg.model import AuthoredFileError
from siping_kg.pipeline import BuiltReport, build_report
from siping_kg.resolve import load_overrides
from siping_kg.vocabulary import ID, KG, RDF, SKOS, XSD

TEXT = "世宝机械、天成玉米等龙头企业发展壮大。"


def overrides(folder: Path, things: str = "", lexicon: str = "") -> Path:
    (folder / "things.yml").write_text(things or "merge: []\n", encoding="utf-8")
    if lexicon:
        (folder / "lexicons").mkdir()
        (folder / "lexicons" / "Company.yml").write_text(lexicon, encoding="utf-8")
    return folder


def built(tmp_path: Path, things: str = "", *, lexicon: str = "", text: str = TEXT) -> BuiltReport:
    report = tmp_path / "report.txt"
    report.write_text(report_text(review=text), encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    return build_report(report, overrides=load_overrides([overrides(folder, things, lexicon)]))


def things(one: BuiltReport) -> dict[str, str]:
    """What the graph says each company is called, by what follows …/id/ in its IRI."""
    store = Store()
    store.load("\n".join(one.quads).encode(), format=RdfFormat.N_QUADS)
    labels = store.quads_for_pattern(None, NamedNode(SKOS.prefLabel), None, None)
    found = {quad.subject.value.removeprefix(ID): quad.object.value for quad in labels}  # type: ignore[union-attr]
    return {iri: label for iri, label in found.items() if iri.startswith("company/")}


def test_without_decisions_a_firm_is_what_its_name_says(tmp_path: Path) -> None:
    assert things(built(tmp_path))["company/吉林省四平市/世宝机械"] == "世宝机械"


@pytest.mark.parametrize(
    ("decided", "there", "gone"),
    [
        (
            "merge: [{keep: company/吉林省四平市/世宝股份, merge: [company/吉林省四平市/世宝机械]}]",
            "company/吉林省四平市/世宝股份",
            "company/吉林省四平市/世宝机械",
        ),
        (
            "rename: [{thing: company/吉林省四平市/世宝机械, name: “世宝”汽车部件}]",
            "company/吉林省四平市/世宝汽车部件",
            "company/吉林省四平市/世宝机械",
        ),
        (
            "split: [{thing: company/吉林省四平市/世宝机械, reports: [四平市-2024], name: 世宝机械二厂}]",
            "company/吉林省四平市/世宝机械二厂",
            "company/吉林省四平市/世宝机械",
        ),
        (
            f"rename: [{{thing: '{ID}company/吉林省四平市/世宝机械', name: 世宝}}]",
            "company/吉林省四平市/世宝",
            "company/吉林省四平市/世宝机械",
        ),
    ],
)
def test_a_thing_is_what_people_say_it_is(tmp_path: Path, decided: str, there: str, gone: str) -> None:
    found = things(built(tmp_path, decided))
    assert found[there] == there.rpartition("/")[2]
    assert gone not in found


def test_a_split_is_for_the_reports_named(tmp_path: Path) -> None:
    decided = "split: [{thing: company/吉林省四平市/世宝机械, reports: [四平市-1999], name: 世宝机械二厂}]"
    assert "company/吉林省四平市/世宝机械" in things(built(tmp_path, decided))


def test_what_is_removed_is_nowhere_in_the_graph(tmp_path: Path) -> None:
    one = built(tmp_path, "remove: [company/吉林省四平市/世宝机械]")
    assert not [line for line in one.quads if "/世宝机械>" in line]
    assert things(one)


def test_a_lexicon_line_of_one_s_own_is_found_and_is_the_country_s(tmp_path: Path) -> None:
    lexicon = "class: Company\nnames:\n  - {name: 阿卡迪亚集团, aliases: [阿卡迪亚]}\n"
    text = "与阿卡迪亚签约，推动阿卡迪亚落地。"
    assert things(built(tmp_path, lexicon=lexicon, text=text)) == {"company/阿卡迪亚集团": "阿卡迪亚集团"}


@pytest.mark.parametrize(
    ("decided", "says"),
    [
        ("remove: [firm/四平/世宝]", "firm/四平/世宝 is no thing's IRI"),
        (
            "merge: [{keep: company/甲, merge: [company/乙]}, {keep: company/丙, merge: [company/乙]}]",
            "two things",
        ),
        (
            "merge: [{keep: company/甲, merge: [company/乙]}, {keep: company/乙, merge: [company/甲]}]",
            "in a circle",
        ),
        ("merges: []", "merges"),
        ("rename: [{thing: company/甲}]", "name"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_names_its_file(
    tmp_path: Path, decided: str, says: str
) -> None:
    with pytest.raises(AuthoredFileError, match=says) as error:
        load_overrides([overrides(tmp_path, decided)])
    assert "things.yml" in str(error.value)


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    run = CliRunner().invoke(
        cli, ["build", "-o", str(tmp_path / "x.nq"), "--overrides", str(tmp_path / "none")]
    )
    assert run.exit_code == 1
    assert "no such directory" in run.output


# ── over a store built without them ──


def store(*firms: tuple[str, str]) -> Store:
    lines = []
    for scope, name in firms:
        graph = f"{ID}report/{scope}-2024"
        lines += [
            f'<{graph}> <{KG.yearNumber}> "2024"^^<{XSD.integer}> <{graph}> .',
            f"<{ID}company/{scope}/{name}> <{RDF.type}> <{KG.Company}> <{graph}> .",
        ]
    made = Store()
    made.load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    return made


SAME = store(("吉林省四平市", "世宝机械"), ("浙江省杭州市", "世宝机械"))
OTHER = store(("吉林省四平市", "世宝机械"), ("浙江省杭州市", "浙江大世宝"))


def matches(lines: list[str]) -> int:
    return sum("exactMatch" in line for line in lines)


def test_things_that_are_apart_are_never_linked(tmp_path: Path) -> None:
    decided = "apart: [[company/浙江省杭州市/世宝机械, company/吉林省四平市/世宝机械]]"
    assert matches(link(SAME)) == 2
    assert matches(link(SAME, overrides=load_overrides([overrides(tmp_path, decided)]))) == 0


def test_things_that_are_merged_are_linked_where_graphs_have_both(tmp_path: Path) -> None:
    decided = "merge: [{keep: company/吉林省四平市/世宝机械, merge: [company/浙江省杭州市/浙江大世宝]}]"
    assert matches(link(OTHER)) == 0
    lines = link(OTHER, overrides=load_overrides([overrides(tmp_path, decided)]))
    assert matches(lines) == 2
    assert any("DecidedByHand" in line for line in lines)
