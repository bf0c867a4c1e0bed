"""A sentence in; the names whose ending tells their class out (北河生态公园, 水务一体化改革)."""

from __future__ import annotations

import functools
import re

import msgspec

from siping_kg.extract.firms import firm_at
from siping_kg.extract.lexicon import Example, alternation, class_lexicon
from siping_kg.extract.naming import bare, is_generic, suffix_kinds
from siping_kg.extract.sentence import MASK, Sentence
from siping_kg.model import Mention
from siping_kg.resources import DATA, load_yaml

__all__ = ["names_by_ending"]

_SKIP = frozenset({"Company", "Product", "Person"})
_LONGEST = 26
_LONGEST_INDUSTRY = 10
_SPECIFIC = re.compile(rf"[{MASK}A-Za-z#]|\\d+号")
_OFFICE = re.compile(r"[市省州县区]")
# Zones that need no name of their own: every city means its own by them.
_ALONE = re.compile(r"(?:经开区|高新区|综保区|[一-龥]开区)")
_VALUED = re.compile(r"投资(?:额)?(?:约|超|近)?[\d.]+(?:亿|万)?(?:美)?元的$")
_COUNTS = re.compile(r"(?:\d|[一二三四五六七八九十两])(?:个|家|条|座|处|所|批|类)")
_PHASE = re.compile(r"[一二三四]期")
_NOT_A_SETTLEMENT = re.compile(r"[乡农个进驻到整全各新兴县镇名美丽城小集强重古侨水]$|^\\d")
_LEVELLED = re.compile(r"国家级|国家|全国|省级|自治区级|中国|世界|省[^委政人]")
_COUNTED = re.compile(r"\d|以上|亿元|万元")


class _EndingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What data/rules/endings.yml says of names told by their ending."""

    shortest: dict[str, int]
    not_after: dict[str, str]
    examples: tuple[Example, ...]


@functools.cache
def _rules() -> _EndingRules:
    return load_yaml(DATA / "rules" / "endings.yml", _EndingRules)


@functools.cache
def _endings() -> dict[str, str]:
    settlements = dict.fromkeys(class_lexicon("Settlement").suffixes, "Place")
    return settlements | {s: kind for s, kind in suffix_kinds().items() if kind not in _SKIP}


@functools.cache
def _pattern() -> re.Pattern[str]:
    before = {}
    for suffix in _endings():
        tails = next((after for end, after in _rules().not_after.items() if suffix.endswith(end)), "")
        before[suffix] = f"(?![{tails}])" if tails else ""
    return re.compile(alternation(before, before=before))


def _is_specific(sentence: Sentence, start: int, end: int) -> bool:
    """Something of its own in a name: a place, a firm, a quotation, a letter or a numbered thing."""
    if _SPECIFIC.search(sentence.mask, start, end):
        return True
    return any(start <= known.start < end and known.kind in ("Place", "Company") for known in sentence.known)


def _makes_project(sentence: Sentence, start: int, ending: int) -> bool:
    """A project needs something of its own, or a phase, a firm, or money laid out for it; a mere count is none."""
    own = sentence.text[start:ending]
    if _COUNTED.match(own):
        return False
    return (
        _is_specific(sentence, start, ending)
        or (bool(_PHASE.match(sentence.text, ending)) and len(own) > 3)
        or bool(_VALUED.search(sentence.mask[:start]))
        or firm_at(sentence, start, ending)
    )


def _makes_settlement(sentence: Sentence, start: int, ending: int) -> bool:
    own = sentence.text[start:ending]
    return 2 <= len(own) <= 4 and not (_is_specific(sentence, start, ending) or _NOT_A_SETTLEMENT.search(own))


def _makes_site(sentence: Sentence, start: int, ending: int) -> bool:
    """One character is enough for 市图书馆, and where a place or a quotation stands in the name."""
    own = sentence.text[start:ending]
    return len(own) > 1 or bool(_OFFICE.fullmatch(own)) or _is_specific(sentence, start, ending)


def _holds(sentence: Sentence, kind: str, start: int, ending: int, end: int) -> bool:
    """Whether the words before an ending make a name of it."""
    own, name = sentence.text[start:ending], sentence.text[start:end]
    if not own or _COUNTS.search(own) or is_generic(name, kind):
        return False
    if not _rules().shortest[kind] <= len(bare(name)) <= _LONGEST:
        return False
    if kind == "Industry":
        return end - start <= _LONGEST_INDUSTRY and not own[0].isdigit()
    if kind == "Honour":
        return bool(_LEVELLED.match(own))
    if kind in _MAKES:
        return _MAKES[kind](sentence, start, ending)
    return True


_MAKES = {
    "Project": _makes_project,
    "Place": _makes_settlement,
    "Facility": _makes_site,
    "Zone": _makes_site,
    "Organization": _makes_site,
}


def names_by_ending(sentence: Sentence) -> list[Mention]:
    """Find the names that end like names, and begin where a name may begin."""
    found = []
    for match in _pattern().finditer(sentence.mask):
        kind = _endings()[match[0]]
        start = sentence.start_of_name(match.start())
        if kind == "Place":
            places = [k.end for k in sentence.known if start <= k.start and k.end <= match.start()]
            start = max([start, *places])
        if _holds(sentence, kind, start, match.start(), match.end()):
            name = sentence.text[start : match.end()]
            found.append(Mention(sentence.index, start, match.end(), kind, name, "ending"))
    for match in _ALONE.finditer(sentence.mask) if "区" in sentence.mask else ():
        if sentence.start_of_name(match.start()) == match.start() and match.start() in sentence.bounds:
            found.append(Mention(sentence.index, match.start(), match.end(), "Zone", match[0], "ending"))
    return found
