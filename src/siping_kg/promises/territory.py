"""A place and two years in; which of the places in it came or went between them, so that its totals cannot be compared, out."""

from __future__ import annotations

import functools
from urllib.parse import unquote

from siping_kg.gazetteer import Gazetteer, load_gazetteer

__all__ = ["moved_places"]


@functools.lru_cache(maxsize=1 << 12)
def moved_places(place: str, first: int, last: int) -> tuple[str, ...]:
    """The names of the places that were in a place (its IRI) in one of two years and elsewhere in the other.

    A county that only became a district has stayed where it was. Empty for what the gazetteer does not know.

    >>> moved_places("https://w3id.org/siping-kg/id/place/吉林省四平市", 2020, 2021)
    ('公主岭市',)
    >>> moved_places("https://w3id.org/siping-kg/id/place/吉林省四平市", 2022, 2023)
    ()
    """
    gazetteer, key = load_gazetteer(), unquote(place.rpartition("/")[2])
    if key not in set(gazetteer.keys()):
        return ()
    then, now = (frozenset(gazetteer.children(key, year=year)) for year in (first, last))
    gone = {child for child in then - now if _elsewhere(gazetteer, child, key, last)}
    come = {child for child in now - then if _elsewhere(gazetteer, child, key, first)}
    return tuple(gazetteer.name(child) for child in sorted(gone | come))


def _elsewhere(gazetteer: Gazetteer, child: str, key: str, year: int) -> bool:
    return gazetteer.parent(child, year=year) not in (None, key)
