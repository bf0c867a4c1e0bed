"""data/rules/links.yml in; the rules of the links graph, their words and their examples, out."""

from __future__ import annotations

import functools

import msgspec

from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, load_yaml
from siping_kg.vocabulary import KG, members

__all__ = ["LinkCase", "LinkRule", "LinkRules", "link_rules"]

Named = tuple[str, ...]
"""Class, whose it is (a gazetteer key or 中国), name, and other names that reports call it by."""


class LinkCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two things, and whether they are one (link), maybe (doubt) or not (none)."""

    one: Named
    other: Named
    verdict: str = msgspec.field(name="is")
    among: tuple[Named, ...] = ()


class LinkRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which two things show that they are one. ``reason`` is an individual of the ontology."""

    id: str
    says: str
    reason: str
    examples: tuple[LinkCase, ...]


class LinkRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. Its comments say what each list of words is for."""

    plain: frozenset[str]
    slogan: str
    dropped: dict[str, tuple[str, ...]]
    firm_words: tuple[str, ...]
    only_one: tuple[str, ...]
    parent_bodies: tuple[str, ...]
    rules: tuple[LinkRule, ...]

    def reason(self, rule: str) -> str:
        """Give the IRI of the reason of a rule's links."""
        return next(KG[one.reason] for one in self.rules if one.id == rule)


@functools.cache
def link_rules() -> LinkRules:
    """Load the rules. Raises AuthoredFileError when the file breaks the schema or names an unknown reason."""
    path = DATA / "rules" / "links.yml"
    rules = load_yaml(path, LinkRules)
    for rule in rules.rules:
        if rule.reason not in KG or KG[rule.reason] not in members(KG.LinkReason):
            raise AuthoredFileError(f"{path}: {rule.id}: the ontology has no kg:LinkReason {rule.reason}")
    return rules
