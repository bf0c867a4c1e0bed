"""A sentence in; the names it puts in quotation marks or book-title marks, typed by what stands around them, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon, lexicons
from siping_kg.extract.naming import bare, is_generic, kind_by_ending
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import Mention

__all__ = ["quoted_names"]

_TITLE = re.compile(r"《[^《》]{2,40}》")
_GROUP = re.compile(r"“[^“”]{1,24}”(?:[、和与及]?“[^“”]{1,24}”)*")
_ONE = re.compile(r"“([^“”]+)”")
_DOCUMENT = re.compile(
    r"(?:条例|规划|意见|办法|方案|纲要|政策|措施|\d+条|[一二三四五六七八九十]条|规定|计划|细则|法|要点|清单|目录|标准|决定|通知|公约|协定|建议|准则|草案|规则|区划|法典|导则|规范|指引|指南|规程|通则|举措|宣言)(?:（[^（）]*）)?$"
)
# Before a quotation and 项目: the quotation says what sort of projects they are (一批重点“智改数转”项目).
_SORT = re.compile(r"(?:重点|一批|等|类|重大|各类)$")
_NUMBERED = re.compile(
    r"^(?:[一二两三四五六七八九十百千\d]+(?:大|个|条|项|新|化|区|网|园|核|带|翼|轴|极|廊|心|城|产业)|\d+\+)"
)


@functools.cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {head: lexicon.kind for lexicon in reversed(lexicons()) for head in lexicon.quoted}
    return re.compile(f"({alternation(kinds)})"), kinds


@functools.cache
def _cue() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(class_lexicon('Policy').quoted_left)})(?:了|好|以|，)?$")


# How long a noun may stand between the verb and the quotation (推进工程建设项目“审管联动”).
_NOUN = 10
_NOT_PART = frozenset({"称号", "荣誉", "建设", "工作", "项目", "品牌", "产品", "网络产品", "目标"})


def _titles(sentence: Sentence) -> list[Mention]:
    found = []
    for match in _TITLE.finditer(sentence.text):
        kind = "Policy" if _DOCUMENT.search(match[0][1:-1]) else "Product"
        found.append(Mention(sentence.index, match.start(), match.end(), kind, match[0], "quoted-title"))
    return found


def _extent(sentence: Sentence, span: Span, head_end: int, kind: str) -> Span:
    """A quoted name with its head; an honour's level (国家级专精特新“小巨人”) belongs to it too."""
    start = sentence.start_of_name(span[0]) if kind == "Honour" else span[0]
    return (start, head_end)


def _group(sentence: Sentence, match: re.Match[str]) -> list[Mention]:
    quotes = [
        (match.start() + one.start(), match.start() + one.end(), one[1]) for one in _ONE.finditer(match[0])
    ]
    pattern, kinds = _heads()
    head = pattern.match(sentence.mask, match.end())
    begins = sentence.start_of_name(match.start())
    cue = match.start() - begins <= _NOUN and _cue().search(sentence.mask, 0, begins)
    found = []
    for number, (start, end, inner) in enumerate(quotes):
        last = number == len(quotes) - 1
        own = kind_by_ending(inner) if len(inner) > 2 else None
        numbered = len(inner) > 2 and _NUMBERED.match(inner)
        kind = kinds[head[1]] if head else "Policy" if numbered else own
        if kind == "Project" and _SORT.search(sentence.mask, 0, match.start()):
            kind = "Policy"
        if kind is None and cue:
            kind = "Policy"
        if kind is None or is_generic(inner, kind) or bare(inner) in class_lexicon("Policy").quoted_generic:
            continue
        stop = head.end() if head and last and head[1] not in _NOT_PART else end
        a, b = _extent(sentence, (start, end), stop, kind)
        name = sentence.text[a:b]
        found.append(Mention(sentence.index, a, b, kind, name if b > end or a < start else inner, "quoted"))
    return found


def quoted_names(sentence: Sentence) -> list[Mention]:
    """Find the quoted names of a sentence. A group (“甲”“乙”等活动) is typed by the noun that follows it."""
    found = _titles(sentence) if "《" in sentence.text else []
    if "“" in sentence.text:
        for match in _GROUP.finditer(sentence.text):
            found.extend(_group(sentence, match))
    return found
