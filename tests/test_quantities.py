"""Numerals, units and the quantities of short texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siping_kg.model import AuthoredFileError
from siping_kg.quantities import UNITS_FILE, find_quantities, parse_number, unit_iri, unit_of, units
from siping_kg.quantities import units as units_module
from siping_kg.resources import load_yaml

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write a number below 10**12 as Chinese prose does (an independent writer for the round trip)."""
    if number >= 10**8:
        rest = number % 10**8
        return (
            in_chinese(number // 10**8)
            + "亿"
            + ("" if not rest else ("零" if rest < 10**7 else "") + in_chinese(rest))
        )
    if number >= 10**4:
        rest = number % 10**4
        return (
            in_chinese(number // 10**4)
            + "万"
            + ("" if not rest else ("零" if rest < 10**3 else "") + in_chinese(rest))
        )
    out, zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_number(in_chinese(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_digits_round_trip(number: Decimal) -> None:
    assert parse_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "value"), [("两千", 2000), ("十五", 15), ("百", 100), ("二〇二四", 2024), ("五万亿", 5 * 10**12)]
)
def test_spoken_numerals(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "一甲"])
def test_not_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_number(text)


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=99999, places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(sorted(units())),
)
def test_number_and_unit_are_found_as_printed(number: Decimal, magnitude: str, unit: str) -> None:
    if unit == "年" and number >= 1900:
        return
    printed = f"{number}{magnitude}{unit}"
    (found,) = find_quantities(f"完成{printed}。")
    assert found.printed == printed
    assert found.value == number
    assert found.unit == magnitude + ("%" if unit == "％" else unit)
    assert found.base_unit == units()[unit].base
    expected = number * {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    assert abs(
        found.base_value
        - expected * Decimal(units()[unit].factor.numerator) / units()[unit].factor.denominator
    ) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("活动500余场", 500, "场", ">="),
        ("标牌40余万处", 40, "万处", ">="),
        ("突破千亿元", 1000, "亿元", ">="),
        ("超万亩", 1, "万亩", ">="),
        ("近九成", 9, "成", "~"),
        ("控制在5.5%以内", Decimal("5.5"), "%", "<="),
        ("不超过30分钟", 30, "分钟", "<="),
        ("不低于80%", 80, "%", ">="),
        ("3万人左右", 3, "万人", "~"),
        ("惠及24.6万老年人", Decimal("24.6"), "万人", None),
        ("惠及5万农户", 5, "万户", None),
        ("百分之五以上", 5, "%", ">="),
        ("产业类项目过半", 50, "%", ">="),
        ("1.2万亿元", Decimal("1.2"), "万亿元", None),
        ("提高2.3个百分点", Decimal("2.3"), "个百分点", None),
        ("签约80户", 80, "户", None),
        ("浓度30微克/立方米", 30, "微克/立方米", None),
        ("3至5家", 3, "家", ">="),
    ],
)
def test_quantity(text: str, value: Decimal, unit: str, bound: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


def test_range_keeps_both_ends_and_units_of_both() -> None:
    (found,) = find_quantities("投资10亿元至20亿元。")
    assert (found.min_value, found.max_value, found.unit) == (10, 20, "亿元")
    (percent,) = find_quantities("增长5%—6%左右")
    assert (percent.min_value, percent.max_value, percent.bound) == (5, 6, "~")


def test_a_unit_is_lent_to_the_number_before() -> None:
    assert [(q.value, q.unit) for q in find_quantities("分别提高6.7和8.1个百分点")] == [
        (Decimal("6.7"), "个百分点"),
        (Decimal("8.1"), "个百分点"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2024年",
        "第三批",
        "第十五届",
        "G331",
        "5G",
        "PM2.5浓度",
        "12345热线",
        "长三角",
        "一批项目展开",
        "1978文创园",
        "迈上新台阶",
    ],
)
def test_no_quantity(text: str) -> None:
    assert not [q for q in find_quantities(text) if q.digits or q.value > 1]


def test_units_file_is_sound() -> None:
    for name, unit in units().items():
        assert unit.name == name
        assert units()[unit.base].base == unit.base, f"{name}: the base of a base is itself"
        assert units()[unit.base].factor == 1
        assert unit.factor > 0
        assert not (unit.qudt and unit.to)


def test_unit_of_keeps_magnitude_apart() -> None:
    assert unit_of("万亩") == (units()["亩"], 10**4)
    assert unit_of("亿") == (None, 10**8)
    assert unit_of("千瓦") == (units()["千瓦"], 1)
    with pytest.raises(ValueError, match="is not a unit"):
        unit_of("光年")


def test_unit_iri() -> None:
    assert unit_iri("万元") == "http://qudt.org/vocab/unit/CCY_CNY"
    assert unit_iri("亩") is None


def test_a_unit_listed_twice_is_an_error(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "units.yml"
    broken.write_text("units: []\ncounts: [个, 个]\n", encoding="utf-8")
    module = __import__("siping_kg.quantities.units", fromlist=["units"])
    monkeypatch.setattr(module, "UNITS_FILE", broken)
    with pytest.raises(AuthoredFileError, match="twice"):
        module.units.__wrapped__()
    assert units_module().keys()
    assert load_yaml(UNITS_FILE, dict)


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    [
        ("增长百分之八点五", "百分之八点五", "8.5", "%"),
        ("达到三点二万亩", "三点二万亩", "3.2", "万亩"),
        ("下降零点五个百分点", "零点五个百分点", "0.5", "个百分点"),
    ],
)
def test_a_decimal_in_words_is_one_figure(text: str, printed: str, value: str, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.printed, str(found.value), found.unit) == (printed, value, unit)
