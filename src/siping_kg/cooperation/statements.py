"""A store in; every tie that a passage states, as pairs of things with their means, status and quote, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from pyoxigraph import Store

from siping_kg.cooperation.reach import reports_about
from siping_kg.query import select
from siping_kg.query.things import kind_of, places_around, same_as, scope_of

__all__ = ["Tie", "read_ties"]

Around = dict[str, frozenset[str]]

_FEW = 60
"""So many reports are asked one by one in less time than all of 250 at once."""


class Tie(NamedTuple):
    """Two things that a passage ties, and the places whose things they are as this report sees it; the place
    through which ``a`` takes part; the scheme or project they are tied by; what carries the scheme out, as the same
    passage says (IRIs, a space between); and who says so, where. All things are IRIs.
    """

    a: str
    b: str
    a_home: str
    b_home: str
    through: str
    means: str
    by: str
    carriers: str
    status: str
    year: int
    quote: str
    report: str
    teller: str
    passage: str


class _Row(NamedTuple):
    """A row of the query ``tie-statements``, in the order of its columns."""

    relation: str
    source: str
    target: str
    joint: str
    status: str
    year: int
    quote: str
    report: str
    teller: str
    passage: str
    statement: str
    start: int
    source_home: str
    target_home: str


class _Pair(NamedTuple):
    a: str
    b: str
    a_home: str
    b_home: str
    through: str = ""


def _places(a: str, b: str, through: str = "") -> _Pair:
    return _Pair(a, b, scope_of(a), scope_of(b), through)


def read_ties(store: Store, *, place: str | None = None) -> list[Tie]:
    """Every pair of things that a passage ties together, by report and passage.

    ``place``, an IRI, asks only for the reports that can tie it: its ties are all there, those of others are not.

    ``means`` is direct (A works with B), scheme (a scheme of these parties) or project (one of both places, or of a
    place and a firm or body from elsewhere). Things are IRIs, one for all that are linked as the same.
    A scheme ties whom it involves, named or by its letters. The report's own place takes part in it through its
    province, if that is a party; as whose scheme it is; or where a scheme of working together names one other party.
    """
    by_relation: dict[str, list[_Row]] = defaultdict(list)
    places: set[str] = set()
    for row in _rows(store, place):
        by_relation[row.relation].append(row)
        places |= {row.teller, row.target, row.source_home, row.target_home}
    around = places_around(store, places - {""})
    ties = [
        *_direct(by_relation["cooperatesWith"], around),
        *_schemes(by_relation["involves"], by_relation["underPolicy"], around),
        *_undertaken(by_relation["undertakenBy"]),
        *_shared(by_relation["locatedIn"], around),
    ]
    return sorted(set(ties), key=lambda tie: (tie.report, tie.passage, tie))


def _rows(store: Store, place: str | None) -> Iterator[_Row]:
    """The statements that can tie (a place), with one IRI for all things that are linked as the same."""

    @cache
    def first(iri: str) -> str:
        return iri if kind_of(iri) == "Place" else same_as(store, iri)[0]

    home = cache(scope_of)
    graphs = [] if place is None else reports_about(store, place)
    asked = [{"graph": graph} for graph in graphs] if 0 < len(graphs) <= _FEW else [{}]
    for cells in (row for each in asked for row in select(store, "tie-statements", params=each).rows):
        row = _Row._make((*cells, home(str(cells[1])), home(str(cells[2]))))
        yield row._replace(source=first(row.source), target=first(row.target))


def _tie(pair: _Pair, means: str, by: str, row: _Row, carriers: str = "") -> Tie:
    rest = (row.status, row.year, row.quote, row.report, row.teller, row.passage)
    return Tie._make((*pair, means, by, carriers, *rest))


def _direct(rows: Iterable[_Row], around: Around) -> Iterator[Tie]:
    for row in rows:
        if not _nested(row.source, row.target, around):
            pair = _Pair(row.source, row.target, row.source_home, row.target_home)
            yield _tie(pair, "direct", "", row)


def _schemes(rows: Iterable[_Row], under: Iterable[_Row], around: Around) -> Iterator[Tie]:
    carriers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in under:
        carriers[row.target, row.passage].add(row.source)
    for scheme, said in _by_passage(rows):
        carried = " ".join(sorted(carriers[scheme, said[0].passage]))
        for pair in _parties(scheme, said, around):
            yield _tie(pair, "scheme", scheme, said[0], carried)


def _parties(scheme: str, said: list[_Row], around: Around) -> Iterator[_Pair]:
    """Pairs that a scheme ties in one passage, with the place through which the first takes part."""
    parties = sorted({row.target for row in said})
    for a, b in combinations(parties, 2):
        if not _nested(a, b, around):
            yield _places(a, b)
    teller = said[0].teller
    if teller in parties:
        return
    outer = [party for party in parties if party in around[teller]]
    alone = len(parties) == 1 and any(row.joint for row in said)
    if outer or alone or scope_of(scheme) == teller:
        for other in parties:
            if not _nested(other, teller, around):
                yield _places(teller, other, outer[0] if outer else "")


def _undertaken(rows: Iterable[_Row]) -> Iterator[Tie]:
    for row in rows:
        yield _tie(_places(row.source_home or row.teller, row.target), "project", row.source, row)


def _shared(rows: Iterable[_Row], around: Around) -> Iterator[Tie]:
    for project, said in _by_passage(rows):
        for a, b in combinations(sorted({row.target for row in said}), 2):
            if not _nested(a, b, around):
                yield _tie(_places(a, b), "project", project, said[0])


def _by_passage(rows: Iterable[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """Rows on one thing in one passage and with one status: a sentence may tell what was done and what is planned."""
    groups: dict[tuple[str, str, str, int], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.source, row.passage, row.status, row.year].append(row)
    for (source, *_), said in groups.items():
        yield source, said


def _nested(a: str, b: str, around: Around) -> bool:
    """Whether two things are one, or one is a place that the other place is in."""
    return a == b or a in around.get(b, ()) or b in around.get(a, ())
