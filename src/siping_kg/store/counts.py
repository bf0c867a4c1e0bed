"""An open store in; how much there is of everything, as the build noted it or counted anew, and that note, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from siping_kg.model import CORE_CLASSES, RELATIONS
from siping_kg.store.contents import origins
from siping_kg.vocabulary import DCTERMS, ID, KG, OWL, RDF, VOID

__all__ = ["Contents", "counts_iri", "counts_quads", "counts_state", "info"]

_TITLE = "统计"
_CLASSES = ("Report", "Passage", "Statement", "Observation", *CORE_CLASSES)
_RELATIONS = (*RELATIONS, "phase")


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a store's reports hold: things by class, relations by kind (each counted once)."""

    reports: int
    entities: dict[str, int]
    relations: dict[str, int]
    statements: int
    figures: int
    passages: int
    quads: int


def info(store: Store) -> Contents:
    """How much the reports of a store hold; graphs that are no report's count only among the quads.

    Read from what the last build noted, if that was of the same reports; else counted, which takes seconds in a
    store of hundreds of reports.
    """
    if not _noted(store):
        return _contents(*_counted(store), quads=len(store))
    classes = _partitions(store, VOID["class"], VOID.entities)
    kinds = _partitions(store, VOID.property, VOID.triples)
    graph = NamedNode(counts_iri())
    of_reports = next(store.quads_for_pattern(graph, NamedNode(VOID.triples), None, graph))
    quads = int(cast(Literal, of_reports.object).value) + _quads_besides(store)
    return _contents(classes, kinds, quads=quads)


def counts_iri(*, base: str = ID) -> str:
    """Give the name of the graph of counts."""
    return f"{base}graph/counts"


def counts_state(store: Store) -> str:
    """A hash of what the counts follow from: the graphs of the store's reports, and how they are counted."""
    said = sorted((iri, made.sha256, made.given, made.run) for made, iri in origins(store).items())
    return sha256(repr(said).encode() + Path(__file__).read_bytes()).hexdigest()[:16]


def counts_quads(store: Store) -> list[str]:
    """Note what a store's reports hold, as the VoID description of a data set: N-Quads lines."""
    classes, kinds = _counted(store)
    graph = NamedNode(counts_iri())
    told: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (graph, RDF.type, NamedNode(VOID.Dataset)),
        (graph, DCTERMS.title, Literal(_TITLE, language="zh")),
        (graph, VOID.triples, Literal(len(store) - _quads_besides(store))),
        *_partition(classes, VOID.classPartition, VOID["class"], VOID.entities),
        *_partition(kinds, VOID.propertyPartition, VOID.property, VOID.triples),
    ]
    return sorted(f"{Quad(thing, NamedNode(says), value, graph)} ." for thing, says, value in told)


def _partition(
    counts: dict[str, int], kind: str, of: str, number: str
) -> Iterator[tuple[NamedNode, str, NamedNode | Literal]]:
    """A part of the data set for each class or property."""
    for name, count in counts.items():
        part = NamedNode(f"{counts_iri()}/{name}")
        yield NamedNode(counts_iri()), kind, part
        yield part, of, NamedNode(KG[name])
        yield part, number, Literal(count)


def _partitions(store: Store, of: str, number: str) -> dict[str, int]:
    """What is noted, by the local name of a class or property."""
    query = f"SELECT ?of ?number {{ GRAPH <{counts_iri()}> {{ ?part <{of}> ?of ; <{number}> ?number }} }}"
    answer = cast(QuerySolutions, store.query(query))
    return {row["of"].value.removeprefix(KG.iri): int(row["number"].value) for row in answer}


def _noted(store: Store) -> bool:
    """Whether the counts are of the reports that are there, all of which say what they follow from."""
    graph = NamedNode(counts_iri())
    if not any(store.quads_for_pattern(graph, NamedNode(OWL.versionInfo), None, graph)):
        return False
    state = Quad(graph, NamedNode(OWL.versionInfo), Literal(counts_state(store)), graph)
    reports = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(KG.Report), None)
    return state in store and sum(1 for _ in reports) == len(origins(store))


def _quads_besides(store: Store) -> int:
    """How many quads stand in graphs that are no report's, or in none."""
    reports = set(origins(store).values())
    others = sorted({name.value for name in store.named_graphs()} - reports)
    patterns = ["?s ?p ?o", *(f"GRAPH <{name}> {{ ?s ?p ?o }}" for name in others)]
    return sum(_number(store, f"SELECT (COUNT(*) AS ?count) {{ {pattern} }}") for pattern in patterns)


def _number(store: Store, query: str) -> int:
    return int(next(cast(QuerySolutions, store.query(query)))[0].value)


def _contents(classes: dict[str, int], kinds: dict[str, int], *, quads: int) -> Contents:
    return Contents(
        reports=classes.get("Report", 0),
        entities={name: classes[name] for name in CORE_CLASSES if name in classes},
        relations={name: kinds[name] for name in _RELATIONS if name in kinds},
        statements=classes.get("Statement", 0),
        figures=classes.get("Observation", 0),
        passages=classes.get("Passage", 0),
        quads=quads,
    )


def _counted(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """How many different things of each class, and pairs of each relation, the report graphs have."""
    kinds = " ".join(f"<{KG[name]}>" for name in _RELATIONS)
    once = f"FILTER(?kind != <{KG.cooperatesWith}> || STR(?s) < STR(?o))"  # stated both ways
    classes = _counts(store, "?s", f"?s <{RDF.type}> ?kind")
    relations = _counts(store, "?s ?o", f"VALUES ?kind {{ {kinds} }} ?s ?kind ?o {once}")
    return {name: classes[name] for name in _CLASSES if name in classes}, relations


def _counts(store: Store, what: str, where: str) -> dict[str, int]:
    """How many different ``what`` there are of each ?kind, by its local name, where the report graphs say so."""
    query = f"""
        SELECT ?kind (COUNT(*) AS ?count) {{
          SELECT DISTINCT ?kind {what} {{ GRAPH ?report {{ ?report a <{KG.Report}> . {where} }} }}
        }} GROUP BY ?kind"""
    answer = cast(QuerySolutions, store.query(query))
    return {row["kind"].value.removeprefix(KG.iri): int(row["count"].value) for row in answer}
