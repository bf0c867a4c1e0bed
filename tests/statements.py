"""Statements written for tests: a store and a sentence in, the quads that a report's graph has for it added."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from siping_kg.vocabulary import KG, OA, PROV, RDF, SKOS

__all__ = ["ID", "say", "thing"]

ID = "https://w3id.org/siping-kg/id/"


def thing(store: Store, path: str, kind: str, name: str) -> str:
    """Add a thing of a class, named in the graph of 四平市's report."""
    iri, graph = NamedNode(ID + path), NamedNode(f"{ID}report/四平市-2024")
    store.add(Quad(iri, NamedNode(RDF.type), NamedNode(KG[kind]), graph))
    store.add(Quad(iri, NamedNode(SKOS.prefLabel), Literal(name, language="zh"), graph))
    return iri.value


def say(
    store: Store,
    subject: str,
    relation: str,
    object: str,
    *,
    words: str,
    report: str = "四平市-2024",
    status: str = "Actual",
    year: int = 2023,
) -> None:
    """Add a statement as a report's graph has it, quoting the words."""
    graph, passage = NamedNode(f"{ID}report/{report}"), NamedNode(f"{ID}report/{report}/passage/{words}")
    for end in (subject, object):
        for predicate in (RDF.type, SKOS.prefLabel):
            known = list(store.quads_for_pattern(NamedNode(end), NamedNode(predicate), None, None))
            store.extend([Quad(quad.subject, quad.predicate, quad.object, graph) for quad in known])
    for a, b in ((subject, object), (object, subject))[: 2 if relation == "cooperatesWith" else 1]:
        ends = NamedNode(a), NamedNode(KG[relation]), NamedNode(b)
        store.add(Quad(*ends, graph))
        said = NamedNode(
            f"{ID}statement/{'-'.join(part.rpartition('/')[2] for part in (a, relation, b))}-{words}"
        )
        for predicate, term in (
            (RDF.subject, ends[0]),
            (RDF.predicate, ends[1]),
            (RDF.object, ends[2]),
            (KG.status, NamedNode(KG[status])),
            (KG.yearNumber, Literal(year)),
            (PROV.wasQuotedFrom, passage),
        ):
            store.add(Quad(said, NamedNode(predicate), term, graph))
    store.add(Quad(passage, NamedNode(OA.exact), Literal(words), graph))
    store.add(Quad(passage, NamedNode(OA.start), Literal(0), graph))
