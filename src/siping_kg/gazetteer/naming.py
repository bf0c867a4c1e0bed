"""A written name, the reporting place and the year in; the place meant, or every place it may be, out.

Nearness decides: the reporting place itself, its territory, the places around it, its neighbours, its
province, the rest of the country from provinces down. Where two are equally near, nothing is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from siping_kg.gazetteer.places import CHINA, FIRST_YEAR, LEVELS, OPEN, Division, Places
from siping_kg.resources import DATA, load_yaml

__all__ = ["Gazetteer", "load_gazetteer"]

_DERIVED = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_AROUND, _BESIDE, _SAME_PROVINCE, _ELSEWHERE = 5, 6, 7, 20


class _Form(NamedTuple):
    """A written form of a place: whole (full name) or short, and the years of the name it comes from."""

    key: str
    whole: bool
    first: int = 0
    last: int = OPEN


class _Abbreviations(msgspec.Struct, forbid_unknown_fields=True):
    provinces: dict[str, str]
    cities: dict[str, tuple[str, ...]]


class _Ambiguous(msgspec.Struct, forbid_unknown_fields=True):
    away: frozenset[str]
    never: frozenset[str]
    far: frozenset[str]
    full_away: frozenset[str]
    full_never: frozenset[str]
    decoys: frozenset[str]


class Gazetteer(Places):
    """Places, and the names that mean them."""

    def __init__(self, folder: Path, outer: Path) -> None:
        super().__init__(folder, outer)
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._townships: dict[str, list[_Form]] = defaultdict(list)
        self._near: dict[tuple[str, int], dict[str, int]] = {}
        self._known: dict[tuple[str, int], Mapping[str, str]] = {}
        self._afar: dict[int, Mapping[str, str]] = {}
        self._abbreviations = load_yaml(folder / "abbreviations.yml", _Abbreviations)
        self._ambiguous = load_yaml(folder / "ambiguous.yml", _Ambiguous)
        self._countries = {place.abbreviation: place.name for place in self._outer.values()}
        since = {}
        for key, former in self._former.items():
            for naming in former:
                self._add(key, naming.name, naming.short, naming.first, naming.last or OPEN)
                since[key] = (naming.last or OPEN) + 1
        for key, (_, _, name, short, level, *_) in self._rows.items():
            if level != "township":
                self._add(key, name, short, since.get(key, 0), OPEN)
                continue
            self._townships[name].append(_Form(key, True))
            if short:
                self._townships[short].append(_Form(key, True))
        for form, key in load_yaml(folder / "aliases.yml", dict[str, str]).items():
            self._forms[form].append(_Form(key, False))
        for key, place in self._outer.items():
            for form in place.aliases:
                self._forms[form].append(_Form(key, True))
        self._forms_of: dict[str, list[str]] = defaultdict(list)
        self._forms_in: dict[str | None, list[str]] = defaultdict(list)
        self._index()

    def _index(self) -> None:
        """Which forms each place has, and the places of each province."""
        for text, able in self._forms.items():
            for form in able:
                self._forms_of[form.key].append(text)
                self._forms_in[self._province.get(form.key)].append(text)

    def _add(self, key: str, name: str, short: str, first: int, last: int) -> None:
        whole = _Form(key, True, first, last)
        self._forms[name].append(whole)
        if short:
            self._forms[short].append(_Form(key, False, first, last))
            derived = short + _DERIVED.get(name[-3:], "")
            if derived not in (short, name):
                self._forms[derived].append(whole)

    @property
    def decoys(self) -> frozenset[str]:
        """Longer words that hold a place's name and are not that place (长治久安): look for them first."""
        return self._ambiguous.decoys

    def abbreviation(self, char: str) -> Division | None:
        """Give the province of a one-character name (吉). It means the province only in a compound (吉浙)."""
        key = self._abbreviations.provinces.get(char)
        return self.division(key) if key else None

    def city_abbreviation(self, char: str, *, home: str) -> Division | None:
        """Give the city of a one-character name in a compound (长平): in home's province, else the only one."""
        keys = self._abbreviations.cities.get(char, ())
        near = [key for key in keys if self._same_province(key, home)] or keys
        return self.division(near[0]) if len(near) == 1 else None

    def country_abbreviation(self, char: str) -> Division | None:
        """Give the country or part of the world of a one-character name in a compound (中俄, 日韩)."""
        key = self._countries.get(char)
        return self.division(key) if key else None

    def find(self, name: str, *, year: int | None = None) -> tuple[Division, ...]:
        """Give every place of a full, short or older name, path (四平市铁西区), key or code, largest first.

        With a year, only places that existed and bore the name at some time in it: what holds on 1 January
        of the next counts too (哈密市 became a prefecture in 2016).
        """
        forms = self._candidates(name)
        if year is not None:
            forms = [form for form in forms if 0 in (self._tier(form, year), self._tier(form, year + 1))]
        keys = {form.key for form in forms}
        order = sorted(keys, key=lambda key: (LEVELS.index(self._rows[key][4]), self._rows[key][1], key))
        return tuple(self.division(key) for key in order)

    def resolve(self, name: str, *, home: str | None, year: int) -> Division | None:
        """Give the place that a report of ``home`` (a key, or None) means by a name; None if unsure."""
        near = self._nearness(home, year) if home else {}
        form = self._choose(name, self._candidates(name), near, home, year)
        return self.division(form.key) if form else None

    def names(self, home: str, year: int) -> Mapping[str, str]:
        """Map every form worth looking for in a report of ``home`` to the key it means there.

        Left out: forms of one character, townships outside home's territory, short names of townships, of
        districts outside it and of far counties, and words that are usually not places (ambiguous.yml).
        """
        if (home, year) not in self._known:
            near = self._nearness(home, year)
            own = {self._rows[key][i] for key in near if self._rows[key][4] == "township" for i in (2, 3)} - {
                ""
            }
            here = {*self._forms_in[self._province_of(home)], *(own & self._forms.keys())}
            here.update(text for key in near for text in self._forms_of[key])
            found = {text: key for text, key in self.names_afar(year).items() if text not in here}
            forms = [
                *((text, self._forms[text]) for text in here),
                *((text, self._townships[text]) for text in own),
            ]
            found |= self._meant(forms, near, home, year)
            self._known[home, year] = MappingProxyType(found)
        return self._known[home, year]

    def names_afar(self, year: int) -> Mapping[str, str]:
        """Map every form to the key it means where no place that bears it is near or in the same province."""
        if year not in self._afar:
            self._afar[year] = self._meant(self._forms.items(), {}, None, year)
        return self._afar[year]

    def _meant(
        self, forms: Iterable[tuple[str, list[_Form]]], near: Mapping[str, int], home: str | None, year: int
    ) -> dict[str, str]:
        found = {}
        for text, able in sorted(forms):
            form = self._choose(text, able, near, home, year) if len(text) > 1 else None
            if form and self._worth(text, form, near, home, year):
                found[text] = form.key
        return found

    def _candidates(self, name: str) -> list[_Form]:
        if name.isdigit():
            return list(self._by_code(name[:6] if name.endswith("000000") else name))
        known = [*self._forms.get(name, ()), *self._townships.get(name, ())]
        return known or ([_Form(name, True)] if name in self._rows else list(self._by_path(name)))

    def _by_code(self, code: str) -> Iterator[_Form]:
        for key, row in self._rows.items():
            if row[1] == code or key in self._former:
                for naming in self.history(key):
                    if naming.code == code:
                        yield _Form(key, True, naming.first, naming.last or OPEN)

    def _by_path(self, name: str) -> Iterator[_Form]:
        for cut in range(2, len(name) - 1):
            tails = (*self._forms.get(name[cut:], ()), *self._townships.get(name[cut:], ()))
            heads = {form.key for form in self._candidates(name[:cut])} if tails else set()
            yield from (form for form in tails if heads & self._ever_around(form.key))

    def _ever_around(self, key: str) -> set[str]:
        parents = {span.parent for span in self.memberships(key)}
        return parents.union(*(self._ever_around(parent) for parent in parents))

    def _province_of(self, key: str | None) -> str | None:
        if key is None or key in self._province:
            return self._province.get(key or "")
        spans = self.memberships(key)
        return self._province_of(spans[-1].parent) if spans else None

    def _tier(self, form: _Form, year: int) -> int:
        """0: it bore this name then; 1: it existed then; 2: it did not."""
        spans = self.memberships(form.key)
        if spans and not any(span.holds(year) for span in spans):
            return 2
        return 0 if form.first <= max(year, FIRST_YEAR) <= form.last else 1

    def _nearness(self, home: str, year: int) -> dict[str, int]:
        """Rank home (0), what lies in it (1 to 3, by depth), around it (5) and beside it (6)."""
        if (home, year) in self._near:
            return self._near[home, year]
        around = self.ancestors(home, year=year)
        near: dict[str, int] = {}
        if around and around[0] != CHINA:
            near |= dict.fromkeys(self.children(around[0], year=year), _BESIDE)
        near |= dict.fromkeys(around, _AROUND)
        inside, depth = [home], 0
        while inside:
            near |= dict.fromkeys(inside, depth)
            inside, depth = [child for key in inside for child in self.children(key, year=year)], depth + 1
        return self._near.setdefault((home, year), near)

    def _rank(self, key: str, near: Mapping[str, int], home: str | None) -> int:
        if key in near:
            return near[key]
        level = self._rows[key][4]
        beyond = level == "township" or not self._same_province(key, home)
        return (_ELSEWHERE if beyond else _SAME_PROVINCE) + LEVELS.index(level)

    def _choose(
        self, text: str, forms: list[_Form], near: Mapping[str, int], home: str | None, year: int
    ) -> _Form | None:
        """Pick the nearest of the places that bore the name in the year; none where two are equally near."""
        able = [form for form in forms if form.whole or self._may_be_short(text, form, near, home)]
        if len(able) > 1:
            # Home bears its newest name in its own report, also in the year in which it took it.
            ranked = [
                ((0 if form.key == home else self._tier(form, year), self._rank(form.key, near, home)), form)
                for form in able
            ]
            nearest = min(rank for rank, _ in ranked)
            best = [form for rank, form in ranked if rank == nearest]
            if len({form.key for form in best}) > 1 or self._unsure(best[0], able, near):
                return None
            return best[0]
        return able[0] if able else None

    def _may_be_short(self, text: str, form: _Form, near: Mapping[str, int], home: str | None) -> bool:
        if self._rows[form.key][4] == "county":
            return text not in self._ambiguous.never and (
                text not in self._ambiguous.away or near.get(form.key, _AROUND) < _AROUND
            )
        return text not in self._ambiguous.away or self._same_province(form.key, home)

    def _same_province(self, key: str, home: str | None) -> bool:
        return home is not None and self._province.get(key) == self._province_of(home)

    def _unsure(self, form: _Form, others: list[_Form], near: Mapping[str, int]) -> bool:
        """Tell whether the nearest place is still too far to be taken for others of the same name.

        A district away from home (铁西区) is, and a county's short name (朝阳区's 朝阳) that is a prefecture's too.
        """
        level, kind = self._rows[form.key][4:6]
        rank = near.get(form.key, _SAME_PROVINCE)
        if form.whole:
            return kind == "市辖区" and rank >= _SAME_PROVINCE and any(o.key != form.key for o in others)
        return level == "county" and rank > 1 and any(self._rows[o.key][4] != "county" for o in others)

    def _worth(self, text: str, form: _Form, near: Mapping[str, int], home: str | None, year: int) -> bool:
        level, kind = self._rows[form.key][4:6]
        if text in self._ambiguous.full_never:
            return False
        if near.get(form.key, _AROUND) < _AROUND:
            return True
        if level == "township" or text in self._ambiguous.full_away:
            return False
        if level != "county":
            return True
        if form.whole:
            return len(text) > 2
        if self._tier(form, year) > 0 or kind == "市辖区":
            return False
        return len(text) > 2 or text in self._ambiguous.far or self._same_province(form.key, home)


@cache
def load_gazetteer() -> Gazetteer:
    """Load the gazetteer that comes with the program, once."""
    return Gazetteer(DATA / "gazetteer", DATA / "lexicons" / "Place.yml")
