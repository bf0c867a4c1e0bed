"""Figures of made-up sentences, of the bundled report, and the integrity of their rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siping_kg.extract import figures
from siping_kg.extract.figures import FigureCase, figure_cases, read_figures
from siping_kg.extract.figures.patterns import pattern, pattern_rules
from siping_kg.extract.figures.spans import compiled, span_rules
from siping_kg.model import Observation, Passage, Report, Role
from siping_kg.reading import read_report
from siping_kg.resources import BUNDLED_REPORT, PatternRule

KINDS = {"level", "growth", "count", "share", "rank", "money"}
FIGURES = Path(figures.__file__).parent
STATUSES = {"actual", "estimated", "target"}


def report_of(*texts: str, role: str = "review", year: int | None = None) -> Report:
    """A report of 2024 whose passages are the given sentences."""
    own_year = year or (2023 if role == "review" else 2024)
    passages = tuple(
        Passage(text, tuple(range(len(text))), Role(role), own_year, i) for i, text in enumerate(texts)
    )
    return Report(
        "某市-2024", "000000", "某市", "city", 2024, "某市政府工作报告", "".join(texts), "", passages
    )


def observed(*texts: str, role: str = "review") -> list[Observation]:
    return sorted(read_figures(report_of(*texts, role=role)), key=lambda o: (o.passage, o.start))


@pytest.mark.parametrize("case", figure_cases(), ids=lambda case: case.about)
def test_case(case: FigureCase) -> None:
    found = observed(case.text, role=case.role)
    wanted = [(w + [None] * 8)[:8] for w in case.figures]
    got = [[o.indicator, o.value, o.unit, o.kind, o.status, o.bound, o.year, o.first_year] for o in found]
    for figure, want in zip(got, wanted, strict=False):
        if want[6] is None:
            want[6] = figure[6]
        want[1] = Decimal(str(want[1]))
    assert got == wanted


@pytest.mark.parametrize("rule", span_rules(), ids=lambda rule: rule.name)
def test_span_rule(rule: PatternRule) -> None:
    pattern = compiled(rule)
    assert rule.examples
    assert rule.counter
    assert [words for words in rule.examples if not pattern.search(words)] == []
    assert [words for words in rule.counter if pattern.search(words)] == []


@pytest.mark.parametrize("rule", pattern_rules(), ids=lambda rule: rule.name)
def test_pattern_rule(rule: PatternRule) -> None:
    found = pattern(rule.name)
    assert rule.examples
    assert rule.counter
    assert [words for words in rule.examples if not found.search(words)] == []
    assert [words for words in rule.counter if found.search(words)] == []


def test_every_pattern_rule_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in FIGURES.glob("*.py"))
    assert [rule.name for rule in pattern_rules() if f'pattern("{rule.name}")' not in code] == []


def test_part_on_several_years() -> None:
    """What was done in a part on five years is of all five; what was reached, of the last."""
    texts = ("五年来，全市面貌一新。", "建成小学30所，森林覆盖率达到40%，2023年引进企业5家。")
    passages = tuple(Passage(x, tuple(range(len(x))), Role.LOOKBACK, 2023, i) for i, x in enumerate(texts))
    found = read_figures(replace(report_of(*texts), passages=passages))
    assert [(o.indicator, o.first_year, o.year) for o in found] == [
        ("建成小学", 2019, 2023),
        ("森林覆盖率", None, 2023),
        ("引进企业", None, 2023),
    ]


def test_decrease_is_negative_in_base_units_only() -> None:
    fall, reached = observed("信访总量下降12.5%，平均费率降至0.8%。")
    assert (fall.value, fall.base_value, fall.base_unit) == (Decimal("12.5"), Decimal("-12.5"), "%")
    assert (reached.base_value, reached.kind) == (Decimal("0.8"), "level")


def test_what_is_so_many_times_what_it_was_has_grown_by_one_time_less() -> None:
    (was,) = observed("规上工业增加值是2015年的2.6倍。")
    (grew,) = observed("跨境结算量增长2.6倍。")
    assert (was.value, was.base_value, was.base_unit) == (Decimal("2.6"), Decimal(160), "%")
    assert grew.base_value == Decimal(260)


def test_base_units() -> None:
    land, money = observed("新建高标准农田32.95万亩，完成投资1.2亿元。")
    assert (land.base_value, land.base_unit) == (Decimal(329500), "亩")
    assert (money.base_value, money.base_unit) == (Decimal(120000000), "元")


def test_range_has_both_ends() -> None:
    (only,) = observed("居民消费价格涨幅控制在2%—3%。", role="plan")
    assert (only.min_value, only.max_value, only.kind) == (Decimal(2), Decimal(3), "growth")


def test_headings_and_glossary_are_silent() -> None:
    sentence = "新增就业5万人。"
    for role in ("heading", "furniture", "glossary"):
        assert not observed(sentence, role=role)
    assert len(observed(sentence)) == 1


def test_same_figure_said_twice_is_one() -> None:
    assert len(observed("新增就业5万人。", "全年新增就业5万人。")) == 1


def test_about_is_the_span_of_the_owner() -> None:
    text = "推动总投资9亿元的远山抽水蓄能项目落地。"
    (only,) = observed(text, role="plan")
    assert only.about is not None
    assert text[slice(*only.about)] == "远山抽水蓄能项目"


def test_year_and_status_of_the_year_before_in_the_plan() -> None:
    (only,) = observed("去年，全市新增企业300户。", role="plan")
    assert (only.year, only.status) == (2023, "actual")


def test_self_building_follows_its_year() -> None:
    text = "一般性支出压减10%。"
    (planned,) = read_figures(report_of(text, role="self-building", year=2024))
    (done,) = read_figures(report_of(text, role="self-building", year=2023))
    assert (planned.status, done.status) == ("target", "actual")
    assert planned.base_value == Decimal(-10)


def test_bundled_report() -> None:
    report = read_report(Path(BUNDLED_REPORT))
    figures = read_figures(report)
    assert len(figures) > 130
    for o in figures:
        passage = report.passages[o.passage]
        assert passage.text[o.start : o.end] == o.printed
        assert 2 <= len(o.indicator) <= 24
        assert o.kind in KINDS
        assert o.status in STATUSES
        assert o.bound in (None, ">=", "<=", "~")
    wanted = [o for o in figures if "高标准农田" in o.indicator]
    assert [(o.value, o.unit, o.year, o.status) for o in wanted] == [
        (Decimal("32.95"), "万亩", 2023, "actual"),
        (Decimal(70), "万亩", 2024, "target"),
    ]


PIECES = st.sampled_from(
    [
        "全市",
        "新增",
        "就业",
        "5万人",
        "、",
        "，",
        "增长",
        "3.2%",
        "和",
        "分别",
        "第一",
        "（含",
        "）",
        "“",
        "”",
        "等",
        "的",
        "由",
        "到",
        "12个",
        "项目",
        "连续三年",
        "2020年",
        "比",
        "10亿元以上",
        "高于全省",
        "1个百分点",
        "占",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_order_of_words_gives_well_formed_figures(text: str) -> None:
    for o in observed(text) if text else ():
        assert text[o.start : o.end] == o.printed
        assert 1 <= len(o.indicator) <= 24
        assert o.kind in KINDS
