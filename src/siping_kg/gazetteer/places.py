"""The gazetteer's CSV files and Place.yml in; places by key, with each year's parents and names, out.

A year stands for 1 January of it, when reports are written: a change approved in 2020 holds from 2021.
The oldest year on record is 2010; earlier years are answered as 2010.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from siping_kg.model import UnknownNameError
from siping_kg.resources import load_yaml

__all__ = ["CHINA", "FIRST_YEAR", "LEVELS", "OPEN", "Division", "Naming", "OuterPlace", "Places", "Span"]

CHINA = "中国"
FIRST_YEAR = 2010
OPEN = 9999
LEVELS = ("country", "bloc", "region", "province", "prefecture", "county", "township", "city")


@dataclass(frozen=True, slots=True)
class Division:
    """A place: a division of China, or one that data/lexicons/Place.yml lists.

    ``level`` is province, prefecture, county or township; country, region, bloc or city (abroad) for
    the others. ``kind`` is the Chinese word for it (地级市, 自治县, 旗), if any. ``short`` is the name itself
    where no shorter form is in use. ``code`` is the latest: six digits, twelve for townships. Degrees are
    rough (SOURCES.md).
    """

    key: str
    name: str
    short: str
    level: str
    kind: str = ""
    code: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A parent's key and the years, both included, in which it was that; ``last`` is None while it is."""

    parent: str
    first: int
    last: int | None = None

    def holds(self, year: int) -> bool:
        """Tell whether it held on 1 January of the year."""
        return self.first <= max(year, FIRST_YEAR) <= (self.last or OPEN)


@dataclass(frozen=True, slots=True)
class Naming:
    """The name and code that a place had from one year to another; ``last`` is None for the present ones."""

    name: str
    short: str
    code: str | None
    first: int
    last: int | None = None


class OuterPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of data/lexicons/Place.yml."""

    name: str
    level: str
    aliases: tuple[str, ...] = ()
    abbreviation: str | None = None
    within: str | None = None
    members: tuple[str, ...] = ()


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from map(tuple, rows)  # unlike lists, tuples of text cost the garbage collector nothing


class Places:
    """Places by key, with the parents and names they had in each year."""

    def __init__(self, folder: Path, outer: Path) -> None:
        # Rows become Divisions when asked for: making all eight thousand at once would take as long again.
        self._rows: dict[str, tuple[str, ...]] = {row[0]: row for row in _rows(folder / "places.csv")}
        self._parents: dict[str, tuple[Span, ...]] = {}
        self._children: dict[str, list[str]] = defaultdict(list)
        self._province: dict[str, str] = {}
        self._former: dict[str, list[Naming]] = defaultdict(list)
        self._around: dict[tuple[str, int], tuple[str, ...]] = {}
        self._outer = {place.name: place for place in load_yaml(outer, list[OuterPlace])}
        for key, row in self._rows.items():
            if row[4] == "province":
                self._add_parent(key, Span(CHINA, FIRST_YEAR))
        self._read_memberships(folder)
        for key, name, short, code, first, last in _rows(folder / "names.csv"):
            self._former[key].append(Naming(name, short, code, int(first), int(last)))
        for place in self._outer.values():
            self._rows[place.name] = (place.name, "", place.name, "", place.level, "", "", "")
            if place.within:
                self._parents[place.name] = (Span(place.within, FIRST_YEAR),)
        self._read_townships(folder)

    def _add_parent(self, key: str, span: Span) -> None:
        self._parents[key] = (*self._parents.get(key, ()), span)
        self._children[span.parent].append(key)
        self._province[key] = key if span.parent == CHINA else self._province[span.parent]

    def _read_memberships(self, folder: Path) -> None:
        spans: dict[tuple[str, ...], Span] = {}
        for key, *when in _rows(folder / "memberships.csv"):
            known = tuple(when)
            if known not in spans:  # thousands of places share a few hundred spans
                parent, first, last = when
                spans[known] = Span(parent, int(first), int(last) if last else None)
            self._add_parent(key, spans[known])

    def _read_townships(self, folder: Path) -> None:
        parents = {county: (Span(county, FIRST_YEAR),) for county in self._parents}
        for county, code, name, short, former, since in _rows(folder / "townships.csv"):
            key = (former or county) + name
            self._rows[key] = (key, code, name, short, "township", "", "", "")
            self._parents[key] = parents[county]
            self._children[county].append(key)
            if former:
                self._parents[key] = (Span(former, FIRST_YEAR, int(since) - 1), Span(county, int(since)))
                self._children[former].append(key)

    def keys(self) -> Iterator[str]:
        """Give the keys of all places, in a fixed order."""
        return iter(self._rows)

    def division(self, key: str) -> Division:
        """Give the place of a key. Raises UnknownNameError."""
        row = self._row(key)
        name, short, level, kind = row[2:6]
        point = (float(row[6]), float(row[7])) if row[6] else (None, None)
        return Division(key, name, short or name, level, kind, row[1] or None, *point)

    def name(self, key: str) -> str:
        """Give the full name of a place. Raises UnknownNameError."""
        return self._row(key)[2]

    def _row(self, key: str) -> tuple[str, ...]:
        row = self._rows.get(key)
        if row is None:
            raise UnknownNameError(f"{key}: no such place in the gazetteer; look its key up with find()")
        return row

    def memberships(self, key: str) -> tuple[Span, ...]:
        """Give the parents of a place with their years, oldest first. Raises UnknownNameError."""
        self._row(key)
        return self._parents.get(key, ())

    def history(self, key: str) -> tuple[Naming, ...]:
        """Give the names and codes of a place with their years, oldest first. Raises UnknownNameError."""
        row, spans, former = self._row(key), self.memberships(key), self._former.get(key, [])
        first = spans[0].first if spans else FIRST_YEAR
        if former and former[-1].last:
            first = former[-1].last + 1
        return (*former, Naming(row[2], row[3], row[1] or None, first, spans[-1].last if spans else None))

    def members(self, key: str) -> tuple[str, ...]:
        """Give the keys that make up a region or bloc, where Place.yml says so. Raises UnknownNameError."""
        self._row(key)
        return self._outer[key].members if key in self._outer else ()

    def parent(self, key: str, *, year: int) -> str | None:
        """Give the place that directly held this one in the year, if any. Raises UnknownNameError."""
        return next((span.parent for span in self.memberships(key) if span.holds(year)), None)

    def ancestors(self, key: str, *, year: int) -> tuple[str, ...]:
        """Give the places that held this one in the year, parent first. Raises UnknownNameError."""
        if (key, year) not in self._around:
            parent = self.parent(key, year=year)
            above = self.ancestors(parent, year=year) if parent is not None else ()
            self._around[key, year] = () if parent is None else (parent, *above)
        return self._around[key, year]

    def children(self, key: str, *, year: int) -> tuple[str, ...]:
        """Give the places whose parent this one was in the year. Raises UnknownNameError."""
        self._row(key)
        return tuple(child for child in self._children.get(key, ()) if self.parent(child, year=year) == key)

    def within(self, inner: str, outer: str, *, year: int) -> bool:
        """Tell whether a place lay inside another in the year, or belonged to the region that it is."""
        around = self.ancestors(inner, year=year)
        return outer in around or not {inner, *around}.isdisjoint(self.members(outer))

    def territory(self, key: str, *, year: int) -> frozenset[str]:
        """Give the key of a place and of all that lay within it in the year. Raises UnknownNameError."""
        found = {name for name in self._outer if self.within(name, key, year=year)}
        inside = [key, *self.members(key)]
        while inside:
            found.update(inside)
            inside = [child for one in inside for child in self.children(one, year=year)]
        return frozenset(found)
