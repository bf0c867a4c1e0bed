"""A name as a report writes it in; the canonical name that its IRI and label are made from (data/rules/names.yml) out."""

from __future__ import annotations

import functools
import re
import unicodedata

import msgspec

from siping_kg.extract.lexicon import alternation
from siping_kg.extract.naming import bare, phrase_counts, plain_form
from siping_kg.resources import DATA, load_yaml

__all__ = ["NameRule", "apply", "canonical_name", "name_rules", "thing_name"]


_DASHES = str.maketrans("—–－~～", "-----")


_COUNTED = re.compile("[一二两三四五六七八九十]大(?![道街桥学])")
"""靓城提质三大 is nothing without 行动, nor 十大教育卫生 without 项目."""


class NameRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which reports vary a name. The head of data/rules/names.yml says what each field does."""

    id: str
    says: str
    classes: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    counter: tuple[str, ...]
    words: dict[str, str] = {}
    whole: dict[str, str] = {}
    tails: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    least: int = 2
    quoted: bool = False
    between: tuple[str, ...] = ()
    add: str = ""
    unless: tuple[str, ...] = ()
    common: int = 0


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[NameRule, ...]


@functools.cache
def name_rules() -> tuple[NameRule, ...]:
    """Load the rules in their order. Raises AuthoredFileError when the file breaks the schema."""
    return load_yaml(DATA / "rules" / "names.yml", _File).rules


@functools.cache
def _rules_of(kind: str) -> tuple[tuple[NameRule, re.Pattern[str]], ...]:
    return tuple((rule, _pattern(rule)) for rule in name_rules() if kind in rule.classes)


def _pattern(rule: NameRule) -> re.Pattern[str]:
    """What a rule looks for. A lookbehind for each ending it may stand after."""
    tails = alternation((*rule.tails, *rule.words))
    if rule.quoted:
        return re.compile(f"^(?:国家)?“([^“”]{{2,}})”(?:{alternation(rule.between)})*(?:{tails})?$")
    if rule.whole:
        return re.compile(alternation(rule.whole))
    after = "|".join(f"(?<={re.escape(end)})" for end in rule.after)
    return re.compile(f"(?:{after})(?:{tails})$" if after else f"(?:{tails})$")


def apply(rule: NameRule, name: str) -> str:
    """Give the name as one rule leaves it."""
    return _applied(rule, _pattern(rule), name)


def _applied(rule: NameRule, pattern: re.Pattern[str], name: str) -> str:
    if rule.whole:
        return pattern.sub(lambda found: rule.whole[found[0]], name)
    found = pattern.search(name)
    if rule.quoted:
        return found[1] if found else name
    if found and rule.words:
        return name[: found.start()] + rule.words[found[0]]
    rest = name[: found.start()] if found else name
    if len(rest) < rule.least or (not rule.add and _COUNTED.search(rest)):
        return name
    if phrase_counts().get(plain_form(rest), 0) < rule.common:
        return name
    return rest if not rule.add or rest.endswith(rule.unless) else rest + rule.add


@functools.lru_cache(maxsize=1 << 16)
def canonical_name(name: str) -> str:
    """Give the one spelling of a name: NFKC, no white space, no quotation marks, one kind of dash.

    >>> canonical_name("国家级专精特新“小巨人”")
    '国家级专精特新小巨人'
    """
    plain = unicodedata.normalize("NFKC", bare(name)).translate(_DASHES)
    return re.sub(r"-+", "-", bare(plain)).strip("-·、,，。")


@functools.lru_cache(maxsize=1 << 16)
def thing_name(kind: str, name: str) -> str:
    """Give the canonical name of a thing of a class, which its IRI and preferred label are made from.

    >>> thing_name("Industry", "船舶产业链"), thing_name("Policy", "“双培育”行动")
    ('船舶产业', '双培育')
    """
    rules = _rules_of(kind)
    for rule, pattern in rules:
        if rule.quoted:
            name = _applied(rule, pattern, name)
    plain, before = canonical_name(name), ""
    while plain != before:
        before = plain
        for rule, pattern in rules:
            if not rule.quoted:
                plain = _applied(rule, pattern, plain) or before
    return plain
