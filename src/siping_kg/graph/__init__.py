"""Extractions and the gazetteer in; named graphs as sorted N-Quads lines out."""

from __future__ import annotations

from siping_kg.graph.gazetteer import gazetteer_iri, gazetteer_quads, gazetteer_version
from siping_kg.graph.report import report_quads
from siping_kg.graph.run import Run, this_program
from siping_kg.graph.terms import figure_iri, report_iri

__all__ = [
    "Run",
    "figure_iri",
    "gazetteer_iri",
    "gazetteer_quads",
    "gazetteer_version",
    "report_iri",
    "report_quads",
    "this_program",
]
