"""The authored rules of relations (data/rules/relations*.yml) in; their words, as parts of patterns, out."""

from __future__ import annotations

import functools

import msgspec

from siping_kg.extract.lexicon import alternation
from siping_kg.resources import DATA, load_yaml

__all__ = ["Case", "RelationRule", "relation_rules", "said"]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage with all that a rule gives for it, as [subject, relation, object]. None: a counter-example."""

    text: str
    finds: tuple[tuple[str, str, str], ...] = ()
    home: str = "四平市"
    plan: bool = False


class RelationRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which reports say relations. ``id`` is what statements give as their kg:rule.

    ``words`` are lists of plain words by what they are for in the frame that ``says`` describes.
    """

    id: str
    says: str
    words: dict[str, tuple[str, ...]] = {}
    examples: tuple[Case, ...] = ()
    counter: tuple[Case, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[RelationRule, ...]


@functools.cache
def relation_rules() -> dict[str, RelationRule]:
    """Load all rules by id. Raises AuthoredFileError when a file breaks the schema."""
    files = sorted((DATA / "rules").glob("relations*.yml"))
    return {rule.id: rule for path in files for rule in load_yaml(path, _File).rules}


@functools.cache
def said(rule: str, words: str) -> str:
    """Give the words of a rule as one alternation, in a group that captures nothing."""
    return f"(?:{alternation(relation_rules()[rule].words[words])})"
