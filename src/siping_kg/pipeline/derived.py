"""A store in; the graphs that follow from what it holds, where it lacks them or has them of an older state, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from siping_kg.graph import gazetteer_iri, gazetteer_quads, gazetteer_version
from siping_kg.vocabulary import OWL

__all__ = ["DERIVED", "DerivedGraph", "outdated_graphs"]


@dataclass(frozen=True, slots=True)
class DerivedGraph:
    """A graph that follows from the authored files and from the reports in a store, and from nothing else.

    ``version`` names the state that it follows from: for one that follows from the reports, a hash of their
    ``origins``. ``quads`` are its sorted N-Quads lines; one says ``<iri> owl:versionInfo "version"``. Both are
    asked when every report of a build is in the store.
    """

    iri: str
    version: Callable[[Store], str]
    quads: Callable[[Store], Iterable[str]]


DERIVED = (
    DerivedGraph(
        gazetteer_iri(),
        version=lambda _: gazetteer_version()[2].value,
        quads=lambda _: gazetteer_quads(),
    ),
)
"""What is derived, in this order. A graph that follows from all reports (their links) is one line here."""


def outdated_graphs(store: Store, derived: Iterable[DerivedGraph] = DERIVED) -> dict[str, bytes]:
    """Work out the derived graphs that a store lacks or has of another state: IRI and N-Quads.

    Because the state is in the graph, a build that was killed before this, or another order of builds, ends
    with the same graphs.
    """
    graphs = {}
    for each in derived:
        graph = NamedNode(each.iri)
        state = Quad(graph, NamedNode(OWL.versionInfo), Literal(each.version(store)), graph)
        if state not in store:
            graphs[each.iri] = "".join(f"{line}\n" for line in each.quads(store)).encode()
    return graphs
