"""A store in; the scheme of indicators, with what its reports' labels mean and how often each is used, as N-Quads, out."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Store

from siping_kg.graph import terms
from siping_kg.link.things import rows
from siping_kg.promises.rules import Indicator, indicators
from siping_kg.promises.usage import usage_quads
from siping_kg.promises.wording import read_wording
from siping_kg.resolve import entity_iri
from siping_kg.vocabulary import DCTERMS, ID, KG, RDF, RDFS, SKOS

__all__ = ["indicator_quads", "indicators_iri"]

_TITLE = "指标表"


def indicators_iri(*, base: str = ID) -> str:
    """Give the name of the graph of indicators, which is also their scheme."""
    return f"{base}graph/indicators"


def indicator_quads(store: Store, *, base: str = ID) -> list[str]:
    """Make the scheme: its indicators, and which labels of a store's reports mean one of them, or a part of one,
    and how often each label is used.

    An indicator matches itself too, and all its names stand as plain rdfs:label, so that a query that has a name
    comes to the figures without a union.
    """
    graph = indicators_iri(base=base)
    lines = {terms.quad(graph, RDF.type, SKOS.ConceptScheme, graph)}
    lines.add(terms.quad(graph, DCTERMS.title, terms.text(_TITLE, "zh"), graph))
    for one in indicators():
        lines.update(_concept(one, base, graph))
    chinese = f'?i a <{KG.Indicator}> ; <{SKOS.prefLabel}> ?name FILTER(LANG(?name) = "zh")'
    names = dict(sorted(set(rows(store, f"SELECT ?i ?name {{ GRAPH ?g {{ {chinese} }} }}"))))
    matches = {_iri(one, base): one.name for one in indicators()}
    for iri, name in names.items():
        wording = read_wording(name)
        if wording.indicator is None or wording.spread:
            continue
        concept = _iri(wording.indicator, base)
        if iri != concept:
            match = SKOS.broadMatch if wording.scope else SKOS.exactMatch
            lines.add(terms.quad(iri, match, concept, graph))
            if not wording.scope:
                matches[iri] = wording.indicator.name
    lines.update(usage_quads(store, graph, names=names, matches=matches))
    return sorted(lines)


def _iri(indicator: Indicator, base: str) -> str:
    return entity_iri("Indicator", indicator.name, None, base=base)


def _concept(one: Indicator, base: str, graph: str) -> Iterator[str]:
    iri = _iri(one, base)
    yield terms.quad(iri, RDF.type, KG.Indicator, graph)
    yield terms.quad(iri, SKOS.inScheme, graph, graph)
    yield terms.quad(iri, SKOS.prefLabel, terms.text(one.name, "zh"), graph)
    yield terms.quad(iri, SKOS.prefLabel, terms.text(one.en, "en"), graph)
    yield terms.quad(iri, SKOS.exactMatch, iri, graph)
    for name in one.also:
        yield terms.quad(iri, SKOS.altLabel, terms.text(name, "zh"), graph)
    for name in (one.name, *one.also):
        yield terms.quad(iri, RDFS.label, terms.text(name), graph)
