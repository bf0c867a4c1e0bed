"""A sentence and its report in; the terms of the report's own glossary, where the sentence uses them, out."""

from __future__ import annotations

from siping_kg.extract.naming import bare, kind_by_ending
from siping_kg.extract.sentence import Sentence
from siping_kg.model import Mention, Report

__all__ = ["glossary_terms"]

_SHORTEST = 3


def glossary_terms(sentence: Sentence, report: Report) -> list[Mention]:
    """Find the terms that the report explains. What a glossary explains is a scheme unless its ending says otherwise."""
    found = []
    for definition in report.glossary:
        term = definition.term
        at = sentence.text.find(term)
        while at >= 0 and len(bare(term)) >= _SHORTEST:
            kind = kind_by_ending(term) or "Policy"
            found.append(Mention(sentence.index, at, at + len(term), kind, term, "glossary"))
            at = sentence.text.find(term, at + len(term))
    return found
