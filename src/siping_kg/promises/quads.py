"""A store in; targets with their outcomes, and the scheme of indicators, as two graphs of sorted N-Quads lines, out."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Store

from siping_kg.graph import terms
from siping_kg.link.things import rows
from siping_kg.promises.figures import read_figures
from siping_kg.promises.pairing import Promise, promises
from siping_kg.promises.rules import Indicator, indicators
from siping_kg.promises.wording import read_wording
from siping_kg.resolve import entity_iri
from siping_kg.vocabulary import DCTERMS, ID, KG, RDF, SKOS, label, members

__all__ = ["indicator_quads", "indicators_iri", "ledger_iri", "ledger_quads"]

_LEDGER_TITLE = "目标与结果"
_SCHEME_TITLE = "指标表"
_NOTATIONS = {
    "Met": "met",
    "Missed": "missed",
    "NotReported": "not_reported",
    "NotComparable": "not_comparable",
    "Pending": "pending",
}


def ledger_iri(*, base: str = ID) -> str:
    """Give the name of the graph of targets and outcomes."""
    return f"{base}graph/ledger"


def indicators_iri(*, base: str = ID) -> str:
    """Give the name of the graph of indicators, which is also their scheme."""
    return f"{base}graph/indicators"


def ledger_quads(store: Store, *, base: str = ID) -> list[str]:
    """Make the graph of targets and outcomes of a store's reports: the same for the same reports, in any order."""
    graph = ledger_iri(base=base)
    lines = {terms.quad(graph, DCTERMS.title, terms.text(_LEDGER_TITLE, "zh"), graph)}
    for verdict in members(KG.Verdict):
        notation = _NOTATIONS[verdict.removeprefix(KG.iri)]
        lines.add(terms.quad(verdict, SKOS.notation, terms.text(notation), graph))
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


def indicator_quads(store: Store, *, base: str = ID) -> list[str]:
    """Make the scheme: its indicators, and which labels of a store's reports mean one of them, or a part of one."""
    graph = indicators_iri(base=base)
    lines = {terms.quad(graph, RDF.type, SKOS.ConceptScheme, graph)}
    lines.add(terms.quad(graph, DCTERMS.title, terms.text(_SCHEME_TITLE, "zh"), graph))
    for one in indicators():
        lines.update(_concept(one, base, graph))
    names = rows(
        store,
        f"SELECT DISTINCT ?i ?name {{ GRAPH ?g {{ ?i a <{KG.Indicator}> ; <{SKOS.prefLabel}> ?name }} }}",
    )
    for iri, name in sorted(set(names)):
        wording = read_wording(name)
        if wording.indicator is None or wording.spread:
            continue
        concept = _iri(wording.indicator, base)
        if iri != concept:
            match = SKOS.broadMatch if wording.scope else SKOS.exactMatch
            lines.add(terms.quad(iri, match, concept, graph))
    return sorted(lines)


def _iri(indicator: Indicator, base: str) -> str:
    return entity_iri("Indicator", indicator.name, None, base=base)


def _concept(one: Indicator, base: str, graph: str) -> Iterator[str]:
    iri = _iri(one, base)
    yield terms.quad(iri, RDF.type, KG.Indicator, graph)
    yield terms.quad(iri, SKOS.inScheme, graph, graph)
    yield terms.quad(iri, SKOS.prefLabel, terms.text(one.name, "zh"), graph)
    yield terms.quad(iri, SKOS.prefLabel, terms.text(one.en, "en"), graph)
    for name in one.also:
        yield terms.quad(iri, SKOS.altLabel, terms.text(name, "zh"), graph)
