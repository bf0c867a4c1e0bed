"""A bare name in; the class that its ending tells, and whether it is a name at all, out."""

from __future__ import annotations

import functools
import re
import unicodedata

from siping_kg.extract.lexicon import alternation, class_lexicon, lexicons, verbs
from siping_kg.resources import DATA

__all__ = [
    "bare",
    "common_nouns",
    "ends_like",
    "is_generic",
    "kind_by_ending",
    "phrase_counts",
    "plain_form",
    "plain_nouns",
    "sectors",
    "suffix_kinds",
    "suspicious",
]

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』]")
_ORDER = (
    "Organization", "Event", "Project", "Zone", "Facility", "Policy", "Company", "Industry", "Product", "Honour",
)  # fmt: skip


def bare(name: str) -> str:
    """Strip quotation marks and white space.

    >>> bare("国家级专精特新“小巨人”")
    '国家级专精特新小巨人'
    """
    return _MARKS.sub("", name)


@functools.cache
def suffix_kinds() -> dict[str, str]:
    """Endings of proper names → class; an ending of several classes goes to the first of the order above."""
    kinds: dict[str, str] = {}
    for kind in reversed(_ORDER):
        for suffix in class_lexicon(kind).suffixes:
            kinds[suffix] = kind
    return kinds


@functools.cache
def _longest_ending() -> int:
    return max(map(len, suffix_kinds()))


@functools.lru_cache(maxsize=1 << 15)
def _kind_of_tail(tail: str) -> str | None:
    kinds = suffix_kinds()
    return next((kinds[tail[at:]] for at in range(len(tail)) if tail[at:] in kinds), None)


@functools.lru_cache(maxsize=1 << 16)
def kind_by_ending(name: str) -> str | None:
    """Tell the class of a name by its longest known ending, or None.

    >>> kind_by_ending("塔子山森林公园")
    'Facility'
    """
    return _kind_of_tail(bare(name)[-_longest_ending() :])


@functools.cache
def _ending_of(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(class_lexicon(kind).suffixes)})$")


def ends_like(name: str, kind: str) -> bool:
    """Tell whether a name ends as names of the class do, whatever else such an ending may mean.

    >>> ends_like("国家现代农业产业园", "Honour"), ends_like("国家现代农业产业园", "Zone")
    (True, True)
    """
    return bool(_ending_of(kind).search(bare(name)))


@functools.cache
def common_nouns() -> frozenset[str]:
    """Plain nouns that the reports of many cities use: never names (data/lexicons/common.txt)."""
    return frozenset((DATA / "lexicons" / "common.txt").read_text(encoding="utf-8").split())


def plain_form(name: str) -> str:
    """How names are compared with the phrase counts: NFKC, no marks or white space, lower case."""
    return bare(unicodedata.normalize("NFKC", name)).lower()


@functools.cache
def phrase_counts() -> dict[str, int]:
    """Phrases that the reports of at least three cities use → how common they are, 1 to 4 (data/models/phrases.tsv)."""
    lines = (DATA / "models" / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    return {phrase: int(common) for phrase, _, common in (line.partition("\t") for line in lines)}


@functools.cache
def sectors() -> frozenset[str]:
    """What reports name as industries, without the word 产业 (data/lexicons/sectors.txt)."""
    return frozenset((DATA / "lexicons" / "sectors.txt").read_text(encoding="utf-8").split())


@functools.cache
def plain_nouns() -> frozenset[str]:
    """What names nothing by itself: plain nouns with an ending like a name's, and the words that open clauses (加快)."""
    return class_lexicon("Settlement").generic.union(verbs().lead, *(each.generic for each in lexicons()))


@functools.cache
def _known_everywhere() -> frozenset[str]:
    """What the lexicons know by name, though it looks like a plain noun: 数字经济."""
    entries = (entry for each in lexicons() for entry in each.names)
    return frozenset(bare(form) for entry in entries for form in (entry.name, *entry.aliases)) - plain_nouns()


_LOCAL = frozenset({"Place", "Zone", "Facility", "Organization", "Company", "Project", "Event"})
_COUNT_OR_PLAIN = re.compile(
    r"(?=[\d.一二两三四五六七八九十百千万亿余多%以上下各本该这那个家户条座处所项类种名批省市县全首重特优主新传现未支绿数创高先相配关])(?:"
    r"[\d.一二两三四五六七八九十百千万亿余多%以上下各本该这那]*(?:个|家|户|条|座|处|所|项|类|种|名|批)?(?:以上|以下)?$"
    r"|\d[\d.]*(?:余|多)?(?:万|千|百)?(?:余|多)?(?:个|家|户|条|座|处|所|项|公里|亩|套|台|辆|名|件|场|次|平方米|公顷)"
    r"|[一二三四五六七八九十]+(?:次|中)全会$"
    r"|(?:各类|各级|各|省级?|市级?|县级|全|首批|重点|特色|优势|主导|新兴|传统|现代|未来|支柱|绿色|数字|创新|高端|先进|相关|配套|关联|[一二两三四五六七八九十百千万]+亿(?:元)?级?)+(?:产业|产业链|产业集群|制造业|服务业|工业|农业|经济)$)"
)
_BEGINS_COUNT = re.compile(_COUNT_OR_PLAIN.pattern.partition(")")[0] + ")")
_BREAK = re.compile("[，。；：！？]")
_NOT_FIRST, _NOT_LAST = "的了着等", "的了着"


@functools.lru_cache(maxsize=1 << 16)
def is_generic(name: str, kind: str | None = None) -> bool:
    """Tell whether a would-be name is only a plain noun, a count or a fragment.

    What many cities' reports use alike is a plain noun for things that stand somewhere, not for a sector.
    """
    plain = bare(name)
    if plain in _known_everywhere():
        return False
    if len(plain) < 2 or plain in plain_nouns() or plain[0] in _NOT_FIRST or plain[-1] in _NOT_LAST:
        return True
    if _COUNT_OR_PLAIN.match(plain) or _BREAK.search(plain):
        return True
    return kind in _LOCAL and (plain in common_nouns() or plain in sectors())


@functools.lru_cache(maxsize=1 << 14)
def suspicious(character: str) -> tuple[bool, bool, bool]:
    """Tell whether a name may be generic that begins with a character, that ends with it, that has it.

    A name with none of these, of two characters or more, is generic only if it is one of the plain nouns.

    >>> suspicious("三"), suspicious("着")
    ((True, False, False), (True, True, False))
    """
    return (
        character in _NOT_FIRST or bool(_BEGINS_COUNT.match(character)),
        character in _NOT_LAST,
        bool(_BREAK.match(character)),
    )
