"""siping-kg: Chinese government work reports in, an RDF knowledge graph that quotes its sources out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from siping_kg.pipeline import BuiltReport, build, build_report, store_reports, write_quads

__all__ = ["BuiltReport", "build", "build_report", "store_reports", "write_quads"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The pipeline's names, loaded when first asked for: a single stage then imports without all the others."""
    if name in __all__:
        return getattr(import_module("siping_kg.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
