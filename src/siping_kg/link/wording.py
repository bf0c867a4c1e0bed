"""Names in; what of them is a name of its own, what is plain wording, and what two of them differ by, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon
from siping_kg.extract.naming import common_nouns, phrase_counts, plain_form, sectors
from siping_kg.link.rules import link_rules

__all__ = [
    "firm_core",
    "inserted",
    "is_plain",
    "is_slogan",
    "leaves_out",
    "signs",
    "skeleton",
    "swapped",
    "without_brackets",
]

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_SIGNS = re.compile(
    r"\d+(?:\.\d+)?|[A-Za-z]+|[一二三四五六七八九十]+(?=[期号线届次环级批阶代标段院])|第[一二三四五六七八九十百]+|[东南西北]"
)
_RELATIVE = ("市", "县", "省", "我市", "全市", "全省", "各", "自治区")
_COMMON = 3


@functools.cache
def _pieces(kind: str) -> frozenset[str]:
    lexicon = class_lexicon(kind)
    return link_rules().plain | sectors() | common_nouns() | lexicon.generic | {*lexicon.suffixes}


@functools.lru_cache(maxsize=1 << 16)
def is_plain(kind: str, name: str) -> bool:
    """Tell whether a name is made of plain words alone, so that any place may have such a thing.

    >>> is_plain("Zone", "东部新城"), is_plain("Zone", "兴隆综保区")
    (True, False)
    """
    if len(name) < 3 or name.startswith(_RELATIVE) or phrase_counts().get(plain_form(name), 0) >= _COMMON:
        return True
    pieces, reached = _pieces(kind), {0}
    for end in range(1, len(name) + 1):
        if any(name[start:end] in pieces for start in reached):
            reached.add(end)
    return len(name) in reached


def is_slogan(name: str) -> bool:
    """Tell whether a scheme's name is a number of things that every place fills in for itself: 六个回归."""
    return re.search(link_rules().slogan, name) is not None


@functools.cache
def _dropped(kind: str) -> re.Pattern[str] | None:
    words = link_rules().dropped.get(kind)
    return re.compile(alternation(words)) if words else None


def skeleton(kind: str, name: str) -> str:
    """Give what is left of a name without what stands in brackets and without plain words of its class.

    >>> skeleton("Zone", "中韩(长春)国际合作示范区")
    '中韩示范区'
    """
    pattern, rest = _dropped(kind), without_brackets(name)
    return pattern.sub("", rest) if pattern else rest


def without_brackets(name: str) -> str:
    """Give a name without what stands in brackets."""
    return _BRACKETS.sub("", name)


def signs(name: str) -> tuple[str, ...]:
    """Give what tells two things of a series apart: figures, ordinals, letters, quarters of the compass.

    >>> signs("市中心医院二期"), signs("东环路3号线")
    (('二',), ('东', '3'))
    """
    return tuple(_SIGNS.findall(without_brackets(name)))


@functools.cache
def _firm_word() -> re.Pattern[str]:
    return re.compile(f"^(.{{2,}}?)((?:{alternation(link_rules().firm_words)})*)$")


def firm_core(name: str) -> tuple[str, str]:
    """Give a firm's own name, and what it makes: 敖东药业 is 敖东 and 药业. What firms are in general is left out.

    >>> firm_core("世宝机械"), firm_core("天成集团")
    (('世宝', '机械'), ('天成', ''))
    """
    found = _firm_word().match(name)
    if not found:
        return name, ""
    return found[1], re.sub("集团|股份|公司|控股|实业", "", found[2])


def swapped(one: str, other: str) -> bool:
    """Tell whether two neighbouring parts of one name, of two characters or more, change places in the other.

    >>> swapped("奥迪一汽新能源", "一汽奥迪新能源"), swapped("东环路南延", "南环路东延")
    (True, False)
    """
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    ends = zip(reversed(one), reversed(other), strict=False)
    stop = len(one) - next((i for i, (a, b) in enumerate(ends) if a != b), len(one))
    middle, turned = one[start:stop], other[start:stop]
    return len(one) == len(other) and any(
        middle[cut:] + middle[:cut] == turned for cut in range(2, len(middle) - 1)
    )


def leaves_out(shorter: str, longer: str) -> bool:
    """Tell whether a name is another with some characters left out.

    >>> leaves_out("中韩示范区", "中韩(长春)国际合作示范区"), leaves_out("行政制度", "行政改革")
    (True, False)
    """
    rest = iter(longer)
    return len(shorter) < len(longer) and all(character in rest for character in shorter)


def inserted(shorter: str, longer: str) -> str | None:
    """Give what the longer name has more, in one place; None when they differ otherwise.

    >>> inserted("Q工厂", "奥迪Q工厂")
    '奥迪'
    """
    more = len(longer) - len(shorter)
    for at in range(len(shorter) + 1):
        if more > 0 and longer[:at] + longer[at + more :] == shorter:
            return longer[at : at + more]
    return None
