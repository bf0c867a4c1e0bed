"""A store and a place in; the reports that can say whom it is tied to, by the IRIs of their graphs, out."""

from __future__ import annotations

from pyoxigraph import Store

from siping_kg.query import select
from siping_kg.query.things import places_within, scope_of
from siping_kg.store import reports

__all__ = ["reports_about"]

_STATED = """
SELECT ?graph ?source ?target {
  GRAPH ?graph {
    VALUES ?relation { kg:cooperatesWith kg:involves kg:undertakenBy kg:locatedIn }
    ?source ?relation ?target
    FILTER(?relation != kg:locatedIn || CONTAINS(STR(?source), "/project/"))
  }
}"""
_LINKED = "SELECT ?one ?other { GRAPH ?links { ?one skos:exactMatch ?other } }"


def reports_about(store: Store, place: str) -> list[str]:
    """The reports of a place and of places in it, and those that state a relation of anything that is theirs.

    What is linked with a thing of theirs counts as theirs. ``place`` is an IRI.
    """
    inside = places_within(store, place)
    linked = {str(one) for one, other in select(store, _LINKED).rows if scope_of(str(other)) in inside}
    stated = [(str(graph), {str(one), str(other)}) for graph, one, other in select(store, _STATED).rows]
    theirs = linked | {iri for _, ends in stated for iri in ends if scope_of(iri) in inside}
    own = {report.graph for report in reports(store) if report.place in inside}
    return sorted(own | {graph for graph, ends in stated if not ends.isdisjoint(theirs)})
