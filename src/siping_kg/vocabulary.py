"""The ontology in, closed namespaces of plain IRI strings and their labels out: a misspelt term raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import RdfFormat, parse

from siping_kg.model import AuthoredFileError
from siping_kg.resources import ONTOLOGY

__all__ = [
    "DCTERMS",
    "GEO",
    "ID",
    "KG",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "QUDT",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "UNITS",
    "VOID",
    "XSD",
    "Namespace",
    "comment",
    "label",
    "members",
    "notation",
]

ID = "https://w3id.org/siping-kg/id/"
"""Where things live: the default of the base under which their IRIs are made."""

_KG = "https://w3id.org/siping-kg/ontology#"


@dataclass(frozen=True)
class Namespace:
    """A closed set of terms under one IRI: ``KG.Place`` and ``KG["unit-mu"]`` are plain IRI strings.

    ``KG.Plaec`` raises AttributeError and ``KG["Plaec"]`` KeyError, each with a one-line message.
    Iteration gives the local names in code-point order.
    """

    iri: str
    names: frozenset[str]

    def __post_init__(self) -> None:
        # Terms are asked for at every quad: as attributes of their own they are found at once.
        vars(self).update({name: self.iri + name for name in self.names - {"iri", "names"}})

    def __getattr__(self, name: str) -> str:
        if name not in self.names:
            raise AttributeError(f"<{self.iri}> has no term {name!r} that this program knows")
        return self.iri + name

    def __getitem__(self, name: str) -> str:
        if name not in self.names:
            raise KeyError(f"<{self.iri}> has no term {name!r} that this program knows")
        return self.iri + name

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))


def _closed(iri: str, names: str) -> Namespace:
    """A namespace of another vocabulary: only the terms that this program uses."""
    return Namespace(iri, frozenset(names.split()))


RDF = _closed(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object langString"
)
RDFS = _closed("http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf seeAlso")
OWL = _closed("http://www.w3.org/2002/07/owl#", "Ontology versionIRI versionInfo")
XSD = _closed(
    "http://www.w3.org/2001/XMLSchema#", "string integer decimal boolean date dateTime gYear gYearMonth"
)
SKOS = _closed(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel notation definition broader narrower inScheme exactMatch closeMatch broadMatch",
)
PROV = _closed(
    "http://www.w3.org/ns/prov#",
    "Activity Entity SoftwareAgent wasQuotedFrom wasGeneratedBy wasDerivedFrom wasAssociatedWith used",
)
OA = _closed(
    "http://www.w3.org/ns/oa#", "TextPositionSelector TextQuoteSelector exact start end prefix suffix"
)
DCTERMS = _closed(
    "http://purl.org/dc/terms/",
    "title issued type license isPartOf hasPart identifier source creator publisher description hasVersion",
)
SCHEMA = _closed("https://schema.org/", "identifier containedInPlace version alternateName url")
GEO = _closed("http://www.opengis.net/ont/geosparql#", "asWKT wktLiteral")
ORG = _closed("http://www.w3.org/ns/org#", "FormalOrganization Organization Membership")
VOID = _closed(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities classPartition class propertyPartition property",
)
QUDT = _closed("http://qudt.org/schema/qudt/", "Unit hasUnit symbol conversionMultiplier scalingOf")


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the program needs of the ontology, in the order of the file."""

    labels: Mapping[tuple[str, str], str]
    comments: Mapping[tuple[str, str], str]
    members: Mapping[str, tuple[str, ...]]


def _terms() -> _Terms:
    """Read ontology/siping.ttl. Raises AuthoredFileError when it is not there or not Turtle."""
    labels: dict[tuple[str, str], str] = {}
    comments: dict[tuple[str, str], str] = {}
    types: dict[str, list[str]] = {}
    texts = {RDFS.label: labels, RDFS.comment: comments}
    path = ONTOLOGY / "siping.ttl"
    try:
        for triple in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            predicate = triple.predicate.value
            if predicate == RDF.type:
                types.setdefault(triple.object.value, []).append(triple.subject.value)
            elif predicate in texts and triple.subject.value.startswith(_KG):
                texts[predicate][triple.subject.value, triple.object.language or ""] = triple.object.value
    except OSError as error:
        raise AuthoredFileError(f"{path}: cannot be read ({error.strerror})") from error
    except SyntaxError as error:
        raise AuthoredFileError(f"{path}: line {error.lineno}: is not Turtle: {error.msg}") from error
    return _Terms(labels, comments, {kind: tuple(found) for kind, found in types.items()})


_ONTOLOGY = _terms()

KG = Namespace(_KG, frozenset(term.removeprefix(_KG) for term, _ in _ONTOLOGY.labels))
"""The ontology: every class, property and individual of ontology/siping.ttl."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": KG.iri,
        "id": ID,
        "rdf": RDF.iri,
        "rdfs": RDFS.iri,
        "owl": OWL.iri,
        "xsd": XSD.iri,
        "skos": SKOS.iri,
        "dcterms": DCTERMS.iri,
        "prov": PROV.iri,
        "oa": OA.iri,
        "org": ORG.iri,
        "schema": SCHEMA.iri,
        "geo": GEO.iri,
        "qudt": QUDT.iri,
        "unit": "http://qudt.org/vocab/unit/",
        "void": VOID.iri,
    }
)
"""Prefix to namespace IRI, for queries and Turtle, always in this order."""


UNITS: Mapping[str, str] = MappingProxyType(
    {_ONTOLOGY.labels[unit, "zh"]: unit for unit in _ONTOLOGY.members[QUDT.Unit]}
)
"""The units that are minted here, by their Chinese name: ``UNITS["亩"]`` is ``KG["unit-mu"]``."""


def _text(texts: Mapping[tuple[str, str], str], term: str, lang: str) -> str:
    try:
        return texts[term, lang]
    except KeyError:
        raise KeyError(f"the ontology says nothing of <{term}> in the language {lang!r}") from None


def label(term: str, lang: str = "zh") -> str:
    """What a term of the ontology is called: ``label(KG.Place)`` is 地区. Raises KeyError."""
    return _text(_ONTOLOGY.labels, term, lang)


def comment(term: str, lang: str = "zh") -> str:
    """What a term of the ontology means, in a sentence. Raises KeyError."""
    return _text(_ONTOLOGY.comments, term, lang)


def notation(term: str) -> str:
    """How tables write a term of the ontology, such as a verdict.

    >>> notation(KG.NotReported)
    'not_reported'
    """
    name = term.removeprefix(KG.iri)
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).removeprefix("_")


def members(kind: str) -> tuple[str, ...]:
    """The terms of a kind, in the ontology's order: ``members(KG.CoreClass)``, ``members(KG.Phase)``.

    Raises KeyError for a kind that no term has.
    """
    try:
        return _ONTOLOGY.members[kind]
    except KeyError:
        raise KeyError(f"the ontology has no terms of the kind <{kind}>") from None
