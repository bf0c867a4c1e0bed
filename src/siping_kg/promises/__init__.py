"""A store's report graphs in; targets held against outcomes, and the scheme of indicators, as graphs, out."""

from siping_kg.promises.figures import Figure, read_figures
from siping_kg.promises.pairing import Promise, promises
from siping_kg.promises.quads import ledger_iri, ledger_quads
from siping_kg.promises.scheme import indicator_quads, indicators_iri
from siping_kg.promises.verdicts import Verdict, verdict_of

__all__ = [
    "Figure",
    "Promise",
    "Verdict",
    "indicator_quads",
    "indicators_iri",
    "ledger_iri",
    "ledger_quads",
    "promises",
    "read_figures",
    "verdict_of",
]
