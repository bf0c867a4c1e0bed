"""A name, a code or an IRI in; the IRI of the one thing in the store that it means out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from siping_kg.model import CORE_CLASSES, AmbiguousNameError, UnknownNameError
from siping_kg.vocabulary import KG, PREFIXES, RDF, SCHEMA, SKOS, label

__all__ = ["resolve_name"]

_LISTED = 8
_PREFERRED = (SKOS.prefLabel,)
_ALL_NAMES = (SKOS.prefLabel, SKOS.altLabel)


@dataclass(frozen=True, slots=True, order=True)
class _Thing:
    """What a name may mean. ``path`` is its scope and name (吉林省四平市铁西区), which tells namesakes apart."""

    path: str
    kind: str
    iri: str


def resolve_name(store: Store, name: str, *, kind: str = "Entity") -> str:
    """The IRI of what is called so, of one core class or of any (``kind="Entity"``).

    An IRI, a code, a preferred name, another name, a name after the place that it is in (四平市铁西区):
    the first of these that fits anything decides. Raises UnknownNameError with names that are near,
    AmbiguousNameError with what fits.
    """
    name = name.strip()
    for candidates in _readings(store, name):
        things = sorted({thing for thing in _things(store, candidates) if kind in ("Entity", thing.kind)})
        if len(things) == 1:
            return things[0].iri
        if things:
            raise AmbiguousNameError(_say_which(name, things))
    what = "" if kind == "Entity" else f" of the class {kind} ({label(KG[kind])})"
    near = _near(store, name, kind)
    raise UnknownNameError(f"nothing{what} in the store is called {name}{near}")


def _readings(store: Store, name: str) -> Iterator[set[str]]:
    """The IRIs that a name may mean, in the order in which it is read."""
    if re.match(r"[a-z][a-z0-9+.-]*:[^\s<>\"]+$", name):
        prefix, _, local = name.partition(":")
        yield {PREFIXES[prefix] + local if prefix in PREFIXES else name}
        return
    yield _subjects(store, SCHEMA.identifier, Literal(name))
    yield _named(store, name, _PREFERRED)
    yield _named(store, name, _ALL_NAMES)
    yield {
        iri
        for cut in range(1, len(name))
        for iri in _named(store, name[cut:], _PREFERRED)
        for scope in [_scope(iri, name[cut:])]
        if scope.startswith(name[:cut]) or scope.endswith(name[:cut])
    }


def _named(store: Store, name: str, properties: Iterable[str]) -> set[str]:
    forms = (Literal(name, language="zh"), Literal(name, language="en"), Literal(name))
    return {iri for property in properties for form in forms for iri in _subjects(store, property, form)}


def _subjects(store: Store, predicate: str, value: Literal) -> set[str]:
    quads = store.quads_for_pattern(None, NamedNode(predicate), value, None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def _things(store: Store, iris: Iterable[str]) -> Iterator[_Thing]:
    """Of these IRIs those of an entity, whose class is asserted in the graphs that speak of it."""
    for iri in iris:
        for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(RDF.type), None, None):
            kind = quad.object.value.removeprefix(KG.iri) if isinstance(quad.object, NamedNode) else ""
            if kind in CORE_CLASSES:
                tail = unquote(iri).rpartition("/")[2]
                yield _Thing(tail if kind == "Place" else _scope(iri, tail) + tail, kind, iri)


def _scope(iri: str, name: str) -> str:
    """Whose thing an IRI's thing is: 吉林省四平市 for …/company/吉林省四平市/世宝机械 and …/place/吉林省四平市铁西区."""
    parts = unquote(iri).split("/")
    return parts[-2] if parts[-1] == name and len(parts) > 1 else parts[-1].removesuffix(name)


def _say_which(name: str, things: list[_Thing]) -> str:
    paths = [thing.path for thing in things]
    listed = [
        f"{thing.path if paths.count(thing.path) == 1 else thing.iri} ({label(KG[thing.kind])})"
        for thing in things[:_LISTED]
    ]
    more = f" and {len(things) - _LISTED} more" if len(things) > _LISTED else ""
    return f"{name} fits {len(things)} things; say which: {', '.join(listed)}{more}"


def _near(store: Store, name: str, kind: str) -> str:
    """Names of the class that look like it: only those with a character in common are compared."""
    wanted = set(name)
    names = {
        quad.object.value
        for quad in store.quads_for_pattern(None, NamedNode(SKOS.prefLabel), None, None)
        if isinstance(quad.object, Literal) and not wanted.isdisjoint(quad.object.value)
    }
    near = []
    for found in difflib.get_close_matches(name, sorted(names), n=20, cutoff=0.5):
        if any(kind in ("Entity", thing.kind) for thing in _things(store, _named(store, found, _PREFERRED))):
            near.append(found)
    return f"; near it: {', '.join(near[:5])}" if near else ""
