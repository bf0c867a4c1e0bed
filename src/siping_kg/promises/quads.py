"""A store in; targets with their outcomes and verdicts as sorted N-Quads lines out."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Store

from siping_kg.graph import terms
from siping_kg.promises.figures import read_figures
from siping_kg.promises.pairing import Promise, promises
from siping_kg.vocabulary import DCTERMS, ID, KG, RDF, SKOS, label, members, notation

__all__ = ["ledger_iri", "ledger_quads"]

_TITLE = "目标与结果"


def ledger_iri(*, base: str = ID) -> str:
    """Give the name of the graph of targets and outcomes."""
    return f"{base}graph/ledger"


def ledger_quads(store: Store, *, base: str = ID) -> list[str]:
    """Make the graph of targets and outcomes of a store's reports: the same for the same reports, in any order."""
    graph = ledger_iri(base=base)
    lines = {terms.quad(graph, DCTERMS.title, terms.text(_TITLE, "zh"), graph)}
    for verdict in members(KG.Verdict):
        lines.add(terms.quad(verdict, SKOS.notation, terms.text(notation(verdict)), graph))
        lines.add(terms.quad(verdict, SKOS.prefLabel, terms.text(label(verdict), "zh"), graph))
    for promise in promises(read_figures(store)):
        lines.update(_promise(promise, base, graph))
    return sorted(lines)


def _promise(promise: Promise, base: str, graph: str) -> Iterator[str]:
    target = promise.target
    node = f"{base}promise/{terms.hashed(target.iri)}"
    yield terms.quad(node, RDF.type, KG.Promise, graph)
    yield terms.quad(node, KG.promised, target.iri, graph)
    yield terms.quad(node, KG.place, target.place, graph)
    yield terms.quad(node, KG.year, terms.year(target.year), graph)
    yield terms.quad(node, KG.yearNumber, terms.integer(target.year), graph)
    yield terms.quad(node, KG.verdict, KG[promise.verdict.name], graph)
    if promise.outcome:
        yield terms.quad(node, KG.outcome, promise.outcome.iri, graph)
    if promise.before:
        yield terms.quad(node, KG.before, promise.before.iri, graph)
    if promise.verdict.reason:
        yield terms.quad(node, KG.verdictReason, terms.text(promise.verdict.reason, "zh"), graph)
