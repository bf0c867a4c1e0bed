"""A store and a place or a project in; what reports say of projects, one thing by one IRI, one after another, out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import Store

from siping_kg.query import resolve_name, select
from siping_kg.query.things import places_around, places_within, same_as, scope_of
from siping_kg.store import reports

__all__ = ["Fact", "facts_of_place", "facts_of_project"]


class Fact(NamedTuple):
    """One thing that a passage says of a project: a row of the query ``project-facts``.

    ``thing`` is one IRI for all that are linked as the same, ``named`` the IRI as told. ``value`` is an IRI, or
    money as printed with its ``amount`` in yuan; a passage that only names the project is a mention, with the
    year of its report.
    """

    thing: str
    relation: str
    value: str
    amount: float | None
    status: str
    year: int
    quote: str
    report: str
    passage: str
    named: str


def facts_of_place(store: Store, place: str) -> list[Fact]:
    """What the reports of a place, of places in it and of those around it say of the projects in it.

    A project is in a place when it is that place's or when a report says that it is located there; then all that any
    report says of what is linked with it counts too.
    Raises UnknownNameError and AmbiguousNameError for the place.
    """
    iri = resolve_name(store, place, kind="Place")
    inside = places_within(store, iri)
    tellers = inside | places_around(store, [iri])[iri]
    telling = sorted({entry.place for entry in reports(store) if entry.place in tellers})
    facts = [fact for teller in telling for fact in _told(store, place=teller)]
    there = {
        fact.thing
        for fact in facts
        if scope_of(fact.thing) in inside or (fact.relation == "locatedIn" and scope_of(fact.value) in inside)
    }
    linked = {other for thing in sorted(there) for other in same_as(store, thing) if other != thing}
    elsewhere = [fact for other in sorted(linked) for fact in _told(store, project=other)]
    return _one(store, [*(fact for fact in facts if fact.thing in there), *elsewhere])


def facts_of_project(store: Store, project: str) -> list[Fact]:
    """What all reports say of a project, under any name that is linked with it. Raises as ``facts_of_place``."""
    iri = resolve_name(store, project, kind="Project")
    return _one(store, [fact for each in same_as(store, iri) for fact in _told(store, project=each)])


def _told(store: Store, **params: str) -> list[Fact]:
    """The answer of ``project-facts``, in which a thing is named by its own IRI."""
    told = select(store, "project-facts", params=params).rows
    return [Fact._make((*cells, cells[0])) for cells in told]


def _one(store: Store, facts: Iterable[Fact]) -> list[Fact]:
    first = cache(lambda iri: same_as(store, iri)[0])
    found = list(dict.fromkeys(fact._replace(thing=first(fact.named)) for fact in facts))
    told = {(fact.thing, fact.passage) for fact in found if fact.relation != "mention"}
    return [fact for fact in found if fact.relation != "mention" or (fact.thing, fact.passage) not in told]
