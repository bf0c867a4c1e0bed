"""Two things in; the shortest ways between them, each step a relation that a report states, with its quote, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Store

from siping_kg.model import RELATIONS, QueryError
from siping_kg.query import Cell, Table, resolve_name, select
from siping_kg.query.things import called, kind_of, level_of, places_around, places_within, same_as, scope_of
from siping_kg.vocabulary import KG, label

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["find_paths"]

_TELLERS, _SHARE = 12, 0.1
"""A thing that the reports of more places than this, and than this share of all places with reports, relate to
others is a hub: it ties everything to everything."""

_GENERIC = ("Honour", "Industry", "Policy")
_PREDICATES = tuple(NamedNode(KG[name]) for name in RELATIONS)
_CONSIDERED = 50
"""How many shortest paths are compared before the best are chosen."""


class _Step(NamedTuple):
    """A statement between two things that are linked as neighbours."""

    subject: str
    object: str
    report: str


class _Quote(NamedTuple):
    """A row of the query ``between``, with the subject's IRI."""

    relation: str
    subject: str
    quote: str
    status: str
    year: int
    report: str
    subject_iri: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What paths are looked for in: with or without hubs, and steps from a place to one that it is in."""

    store: Store
    hubs: bool
    within: bool
    tellers: float


def find_paths(
    store: Store,
    one: str,
    other: str,
    *,
    most: int = 3,
    longest: int = 6,
    hubs: bool = False,
    within: bool = False,
) -> Table:
    """The shortest paths between two things: a row is a step, with the newest of the quotes that state it.

    Relations are walked in both directions, things that are linked as the same are one. Left out, unless ``hubs``:
    titles, industries and schemes of the whole country that name no parties, and whatever the reports of more than
    twelve places (and of more than a tenth of all) relate to others. ``within`` allows steps from a county or town
    to its city and back, which no report need state: they have no quote. Of equally short paths, those with more
    quotes for their weakest step come first.
    Raises UnknownNameError and AmbiguousNameError for a name, QueryError when there is no path.
    """
    ends = [same_as(store, resolve_name(store, name))[0] for name in (one, other)]
    if ends[0] == ends[1]:
        raise QueryError(f"{one} and {other} are one thing: {ends[0]}; a path needs two")
    reporting = {_place_of(graph.value) for graph in store.named_graphs() if "/report/" in graph.value}
    ground = _Ground(store, hubs, within, max(_TELLERS, _SHARE * len(reporting)))
    found = _search(ground, ends[0], ends[1], longest)
    table = None if found is None else _table(store, found, ends[0], ends[1], most)
    if table is None or not table.rows:
        what = "" if hubs else "; --hubs goes through titles, industries and schemes of the whole country too"
        raise QueryError(f"no path of up to {longest} statements ties {one} and {other}{what}")
    return table


def _search(ground: _Ground, one: str, other: str, longest: int) -> nx.Graph[str] | None:
    """The network around both ends, grown step by step on the smaller side until it holds a path."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((one, other))
    edges: dict[str, set[str]] = {one: {one}, other: {other}}
    refused: set[str] = set()
    for _ in range(longest):
        side = min((one, other), key=lambda end: (len(edges[end]), end))
        reached: set[str] = set()
        for node in sorted(edges[side] - refused):
            near = _neighbours(ground, node)
            if node not in (one, other) and _is_hub(ground, node, near):
                graph.remove_node(node)
                refused.add(node)
                continue
            for next_node, steps in near.items():
                if next_node not in refused:
                    if next_node not in graph:
                        reached.add(next_node)
                    graph.add_edge(node, next_node, steps=steps)
        edges[side] = reached
        if _connected(ground, graph, one, other, refused):
            return graph
        if not edges[one] or not edges[other]:
            return None
    return None


def _connected(ground: _Ground, graph: nx.Graph[str], one: str, other: str, refused: set[str]) -> bool:
    """Whether a path is there once the hubs on the shortest ones are taken out."""
    import networkx as nx

    while nx.has_path(graph, one, other):
        inner = {node for path in _shortest(graph, one, other) for node in path[1:-1]}
        bad = {node for node in inner if _is_hub(ground, node, _neighbours(ground, node))}
        if not bad:
            return True
        graph.remove_nodes_from(bad)
        refused |= bad
    return False


def _shortest(graph: nx.Graph[str], one: str, other: str) -> list[list[str]]:
    import networkx as nx

    return list(islice(nx.all_shortest_paths(graph, one, other), _CONSIDERED))


def _neighbours(ground: _Ground, node: str) -> dict[str, set[_Step]]:
    """What reports relate to a thing, under any of its IRIs, with the statements' ends and reports."""
    store = ground.store
    found: dict[str, set[_Step]] = {}
    for iri in same_as(store, node):
        for step in _steps(store, NamedNode(iri)):
            found.setdefault(step.object if step.subject == iri else step.subject, set()).add(step)
    merged: dict[str, set[_Step]] = {}
    for iri in sorted(found):
        merged.setdefault(same_as(store, iri)[0], set()).update(found[iri])
    merged.pop(node, None)
    for place in _city_steps(store, node) if ground.within else ():
        merged.setdefault(place, set())
    return merged


def _steps(store: Store, thing: NamedNode) -> Iterator[_Step]:
    """The relations that reports' graphs hold of a thing, as plain triples."""
    for predicate in _PREDICATES:
        outward = store.quads_for_pattern(thing, predicate, None, None)
        inward = store.quads_for_pattern(None, predicate, thing, None)
        for quad in (*outward, *inward):
            ends = (quad.subject, quad.object, quad.graph_name)
            yield _Step(*(term.value for term in ends if isinstance(term, NamedNode)))


def _city_steps(store: Store, place: str) -> frozenset[str]:
    """The city that a county or town is in, or all places that are in a city: provinces would tie far too much."""
    if level_of(store, place) == "city":
        return places_within(store, place) - {place}
    outer = places_around(store, [place])[place]
    return frozenset(each for each in outer if level_of(store, each) == "city")


def _is_hub(ground: _Ground, node: str, near: dict[str, set[_Step]]) -> bool:
    if ground.hubs:
        return False
    if kind_of(node) in _GENERIC and not scope_of(node):
        involved = ground.store.quads_for_pattern(NamedNode(node), NamedNode(KG.involves), None, None)
        if next(iter(involved), None) is None:
            return True
    tellers = {_place_of(step.report) for steps in near.values() for step in steps}
    return len(tellers) > ground.tellers


def _place_of(report: str) -> str:
    return report.rpartition("/")[2].rpartition("-")[0]


def _table(store: Store, graph: nx.Graph[str], one: str, other: str, most: int) -> Table:
    quotes: dict[tuple[str, str], list[_Quote]] = {}
    ranked = []
    for path in _shortest(graph, one, other):
        pairs = list(pairwise(path))
        for a, b in pairs:
            if (a, b) not in quotes:
                quotes[a, b] = _quotes(store, graph.edges[a, b]["steps"])
        stated = [len(quotes[a, b]) for a, b in pairs if graph.edges[a, b]["steps"]]
        if all(stated):
            ranked.append((-min(stated, default=0), path, pairs))
    rows = tuple(
        (number, step, *_step(store, a, b, quotes[a, b]))
        for number, (_, _, pairs) in enumerate(sorted(ranked)[:most], 1)
        for step, (a, b) in enumerate(pairs, 1)
    )
    columns = ("path", "step", "from", "relation", "to", "status", "year", "quotes", "quote", "report")
    return Table((*columns, "from_iri", "to_iri"), rows)


def _quotes(store: Store, steps: set[_Step]) -> list[_Quote]:
    """All statements between two neighbours, what is done before what is planned, the newest first."""
    rows: dict[tuple[Cell, ...], _Quote] = {}
    for a, b in sorted({(step.subject, step.object) for step in steps}):
        for row in select(store, "between", params={"one": a, "other": b}).records():
            quote = _Quote._make((*(row[name] for name in _Quote._fields[:-1]), a))
            rows.setdefault(quote[:-1], quote)
    return sorted(
        rows.values(),
        key=lambda row: (row.status == "Target", -row.year, row.report, row.quote, row.relation),
    )


def _step(store: Store, a: str, b: str, rows: list[_Quote]) -> tuple[Cell, ...]:
    ends = (called(store, a), called(store, b))
    if not rows:
        inner = NamedNode(KG.within), NamedNode(b)
        up = next(iter(store.quads_for_pattern(NamedNode(a), *inner, None)), None) is not None
        name = label(KG.within)
        return ends[0], f"{name} →" if up else f"← {name}", ends[1], "", None, 0, "", "", a, b
    best = rows[0]
    name = label(KG[best.relation])
    forward = best.subject == ends[0] or best.subject_iri in same_as(store, a)
    arrow = name if best.relation == "cooperatesWith" else f"{name} →" if forward else f"← {name}"
    quotes = len({row.quote for row in rows})
    return ends[0], arrow, ends[1], best.status, best.year, quotes, best.quote, best.report, a, b
