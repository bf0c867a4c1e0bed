"""Things of one name in; those that are one thing, because of whose they are, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from siping_kg.link.pairs import Proposal, all_pairs, pair
from siping_kg.link.things import Thing, Things
from siping_kg.link.wording import is_plain, is_slogan

__all__ = ["firm_elsewhere", "same_name_beside", "same_name_inside"]

_MADE = ("Zone", "Facility", "Project", "Event")
_RUNS = re.compile("..[江河]$|^[^大中小]{2,3}公路$|(?:至|-).+(?:公路|高速|铁路)$")
_INSIDE = (*_MADE, "Policy", "Organization", "Product", "Company")


def same_name_inside(things: Things) -> Iterator[Proposal]:
    """One name, and one's place lies in the other's. Doubtful where the name could be anybody's."""
    for group in things.namesakes(*_INSIDE):
        own, runs = _own(group[0]), _RUNS.search(group[0].name) is not None
        for upper in group:
            lower = [one for one in group if upper.scope in things.above(one)]
            several = group[0].kind in _MADE and not runs and not _one_line(lower, things)
            if group[0].kind == "Organization" and not own:
                continue  # every place has its 工商联
            for one in lower:
                yield pair(one, upper, "same-name-inside", sure=own and not several)


def _own(thing: Thing) -> bool:
    """Whether a name is one's own: no slogan, no plain words, no title of a work."""
    if thing.kind == "Policy":
        return len(thing.name) > 3 and not is_slogan(thing.name)
    return thing.kind != "Product" and not is_plain(thing.kind, thing.name)


def _one_line(group: list[Thing], things: Things) -> bool:
    """Whether of every two things one's place lies in the other's."""
    return all(things.together(one, other) for one, other in all_pairs(group))


def same_name_beside(things: Things) -> Iterator[Proposal]:
    """One name in several cities of a province: rivers and roads run on; zones and projects may be two."""
    for group in things.namesakes("Facility", "Zone", "Project"):
        kind, name = group[0].kind, group[0].name
        runs = kind == "Facility" and _RUNS.search(name) is not None
        if is_plain(kind, name) or (kind == "Facility" and not runs):
            continue
        for one, other in all_pairs(group):
            if not things.together(one, other) and things.province(one) == things.province(other):
                yield pair(one, other, "same-name-beside", sure=runs)


def firm_elsewhere(things: Things) -> Iterator[Proposal]:
    """Firms of one name that is their own, and people of one province and one name."""
    for group in things.namesakes("Company"):
        name = group[0].name
        short = len(name) == 2
        if short or not is_plain("Company", name):
            for one, other in pairwise(group):
                yield pair(one, other, "firm-elsewhere", sure=not short)
    for group in things.namesakes("Person"):
        for one, other in all_pairs(group):
            near = things.province(one) == things.province(other)
            yield pair(one, other, "firm-elsewhere", sure=near and len(one.name) > 2)
