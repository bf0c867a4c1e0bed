"""A place and all ties in; whom it is tied to, by what, when, told by whom and how strongly, as a table out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode, Store

from siping_kg.cooperation.statements import Tie
from siping_kg.query import Cell, Table, resolve_name
from siping_kg.query.things import called, kind_of, places_around, places_within, same_as
from siping_kg.vocabulary import KG

__all__ = ["quotes_of", "ties_of"]

_PLANNED = "Target"


class _Sides(NamedTuple):
    """What takes part for the place, the partner, and whose thing that is; all empty for no tie of the place."""

    own: str = ""
    partner: str = ""
    partner_home: str = ""


class _OwnTie(NamedTuple):
    """A tie as a place sees it."""

    sides: _Sides
    tie: Tie


def ties_of(store: Store, ties: Iterable[Tie], place: str, *, places_only: bool = False) -> Table:
    """The ties of a place, the strongest first: a row is a partner (a place, body or firm).

    What is said of anything in the place counts for it. ``strength`` is how many passages say so, ``done`` and
    ``planned`` how many of them as done and as planned; ``told_by`` is own, partner, both or other (neither's report).
    ``industries`` and ``events`` are those named in the same passages. ``places_only`` leaves out firms and bodies.
    Raises UnknownNameError and AmbiguousNameError for the place.
    """
    iri = resolve_name(store, place, kind="Place")
    by_partner: dict[str, list[_OwnTie]] = defaultdict(list)
    for own in _of_place(store, ties, iri):
        if not places_only or kind_of(own.sides.partner) == "Place":
            by_partner[own.sides.partner].append(own)
    inside = places_within(store, iri)
    around = places_around(store, {own.tie.teller for said in by_partner.values() for own in said})
    rows = [
        (*_summary(store, said), _told_by(said, inside, around), partner)
        for partner, said in sorted(by_partner.items())
    ]
    strength, last, name = (_SUMMARY.index(column) for column in ("strength", "last", "partner"))
    rows.sort(key=lambda row: (-int(str(row[strength])), -int(str(row[last])), row[name]))
    return Table(_SUMMARY, tuple(rows))


def quotes_of(store: Store, ties: Iterable[Tie], place: str, partner: str | None = None) -> Table:
    """Every passage that ties a place to a partner (or to any), newest last, with what it is tied by.

    ``own`` is what takes part for the place: itself, a county, a firm; ``through`` its province, where the scheme is
    the province's. Raises as ``ties_of``, also for the partner.
    """
    rows = _of_place(store, ties, resolve_name(store, place, kind="Place"))
    if partner is not None:
        wanted = same_as(store, resolve_name(store, partner))[0]
        rows = [row for row in rows if wanted in (row.sides.partner, row.sides.partner_home)]
    rows.sort(key=lambda row: (row.tie.year, row.tie.report, row.tie.passage, row.sides.partner, row.tie.by))
    name = cache(lambda iri: called(store, iri) if iri else "")
    cells = tuple(
        (
            *(name(row.sides.own), name(row.sides.partner), row.tie.means, name(row.tie.by)),
            *(name(row.tie.through), row.tie.status, row.tie.year, row.tie.quote, row.tie.report),
        )
        for row in rows
    )
    columns = ("own", "partner", "means", "by", "through", "status", "year", "quote", "report")
    return Table(columns, cells)


def _of_place(store: Store, ties: Iterable[Tie], iri: str) -> list[_OwnTie]:
    """The ties of a place, each with its own end and the partner."""
    inside, outer = places_within(store, iri), places_around(store, [iri])[iri]
    sides = ((_sides((tie.a, tie.a_home), (tie.b, tie.b_home), inside, outer), tie) for tie in ties)
    return [_OwnTie(found, tie) for found, tie in sides if found.partner]


def _sides(a: tuple[str, str], b: tuple[str, str], inside: frozenset[str], outer: frozenset[str]) -> _Sides:
    """A place is tied by what is in it; what its own report names as a partner stays one, whosever its IRI says."""
    for (own, _), (other, home) in ((a, b), (b, a)):
        if own in inside and other not in inside and other not in outer:
            return _Sides(own, other, home)
    for (own, own_home), (other, home) in ((a, b), (b, a)):
        if own_home in inside and home not in inside and other not in outer:
            return _Sides(own, other, home)
    return _Sides()


_SUMMARY = (
    *("partner", "kind", "strength", "first", "last", "done", "planned", "schemes", "projects"),
    *("takes_part", "industries", "events", "quote", "report", "told_by", "iri"),
)


def _summary(store: Store, said: list[_OwnTie]) -> tuple[Cell, ...]:
    """The cells of one partner's row, from all that is said of the tie."""
    partner, ties = said[0].sides.partner, [own.tie for own in said]
    planned = {tie.passage for tie in ties if tie.status == _PLANNED}
    done = {tie.passage for tie in ties if tie.status != _PLANNED}
    carriers = {iri for tie in ties for iri in tie.carriers.split()}
    by, passages = {tie.by for tie in ties} | carriers, sorted(done | planned)
    named = _named_in(store, passages)
    best = min(ties, key=lambda tie: (tie.status, -tie.year, tie.passage))
    years = [tie.year for tie in ties]
    return (
        *(called(store, partner), kind_of(partner), len(passages)),
        *(min(years), max(years), len(done), len(planned)),
        _names(store, by, "Policy"),
        _names(store, by, "Project", "Zone"),
        _names(
            store, {*(own.sides.own for own in said), *carriers}, "Company", "Organization", "Place", "Person"
        ),
        _names(store, named, "Industry"),
        _names(store, named, "Event"),
        *(best.quote, best.report),
    )


def _told_by(said: list[_OwnTie], inside: frozenset[str], around: dict[str, frozenset[str]]) -> str:
    homes, tellers = {own.sides.partner_home for own in said} - {""}, {own.tie.teller for own in said}
    theirs = any(teller in homes or not homes.isdisjoint(around[teller]) for teller in tellers - inside)
    if tellers.isdisjoint(inside):
        return "partner" if theirs else "other"
    return "both" if theirs else "own"


def _named_in(store: Store, passages: Iterable[str]) -> set[str]:
    return {
        quad.subject.value
        for passage in passages
        for quad in store.quads_for_pattern(None, NamedNode(KG.mentionedIn), NamedNode(passage), None)
        if isinstance(quad.subject, NamedNode)
    }


def _names(store: Store, iris: Iterable[str], *kinds: str) -> str:
    return "、".join(sorted({called(store, iri) for iri in iris if kind_of(iri) in kinds}))
