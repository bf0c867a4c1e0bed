"""Things in; pairs whose names differ by a place, by plain words, by order or by a report's own wording, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from siping_kg.link.pairs import Proposal, all_pairs, pair
from siping_kg.link.rules import link_rules
from siping_kg.link.things import Thing, Things
from siping_kg.link.wording import is_plain, is_slogan, leaves_out, signs, skeleton, swapped, without_brackets
from siping_kg.resolve import thing_name

__all__ = ["only_one", "other_name", "place_in_name", "plain_words", "without_place", "words_swapped"]

_PLACED = ("Zone", "Facility", "Organization", "Event", "Project", "Company")
_WRITTEN_SHORT = ("Zone", "Facility", "Organization", "Company")
_RELATIVE = "省市县州区盟旗"
_SHORTEST = 4


def without_place(thing: Thing, things: Things) -> str:
    """The name without the place whose thing it is: 四平市图书馆 and 市图书馆 are 图书馆."""
    name = thing.name
    if thing.scope is None:
        return name
    division = things.gazetteer.division(thing.scope)
    if name.startswith(division.short) and len(name) > len(division.short) + 1:
        name = name[len(division.short) :]
    last = division.name[-1]
    if len(name) > 3 and name[0] == last and last in _RELATIVE and not name.startswith("市场"):
        name = name[1:]
    return name


def place_in_name(things: Things) -> Iterator[Proposal]:
    """四平图书馆, 市图书馆 and 图书馆 of 四平."""
    groups: dict[tuple[str, str | None, str], list[Thing]] = defaultdict(list)
    for thing in things.of(*_PLACED):
        groups[thing.kind, thing.scope, without_place(thing, things)].append(thing)
    for (kind, _, rest), group in groups.items():
        for one, other in all_pairs(group):
            yield pair(one, other, "place-in-name")
        if kind in _WRITTEN_SHORT and not is_plain(kind, rest) and any(thing.name != rest for thing in group):
            yield from _written_elsewhere(group[0], rest, things)


def _written_elsewhere(thing: Thing, rest: str, things: Things) -> Iterator[Proposal]:
    """What other cities of the province write without the place: 龙嘉机场 for 长春龙嘉机场. No other city may have one."""
    others = [one for one in things.named(thing.kind, rest) if things.province(one) == things.province(thing)]
    owners = {
        one.scope
        for other in others
        if other.scope
        for one in things.named(thing.kind, things.gazetteer.division(other.scope).short + rest)
    }
    if not owners - {thing.scope}:
        yield from (pair(thing, other, "place-in-name") for other in others if other.scope != thing.scope)


def _own_name(thing: Thing, name: str, things: Things) -> bool:
    """Whether what is left of a name is long enough and more than plain words after the place."""
    bare = without_place(Thing(thing.iri, thing.kind, name, thing.scope), things)
    if len(name) < _SHORTEST or is_slogan(name):
        return False
    return not is_plain(thing.kind, name) and not is_plain(thing.kind, bare)


def plain_words(things: Things) -> Iterator[Proposal]:
    """Names of which one leaves out plain words or what stands in brackets."""
    groups: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things.of(*link_rules().dropped):
        groups[thing.kind, skeleton(thing.kind, thing.name)].append(thing)
    for (_, name), group in groups.items():
        if len(group) < 2:
            continue
        for one, other in all_pairs(group):
            shorter, longer = sorted((one.name, other.name), key=len)
            if not leaves_out(shorter, longer) or not things.together(one, other):
                continue
            most = 2 * len(without_brackets(shorter)) > len(without_brackets(longer))
            if (
                (most or longer.startswith(shorter))
                and signs(one.name) == signs(other.name)
                and _own_name(one, name, things)
            ):
                yield pair(one, other, "plain-words")


def words_swapped(things: Things) -> Iterator[Proposal]:
    """Names of which two parts change places."""
    groups: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things.of("Project", "Policy", "Zone", "Facility", "Company", "Organization"):
        if len(thing.name) > 5:
            groups[thing.kind, "".join(sorted(thing.name))].append(thing)
    for group in groups.values():
        for one, other in all_pairs(group):
            if things.together(one, other) and swapped(one.name, other.name):
                yield pair(one, other, "words-swapped")


def other_name(things: Things) -> Iterator[Proposal]:
    """A thing that a report also calls by the name of another thing of the same place."""
    for thing in things.all:
        for name in sorted({thing_name(thing.kind, form) for form in thing.forms} - {thing.name}):
            for other in things.named(thing.kind, name):
                if other.iri != thing.iri and things.together(thing, other):
                    own = len(name) > 3 and not is_plain(thing.kind, name) and not is_slogan(name)
                    yield pair(thing, other, "other-name", sure=own)


def only_one(things: Things) -> Iterator[Proposal]:
    """The one thing of its sort that a city has: by the city's name and by its own, where a report writes both."""
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things.of("Facility"):
        if thing.scope and thing.name.endswith(link_rules().only_one):
            groups[thing.scope].append(thing)
    for group in groups.values():
        called = {thing: without_place(thing, things) for thing in group}
        full = {name for thing, name in called.items() if name != thing.name}
        own = [thing for thing in group if called[thing] in full and not is_plain("Facility", called[thing])]
        if len({_stem(called[thing]) for thing in own}) == 1:
            plain = [thing for thing in group if called[thing] in link_rules().only_one]
            yield from (pair(one, other, "only-one") for one in plain for other in own)


def _stem(name: str) -> str:
    for word in link_rules().only_one:
        name = name.removesuffix(word)
    return name
