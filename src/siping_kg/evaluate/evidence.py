"""A report's graph and its text in; how far its statements and figures stand in the text out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from siping_kg.evaluate.gold import SCORED_RELATIONS
from siping_kg.evaluate.matching import normal
from siping_kg.evaluate.observed import ReportGraph
from siping_kg.vocabulary import KG, OA, PROV, RDF

__all__ = ["Evidence", "weigh_evidence"]

_LONGEST_SPAN = 800
_LONGEST_QUOTE = 400
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Evidence:
    """``claims``: statements and figures; ``standing``: those whose quotes all stand in the text as they say.

    ``ends_named`` is the share of the statements whose quotes name both ends.
    """

    claims: int
    standing: int
    relations_without_statement: int
    ends_named: float

    @property
    def share(self) -> float:
        """Standing of all claims; 0 without claims."""
        return self.standing / self.claims if self.claims else 0.0


def weigh_evidence(graph: ReportGraph, text: str) -> Evidence:
    """Look every quote up at its offsets, white space apart, and every figure in its quote."""
    statements = graph.of_type(KG.Statement)
    claims = sorted({*statements, *graph.of_type(KG.Observation)})
    standing = {claim: _stands(graph, claim, text) for claim in claims}
    said = {s: ends for s in statements if (ends := _ends(graph, s))}
    names = {thing: graph.names(thing) for thing in graph.kinds()}
    named = sum(_names_both(_words(graph, s), names, ends) for s, ends in said.items())
    direct = {
        (subject, KG[kind], value.value)
        for subject in graph.facts
        for kind in SCORED_RELATIONS
        for value in graph.values(subject, KG[kind])
    }
    return Evidence(
        claims=len(claims),
        standing=sum(standing.values()),
        relations_without_statement=len(direct - set(said.values())),
        ends_named=named / len(said) if said else 0.0,
    )


def _names_both(words: str, names: Mapping[str, set[str]], ends: tuple[str, str, str]) -> bool:
    return all(any(name in words for name in names.get(end, ())) for end in (ends[0], ends[2]))


def _stands(graph: ReportGraph, claim: str, text: str) -> bool:
    passages = [term.value for term in graph.values(claim, PROV.wasQuotedFrom)]
    printed = graph.one(claim, KG.printed)
    if not passages or not all(_found(graph, passage, text) for passage in passages):
        return False
    return printed is None or normal(printed) in _words(graph, claim)


def _found(graph: ReportGraph, passage: str, text: str) -> bool:
    """Whether a passage has one quote, not too long, that is the text between its offsets."""
    quote, start, end = (graph.one(passage, term) for term in (OA.exact, OA.start, OA.end))
    if not quote or start is None or end is None or int(end) - int(start) > _LONGEST_SPAN:
        return False
    squeezed = _SPACE.sub("", quote)
    return len(squeezed) <= _LONGEST_QUOTE and _SPACE.sub("", text[int(start) : int(end)]) == squeezed


def _words(graph: ReportGraph, claim: str) -> str:
    passages = sorted(term.value for term in graph.values(claim, PROV.wasQuotedFrom))
    return normal("".join(graph.one(passage, OA.exact) or "" for passage in passages))


def _ends(graph: ReportGraph, statement: str) -> tuple[str, str, str] | None:
    parts = [graph.one(statement, term) for term in (RDF.subject, RDF.predicate, RDF.object)]
    subject, predicate, object_ = parts
    return (subject, predicate, object_) if subject and predicate and object_ else None
