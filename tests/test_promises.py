"""Promises: labels of one indicator meet, targets find their outcomes, verdicts go by the numbers, and nothing is made up."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from siping_kg.cli import cli
from siping_kg.evaluate import judge_promises, load_promises
from siping_kg.ledger import COLUMNS, ledger, ledger_table, series, shown
from siping_kg.model import QueryError, UnknownNameError
from siping_kg.pipeline import grow_store
from siping_kg.promises import Figure, ledger_quads, verdict_of
from siping_kg.promises.comparing import likeness, likeness_of_figures
from siping_kg.promises.rules import LabelCase, indicator_rules, indicators
from siping_kg.promises.wording import read_wording
from siping_kg.query import select
from siping_kg.resources import DATA
from siping_kg.store import open_store
from siping_kg.vocabulary import ID, KG, SKOS

OLD = """2022年政府工作报告

2022年1月11日在四平市第九届人民代表大会第二次会议上

各位代表：

一、2021年工作回顾

地区生产总值增长9%。改造农村厕所3500个。粮食产量达到92亿斤。

二、2022年主要目标和重点工作

2022年全市经济社会发展主要目标是：地区生产总值增长7%左右，一般公共预算收入增长5%，城镇登记失业率控制在4.5%以内，城镇新增就业1.85万人。
新建高标准农田38万亩。改造农村厕所2000户。建设口袋公园20个。谋划亿元以上项目150个。新增高新技术企业20户。市区改造老旧小区49个。粮食产量稳定在92亿斤以上。改造供热管网30公里。
"""
NEW = """2023年政府工作报告

2023年1月10日在四平市第九届人民代表大会第三次会议上

各位代表：

一、2022年工作回顾

预计全年地区生产总值增长4%左右，地方级财政收入增长6.2%，城镇登记失业率4.1%。新增城镇就业19293人。
新建高标准农田38.9万亩。改造农村厕所3000个。28个口袋公园建成开放。亿元以上项目竣工80个。高新技术企业达到149户。改造老旧小区82个。粮食产量达到94亿斤。

二、2023年重点工作

地区生产总值增长7%左右。改造农村厕所2900个。粮食产量达到95亿斤。
"""


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("promises")
    for year, text in ((2022, OLD), (2023, NEW)):
        (folder / f"四平市-{year}.txt").write_text(text, encoding="utf-8")
    grow_store(folder / "store", sorted(folder.glob("*.txt")))
    return folder / "store"


@pytest.fixture(scope="module")
def rows(where: Path) -> pd.DataFrame:
    with open_store(where) as store:
        return ledger(store, "四平市")


def verdicts(rows: pd.DataFrame, year: int) -> dict[str, str]:
    of_year = rows[rows["year"] == year]
    return dict(zip(of_year["indicator"], of_year["verdict"], strict=True))


def figure(
    label: str,
    number: str,
    unit: str = "个",
    *,
    measure: tuple[str, str] = ("", ""),
    bound: str = "",
    span: tuple[str, str] | None = None,
    stock: bool = False,
    trips: bool = False,
    place: str = "",
    session: int = 2022,
) -> Figure:
    low, high = (Decimal(end) for end in span) if span else (None, None)
    return Figure(
        iri=f"{label}{number}", report="", session=session, place=place, indicator=label, wording=read_wording(label),
        base=Decimal(number), low=low, high=high, unit=unit, measure=measure, bound=bound, year=2022, first=None,
        status="Target", stock=stock, total=False, trips=trips, at=0,
    )  # fmt: skip


GROWTH = ("Growth", "%")
SIPING = f"{ID}place/吉林省四平市"


@pytest.mark.parametrize("case", indicator_rules().examples, ids=lambda case: f"{case.one} {case.other}")
def test_the_rules_of_labels_decide_their_examples(case: LabelCase) -> None:
    one, other = figure(case.one, "20"), figure(case.other, "30")
    same_scope = one.wording.scope == other.wording.scope
    assert (likeness_of_figures(one, other) > 0 and same_scope) is case.alike


def test_every_name_of_the_scheme_is_read_as_its_indicator() -> None:
    for one in indicators():
        for name in (one.name, *one.also):
            assert read_wording(name).indicator == one, name


def test_a_target_finds_its_outcome_in_other_words_and_units(rows: pd.DataFrame) -> None:
    found = rows[rows["year"] == 2022].set_index("indicator")
    assert found.loc["城镇新增就业", "outcome"] == 19293
    assert found.loc["城镇新增就业", "outcome_unit"] == "人"
    assert "新增城镇就业19293人" in found.loc["城镇新增就业", "outcome_quote"]
    assert found.loc["一般公共预算收入", "outcome"] == 6.2
    assert found.loc["改造农村厕所", "outcome"] == 3000
    assert found.loc["建设口袋公园", "outcome"] == 28


def test_verdicts_go_by_the_numbers(rows: pd.DataFrame) -> None:
    assert verdicts(rows, 2022) == {
        "地区生产总值": "missed",
        "一般公共预算收入": "met",
        "城镇登记失业率": "met",
        "城镇新增就业": "met",
        "新建高标准农田": "met",
        "改造农村厕所": "met",
        "建设口袋公园": "met",
        "谋划亿元以上项目": "not_reported",
        "新增高新技术企业": "not_reported",
        "市区改造老旧小区": "not_comparable",
        "粮食产量": "met",
        "改造供热管网": "not_reported",
    }
    assert set(verdicts(rows, 2023).values()) == {"pending"}


def test_a_verdict_that_compares_nothing_says_why(rows: pd.DataFrame) -> None:
    row = rows[rows["verdict"] == "not_comparable"].iloc[0]
    assert row["reason"] == "口径不同：市区与全域"
    assert set(rows[rows["verdict"].isin(["met", "missed"])]["reason"]) == {""}
    instead = rows[(rows["indicator"] == "新增高新技术企业") & (rows["year"] == 2022)].iloc[0]
    assert instead["reason"] == "下一年的报告只给出总数"


def test_a_row_has_the_year_before_from_the_targets_own_report(rows: pd.DataFrame) -> None:
    before = rows.set_index(["year", "indicator"])["before"]
    assert before[2022, "改造农村厕所"] == 3500
    assert before[2023, "改造农村厕所"] == 3000
    assert pd.isna(before[2022, "改造供热管网"])


def test_every_quote_holds_its_figure_and_stands_in_its_report(rows: pd.DataFrame) -> None:
    texts = {f"四平市-{year}": "".join(text.split()) for year, text in ((2022, OLD), (2023, NEW))}
    for row in rows.to_dict("records"):
        assert row["target_quote"] in texts[row["target_report"]]
        assert f"{row['target']:.15g}" in row["target_quote"]
        if row["outcome_report"]:
            assert row["outcome_quote"] in texts[row["outcome_report"]]
            assert f"{row['outcome']:.15g}" in row["outcome_quote"]


def test_targets_come_in_the_order_of_the_report(rows: pd.DataFrame) -> None:
    text, of_year = "".join(OLD.split()), rows[rows["year"] == 2022]
    amounts = [f"{row['target']:.15g}{row['target_unit']}" for row in of_year.to_dict("records")]
    at = [text.index(amount, text.index("2022年全市")) for amount in amounts]
    assert at == sorted(at)


@pytest.mark.parametrize(
    ("target", "outcome", "verdict"),
    [
        (figure("地区生产总值", "7", "%", measure=GROWTH, bound="~"), figure("GDP", "6.9", "%", measure=GROWTH), "Missed"),
        (figure("城镇登记失业率", "4.5", "%"), figure("登记失业率", "4.5", "%"), "Met"),
        (figure("单位GDP能耗", "-2", "%", measure=GROWTH), figure("单位GDP能耗", "-1", "%", measure=GROWTH), "Missed"),
        (figure("单位GDP能耗", "-2", "%", measure=GROWTH), figure("单位GDP能耗", "-3", "%", measure=GROWTH), "Met"),
        (figure("居民消费价格", "3", "%", bound="~"), figure("居民消费价格", "2.1", "%"), "Met"),
        (figure("培育平台", "3", span=("3", "5")), figure("培育平台", "4"), "Met"),
        (figure("培育平台", "3", span=("3", "5")), figure("培育平台", "2"), "Missed"),
        (figure("改造老旧小区", "40"), figure("市区改造老旧小区", "41"), "Met"),
        (figure("改造老旧小区", "40"), figure("市区改造老旧小区", "39"), "NotComparable"),
        (figure("市区改造老旧小区", "40"), figure("改造老旧小区", "39"), "Missed"),
        (figure("改造老旧小区", "40"), None, "NotReported"),
    ],
)  # fmt: skip
def test_a_verdict(target: Figure, outcome: Figure | None, verdict: str) -> None:
    assert verdict_of(target, outcome, told=[]).name == verdict
    assert verdict_of(target, None, told=None).name == "Pending"


def test_what_there_is_in_all_is_no_outcome_of_what_was_to_be_added() -> None:
    assert not likeness_of_figures(figure("新增高新技术企业", "20"), figure("高新技术企业", "60", stock=True))
    assert likeness_of_figures(figure("新增高新技术企业", "20"), figure("高新技术企业", "60"))


@given(st.text(alphabet="新建改造老旧小区市全城镇农村项目企业5000万元以上、增就业率", max_size=16))
def test_any_label_is_read_and_is_alike_in_itself_and_both_ways(label: str) -> None:
    wording, other = read_wording(label), read_wording("新建改造农村公路")
    assert likeness(wording, wording) in (0, 1)  # 0: nothing in it but words that many labels have
    assert likeness(wording, other) == likeness(other, wording) <= 1


def test_the_ledger_is_the_same_for_the_same_reports(where: Path) -> None:
    with open_store(where) as store:
        turned = Store()
        turned.extend(reversed(list(store)))
        assert ledger_quads(turned) == ledger_quads(store)


def test_series_line_the_years_up(where: Path) -> None:
    with open_store(where) as store:
        rows = ledger_table(store, "四平市")
    wide = series(rows).frame().set_index("指标")
    assert list(wide.columns) == ["2022目标", "2022结果", "2023目标", "2023结果"]
    assert list(wide.index) == ["地区生产总值（增速）", "改造农村厕所", "粮食产量"]
    assert list(wide.loc["粮食产量"]) == ["≥92亿斤", "94亿斤", "95亿斤", ""]
    assert shown(rows).column("判定")[:2] == ["未达", "实现"]


def test_the_command_gives_the_columns_that_other_programs_read(where: Path) -> None:
    result = CliRunner().invoke(
        cli, ["ledger", "四平市", "--year", "2022", "--store", str(where), "--format", "json"]
    )
    assert result.exit_code == 0, result.output
    records = json.loads(result.output)
    assert list(records[0]) == list(COLUMNS)
    assert {record["target_report"] for record in records} == {"四平市-2022"}
    assert next(r for r in records if r["verdict"] == "not_reported")["outcome"] is None


def test_a_place_or_year_without_targets_is_one_line(where: Path) -> None:
    with open_store(where) as store:
        with pytest.raises(
            QueryError, match="no report in the store sets targets for 2001; there are 2022, 2023"
        ):
            ledger(store, "四平市", year=2001)
        with pytest.raises(QueryError, match="长春市: no report in the store sets targets for it"):
            ledger(store, "长春市")
        with pytest.raises(UnknownNameError, match="哪里也不是市"):
            ledger(store, "哪里也不是市")


def test_a_build_counts_the_figures_and_places_of_each_label(where: Path) -> None:
    counted = f"""
        SELECT ?said (COUNT(?figure) AS ?figures) (COUNT(DISTINCT ?place) AS ?places) {{
          GRAPH ?report {{
            ?report a <{KG.Report}> . ?figure <{KG.indicator}> ?term ; <{KG.place}> ?place .
            ?term <{SKOS.prefLabel}> ?said
          }}
        }} GROUP BY ?said"""
    with open_store(where) as store:
        noted, names = select(store, "indicators").rows, select(store, counted).rows
    assert sorted(row[1:] for row in noted) == sorted(names)
    assert list(noted) == sorted(noted, key=lambda row: (-int(str(row[2])), row[0], row[1]))
    assert ("一般公共预算收入", "地方级财政收入") in {row[:2] for row in noted}


def test_one_indicator_is_compared_under_all_its_names(where: Path) -> None:
    arguments = [
        "query",
        "compare",
        "--param",
        "indicator=地方级财政收入",
        "--store",
        str(where),
        "--format",
        "json",
    ]
    said = json.loads(CliRunner().invoke(cli, arguments).output)
    assert {row["said"] for row in said} == {"一般公共预算收入", "地方级财政收入"}


@pytest.mark.parametrize(
    "path", sorted((DATA / "gold" / "promises").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_annotated_promises_load_and_agree_with_themselves(path: Path) -> None:
    gold = load_promises(path)
    assert gold.outcome_document == f"{gold.place}-{gold.year + 1}"
    for promise in gold.promises:
        assert (promise.actual is None) is (promise.verdict == "not_reported"), promise.indicator


def test_annotated_promises_are_held_against_the_ledger(where: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    gold.write_text(
        """
place: 四平市
target_document: 四平市-2022
outcome_document: 四平市-2023
year: 2022
promises:
  - {indicator: 城镇新增就业, target: {value: 1.85, unit: 万人}, actual: {value: 19293, unit: 人},
     verdict: met, target_quote: 城镇新增就业1.85万人, actual_quote: 新增城镇就业19293人}
  - {indicator: 供热管网, target: {value: 30, unit: 公里}, actual: {value: 31, unit: 公里},
     verdict: met, target_quote: 改造供热管网30公里, actual_quote: 供热管网31公里}
  - {indicator: 民生实事, target: {value: 10, unit: 件}, verdict: not_reported, target_quote: 民生实事10件}
""",
        encoding="utf-8",
    )
    with open_store(where) as store:
        outcomes, said = judge_promises(load_promises(gold), store)
    assert [(one.wanted, one.said) for one in outcomes] == [("19293", "19293"), ("31", "nothing")]
    assert [(one.wanted, one.said) for one in said] == [("met", "met"), ("met", "not_reported")]
    result = CliRunner().invoke(cli, ["evaluate", "--promises", str(gold), "--store", str(where)])
    assert result.output.startswith("outcomes: 1 of 2 right (0.500)")


@pytest.mark.parametrize(("told", "verdict"), [("117000", "NotComparable"), ("150000", "Met")])
def test_people_and_their_visits_are_compared_only_if_they_are_as_many(told: str, verdict: str) -> None:
    target = figure("转移农村劳动力", "150000", "万人次", measure=("", "人"), trips=True)
    outcome = figure("农村劳动力转移就业", told, "万人", measure=("", "人"))
    assert verdict_of(target, outcome, told=[]).name == verdict


@pytest.mark.parametrize(
    ("label", "year", "verdict"),
    [
        ("粮食产量", 2020, "NotComparable"),
        ("粮食产量", 2022, "Met"),
        ("空气质量优良天数", 2020, "Met"),
        ("改造农村厕所", 2020, "Met"),
    ],
)
def test_totals_of_a_place_that_a_county_left_are_not_compared(label: str, year: int, verdict: str) -> None:
    target = figure(label, "300", place=SIPING, session=year)
    outcome = figure(label, "310", place=SIPING, session=year + 1)
    found = verdict_of(target, outcome, told=[])
    assert found.name == verdict
    assert found.reason == ("辖区有变：公主岭市" if verdict == "NotComparable" else "")


def test_the_size_of_a_project_is_no_promise(tmp_path: Path) -> None:
    old = OLD + "推进建龙钢铁150万吨焦化、天成药业二期等重大项目建设。\n"
    new = NEW.replace(
        "地区生产总值增长4%左右", "建龙钢铁150万吨焦化等重大项目竣工投产，地区生产总值增长4%左右"
    )
    for year, text in ((2022, old), (2023, new)):
        (tmp_path / f"四平市-{year}.txt").write_text(text, encoding="utf-8")
    grow_store(tmp_path / "store", sorted(tmp_path.glob("*.txt")))
    with open_store(tmp_path / "store") as store:
        rows = ledger(store, "四平市", year=2022)
    assert not (rows["target"] == 150)[rows["target_unit"] == "万吨"].any()
