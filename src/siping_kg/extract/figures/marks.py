"""A passage's text in, its figures out: quantities, ranks and runs of years that are not part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from siping_kg.extract.figures.words import FigureWords, figure_words
from siping_kg.quantities import Quantity, find_quantities, parse_number

__all__ = ["Clause", "clauses", "figures_of"]

_QUOTED = re.compile('“[^“”]{1,30}”|《[^《》]{1,60}》|‘[^‘’]{1,30}’|「[^」]{1,30}」|"[^"]{1,30}"')
_BREAK = re.compile(r"[，；。：！？;:!?\n]|,(?!\d{3}(?!\d))|——")
_NUMBER = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半翻首]")
"""One of these stands in every figure: a number, a share or fold in words (过半, 翻番), a first place (首位)."""
_N = "[一二三四五六七八九十]"
_RANK = re.compile(
    rf"第(?P<rank>{_N}{{1,3}}|\d{{1,2}})(?P<unit>位|名)?(?=[，、。；！）\s,;]|$)"
    rf"|第(?P<placed>{_N}{{1,3}}|\d{{1,2}})(?P<place>位|名)|(?:首位|榜首)(?=[，、。；！）\s,;]|$)"
)
_RANKED = re.compile(
    r"(?:[全国省市区州盟界]|东北|西北|西南|华北|华东|地区|城市|同类|世界|全球|位居|位列|居|列|排名?|排在|升至|跃居|跃升至|名列|排|晋升|位次|进至|前进到|上升到|上升至|保持|稳居|第[一二三四五六七八九十]{1,3}[位名]?[、和]|第\d{1,2}[位名]?[、和])(?:(?:全国|全省|全市|全区|中)*)$"
)
_RUN = re.compile(rf"连续(?P<run>{_N}{{1,3}}|\d{{1,2}}|两)个?年(?!度)")
_PLACED = re.compile(
    "(?:居|列|排名?|升至|升到|前移至|前移到|晋位至|晋位到|(?:考评|考核|排名|位次|指数)[由从])$"
)
_FIELD = re.compile(r"[\u4e00-\u9fff]{0,14}(?:第|首位)")
_MAGNITUDE = re.compile("^(?:万亿|[十百千]?[万亿])")
_LISTED = re.compile(  # 30万吨环氧丙烷、聚源40万吨聚醚项目
    r"[\u4e00-\u9fff]{2,10}(?:、[^，。；、]{0,12}?\d+万?(?:吨|千瓦|兆瓦|千伏安)[\u4e00-\u9fff]{2,14}?)+(?:项目|工程|装置|机组)"
)
_CHOSEN = re.compile("(?:入选|入围|列入|成为|纳入|跻身)[^，；。]{0,24}$")
_ASPECTS = re.compile("(?:大|重点)?(?:方面|环节|层面|维度|批次)")
_SIZED = re.compile("[\u4e00-\u9fff]{0,8}?(?:企业|项目|产业|园区|集群|工程|县|镇|村|商圈)")
_CLASS_UNITS = frozenset(
    {"人", "户", "吨", "千瓦", "亩", "平方米", "米", "头", "平方公里", "公里", "蒸吨", "兆瓦"}
)
_PAREN = re.compile(r"^（[^）]*）")
_THING = re.compile(r"的?[\u4e00-\u9fff]")
_SUM = re.compile("的?(?:资金|投资|贷款|目标|水平)")
_CLASSED = re.compile("的?(?:项目|企业|产业|工程|园区|集群|大项目|工业|商场)")
_PREDICATED = re.compile(
    "(?:突破|超过|超|达到|达|破|跨越|迈上|跃上|站上|迈入|跨入|跨上|逾|近|增加到|增至|约)(?:了)?$"
)
_TIMED = re.compile(
    r"(?:至|到|达|为|缩短|压缩|提前|增加|减少|降低|提速|天数|时间|时限|寿命|年限|超过|不超过|控制在|比例?)(?:了)?$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, with the figures in it."""

    start: int
    end: int
    figures: tuple[Quantity, ...]


def figures_of(text: str) -> list[Quantity]:
    """The figures of a text, in order: quantities that say how much, ranks, and runs of years (连续三年)."""
    if not _NUMBER.search(text):
        return []
    words = figure_words()
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = [
        _as_rank(text, q)
        for q in find_quantities(text)
        if not _within(q.start, quoted) and not _is_name(text, q, words)
    ]
    if "第" in text or "首" in text:
        found += [q for m in _RANK.finditer(text) if (q := _rank(text, m)) and not _within(q.start, quoted)]
    if "连续" in text:
        found = [q for q in found if q.unit != "年" or q.digits]
        found += [_run(m) for m in _RUN.finditer(text) if not _within(m.start(), quoted)]
    if "第" in text or "首位" in text:
        found = [q for q in found if q.kind == "rank" or not _is_field_of_rank(text, q)]
    found.sort(key=lambda q: q.start)
    return found


def clauses(text: str, figures: list[Quantity]) -> list[Clause]:
    """The clauses of a text, each with its figures. Marks inside quotation marks do not break."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    cuts = [m.span() for m in _BREAK.finditer(text) if not _within(m.start(), quoted)]
    result, start = [], 0
    for cut, after in [*cuts, (len(text), len(text))]:
        inside = tuple(q for q in figures if start <= q.start < cut)
        if cut > start:
            result.append(Clause(start, cut, inside))
        start = after
    return result


def _as_rank(text: str, q: Quantity) -> Quantity:
    """A position without 第 (由18位晋升到14位) is a rank too."""
    return replace(q, kind="rank") if q.unit == "位" and _PLACED.search(text, 0, q.start) else q


def _is_field_of_rank(text: str, q: Quantity) -> bool:
    """Whether a count is only the field of a rank that follows: 在40个地州盟排名第一."""
    return text.endswith(("在", "于", "居", "列", "全国", "全省", "全区"), 0, q.start) and bool(
        _FIELD.match(text, q.end)
    )


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _is_name(text: str, q: Quantity, words: FigureWords) -> bool:
    """Whether a quantity is part of a name or says no amount of its own (5000万元以上|项目, 24小时|供水)."""
    before, after = text[max(0, q.start - 6) : q.start], text[q.end : q.end + 24]
    unit = _plain_unit(q)
    if before.endswith("首批") and _CHOSEN.search(text, 0, q.start):
        return True  # 入选全国首批30个试点城市: one of them
    if q.kind == "time":
        return not _says_time(q, before, after)
    if q.bare and not q.printed.startswith(("千余", "百余", "万余")):
        if q.unit in ("万", "千", "百"):
            return True
        at_end = not after or after[0] in "，。；、）大台关门,;"
        return not (_PREDICATED.search(before) and (at_end or q.kind != "money"))
    return (
        _is_marked(q, unit, before, after)
        or (not q.digits and _is_slogan(q, unit, after, words))
        or _is_class(q, unit, before, after, words)
        or (unit in words.sizes and _is_size(text, q, after, words))
    )


def _plain_unit(q: Quantity) -> str:
    """The unit without the magnitude before it: 千瓦 of 万千瓦."""
    return _MAGNITUDE.sub("", q.unit) if len(q.unit) > 1 else q.unit


def _says_time(q: Quantity, before: str, after: str) -> bool:
    """A length of time is a figure only after a predicate and at the end of its clause (缩短至3天)."""
    if q.unit == "年" and "年限" not in before:
        return False
    return bool(_TIMED.search(before)) and (not after or after[0] in "，。；、）以左,; ")


def _is_marked(q: Quantity, unit: str, before: str, after: str) -> bool:
    if unit == "大类" or (unit == "类" and q.value < 2) or (unit in ("个", "项") and _ASPECTS.match(after)):
        return True
    if before.endswith(("（", "(")) and after.startswith(("）", ")")):
        return True
    return before.endswith(("每", "“", "《", "—", "-", "/", "第")) and not q.percent


def _is_class(q: Quantity, unit: str, before: str, after: str, words: FigureWords) -> bool:
    """A size that tells which things are meant (5000万元以上项目, 25户以上自然村, 超10亿元企业)."""
    bounded = q.printed.endswith(("以上", "以下", "以内"))
    outside = _PAREN.sub("", after)
    if outside != after and outside.startswith(("以上", "以下")):
        bounded, after = True, outside[2:]
    if before.endswith(("个过", "家过", "户过")) or (not q.percent and _is_threshold(before, after, words)):
        return True
    if q.kind != "money":
        return bounded and unit in _CLASS_UNITS and bool(words.named_things.match(after))
    if bounded or after.startswith("级"):
        return bool(_THING.match(after)) and not _SUM.match(after)
    if before.endswith(("超", "过", "逾")) and _SIZED.match(after):
        return True
    return bool(_CLASSED.match(after))


def _is_threshold(before: str, after: str, words: FigureWords) -> bool:
    return bool(
        "投资" not in before
        and after.startswith("的")
        and words.named_things.search(after[1:12])
        and re.search("超|过|达", before)
    )


def _is_slogan(q: Quantity, unit: str, after: str, words: FigureWords) -> bool:
    if (
        q.kind in ("share", "points", "fold")
        or (len(q.unit) > 1 and q.unit[0] in "万亿")
        or (q.bound and q.value >= 2)
    ):
        return False
    if q.kind == "money":
        return True
    if q.value < 2 or unit not in words.word_classifiers:
        return True
    if unit == "台" and q.value != 2:
        return True  # 九台, 三台: places
    return unit == "条" and bool(words.abstract.search(after[:6]))


def _is_size(text: str, q: Quantity, after: str, words: FigureWords) -> bool:
    if after.startswith(("级", "型", "口径", "深", "高", "宽")):
        return True
    before = text[max(0, q.start - 8) : q.start]
    if words.capacity.search(before) or before.endswith(("\u00d7", "*", "x", "X")):
        return True
    if before.endswith("、") and re.search(
        "等[\u4e00-\u9fff]{0,8}(?:项目|工程|基地|企业)", text[q.end : q.end + 60]
    ):
        return True
    if _LISTED.match(after):
        return True
    named = re.match(
        r"(?:/[天日年])?[\u4e00-\u9fff]{2,14}?(?:项目|工程|装置|机组|生产线|电站|电厂|泊位|基地|一体化|扩建|产业园)",
        after,
    )
    return (
        bool(named)
        and _plain_unit(q) not in ("亩", "公里", "公斤")
        and not any(m.end() == len(before) for m in words.action.finditer(before))
    )


def _rank(text: str, match: re.Match[str]) -> Quantity | None:
    number = match["rank"] or match["placed"]
    if text.endswith(("摆在", "放在", "摆", "放", "置于", "列为"), 0, match.start()):
        return None
    if number:
        before = text[max(0, match.start() - 8) : match.start()]
        if not _RANKED.search(before):
            return None
    value = parse_number(number) if number else Decimal(1)
    unit = match["unit"] or match["place"] or "位"
    return Quantity(
        match.start(),
        match.end(),
        match[0],
        value,
        unit,
        "rank",
        value,
        unit,
        digits=bool(number and number.isdecimal()),
    )


def _run(match: re.Match[str]) -> Quantity:
    value = parse_number(match["run"])
    return Quantity(
        match.start(), match.end(), match[0], value, "年", "run", value, "年", digits=match["run"].isdecimal()
    )
