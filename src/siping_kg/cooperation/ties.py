"""A place and all ties in; whom it is tied to, by what, when, told by whom and how strongly, as a table out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Store

from siping_kg.query import resolve_name
from siping_kg.query.things import called, kind_of, places_around, places_within, same_as
from siping_kg.vocabulary import KG

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["quotes_of", "ties_of"]

_PLANNED = "Target"


class _Sides(NamedTuple):
    """What takes part for the place, the partner, and whose thing that is; all empty for no tie of the place."""

    own: str = ""
    partner: str = ""
    partner_home: str = ""


def ties_of(store: Store, ties: pd.DataFrame, place: str, *, places_only: bool = False) -> pd.DataFrame:
    """The ties of a place, the strongest first: a row is a partner (a place, body or firm).

    What is said of anything in the place counts for it. ``strength`` is how many passages say so, ``done`` and
    ``planned`` how many of them as done and as planned; ``told_by`` is own, partner, both or other (neither's report).
    ``industries`` and ``events`` are those named in the same passages. ``places_only`` leaves out firms and bodies.
    Raises UnknownNameError and AmbiguousNameError for the place.
    """
    import pandas as pd

    rows = _of_place(store, ties, place)
    if places_only:
        rows = rows[rows["partner"].map(kind_of) == "Place"]
    iri = resolve_name(store, place, kind="Place")
    inside, around = places_within(store, iri), places_around(store, set(rows["teller"]))
    found = [
        (*_summary(store, said), _told_by(said, inside, around), str(partner))
        for partner, said in rows.groupby("partner", sort=True)
    ]
    table = pd.DataFrame(found, columns=list(_SUMMARY))
    return table.sort_values(
        ["strength", "last", "partner"], ascending=[False, False, True], ignore_index=True
    )


def quotes_of(store: Store, ties: pd.DataFrame, place: str, partner: str | None = None) -> pd.DataFrame:
    """Every passage that ties a place to a partner (or to any), newest last, with what it is tied by.

    ``own`` is what takes part for the place: itself, a county, a firm; ``through`` its province, where the scheme is
    the province's. Raises as ``ties_of``, also for the partner.
    """
    rows = _of_place(store, ties, place)
    if partner is not None:
        wanted = same_as(store, resolve_name(store, partner))[0]
        rows = rows[(rows["partner"] == wanted) | (rows["partner_home"] == wanted)]
    shown = rows.sort_values(["year", "report", "passage", "partner", "by"], ignore_index=True)
    for column in ("own", "partner", "through", "by"):
        names = {iri: called(store, iri) if iri else "" for iri in shown[column]}
        shown[column] = shown[column].map(names)
    return shown[["own", "partner", "means", "by", "through", "status", "year", "quote", "report"]]


def _of_place(store: Store, ties: pd.DataFrame, place: str) -> pd.DataFrame:
    """The rows that tie the place, with its own end and the partner in columns of their own."""
    iri = resolve_name(store, place, kind="Place")
    inside, outer = places_within(store, iri), places_around(store, [iri])[iri]
    ends = zip(ties["a"], ties["b"], ties["a_home"], ties["b_home"], strict=True)
    sides = [_sides((a, a_home), (b, b_home), inside, outer) for a, b, a_home, b_home in ends]
    rows = ties.assign(
        own=[side.own for side in sides],
        partner=[side.partner for side in sides],
        partner_home=[side.partner_home for side in sides],
    )
    return rows[rows["partner"] != ""]


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


def _summary(store: Store, said: pd.DataFrame) -> tuple[object, ...]:
    """The cells of one partner's row, from all that is said of the tie."""
    partner, passages = str(said["partner"].iloc[0]), sorted(set(said["passage"]))
    planned = set(said.loc[said["status"] == _PLANNED, "passage"])
    done = set(said.loc[said["status"] != _PLANNED, "passage"])
    carriers = {iri for cell in said["carriers"] for iri in str(cell).split()}
    by, named = (set(said["by"]) | carriers) - {""}, _named_in(store, passages)
    best = said.sort_values(["status", "year", "passage"], ascending=[True, False, True]).iloc[0]
    return (
        *(called(store, partner), kind_of(partner), len(passages)),
        *(int(said["year"].min()), int(said["year"].max()), len(done), len(planned)),
        _names(store, by, "Policy"),
        _names(store, by, "Project", "Zone"),
        _names(store, {*said["own"], *carriers}, "Company", "Organization", "Place", "Person"),
        _names(store, named, "Industry"),
        _names(store, named, "Event"),
        *(best["quote"], best["report"]),
    )


def _told_by(said: pd.DataFrame, inside: frozenset[str], around: dict[str, frozenset[str]]) -> str:
    homes, tellers = set(said["partner_home"]) - {""}, set(said["teller"])
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
