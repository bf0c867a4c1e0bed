"""Pairs of names with a verdict, and places with their parents, in; how many the program decides so out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from pyoxigraph import Literal, NamedNode, Store

from siping_kg.evaluate.matching import normal
from siping_kg.gazetteer import load_gazetteer
from siping_kg.link import Thing, Things, link_things, read_things
from siping_kg.model import CORE_CLASSES, AuthoredFileError
from siping_kg.resolve import Home, Overrides, Resolver, parts_of
from siping_kg.resources import load_yaml
from siping_kg.store import ReportEntry, find_report
from siping_kg.vocabulary import KG, RDF, SKOS

__all__ = ["Named", "Pair", "Parent", "Verdict", "judge_pairs", "judge_parents", "load_pairs", "load_parents"]


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name as one report writes it. ``report`` is place-year (四平市-2024), ``type`` a core class."""

    report: str
    name: str
    type: str


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names, and whether they mean the same thing."""

    a: Named
    b: Named
    same: bool
    why: str = ""


class Parent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place, and the place that it directly belonged to on 1 January of a year."""

    place: str
    year: int
    parent: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was asked, what is wanted, what the program says; ``read`` when the reports' graphs have all its names."""

    asked: str
    wanted: str
    said: str
    read: bool = True

    @property
    def right(self) -> bool:
        """Whether the program says what is wanted."""
        return self.wanted == self.said


def load_pairs(path: Path) -> list[Pair]:
    """Read a file of pairs. Raises AuthoredFileError naming the file and the place in it."""
    pairs = load_yaml(path, list[Pair])
    for number, pair in enumerate(pairs, start=1):
        for named in (pair.a, pair.b):
            if named.type not in CORE_CLASSES:
                raise AuthoredFileError(f"{path}: pair {number}: {named.type} is none of the classes")
    return pairs


def load_parents(path: Path) -> list[Parent]:
    """Read a file of places and parents. Raises AuthoredFileError naming the file and the place in it."""
    return load_yaml(path, list[Parent])


class _Reports:
    """What names mean in the reports of a store."""

    def __init__(self, store: Store, overrides: Overrides) -> None:
        self._store, self._overrides, self._gazetteer = store, overrides, load_gazetteer()
        self._names: dict[str, dict[str, set[str]]] = {}

    def _things(self, entry: ReportEntry) -> dict[str, set[str]]:
        """The entities of a report by normal name."""
        if entry.key not in self._names:
            graph, found = NamedNode(entry.graph), dict[str, set[str]]()
            for predicate in (SKOS.prefLabel, SKOS.altLabel):
                for quad in self._store.quads_for_pattern(None, NamedNode(predicate), None, graph):
                    if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                        found.setdefault(normal(quad.object.value), set()).add(quad.subject.value)
            self._names[entry.key] = found
        return self._names[entry.key]

    def _is(self, iri: str, kind: str, entry: ReportEntry) -> bool:
        graph = NamedNode(entry.graph)
        quads = self._store.quads_for_pattern(NamedNode(iri), NamedNode(RDF.type), NamedNode(KG[kind]), graph)
        return any(True for _ in quads)

    def means(self, named: Named) -> tuple[set[str], Thing | None]:
        """The things that a name may mean; where none of its class is in the graph, what it would mean there."""
        entry = find_report(self._store, named.report)
        bearing = self._things(entry).get(normal(named.name), set())
        bearing = {iri for iri in bearing if parts_of(iri)}
        if right := {iri for iri in bearing if self._is(iri, named.type, entry)}:
            return right, None
        place = (parts_of(entry.place) or ("", entry.key.rpartition("-")[0], None))[1]
        home = Home(place, entry.year, self._gazetteer)
        iri = Resolver(home, overrides=self._overrides).iri(named.type, named.name)[0]
        parts = parts_of(iri)
        return bearing | {iri}, Thing(iri, *parts, years=frozenset([entry.year])) if parts else None


def judge_pairs(pairs: Sequence[Pair], store: Store, *, overrides: Overrides) -> list[Verdict]:
    """Say of each pair whether its names have one IRI or IRIs that are linked.

    A name that its report's graph has not is decided as if it had: identity needs no more than the name.
    Raises UnknownNameError for a report that the store has not.
    """
    reports = _Reports(store, overrides)
    found = [(reports.means(pair.a), reports.means(pair.b)) for pair in pairs]
    known = {thing.iri: thing for ends in found for _, thing in ends if thing and thing.kind != "Place"}
    known.update((thing.iri, thing) for thing in read_things(store))
    same = link_things(Things(known.values(), load_gazetteer()), overrides=overrides).same

    def verdict(pair: Pair, ends: Sequence[tuple[set[str], Thing | None]]) -> Verdict:
        (one, first), (other, second) = ends
        linked = any((min(a, b), max(a, b)) in same for a in one for b in other)
        asked = f"{pair.a.report} {pair.a.name} / {pair.b.report} {pair.b.name}"
        said = "same" if one & other or linked else "different"
        return Verdict(asked, "same" if pair.same else "different", said, first is None and second is None)

    return [verdict(pair, ends) for pair, ends in zip(pairs, found, strict=True)]


def judge_parents(parents: Iterable[Parent]) -> Iterator[Verdict]:
    """Say of each place what it belonged to in the year, by the gazetteer's dated memberships."""
    gazetteer = load_gazetteer()
    for one in parents:
        keys = {
            gazetteer.parent(place.key, year=one.year) for place in gazetteer.find(one.place, year=one.year)
        }
        named = {place.key: place.name for place in gazetteer.find(one.parent, year=one.year)}
        said = sorted(named.get(key) or gazetteer.name(key) for key in keys if key)
        yield Verdict(f"{one.place} {one.year}", one.parent, "、".join(said) or "nothing")
