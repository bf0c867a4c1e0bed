"""siping-kg: Chinese government work reports as an RDF knowledge graph that quotes its sources."""

from __future__ import annotations

from siping_kg.pipeline import BuiltReport, build, build_report, write_quads

__all__ = ["BuiltReport", "build", "build_report", "write_quads"]
__version__ = "0.1.0"
