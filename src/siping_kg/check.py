"""A store in, what is wrong with its graphs out: queries that must come back empty, and SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, Triple, parse, serialize

from siping_kg.model import AuthoredFileError, UnknownNameError
from siping_kg.resources import ONTOLOGY
from siping_kg.vocabulary import KG, RDF

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Finding", "check_graph"]

_SUFFIX = "-violation.rq"
_SHAPES = "https://w3id.org/siping-kg/shapes#"


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed: its name, the first thing that broke it, what that means, how many things did.

    ``check`` is a query's name (``blank-node``) or a shape (``kg:status``, ``shape:passage-exact``);
    ``message`` is in Chinese, for whoever reads the report of the run.
    """

    check: str
    focus: str
    message: str
    count: int


def check_graph(
    store: Store, *, shapes: bool = True, graphs: Iterable[str] | None = None
) -> tuple[Finding, ...]:
    """Hold a store's graphs against every check; an empty answer means that all is well.

    The queries read the union of all graphs; the shapes read one graph after the other, by default each
    report's, since each must stand by itself (``graphs`` names others by IRI). Findings come one a
    check, queries before shapes, each in the order of their names. The shapes take seconds (rdflib and
    pySHACL); ``shapes=False`` leaves them out.
    Raises AuthoredFileError for a check that is not a SELECT of ``?focus``, UnknownNameError for a
    graph that is not in the store.
    """
    found = tuple(_query_findings(store))
    if not shapes:
        return found
    return found + tuple(_shape_findings(store, sorted(_reports(store) if graphs is None else graphs)))


def _query_findings(store: Store) -> Iterator[Finding]:
    for path in sorted((ONTOLOGY / "checks").glob(f"*{_SUFFIX}")):
        text = path.read_text(encoding="utf-8")
        message = text.partition("\n")[0].removeprefix("#").strip()
        try:
            answer = store.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise AuthoredFileError(f"{path}: is not SPARQL: {error.msg}") from error
        if not isinstance(answer, QuerySolutions) or [v.value for v in answer.variables] != ["focus"]:
            raise AuthoredFileError(f"{path}: a check must be a SELECT of ?focus and nothing else")
        found = {row["focus"] for row in answer}
        if found:
            # A blank node's name is random, so it is not shown.
            focus = min(term.value if isinstance(term, NamedNode) else "_:" for term in found)
            yield Finding(path.name.removesuffix(_SUFFIX), focus, message, len(found))


def _reports(store: Store) -> set[str]:
    """The graphs that type something a report."""
    quads = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(KG.Report), None)
    return {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}


def _shape_findings(store: Store, graphs: Iterable[str]) -> Iterator[Finding]:
    ontology = parse(path=ONTOLOGY / "siping.ttl", format=RdfFormat.TURTLE)
    shapes = _for_rdflib(quad.triple for quad in ontology)
    broken: dict[str, tuple[str, set[str]]] = {}
    for graph in graphs:
        for shape, message, focus in _violations(_triples(store, graph), shapes):
            broken.setdefault(shape, (message, set()))[1].add(focus)
    for shape, (message, focuses) in sorted(broken.items()):
        yield Finding(shape, min(focuses), message, len(focuses))


def _violations(data: Graph, shapes: Graph) -> Iterator[tuple[str, str, str]]:
    """Shape, Chinese message and focus of every violation in one graph, to which the ontology is added."""
    from pyshacl import validate
    from rdflib.namespace import SH

    # sh:class asks for subclasses, relations and individuals, which a report's graph does not repeat.
    data += shapes
    _, results, _ = validate(data, shacl_graph=shapes, inplace=True, inference="none")
    for result, shape in results.subject_objects(SH.sourceShape):
        message, focus = results.value(result, SH.resultMessage), results.value(result, SH.focusNode)
        yield _shortened(str(shape)), str(message), str(focus)


def _triples(store: Store, graph: str) -> Graph:
    name = NamedNode(graph)
    if not store.contains_named_graph(name):
        raise UnknownNameError(f"{graph}: no such graph in the store; `siping-kg info` lists them")
    return _for_rdflib(quad.triple for quad in store.quads_for_pattern(None, None, None, name))


def _for_rdflib(triples: Iterable[Triple]) -> Graph:
    """Triples as rdflib's graph; N-Triples is the form that it reads fastest."""
    from rdflib import Graph

    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _shortened(iri: str) -> str:
    return iri.replace(_SHAPES, "shape:").replace(KG.iri, "kg:")
