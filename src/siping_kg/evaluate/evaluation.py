"""A gold annotation and a store in; the whole evaluation, as values, text or JSON, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Store

from siping_kg.evaluate.comparing import Comparison, compare_entities, compare_figures, compare_relations
from siping_kg.evaluate.evidence import Evidence, weigh_evidence
from siping_kg.evaluate.gold import Gold
from siping_kg.evaluate.matching import Score
from siping_kg.evaluate.observed import ReportGraph
from siping_kg.model import SipingError
from siping_kg.vocabulary import KG

__all__ = ["Evaluation", "evaluate", "render"]

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one report's graph fares against its gold. ``report`` is the IRI of the graph."""

    document: str
    report: str
    entities: Comparison
    relations: Comparison
    figures: Comparison
    evidence: Evidence | None

    def parts(self) -> Iterator[tuple[str, Comparison]]:
        """The three comparisons by name."""
        yield "entities", self.entities
        yield "relations", self.relations
        yield "figures", self.figures


def evaluate(gold: Gold, store: Store, *, report: str | None = None, text: str | None = None) -> Evaluation:
    """Hold a report's graph in a store against its gold annotation.

    ``report`` is the end of the graph's IRI (四平市-2024); without it the only report of the store, or the one
    of the gold's place and year. ``text`` is what the quotes must stand in; without it the text that the
    graph itself carries. Raises UnknownNameError unless exactly one report fits.
    """
    graph = ReportGraph.of(store, report, expected=f"{gold.place}-{gold.report_year}")
    words = graph.one(graph.iri, KG.text) if text is None else text
    return Evaluation(
        document=gold.document,
        report=graph.iri,
        entities=compare_entities(graph, gold),
        relations=compare_relations(graph, gold),
        figures=compare_figures(graph, gold),
        evidence=None if words is None else weigh_evidence(graph, words),
    )


def render(evaluation: Evaluation, *, format: str = "table", misses: bool = False) -> str:
    """Write an evaluation as lines of text (``table``) or as JSON, with what was missed and wrong if wanted.

    Raises SipingError for another format.
    """
    if format == "json":
        return json.dumps(_plain(evaluation, misses=misses), ensure_ascii=False, indent=1) + "\n"
    if format != "table":
        raise SipingError(f"{format} is no format for an evaluation; there is table, json")
    return "".join(f"{line}\n" for line in _lines(evaluation, misses=misses))


def _plain(evaluation: Evaluation, *, misses: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {"document": evaluation.document}
    for name, part in evaluation.parts():
        plain[name] = {of: _figures(score) for of, score in part.scores.items()}
        if misses:
            plain[name] |= {why: list(lines) for why, lines in part.misses.items()}
    if evaluation.evidence:
        plain["evidence"] = _evidence(evaluation.evidence)
    return plain


def _figures(score: Score) -> Mapping[str, float]:
    rates = {name: round(getattr(score, name), _PLACES) for name in ("precision", "recall", "f1")}
    return rates | asdict(score)


def _evidence(evidence: Evidence) -> Mapping[str, float]:
    return {
        "claims": evidence.claims,
        "standing": evidence.standing,
        "share": round(evidence.share, _PLACES),
        "relations_without_statement": evidence.relations_without_statement,
        "ends_named": round(evidence.ends_named, _PLACES),
    }


def _lines(evaluation: Evaluation, *, misses: bool) -> Iterator[str]:
    yield f"{evaluation.document}: {evaluation.report}"
    yield f"{'':28}{'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'must':>5} {'wrong':>6} {'optional':>9}"
    for name, part in evaluation.parts():
        for of, score in part.scores.items():
            rates = f"{score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}"
            counts = f"{score.right:6} {score.must:5} {score.wrong:6} {score.optional:9}"
            yield f"{f'{name} {of}':28}{rates} {counts}"
    if evidence := evaluation.evidence:
        yield (
            f"evidence: {evidence.standing} of {evidence.claims} claims stand in the text ({evidence.share:.3f}), "
            f"{evidence.relations_without_statement} relations without a statement, "
            f"both ends named in {evidence.ends_named:.3f}"
        )
    if misses:
        for name, part in evaluation.parts():
            for why, lines in part.misses.items():
                yield from (f"{name} {why}: {line}" for line in lines)
