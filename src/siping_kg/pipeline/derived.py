"""A store in; the graphs that follow from what it holds, where it lacks them or has them of an older state, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from siping_kg import link as linking
from siping_kg import promises as promising
from siping_kg.graph import gazetteer_iri, gazetteer_quads, gazetteer_version, this_program
from siping_kg.graph.run import files_hash
from siping_kg.link import link, links_iri
from siping_kg.promises import indicator_quads, indicators_iri, ledger_iri, ledger_quads
from siping_kg.resolve import Overrides, load_overrides
from siping_kg.resources import DATA
from siping_kg.store import counts_iri, counts_quads, counts_state, origins
from siping_kg.vocabulary import KG, OWL

__all__ = ["DerivedGraph", "derived_graphs", "outdated_graphs"]


@dataclass(frozen=True, slots=True)
class DerivedGraph:
    """A graph that follows from the authored files and from the reports in a store, and from nothing else.

    ``version`` names the state that it follows from. ``quads`` are its N-Quads lines; the one that says
    ``<iri> owl:versionInfo "version"`` is put to them. Both are asked when every report of a build is in the
    store; of a graph that does not follow ``from_reports``, with a store's first reports too.
    """

    iri: str
    version: Callable[[Store], str]
    quads: Callable[[Store], Iterable[str]]
    from_reports: bool = True


def derived_graphs(overrides: Overrides | None = None) -> tuple[DerivedGraph, ...]:
    """What is derived: the gazetteer's graph, the links between all reports after what people decide, the scheme of
    indicators, the targets of all reports held against outcomes, and how much the reports hold.

    ``overrides`` are the shipped ones unless others are given.
    """
    decided = load_overrides() if overrides is None else overrides
    return (
        DerivedGraph(
            gazetteer_iri(),
            version=lambda _: gazetteer_version()[2].value,
            quads=lambda _: gazetteer_quads(),
            from_reports=False,
        ),
        DerivedGraph(
            links_iri(),
            version=lambda store: _version(store, decided, linking),
            quads=lambda store: link(store, overrides=decided),
        ),
        DerivedGraph(
            indicators_iri(),
            version=lambda store: _version(store, decided, promising),
            quads=indicator_quads,
        ),
        DerivedGraph(
            ledger_iri(),
            version=lambda store: _version(store, decided, promising),
            quads=ledger_quads,
        ),
        DerivedGraph(counts_iri(), version=counts_state, quads=counts_quads),
    )


def outdated_graphs(store: Store, derived: Iterable[DerivedGraph]) -> dict[str, bytes]:
    """Work out the derived graphs that a store lacks or has of another state: IRI and N-Quads.

    Because the state is in the graph, a build that was killed before this, or another order of builds, ends
    with the same graphs.
    """
    graphs = {}
    for each in derived:
        graph = NamedNode(each.iri)
        state = Quad(graph, NamedNode(OWL.versionInfo), Literal(each.version(store)), graph)
        if state not in store:
            lines = sorted({*each.quads(store), f"{state} ."})
            graphs[each.iri] = "".join(f"{line}\n" for line in lines).encode()
    return graphs


def _version(store: Store, overrides: Overrides, package: ModuleType) -> str:
    """A hash of all that a graph follows from: the program, its own package, what people decide, and the reports."""
    said = {iri: (origin.sha256, origin.given, origin.run) for origin, iri in origins(store).items()}
    code = files_hash([Path(str(package.__file__)).parent, DATA / "indicators.yml"])
    state = (this_program(overrides).iri(), code, sorted(said.items()), sorted(_unsaid(store, said)))
    return sha256(msgspec.json.encode(state)).hexdigest()[:16]


def _unsaid(store: Store, said: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The reports' graphs that do not say what they follow from, each with a hash of its quads."""
    there, year = set(said), NamedNode(KG.yearNumber)
    for graph in store.named_graphs():
        if graph.value not in there and any(store.quads_for_pattern(graph, year, None, graph)):
            lines = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines()
            yield graph.value, sha256(b"\n".join(sorted(lines))).hexdigest()
