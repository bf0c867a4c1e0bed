"""Two things and a rule in; a proposal that they are one, and how sure it is, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from siping_kg.link.things import Thing

__all__ = ["Proposal", "all_pairs", "pair"]


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """That two things, by IRI and in their order, are one; ``sure`` when no one needs to look."""

    one: str
    other: str
    rule: str
    sure: bool = True


def pair(one: Thing, other: Thing, rule: str, *, sure: bool = True) -> Proposal:
    """Propose that two things are one."""
    first, second = sorted((one.iri, other.iri))
    return Proposal(first, second, rule, sure)


def all_pairs(group: Iterable[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Every two things of a group, with different IRIs."""
    return ((a, b) for a, b in combinations(group, 2) if a.iri != b.iri)
