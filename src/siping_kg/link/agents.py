"""Firms, bodies and firms' projects in; pairs that their own names show to be one out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from siping_kg.extract.lexicon import class_lexicon
from siping_kg.link.pairs import Proposal, all_pairs, pair
from siping_kg.link.rules import link_rules
from siping_kg.link.things import Thing, Things
from siping_kg.link.variants import without_place
from siping_kg.link.wording import firm_core, inserted, is_plain, signs

__all__ = ["body_in_name", "firm_cores", "party_left_out"]

_SHORTEST_FIRM, _SHORTEST_REST, _LONGEST_PARTY = 3, 3, 3
_YEAR = 2024


def _bare(thing: Thing, things: Things) -> str:
    """A name without the place it begins with: the thing's own, or one around it."""
    name = without_place(thing, things)
    for key in sorted(things.above(thing)):
        short = things.gazetteer.division(key).short
        if name.startswith(short) and len(name) > len(short) + 1:
            return name[len(short) :]
    return name


def firm_cores(things: Things) -> Iterator[Proposal]:
    """Firms of one place and one own name: doubtful where the two make different things."""
    groups: dict[str, list[tuple[Thing, str]]] = defaultdict(list)
    for thing in things.of("Company"):
        core, makes = firm_core(_bare(thing, things))
        if not is_plain("Company", core + "公司") and not things.gazetteer.find(core):
            groups[core].append((thing, makes))
    for group in groups.values():
        made = dict(group)
        for one, other in all_pairs(made):
            if one.name == other.name or not things.together(one, other):
                continue
            near = {makes for thing, makes in group if things.together(one, thing)} - {""}
            yield pair(one, other, "firm-core", sure=len(near) < 2)


def _parents() -> tuple[str, ...]:
    bodies = class_lexicon("Organization").names
    known = {form for body in bodies for form in (body.name, *body.aliases) if len(form) > 2}
    return tuple(sorted({*link_rules().parent_bodies, *known}, key=lambda name: (-len(name), name)))


def body_in_name(things: Things) -> Iterator[Proposal]:
    """A body with and without the name of the body and the place that it belongs to."""
    parents = _parents()
    for thing in things.of("Organization"):
        parent = next((one for one in parents if thing.name.startswith(one)), "")
        rest = thing.name[len(parent) :]
        if not parent or len(rest) < _SHORTEST_REST:
            continue
        place, own = _led(rest, thing, things)
        for name in {rest, own}:
            for other in things.named("Organization", name):
                here = other.scope == place if place else things.together(thing, other)
                if here and not is_plain("Organization", own) and other.iri != thing.iri:
                    yield pair(thing, other, "body-in-name")


def _led(name: str, thing: Thing, things: Things) -> tuple[str | None, str]:
    """The place that a name begins with, and the rest."""
    for cut in range(min(8, len(name) - _SHORTEST_REST), 1, -1):
        place = things.gazetteer.resolve(name[:cut], home=thing.scope, year=max(thing.years, default=_YEAR))
        if place:
            return place.key, name[cut:]
    return None, name


def party_left_out(things: Things) -> Iterator[Proposal]:
    """A firm's project, in one name with a partner or a brand more."""
    firms = {thing.name for thing in things.of("Company")}
    for known in class_lexicon("Company").names:
        firms.update((known.name, *known.aliases))
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things.of("Project"):
        for cut in range(_SHORTEST_FIRM, len(thing.name) - _SHORTEST_REST + 1):
            if thing.name[:cut] in firms:
                groups[thing.name[:cut]].append(thing)
    for firm, group in groups.items():
        for one, other in all_pairs(group):
            shorter, longer = sorted((one.name, other.name), key=len)
            party = inserted(shorter[len(firm) :], longer[len(firm) :])
            if (
                party
                and _is_party(party)
                and things.together(one, other)
                and signs(one.name) == signs(other.name)
            ):
                yield pair(one, other, "party-left-out")


def _is_party(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_PARTY and word not in link_rules().plain
