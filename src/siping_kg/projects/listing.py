"""A place in; its projects with county, owner, industry, phase, money, years, schemes and a quote, as a table out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from pyoxigraph import Store

from siping_kg.model import QueryError
from siping_kg.projects.facts import Fact, facts_of_place
from siping_kg.query import Cell, Table
from siping_kg.query.things import called, kind_of
from siping_kg.vocabulary import KG, label

__all__ = ["PHASES", "PLANNED", "SORTS", "list_projects"]

PHASES = ("Planned", "Signed", "Started", "UnderConstruction", "Completed")
"""The states of a project, in order, as the ontology names them."""

PLANNED = "拟"
"""Stands before a phase that is only planned: a plan is never shown as a fact."""

SORTS = ("year", "money", "phase", "name")
"""What a list may be sorted by."""

_COLUMNS = (
    *("project", "county", "owner", "industry", "phase", "course", "money", "amount", "first", "last"),
    *("schemes", "quote", "report", "iri"),
)


def list_projects(
    store: Store,
    place: str,
    *,
    industry: str | None = None,
    phase: str | None = None,
    scheme: str | None = None,
    year: int | None = None,
    sort: str = "year",
) -> Table:
    """The projects in a place, each once, however many reports tell of it.

    ``phase`` is the latest that was reached, or the next planned one after 拟; ``course`` all of them with years.
    ``money`` is as printed, ``amount`` the largest in yuan. ``industry`` and ``scheme`` keep what has these words in
    the name, ``phase`` the state (开工), ``year`` what is told for that year. Sorted by year (latest first), money
    (most first), phase or name. Raises QueryError for an unknown phase or sort, and as ``facts_of_place``.
    """
    if sort not in SORTS:
        raise QueryError(f"--sort {sort}: is one of {', '.join(SORTS)}")
    states = [label(KG[name]) for name in PHASES]
    if phase is not None and phase.removeprefix(PLANNED) not in states:
        raise QueryError(f"--phase {phase}: is one of {'、'.join(states)}, or {PLANNED} before it")
    told: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts_of_place(store, place):
        told[fact.thing].append(fact)
    rows = [
        _row(store, thing, said)
        for thing, said in told.items()
        if year is None or any(fact.year == year for fact in said)
    ]
    for column, words in (("industry", industry), ("schemes", scheme)):
        rows = [row for row in rows if not words or words in str(row[_COLUMNS.index(column)])]
    if phase is not None:
        rows = [row for row in rows if row[_COLUMNS.index("phase")] == phase]
    return Table(_COLUMNS, tuple(sorted(rows, key=lambda row: _sort_key(row, sort, states))))


def _row(store: Store, thing: str, said: list[Fact]) -> tuple[Cell, ...]:
    """One project's cells, from all that is said of it."""
    phases = [fact for fact in said if fact.relation == "phase"]
    money = max((fact for fact in said if fact.relation == "money"), key=_largest, default=None)
    newest = max(phases or said, key=lambda fact: (fact.year, fact.report, fact.passage))
    names = Counter(fact.named for fact in said)
    return (
        called(store, min(names, key=lambda iri: (-names[iri], iri))),
        _values(store, said, "locatedIn", "Place", "Zone"),
        _values(store, said, "undertakenBy", "Company", "Organization"),
        _values(store, said, "inIndustry", "Industry"),
        *_phases(phases),
        *((money.value, money.amount) if money else ("", None)),
        *(min(fact.year for fact in said), max(fact.year for fact in said)),
        _values(store, said, "underPolicy", "Policy"),
        *(newest.quote, newest.report, thing),
    )


def _largest(fact: Fact) -> tuple[float, int, str]:
    return fact.amount or 0, fact.year, fact.value


def _phases(said: list[Fact]) -> tuple[str, str]:
    """The phase reached, and all phases with their years: 谋划 2022 → 拟开工 2023."""
    named = [(fact, fact.value.rpartition("#")[2]) for fact in said]
    steps = sorted({(fact.year, PHASES.index(name), fact.status == "Target") for fact, name in named})
    shown = [f"{PLANNED * planned}{label(KG[PHASES[phase]])}" for _, phase, planned in steps]
    reached = [index for index, (_, _, planned) in enumerate(steps) if not planned]
    now = shown[reached[-1] if reached else 0] if steps else ""
    return now, " → ".join(f"{name} {year}" for name, (year, _, _) in zip(shown, steps, strict=True))


def _values(store: Store, said: list[Fact], relation: str, *kinds: str) -> str:
    iris = {fact.value for fact in said if fact.relation == relation and kind_of(fact.value) in kinds}
    return "、".join(sorted({called(store, iri) for iri in iris}))


def _sort_key(row: tuple[Cell, ...], sort: str, states: list[str]) -> tuple[Any, ...]:
    cell: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    order = [*states, *(f"{PLANNED}{name}" for name in states), ""]
    first = {
        "year": -cell["last"],
        "money": -(cell["amount"] or 0),
        "phase": order.index(cell["phase"]),
        "name": 0,
    }
    return first[sort], cell["project"], cell["iri"]
