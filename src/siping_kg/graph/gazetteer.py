"""The gazetteer in; its named graph (kg:within with its closure, dated memberships) as sorted N-Quads lines out."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from pyoxigraph import Literal

from siping_kg.gazetteer import Division, Gazetteer, load_gazetteer
from siping_kg.graph import terms
from siping_kg.resolve import entity_iri
from siping_kg.vocabulary import GEO, ID, KG, OWL, RDF, SCHEMA, SKOS

__all__ = ["TODAY", "gazetteer_iri", "gazetteer_quads", "gazetteer_version"]

TODAY = 2026
"""The year that kg:within speaks of; memberships carry all years."""


def gazetteer_iri(*, base: str = ID) -> str:
    """Give the name of the gazetteer's graph."""
    return f"{base}graph/gazetteer"


def _place(division: Division, gazetteer: Gazetteer, base: str) -> Iterator[tuple[str, str, str]]:
    iri = entity_iri("Place", division.key, None, base=base)
    yield iri, RDF.type, KG.Place
    yield iri, SKOS.prefLabel, terms.text(division.name, "zh")
    names = {name for naming in gazetteer.history(division.key) for name in (naming.name, naming.short)}
    for other in sorted({division.short, *names} - {division.name, ""}):
        yield iri, SKOS.altLabel, terms.text(other, "zh")
    if division.code:
        yield iri, SCHEMA.identifier, terms.text(division.code)
    if division.longitude is not None:
        yield iri, GEO.asWKT, f'"POINT({division.longitude} {division.latitude})"^^<{GEO.wktLiteral}>'
    for outer in gazetteer.ancestors(division.key, year=TODAY):
        yield iri, KG.within, entity_iri("Place", outer, None, base=base)


def _memberships(division: Division, gazetteer: Gazetteer, base: str) -> Iterator[tuple[str, str, str]]:
    iri = entity_iri("Place", division.key, None, base=base)
    for span in gazetteer.memberships(division.key):
        membership = f"{base}membership/{division.key}-{span.first}"
        yield membership, RDF.type, KG.Membership
        yield membership, KG.member, iri
        yield membership, KG.memberOf, entity_iri("Place", span.parent, None, base=base)
        yield membership, KG.firstYear, terms.year(span.first)
        if span.last is not None:
            yield membership, KG.lastYear, terms.year(span.last)


@functools.cache
def _triples(base: str) -> tuple[tuple[str, str, str], ...]:
    gazetteer = load_gazetteer()
    found: set[tuple[str, str, str]] = set()
    for key in gazetteer.keys():  # noqa: SIM118 - not a mapping
        division = gazetteer.division(key)
        found.update(_place(division, gazetteer, base))
        found.update(_memberships(division, gazetteer, base))
    return tuple(sorted(found))


@functools.cache
def gazetteer_version(*, base: str = ID) -> tuple[str, str, Literal]:
    """Give the triple that tells this gazetteer's graph from an older one: a hash of all that it says."""
    version = terms.hashed(*("\x1e".join(triple) for triple in _triples(base)))
    return gazetteer_iri(base=base), OWL.versionInfo, Literal(version)


def gazetteer_quads(*, base: str = ID) -> tuple[str, ...]:
    """Write the gazetteer's graph as sorted N-Quads lines: the same for every store."""
    graph = gazetteer_iri(base=base)
    subject, predicate, version = gazetteer_version(base=base)
    lines = {terms.quad(*triple, graph) for triple in _triples(base)}
    return tuple(sorted(lines | {terms.quad(subject, predicate, terms.text(version.value), graph)}))
