"""A text in; the quantities printed in it, with number, unit, bound, range and base value, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from siping_kg.quantities.numerals import SMALL, parse_number
from siping_kg.quantities.units import unit_of, units

__all__ = ["Quantity", "find_quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``text[start:end] == printed``, the suffix of a bound (以上) included.

    ``value`` is the number as written, ``unit`` keeps the magnitude (万亩); ``base_value`` counts in
    ``base_unit`` (亩). ``bound`` is ">=", "<=", "~" or None, ``min_value`` and ``max_value`` are set for
    ranges. ``kind`` is the unit's kind, ``percent`` whether it is a percentage. ``digits`` is False for a
    number in words, ``bare`` True where a magnitude stands for the number (千亿元, 万亩).
    """

    start: int
    end: int
    printed: str
    value: Decimal
    unit: str
    kind: str
    base_value: Decimal
    base_unit: str
    bound: str | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    digits: bool = True
    bare: bool = False

    @property
    def percent(self) -> bool:
        """Whether the unit is a share of a hundred."""
        return self.base_unit == "%" and self.kind == "share"


_DIGITS = r"\d+(?:,\d{3})*(?:[.．]\d+)?"
_WORDS = "零〇一二两三四五六七八九十百千"
_AFTER = {"以上": ">=", "有余": ">=", "余": ">=", "多": ">=", "及以上": ">=", "以下": "<=", "以内": "<="} | {
    "之内": "<=",
    "及以下": "<=",
    "左右": "~",
    "上下": "~",
}
_AT_LEAST = "不低于|不少于|不小于|突破|超过|超出|高于|大于|迈上|跃上|迈入|跨越|跨过|站上|至少|超|过|逾|破"
_AT_MOST = "不超过|不高于|不大于|低于|少于|小于"
_ABOUT = "接近|大约|近|约"
_BEFORE = {
    **dict.fromkeys(_AT_LEAST.split("|"), ">="),
    **dict.fromkeys(_AT_MOST.split("|"), "<="),
    **dict.fromkeys(_ABOUT.split("|"), "~"),
}
_PEOPLE = (
    "群众|居民|农民|村民|市民|牧民|职工|学生|老人|老年人|人口|游客|党员|干部|劳动力|残疾人|儿童|妇女|学子|毕业生|用户人口|从业人员|"
    "人员|建档立卡贫困人口|大学生|农牧民|劳动者|患者|移民|困难群体|旅客|人才|师生|教师|退役军人|农民工|工人|观众|青年"
)
_HOUSEHOLDS = "农户|贫困户|农牧户|家庭|用户"


@cache
def _grammar() -> re.Pattern[str]:
    names = sorted(units(), key=lambda name: (-len(name), name))
    unit = "|".join(re.escape(name) for name in names)
    after = "|".join(sorted(_AFTER, key=len, reverse=True))
    return re.compile(
        rf"(?<![0-9A-Za-z_.．第{_WORDS}万亿])"
        rf"(?:(?P<low>{_DIGITS})(?:(?P<gap>[万亿]{{0,2}}(?:%|％|{unit})?)(?:-|—|–|－|~|～|至|到)(?P<high>{_DIGITS}))?"
        rf"|(?P<words>[{_WORDS}]+(?:点[{_WORDS}]+)?|(?=[万亿])))"
        rf"(?P<odd>[余多来]?)(?P<size>万亿|[十百千]?[万亿]|[百千])?(?P<more>[余多]?)"
        rf"(?:(?P<unit>{unit})(?!{_NOT_UNIT})(?P<after>{after})?"
        rf"|(?<=[万亿])(?![十百千])(?P<end>以上|左右)?(?=[，。；、：）,;)]|大关|台阶|$|[\u4e00-\u9fff]{{0,6}}?(?P<who>{_PEOPLE})"
        rf"|(?![十百千])[\u4e00-\u9fff]{{0,4}}?(?P<home>{_HOUSEHOLDS})))"
    )


_HUNDREDTHS = re.compile(rf"百分之([{_WORDS}]+(?:点[{_WORDS}]+)?|{_DIGITS})(以上|左右|以内)?")
_WORD_FIGURES = {"过半": ("50", "%", ">="), "半数以上": ("50", "%", ">="), "一半以上": ("50", "%", ">=")} | {
    "翻番": ("1", "倍", None),
    "翻倍": ("1", "倍", None),
    "翻一番": ("1", "倍", None),
    "翻了一番": ("1", "倍", None),
    "翻两番": ("3", "倍", None),
    "翻了两番": ("3", "倍", None),
}
_WORD_PATTERN = re.compile("|".join(sorted(_WORD_FIGURES, key=len, reverse=True)))
_BOUND_BEFORE = re.compile(
    "(?<![通经不签节集契公条违附邻])(?:"
    + "|".join(sorted(_BEFORE, key=len, reverse=True))
    + ")(?:了|历史性)?$"
)
_NOT_UNIT = (
    "(?<=分)[之钟别点]|(?<=[起])来|(?<=年)级|(?<=人)[民大]|(?<=二人)转|(?<=名)列|(?<=本)土|(?<=天)然|(?<=克)服|(?<=次)会|(?<=台)阶|"
    "(?<=家)庭|(?<=门)类|(?<=位)数|(?<=道)路|(?<=成)[果效功立为员]|(?<=种)[植子业]|(?<=项)目|(?<=组)[织团]|(?<=条)件|(?<=类)似|(?<=方)[面向式案法针块阵位便]"
)


_SHARED_UNIT = re.compile(rf"(?:分别|各)[\u4e00-\u9fff]{{0,6}}?({_DIGITS})[和、与]$")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order. Calendar years, ordinals (第三) and numbers without a unit are none."""
    found = [q for m in _grammar().finditer(text) if (q := _quantity(text, m))]
    if "分别" in text:
        found += [
            _make(text, m.span(1), parse_number(m[1]), q.unit, None)
            for q in found
            if (m := _unit_lent(text, q))
        ]
    for match in _HUNDREDTHS.finditer(text):
        value = parse_number(match[1])
        found.append(_make(text, match.span(), value, "%", _AFTER.get(match[2] or ""), digits=False))
    for match in _WORD_PATTERN.finditer(text):
        number, unit, bound = _WORD_FIGURES[match[0]]
        found.append(_make(text, match.span(), Decimal(number), unit, bound, digits=False))
    if len(found) > 1:
        found.sort(key=lambda q: (q.start, -q.end))
        found = [q for i, q in enumerate(found) if not i or q.start >= found[i - 1].end]
    return tuple(found)


def _unit_lent(text: str, q: Quantity) -> re.Match[str] | None:
    """A number without a unit that shares that of the next: 分别提高6.7和8.1个百分点."""
    return _SHARED_UNIT.search(text, max(0, q.start - 20), q.start)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    unit, words, size = match["unit"], match["words"], match["size"] or ""
    number = match["low"] or words
    value = parse_number(number) if number else Decimal(1)
    if unit == "年" and value >= 1900:
        return None
    name = unit or ("人" if match["who"] else "户" if match["home"] else "")
    if not number and size in SMALL:
        value, size = Decimal(SMALL[size]), ""
    elif not number and len(size) > 1 and size[0] in SMALL:
        value, size = Decimal(SMALL[size[0]]), size[1:]
    bound = _AFTER.get(match["after"] or match["end"] or "") or (
        ">=" if (match["odd"] or match["more"]) else None
    )
    high = None
    if match["high"]:
        high = parse_number(match["high"])
        if high <= value or (match["gap"] and not (size + name).startswith(match["gap"].lstrip("%％")[:1])):
            return None
        bound = bound or ">="
    return _make(
        text,
        match.span(),
        value,
        size + ("%" if name == "％" else name),
        bound,
        high=high,
        digits=match["low"] is not None,
        bare=match["low"] is None and (not words or words in SMALL),
    )


def _make(
    text: str,
    span: tuple[int, int],
    value: Decimal,
    unit: str,
    bound: str | None,
    *,
    high: Decimal | None = None,
    digits: bool = True,
    bare: bool = False,
) -> Quantity:
    start, end = span
    if bound is None and start and (before := _BOUND_BEFORE.search(text, max(0, start - 6), start)):
        bound = _BEFORE[before[0].removesuffix("了").removesuffix("历史性")]
    known, magnitude = unit_of(unit)
    factor = magnitude * (known.factor if known else 1)
    base = _scaled(value, factor)
    return Quantity(
        start,
        end,
        text[start:end],
        value,
        unit,
        known.kind if known else "count",
        base,
        known.base if known else "",
        bound,
        value if high is not None else None,
        high,
        digits,
        bare,
    )


def _scaled(value: Decimal, factor: Fraction | int) -> Decimal:
    if factor.denominator == 1:
        scaled = value * factor.numerator
    else:
        exact = Fraction(value) * factor
        scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()
