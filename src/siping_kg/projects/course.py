"""A project in; all that reports say of it through the years, each with its quote, as a table out."""

from __future__ import annotations

from pyoxigraph import Store

from siping_kg.projects.facts import facts_of_project
from siping_kg.query import Table
from siping_kg.query.things import called
from siping_kg.vocabulary import KG, label

__all__ = ["follow_project"]


def follow_project(store: Store, project: str) -> Table:
    """What reports say of a project, by year: its phases, owner, place, industry, scheme and money.

    A passage that only mentions it has a row without relation. Raises UnknownNameError and AmbiguousNameError.
    """
    facts = facts_of_project(store, project)
    rows = tuple(
        (
            *(fact.year, called(store, fact.named), _said(fact.relation)),
            *(_value(store, fact.relation, fact.value), fact.status, fact.quote, fact.report),
        )
        for fact in sorted(facts, key=lambda fact: (fact.year, fact.report, fact.passage, *fact[1:3]))
    )
    return Table(("year", "project", "relation", "value", "status", "quote", "report"), rows)


def _said(relation: str) -> str:
    if relation == "mention":
        return ""
    return label(KG.Money) if relation == "money" else label(KG[relation])


def _value(store: Store, relation: str, value: str) -> str:
    if relation in ("money", "mention"):
        return value
    return label(KG[value.rpartition("#")[2]]) if relation == "phase" else called(store, value)
