"""A store in; its things with their scope, names and the reports that speak of them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from siping_kg.gazetteer import Gazetteer
from siping_kg.model import CORE_CLASSES
from siping_kg.resolve import parts_of
from siping_kg.vocabulary import ID, KG, RDF, SKOS

__all__ = ["Thing", "Things", "read_things"]

_KINDS = tuple(kind for kind in CORE_CLASSES if kind != "Place")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a store. ``scope`` is a gazetteer key, None for the country; ``years`` are its reports' years."""

    iri: str
    kind: str
    name: str
    scope: str | None
    forms: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


class Things:
    """Things by class, name and scope, and which place lies in which."""

    def __init__(self, things: Iterable[Thing], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.all = tuple(sorted(things, key=lambda thing: thing.iri))
        self._named: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        self._of: dict[str, list[Thing]] = defaultdict(list)
        self._above: dict[tuple[str, int], tuple[str, ...]] = {}
        for thing in self.all:
            self._named[thing.kind, thing.name].append(thing)
            self._of[thing.kind].append(thing)

    def of(self, *kinds: str) -> Iterator[Thing]:
        """Things of these classes, by IRI within each."""
        for kind in kinds:
            yield from self._of.get(kind, ())

    def named(self, kind: str, name: str) -> tuple[Thing, ...]:
        """Things of a class and canonical name, whosever they are."""
        return tuple(self._named.get((kind, name), ()))

    def namesakes(self, *kinds: str) -> Iterator[tuple[Thing, ...]]:
        """Groups of several things of one class and name."""
        for (kind, _), group in self._named.items():
            if kind in kinds and len(group) > 1:
                yield tuple(group)

    def above(self, thing: Thing) -> set[str]:
        """The places around a thing's own, in any year that reports speak of it."""
        return {key for year in thing.years for key in self._ancestors(thing.scope, year)}

    def _ancestors(self, scope: str | None, year: int) -> tuple[str, ...]:
        if scope is None:
            return ()
        if (scope, year) not in self._above:
            self._above[scope, year] = self.gazetteer.ancestors(scope, year=year)
        return self._above[scope, year]

    def province(self, thing: Thing) -> str | None:
        """The province that a thing's place is or lies in."""
        places = {thing.scope, *self.above(thing)} - {None}
        found = sorted(key for key in places if key and self.gazetteer.division(key).level == "province")
        return found[0] if found else None

    def together(self, one: Thing, other: Thing) -> bool:
        """Tell whether two things are one place's, or one's place lies in the other's."""
        return one.scope == other.scope or one.scope in self.above(other) or other.scope in self.above(one)


def _years(store: Store) -> dict[str, int]:
    """The year of each report graph."""
    quads = store.quads_for_pattern(None, NamedNode(KG.yearNumber), None, None)
    return {
        quad.graph_name.value: int(quad.object.value)
        for quad in quads
        if quad.subject == quad.graph_name
        and isinstance(quad.graph_name, NamedNode)
        and isinstance(quad.object, Literal)
    }


def _reports_of(store: Store, years: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Each thing with the year of each report that speaks of it."""
    for kind in _KINDS:
        for quad in store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(KG[kind]), None):
            graph, thing = quad.graph_name, quad.subject
            if isinstance(graph, NamedNode) and graph.value in years and isinstance(thing, NamedNode):
                yield thing.value, years[graph.value]


def read_things(store: Store, *, base: str = ID) -> Iterator[Thing]:
    """Read the things of a store's reports. Places need no links: the gazetteer gives each one IRI."""
    seen: dict[str, set[int]] = defaultdict(set)
    for iri, year in _reports_of(store, _years(store)):
        seen[iri].add(year)
    forms: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(SKOS.altLabel), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            forms[quad.subject.value].add(quad.object.value)
    for iri, years in seen.items():
        parts = parts_of(iri, base=base)
        if parts:
            yield Thing(iri, *parts, frozenset(forms.get(iri, ())), frozenset(years))
