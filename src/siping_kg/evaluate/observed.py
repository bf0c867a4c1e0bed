"""A store in; what one report's graph says, in the shape in which it is held against gold, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Store

from siping_kg.evaluate.matching import normal
from siping_kg.model import CORE_CLASSES, UnknownNameError
from siping_kg.vocabulary import KG, RDF, RDFS, SKOS

__all__ = ["Figure", "ReportGraph"]

Term = NamedNode | Literal
_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A well-formed observation: label and unit in normal form, year, status and kind where they are single."""

    label: str
    value: Decimal
    unit: str
    year: int | None
    status: str | None
    kind: str | None
    bound: str | None


class ReportGraph:
    """One report's graph, read once: subject → predicate → values; names come from the whole store."""

    def __init__(self, store: Store, graph: str) -> None:
        self.store = store
        self.iri = graph
        self.facts: dict[str, dict[str, set[Term]]] = {}
        for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Term):
                values = self.facts.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, set()).add(quad.object)

    @classmethod
    def of(cls, store: Store, report: str | None, *, expected: str) -> ReportGraph:
        """The graph whose IRI ends with ``report``; without it the only report, or else the expected one.

        Raises UnknownNameError, listing the reports, unless exactly one fits.
        """
        quads = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(KG.Report), None)
        there = sorted(
            {q.subject.value for q in quads if isinstance(q.subject, NamedNode) and q.graph_name == q.subject}
        )
        wanted = report or (expected if len(there) > 1 else "")
        found = [graph for graph in there if graph.endswith(wanted)]
        if len(found) != 1:
            listed = ", ".join(graph.rpartition("/")[2] for graph in there[:10]) or "none"
            raise UnknownNameError(
                f"one report is evaluated, and {len(found)} fit {wanted!r}; there is {listed}"
            )
        return cls(store, found[0])

    def values(self, subject: str, predicate: str) -> frozenset[Term]:
        """The values of a property in this graph."""
        return frozenset(self.facts.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str | None:
        """The only value of a property as text; None when there is none, or several."""
        values = self.values(subject, predicate)
        return next(iter(values)).value if len(values) == 1 else None

    def of_type(self, kind: str) -> list[str]:
        """The subjects of a class, by IRI."""
        return sorted(s for s, facts in self.facts.items() if NamedNode(kind) in facts.get(RDF.type, ()))

    def kinds(self) -> dict[str, frozenset[str]]:
        """The core classes of each entity, by its IRI."""
        core = {KG[name]: name for name in CORE_CLASSES}
        kinds = {
            subject: frozenset(core[term.value] for term in facts.get(RDF.type, ()) if term.value in core)
            for subject, facts in self.facts.items()
        }
        return {subject: kinds[subject] for subject in sorted(kinds) if kinds[subject]}

    def names(
        self, thing: str, predicates: Iterable[str] = (SKOS.prefLabel, SKOS.altLabel, RDFS.label)
    ) -> set[str]:
        """The normal names of a thing in all graphs of the store."""
        return {
            normal(quad.object.value)
            for predicate in predicates
            for quad in self.store.quads_for_pattern(NamedNode(thing), NamedNode(predicate), None, None)
            if isinstance(quad.object, Literal)
        }

    def figure(self, observation: str) -> Figure | None:
        """The figure that an observation states; None when it does not state exactly one, well labelled."""
        indicator, value = self.one(observation, KG.indicator), self.one(observation, KG.value)
        labels = self._chinese_labels(indicator) if indicator else set()
        if len(labels) != 1 or value is None or len(self.values(observation, KG.unit)) > 1:
            return None
        (label,) = labels
        number = _decimal(value)
        if number is None or not 0 < len(label) <= _LONGEST_LABEL:
            return None
        year, status, kind = (self.one(observation, p) for p in (KG.year, KG.status, KG.kind))
        return Figure(
            label,
            number,
            normal(self.one(observation, KG.unit) or ""),
            int(year[:4]) if year else None,
            _local(status).lower() if status else None,
            _local(kind).lower() if kind else None,
            self.one(observation, KG.bound),
        )

    def _chinese_labels(self, indicator: str) -> set[str]:
        quads = self.store.quads_for_pattern(NamedNode(indicator), NamedNode(SKOS.prefLabel), None, None)
        labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        return {normal(label.value) for label in labels if (label.language or "zh").startswith("zh")}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
