"""A store, or things, in; sure links with their closure, doubtful ones for people, as sorted N-Quads lines, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Store

from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import terms
from siping_kg.link.agents import body_in_name, firm_cores, party_left_out
from siping_kg.link.namesakes import firm_elsewhere, same_name_beside, same_name_inside
from siping_kg.link.pairs import Proposal
from siping_kg.link.rules import link_rules
from siping_kg.link.things import Thing, Things, read_things
from siping_kg.link.variants import only_one, other_name, place_in_name, plain_words, words_swapped
from siping_kg.resolve import NONE, Overrides, parts_of
from siping_kg.vocabulary import DCTERMS, ID, KG, RDF, SKOS, label

__all__ = ["RULES", "Links", "link", "link_things", "links_iri"]

RULES: tuple[Callable[[Things], Iterator[Proposal]], ...] = (
    same_name_inside,
    same_name_beside,
    firm_elsewhere,
    place_in_name,
    plain_words,
    words_swapped,
    firm_cores,
    body_in_name,
    only_one,
    party_left_out,
    other_name,
)
"""The rules of data/rules/links.yml, in the order in which they are asked."""

_TITLE = "不同报告、不同写法中的同一事物"
_BY_HAND, _THROUGH = "by-hand", "through-another"


def links_iri(*, base: str = ID) -> str:
    """Give the name of the links graph."""
    return f"{base}graph/links"


@dataclass(frozen=True, slots=True)
class Links:
    """Which things are one, and which may be: pairs of IRIs in their order, each with the rule that says so."""

    same: Mapping[tuple[str, str], str]
    doubtful: Mapping[tuple[str, str], str]


def _proposals(things: Things, overrides: Overrides) -> Iterator[Proposal]:
    """What people decided first, then the rules in their order, each by IRI."""
    there = {thing.iri for thing in things.all}
    for old, new in sorted(overrides.instead.items()):
        if old in there and new in there:
            first, second = sorted((old, new))
            yield Proposal(first, second, _BY_HAND)
    for rule in RULES:
        yield from sorted(set(rule(things)))


class _Clusters:
    """Things joined two by two, never so that two that are apart come together."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self._of: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join(self, one: str, other: str) -> bool:
        """Join the clusters of two things; tells whether they are in one cluster then."""
        left, right = self._of.setdefault(one, [one]), self._of.setdefault(other, [other])
        if left is right:
            return True
        if any(self._apart[thing].intersection(right) for thing in left if thing in self._apart):
            return False
        left.extend(right)
        for thing in right:
            self._of[thing] = left
        return True

    def groups(self) -> Iterator[list[str]]:
        seen: set[int] = set()
        for group in self._of.values():
            if id(group) not in seen:
                seen.add(id(group))
                yield sorted(group)


def link_things(things: Things, *, overrides: Overrides = NONE) -> Links:
    """Decide which things are one. Links hold through others: what is the same as the same thing is the same."""
    clusters = _Clusters(overrides.apart)
    said: dict[tuple[str, str], str] = {}
    doubtful: dict[tuple[str, str], str] = {}
    for proposal in _proposals(things, overrides):
        ends = (proposal.one, proposal.other)
        if ends in overrides.apart:
            continue
        if not proposal.sure or not clusters.join(*ends):
            doubtful.setdefault(ends, proposal.rule)
        else:
            said.setdefault(ends, proposal.rule)
    same = {ends: said.get(ends, _THROUGH) for group in clusters.groups() for ends in combinations(group, 2)}
    return Links(same, {ends: rule for ends, rule in doubtful.items() if ends not in same})


def _reason(rule: str) -> str:
    special = {_BY_HAND: KG.DecidedByHand, _THROUGH: KG.LinkedThrough}
    return special.get(rule) or link_rules().reason(rule)


def _quads(links: Links, base: str) -> Iterator[str]:
    graph = links_iri(base=base)
    yield terms.quad(graph, DCTERMS.title, terms.text(_TITLE, "zh"), graph)
    for reason in sorted(
        {_reason(rule) for pairs in (links.same, links.doubtful) for rule in pairs.values()}
    ):
        yield terms.quad(reason, SKOS.prefLabel, terms.text(label(reason), "zh"), graph)
    for kind, pairs in ((KG.Link, links.same), (KG.DoubtfulLink, links.doubtful)):
        for (one, other), rule in pairs.items():
            node = f"{base}link/{terms.hashed(one, other)}"
            yield terms.quad(node, RDF.type, kind, graph)
            yield terms.quad(node, KG.linked, one, graph)
            yield terms.quad(node, KG.linked, other, graph)
            yield terms.quad(node, KG.reason, _reason(rule), graph)
    for iri in sorted({iri for pairs in (links.same, links.doubtful) for ends in pairs for iri in ends}):
        kind, name, _ = parts_of(iri, base=base) or ("Entity", iri, None)
        yield terms.quad(iri, RDF.type, KG[kind], graph)
        yield terms.quad(iri, SKOS.prefLabel, terms.text(name, "zh"), graph)
    for one, other in links.same:
        yield terms.quad(one, SKOS.exactMatch, other, graph)
        yield terms.quad(other, SKOS.exactMatch, one, graph)


def link(
    store: Store, *, overrides: Overrides = NONE, more: Iterable[Thing] = (), base: str = ID
) -> list[str]:
    """Make the links graph of a store's reports: sorted N-Quads lines without line ends.

    The same for the same reports, whatever the order in which they came. ``more`` are things to hold against
    the store's, as if reports spoke of them.
    """
    known = {thing.iri: thing for thing in more}
    known.update((thing.iri, thing) for thing in read_things(store, base=base))
    things = Things(known.values(), load_gazetteer())
    return sorted(_quads(link_things(things, overrides=overrides), base))
