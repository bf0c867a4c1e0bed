"""A store and a place or a project in; what reports say of projects, one thing by one IRI, as a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Store

from siping_kg.query import resolve_name, run
from siping_kg.query.things import places_around, places_within, same_as, scope_of
from siping_kg.store import reports

if TYPE_CHECKING:
    import pandas as pd

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
    amount: float
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
    import pandas as pd

    iri = resolve_name(store, place, kind="Place")
    inside = places_within(store, iri)
    tellers = inside | places_around(store, [iri])[iri]
    telling = sorted({entry.place for entry in reports(store) if entry.place in tellers})
    frames = [run(store, "project-facts", params={"place": teller}) for teller in telling]
    facts = pd.concat(frames) if frames else run(store, "project-facts", params={"place": iri})
    homes = facts["thing"].map(scope_of).isin(inside)
    located = (facts["relation"] == "locatedIn") & facts["value"].map(scope_of).isin(inside)
    there = set(facts.loc[homes | located, "thing"])
    linked = {other for thing in sorted(there) for other in same_as(store, thing) if other != thing}
    elsewhere = [run(store, "project-facts", params={"project": other}) for other in sorted(linked)]
    return _one(store, pd.concat([facts[facts["thing"].isin(there)], *elsewhere]))


def facts_of_project(store: Store, project: str) -> list[Fact]:
    """What all reports say of a project, under any name that is linked with it. Raises as ``facts_of_place``."""
    import pandas as pd

    iri = resolve_name(store, project, kind="Project")
    frames = [run(store, "project-facts", params={"project": each}) for each in same_as(store, iri)]
    return _one(store, pd.concat(frames))


def _one(store: Store, facts: pd.DataFrame) -> list[Fact]:
    first = {iri: same_as(store, iri)[0] for iri in facts["thing"].unique()}
    one = facts.assign(named=facts["thing"], thing=facts["thing"].map(first)).drop_duplicates()
    found = [Fact(*cells) for cells in one.astype(object).to_numpy().tolist()]
    told = {(fact.thing, fact.passage) for fact in found if fact.relation != "mention"}
    return [fact for fact in found if fact.relation != "mention" or (fact.thing, fact.passage) not in told]
