"""A sentence in; the items of its typed enumerations (甲、乙等9座市政桥梁) out, each with the class the head gives."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, lexicons, verbs
from siping_kg.extract.naming import bare, is_generic, kind_by_ending
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import Mention

__all__ = ["enumerated_names", "list_heads"]

_ETC = re.compile(r"等(?!级|待|候|同|次|额|高线)")
_COUNTED = re.compile(
    r"(\d+|[一二两三四五六七八九十]+)(个|家|户|条|座|处|所|项|大|种|只)"
    r"(?!月|小时|百分点|工作日|以上|多|余)"
)
_STOP = re.compile(r"[，。；：！？、,;:!?]|的(?!士)")
_QUANTITY = re.compile(
    r"(?:约|近|共|这)?(?:(\d+|[一二两三四五六七八九十]+)(?:余|多)?(?:个|家|户|条|座|处|所|项|类|种|大(?!型))|一批|若干|系列|一系列|多个)?"
)
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# How short an item may be, and the most it may be, by the class that the head gives it.
_LENGTHS = {"Project": (4, 30), "Company": (2, 14), "Facility": (2, 20), "Zone": (3, 24), "Organization": (3, 20),
            "Policy": (4, 24), "Industry": (2, 10), "Event": (4, 30), "Product": (3, 16), "Honour": (4, 30)}  # fmt: skip
_HEAD_JOINS = frozenset({"Zone"})
_ROUTE = re.compile("[一-龥]{2,}(?:至|到|—|-|～)[一-龥]{2,}")
_RUNS = re.compile("(?:高速公路|公路|高速|铁路|高铁|城际|航线)$")


@functools.cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {head: lexicon.kind for lexicon in reversed(lexicons()) for head in lexicon.heads}
    return re.compile(alternation(kinds)), kinds


@functools.cache
def _predicate() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation((*verbs().predicates, *verbs().strong))})")


def _head_after(sentence: Sentence, start: int, limit: int) -> tuple[str, int, int] | None:
    """The noun phrase after 等 (or a count): its head's class, and where head begins and ends."""
    stop = _STOP.search(sentence.mask, start, limit)
    end = stop.start() if stop else limit
    predicate = _predicate().search(sentence.mask, start + 1, end)
    while predicate and predicate.start() < start + 2 and predicate.end() < end:
        predicate = _predicate().search(sentence.mask, predicate.end(), end)
    pattern, kinds = _heads()
    limit = min(predicate.start() if predicate else end, start + 22)
    heads = list(pattern.finditer(sentence.mask, start, limit))
    if not heads:
        return None
    head = heads[0]
    for later in heads[1:]:  # 产业项目, 产业合作项目: the last of a chain is the head
        if later.start() - head.end() > 2:
            break
        head = later
    return kinds[head[0]], head.start(), head.end()


def _number(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if digits.isdigit() else _NUMERALS.get(digits)


def _is_item(sentence: Sentence, span: Span, kind: str) -> bool:
    name = sentence.text[slice(*span)]
    low, high = _LENGTHS.get(kind, (2, 20))
    if (
        not low <= len(bare(name)) <= high
        or is_generic(name, kind)
        or name[0] in "的了等为于"
        or name[-1] in "的了"
    ):
        return False
    return not re.search(r"[，。；：]", sentence.mask[slice(*span)])


def _first_item_start(sentence: Sentence, span: Span) -> Span:
    """The first item of a list may still carry its verb: it begins where a name may begin last."""
    start, end = span
    begins = [b for b in sentence.bounds if start <= b < end - 1]
    return (sentence.trim(max([start, *begins]), end), end)


def _mentions(sentence: Sentence, spans: list[Span], kind: str, tail: str, rule: str) -> list[Mention]:
    """Items as mentions. A shared head is restored for zones and routes: 双辽水稻 → 双辽水稻高产高效示范区.

    The head's class holds, but what is called a pilot (等试点) is a thing with a class of its own.
    """
    found = []
    for start, end in spans:
        name = sentence.text[start:end]
        own = kind_by_ending(name)
        item_kind = own if kind == "Honour" or (kind == "Company" and own == "Organization") else kind
        if item_kind is None or any(k.start == start and k.end == end for k in sentence.known):
            continue
        shares = kind in _HEAD_JOINS or (_ROUTE.fullmatch(name) and _RUNS.search(tail))
        full = name + tail if shares and own in (None, "Industry") else name
        found.append(Mention(sentence.index, start, end, item_kind, full, rule))
    return found


def _listed(sentence: Sentence, end: int) -> list[Span]:
    start, _ = sentence.clause_at(max(end - 1, 0))
    spans = list(sentence.items(start, end))
    if not spans:
        return []
    spans = [_first_item_start(sentence, span) for span in spans]
    return [span for span in spans if span[1] > span[0]]


def _at_etc(sentence: Sentence, position: int) -> list[Mention]:
    _, limit = sentence.clause_at(position)
    quantity = _QUANTITY.match(sentence.mask, position + 1)
    assert quantity is not None
    head = _head_after(sentence, quantity.end(), limit)
    if head is None:
        return []
    kind, head_start, head_end = head
    spans = [span for span in _listed(sentence, position) if _is_item(sentence, span, kind)]
    count = _number(quantity[1])
    if count is not None and len(spans) > count:
        return []
    tail = "" if kind == "Project" else sentence.text[head_start:head_end]
    return _mentions(sentence, spans, kind, tail, "enumeration")


def _at_count(sentence: Sentence, match: re.Match[str]) -> list[Mention]:
    """甲、乙、丙3个高产高效示范区: as many items as the number says, else nothing."""
    _, limit = sentence.clause_at(match.start())
    head = _head_after(sentence, match.end(), limit)
    if head is None:
        return []
    kind, _, head_end = head
    spans = _listed(sentence, match.start())
    if spans and sentence.mask[spans[-1][1] - 1] == "等":
        spans[-1] = (spans[-1][0], spans[-1][1] - 1)
    if len(spans) != _number(match[1]) or not all(_is_item(sentence, span, kind) for span in spans):
        return []
    return _mentions(sentence, spans, kind, sentence.text[match.end() : head_end], "counted-enumeration")


def enumerated_names(sentence: Sentence) -> list[Mention]:
    """Find the items of enumerations whose head noun types them."""
    found = []
    if "等" in sentence.mask:
        for match in _ETC.finditer(sentence.mask):
            found.extend(_at_etc(sentence, match.start()))
    if "、" in sentence.mask:
        for match in _COUNTED.finditer(sentence.mask):
            if _number(match[1]) not in (None, 1):
                found.extend(_at_count(sentence, match))
    return found


def list_heads(sentence: Sentence) -> list[tuple[int, int, str, str]]:
    """Give the span of each list that ends in 等, with the head noun that closes it and the head's class."""
    found = []
    for match in _ETC.finditer(sentence.mask):
        start, limit = sentence.clause_at(match.start())
        quantity = _QUANTITY.match(sentence.mask, match.end())
        head = _head_after(sentence, quantity.end() if quantity else match.end(), limit)
        if head:
            kind, begins, ends = head
            found.append((start, match.start(), sentence.mask[begins:ends], kind))
    return found
