"""A store in; which things are one across reports, what they are called, and which places they are in, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from siping_kg.vocabulary import KG, SCHEMA, SKOS

__all__ = [
    "called",
    "kind_of",
    "level_of",
    "places_around",
    "places_within",
    "same_as",
    "scope_of",
]

_IRI = re.compile(r"(?P<base>.*/)(?P<kind>[a-z]+)/(?:(?P<scope>[^/]+)/)?(?P<name>[^/]+)$")
_LEVELS = ((r"\d\d0000", "province"), (r"\d{4}00", "city"), (r"\d{6}", "county"), (r"\d{12}", "township"))


def same_as(store: Store, iri: str) -> tuple[str, ...]:
    """A thing and all that are linked as the same, in order: the first stands for all of them."""
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(SKOS.exactMatch), None, None)
    return tuple(sorted({iri, *(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))}))


def called(store: Store, iri: str) -> str:
    """The Chinese name of a thing, which is the same in all graphs; its IRI's last part if it has none."""
    for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(SKOS.prefLabel), None, None):
        if isinstance(quad.object, Literal) and quad.object.language == "zh":
            return quad.object.value
    return unquote(iri.rpartition("/")[2])


def kind_of(iri: str) -> str:
    """The class that an IRI names: Company for …/company/吉林省四平市/世宝机械; empty for other IRIs."""
    found = _IRI.fullmatch(iri)
    return found["kind"].capitalize() if found else ""


def scope_of(iri: str) -> str:
    """The IRI of the place whose thing this is; of a place itself; empty for what is the country's.

    >>> scope_of("https://w3id.org/siping-kg/id/company/吉林省四平市/世宝机械")
    'https://w3id.org/siping-kg/id/place/吉林省四平市'
    """
    found = _IRI.fullmatch(iri)
    if not found:
        return ""
    if found["kind"] == "place":
        return iri
    return f"{found['base']}place/{found['scope']}" if found["scope"] else ""


def places_within(store: Store, place: str) -> frozenset[str]:
    """A place and all places that are in it today."""
    quads = store.quads_for_pattern(None, NamedNode(KG.within), NamedNode(place), None)
    return frozenset({place, *(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))})


def places_around(store: Store, places: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each place those that it is in today, itself left out."""
    return {
        place: frozenset(
            quad.object.value
            for quad in store.quads_for_pattern(NamedNode(place), NamedNode(KG.within), None, None)
            if isinstance(quad.object, NamedNode)
        )
        for place in places
    }


def level_of(store: Store, place: str) -> str:
    """Province, city, county or township, as a place's code tells; empty for other regions, and for countries."""
    for quad in store.quads_for_pattern(NamedNode(place), NamedNode(SCHEMA.identifier), None, None):
        for pattern, level in _LEVELS:
            if isinstance(quad.object, Literal) and re.fullmatch(pattern, quad.object.value):
                return level
    return ""
