"""A class, a canonical name and the reporting place in; whose thing it is (data/rules/scopes.yml) out."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from siping_kg.extract.naming import phrase_counts, plain_form
from siping_kg.gazetteer import CHINA, Division, Gazetteer
from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA, load_yaml

__all__ = ["Home", "ScopeRule", "leading_place", "scope_of", "scope_rules"]

_LONGEST, _SHORTEST_REST = 11, 2
_DIVISIONS = frozenset({"province", "prefecture", "county"})


_compiled = functools.cache(re.compile)


class ScopeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which a name says whose thing it is. The head of data/rules/scopes.yml says what each field does."""

    id: str
    says: str
    classes: tuple[str, ...]
    scope: str
    examples: tuple[tuple[str, str, str, str], ...]
    counter: tuple[tuple[str, str, str], ...]
    pattern: str = ""
    unless: str = ""
    common: int = 0

    def fits(self, name: str) -> bool:
        """Tell whether a canonical name is one that the rule is for."""
        if self.unless and _compiled(self.unless).search(name):
            return False
        if self.common and phrase_counts().get(plain_form(name), 0) < self.common:
            return False
        return not self.pattern or _compiled(self.pattern).search(name) is not None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[ScopeRule, ...]


@functools.cache
def scope_rules() -> tuple[ScopeRule, ...]:
    """Load the rules in their order. Raises AuthoredFileError when the file breaks the schema."""
    path = DATA / "rules" / "scopes.yml"
    rules = load_yaml(path, _File).rules
    for rule in rules:
        if rule.scope not in _DECISIONS:
            raise AuthoredFileError(f"{path}: {rule.id}: {rule.scope} is none of {', '.join(_DECISIONS)}")
    return rules


@functools.cache
def _rules_of(kind: str) -> tuple[ScopeRule, ...]:
    return tuple(rule for rule in scope_rules() if kind in rule.classes)


@dataclass(frozen=True, slots=True)
class Home:
    """The reporting place, by key, in the report's year."""

    place: str
    year: int
    gazetteer: Gazetteer

    def around(self, level: str) -> str | None:
        """The place of a level that home is or lies in."""
        places = (self.place, *self.gazetteer.ancestors(self.place, year=self.year))
        return next((key for key in places if self.gazetteer.division(key).level == level), None)


def leading_place(name: str, forms: Mapping[str, str]) -> tuple[str, str] | None:
    """Give the key of the place that a name begins with, and the rest: 长春新区 is 吉林省长春市 and 新区."""
    for cut in range(min(_LONGEST, len(name) - _SHORTEST_REST), 1, -1):
        if name[:cut] in forms:
            return forms[name[:cut]], name[cut:]
    return None


def _named(name: str, home: Home) -> str | None:
    found = leading_place(name, home.gazetteer.names(home.place, home.year))
    return found[0] if found and home.gazetteer.division(found[0]).level in _DIVISIONS else None


def _near(name: str, home: Home) -> str | None:
    """The place that a name begins with, where it is in home's province or around home."""
    place, province = _named(name, home), home.around("province")
    within = (place, *home.gazetteer.ancestors(place, year=home.year)) if place else ()
    return place if province in within or place == home.place else None


def _cities(letters: str, home: Home) -> Iterator[Division | None]:
    own = home.gazetteer.division(home.place)
    for letter in letters:
        mine = letter in own.short and own.level != "province"
        yield own if mine else home.gazetteer.city_abbreviation(letter, home=home.place)


def _pair(name: str, home: Home) -> str | None:
    """The province that all cities of a name's letters are in, the country for provinces; None if they say neither."""
    gazetteer = home.gazetteer
    letters = re.split("区域|一体|同城|同频|跨江|协|融合|互利|合作|扶贫|都市|经济|对口", name, maxsplit=1)[0]
    if len(letters) > 1 and all(map(gazetteer.abbreviation, letters)):
        return CHINA
    cities = list(_cities(letters, home))
    if len(letters) < 2 or None in cities or len({city.key for city in cities if city}) < 2:
        return None
    above = {
        key
        for city in cities
        if city
        for key in (city.key, *gazetteer.ancestors(city.key, year=home.year))
        if gazetteer.division(key).level == "province"
    }
    return above.pop() if len(above) == 1 else CHINA


_DECISIONS: dict[str, Callable[[str, Home], str | None]] = {
    "country": lambda _, __: CHINA,
    "province": lambda _, home: home.around("province"),
    "prefecture": lambda _, home: (
        home.place if home.gazetteer.division(home.place).name.endswith("市") else home.around("prefecture")
    ),
    "pair": _pair,
    "named": _named,
    "near": _near,
}


@functools.lru_cache(maxsize=1 << 16)
def scope_of(kind: str, name: str, home: Home) -> str | None:
    """Give the key of the place whose thing a canonical name means, None for the country's things.

    The same thing has the same scope in every report that can tell; otherwise it is the reporting place's.
    """
    for rule in _rules_of(kind):
        if rule.fits(name) and (scope := _DECISIONS[rule.scope](name, home)):
            return None if scope == CHINA else scope
    return home.place
