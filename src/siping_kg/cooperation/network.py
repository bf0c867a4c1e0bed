"""All ties in; the network of places, its groups and central places, and a table of places by places out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Store

from siping_kg.cooperation.statements import Tie
from siping_kg.model import QueryError
from siping_kg.query import Table
from siping_kg.query.things import called, level_of, places_around

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LEVELS", "central_places", "place_network", "tie_table"]

LEVELS = ("county", "city", "province")
"""What places a network may be of: a county counts for its city, a city for its province."""

_ORDER = ("township", *LEVELS)
_SEED = 1
_MUNICIPALITY = "市"


def place_network(store: Store, ties: Sequence[Tie], *, level: str = "city") -> nx.Graph[str]:
    """Places by IRI as nodes (``label``), their ties as edges: ``strength`` (passages), ``first`` and ``last``
    year, ``done`` and ``planned`` passages, ``distance`` (1 / strength).

    What firms and bodies do counts for the place whose they are; those of the whole country count for none, and
    a place is not tied to one that it is in.
    Raises QueryError for an unknown level.
    """
    import networkx as nx

    if level not in LEVELS:
        raise QueryError(f"--level {level}: is one of {', '.join(LEVELS)}")
    homes = sorted({home for tie in ties for home in (tie.a_home, tie.b_home)} - {""})
    stands_for = _stand_ins(store, homes, level)
    around = places_around(store, set(stands_for.values()))
    passages: dict[tuple[str, str], dict[str, tuple[int, bool]]] = defaultdict(dict)
    for tie in ties:
        ends = sorted({stands_for[home] for home in (tie.a_home, tie.b_home) if home})
        if len(ends) == 2 and ends[0] not in around[ends[1]] and ends[1] not in around[ends[0]]:
            passages[ends[0], ends[1]][tie.passage] = (tie.year, tie.status == "Target")
    graph: nx.Graph[str] = nx.Graph()
    for (a, b), said in sorted(passages.items()):
        years = sorted(year for year, _ in said.values())
        planned = sum(plan for _, plan in said.values())
        graph.add_edge(
            *(a, b),
            strength=len(said),
            distance=1 / len(said),
            first=years[0],
            last=years[-1],
            planned=planned,
            done=len(said) - planned,
        )
    for node in graph:
        graph.nodes[node]["label"] = called(store, node)
    return graph


def central_places(graph: nx.Graph[str]) -> Table:
    """The places of a network, the most tied first: with their group, partners, strength and betweenness.

    Groups are Louvain communities by strength (a fixed seed: the same network gives the same groups), the largest
    is 1. Betweenness is the share of shortest ways between other places that pass, strong ties being short.
    """
    import networkx as nx

    found = nx.community.louvain_communities(graph, weight="strength", seed=_SEED)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    group_of = {node: number for number, group in enumerate(groups, 1) for node in group}
    between = nx.betweenness_centrality(graph, weight="distance")
    strength = dict(graph.degree(weight="strength"))
    rows = tuple(
        (
            *(graph.nodes[node]["label"], group_of[node], graph.degree(node), strength[node]),
            *(round(between[node], 4), node),
        )
        for node in sorted(graph, key=lambda node: (-strength[node], node))
    )
    return Table(("place", "group", "partners", "strength", "betweenness", "iri"), rows)


def tie_table(graph: nx.Graph[str], *, around: str | None = None, most: int = 20) -> Table:
    """Places by places: in how many passages each two are tied; the most tied places, or one with its partners.

    ``around`` is an IRI of the network. Raises QueryError if it is not there.
    """
    nodes = sorted(graph, key=lambda node: (-graph.degree(node, weight="strength"), node))
    if around is not None:
        if around not in graph:
            raise QueryError(f"{around}: is tied to no place at this level; `--level` names another")
        nearest = graph[around]
        nodes = [around, *sorted(nearest, key=lambda node: (-nearest[node]["strength"], node))]
    shown = nodes[:most]
    names = [graph.nodes[node]["label"] for node in shown]
    rows = tuple(
        (name, *(graph[node][other]["strength"] if other in graph[node] else 0 for other in shown))
        for name, node in zip(names, shown, strict=True)
    )
    return Table(("place", *names), rows)


def _stand_ins(store: Store, places: list[str], level: str) -> dict[str, str]:
    """For each place the one that it counts for: itself, or the county, city or province that it is in today."""
    around = places_around(store, places)
    every = {*places, *(outer for found in around.values() for outer in found)}
    levels = {place: level_of(store, place) for place in every}
    found = {}
    for place in places:
        outer = {levels[each]: each for each in sorted(around[place])}
        smaller = levels[place] in _ORDER[: _ORDER.index(level)]
        found[place] = _outer(place, outer, level) if smaller else place
    return found


def _outer(place: str, outer: dict[str, str], level: str) -> str:
    """A district of a municipality such as 北京市 counts for it; a county that no city has, for itself."""
    if level in outer:
        return outer[level]
    province = outer.get("province", "")
    return province if province.endswith(_MUNICIPALITY) else outer.get("county", place)
