"""Authored lexicons (data/lexicons/*.yml) in; compiled patterns of the genre's language out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from siping_kg.model import CORE_CLASSES
from siping_kg.resources import DATA, load_yaml

__all__ = [
    "ClassLexicon",
    "Example",
    "KnownName",
    "Verbs",
    "alternation",
    "class_lexicon",
    "lexicons",
    "verbs",
]


class KnownName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name known all over the country, with its other forms; ambiguous forms are not matched."""

    name: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with all that a rule gives for it: the tests hold the rule to it. None: a counter-example."""

    text: str
    finds: tuple[str, ...]
    home: str = "四平市"


class ClassLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the genre's language says of one core class.

    ``heads`` type an enumeration (等龙头企业), ``suffixes`` end proper names, ``generic`` are plain nouns
    with such an ending, ``weak`` endings are plain nouns too, ``sure`` ones never;
    ``quoted`` follow a quotation mark and type what is quoted.
    """

    kind: str = msgspec.field(name="class")
    heads: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    quoted: tuple[str, ...] = ()
    quoted_left: tuple[str, ...] = ()
    quoted_generic: frozenset[str] = frozenset()
    names: tuple[KnownName, ...] = ()


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that bound names: see data/lexicons/verbs.yml."""

    lead: tuple[str, ...]
    strong: tuple[str, ...]
    predicates: tuple[str, ...]
    glue: tuple[str, ...]


def alternation(words: Iterable[str], *, before: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give a regular expression that matches any of the words, longest first. ``before``: what must follow which word.

    Words with the same first characters share them: what does not begin like any word fails after one look.

    >>> alternation(["路", "公路", "公园", "公"])
    '公(?:园|路|)|路'
    """
    return _branches({word: before.get(word, "") for word in words})


def _branches(words: Mapping[str, str]) -> str:
    """Words, each with what follows it; the empty word is an end, and comes last as the shortest."""
    tails: dict[str, dict[str, str]] = {}
    for word in filter(None, words):
        tails.setdefault(word[0], {})[word[1:]] = words[word]
    branches = [re.escape(first) + _rest(tails[first]) for first in sorted(tails)]
    return "|".join([*branches, *(words[word] for word in ("",) if word in words)])


def _rest(words: Mapping[str, str]) -> str:
    if len(words) > 1:
        return f"(?:{_branches(words)})"
    return "".join(re.escape(word) + after for word, after in words.items())


@functools.cache
def class_lexicon(kind: str) -> ClassLexicon:
    """Load the lexicon of one core class. Raises AuthoredFileError when it breaks the schema."""
    return load_yaml(DATA / "lexicons" / f"{kind}.yml", ClassLexicon)


@functools.cache
def lexicons() -> tuple[ClassLexicon, ...]:
    """All lexicons of names, in the order of the core classes. Places have the gazetteer instead."""
    return tuple(class_lexicon(kind) for kind in CORE_CLASSES if kind != "Place")


@functools.cache
def verbs() -> Verbs:
    """Load the words that bound names."""
    return load_yaml(DATA / "lexicons" / "verbs.yml", Verbs)
