"""A store in; how many figures its reports give under each label, and for how many places, as N-Quads lines out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pyoxigraph import QuerySolutions, Store

from siping_kg.graph import terms
from siping_kg.vocabulary import KG

__all__ = ["usage_quads"]


def usage_quads(
    store: Store, graph: str, *, names: Mapping[str, str], matches: Mapping[str, str]
) -> Iterator[str]:
    """Count the figures and places of each indicator that reports use, and rank them: the most figures first.

    ``names`` are the labels of indicators by IRI, ``matches`` the names of those of the scheme that they mean. A
    query that counted all figures would look up each label: these quads are read at once.
    """
    query = f"""
        SELECT ?term (COUNT(?figure) AS ?figures) (COUNT(DISTINCT ?place) AS ?places) {{
          GRAPH ?report {{ ?figure <{KG.indicator}> ?term ; <{KG.place}> ?place }}
        }} GROUP BY ?term"""
    answer = cast(QuerySolutions, store.query(query))
    used = [(row[0].value, int(row[1].value), int(row[2].value)) for row in answer if row[0].value in names]
    used.sort(key=lambda one: (-one[1], matches.get(one[0], ""), names[one[0]], one[0]))
    for rank, (iri, figures, places) in enumerate(used, 1):
        yield terms.quad(iri, KG.said, terms.text(names[iri]), graph)
        yield terms.quad(iri, KG.figureCount, terms.integer(figures), graph)
        yield terms.quad(iri, KG.placeCount, terms.integer(places), graph)
        yield terms.quad(iri, KG.rank, terms.integer(rank), graph)
