"""Mentions in; entities with IRIs out, computed from class, scope and canonical name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from siping_kg.extract import Extraction
from siping_kg.extract.lexicon import ClassLexicon, lexicons
from siping_kg.gazetteer import Division, Gazetteer
from siping_kg.model import Entity, Mention
from siping_kg.resolve.iris import entity_iri, parts_of
from siping_kg.resolve.names import canonical_name, thing_name
from siping_kg.resolve.overrides import NONE, Overrides
from siping_kg.resolve.scopes import Home, scope_of
from siping_kg.vocabulary import ID

__all__ = ["Resolution", "Resolver", "resolve"]

_SHORT_FORMS = frozenset({"Place", "Organization", "Company", "Policy", "Person"})
"""Classes whose forms in the text count though they do not begin the name."""

_ONE_EACH = frozenset({"高新区", "经开区", "综保区"})
"""Zones of which a city has one that it calls so; by their canonical names."""

_BUILT = ("Project", "Facility", "Zone")
"""Of two classes that as many mentions have, the first stands."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity each mention names; ``entities`` by IRI, each with the forms it is written in."""

    entities: Mapping[str, Entity]
    iris: Mapping[Mention, str]


def _forms_known(lexicon: ClassLexicon) -> Iterator[tuple[tuple[str, str], str]]:
    for known in lexicon.names:
        name = thing_name(lexicon.kind, known.name)
        for form in (known.name, *known.aliases):
            if form not in known.ambiguous:
                yield (lexicon.kind, canonical_name(form)), name
                yield (lexicon.kind, thing_name(lexicon.kind, form)), name


@lru_cache(maxsize=8)
def _national(more: tuple[ClassLexicon, ...]) -> dict[tuple[str, str], str]:
    """What the lexicons know all over the country: class and form → the one name. Later lines win."""
    return {form: name for lexicon in (*lexicons(), *more) for form, name in _forms_known(lexicon)}


class Resolver:
    """Says what a name of a class means in a report of a place and year."""

    def __init__(self, home: Home, *, overrides: Overrides = NONE, base: str = ID) -> None:
        self._home, self._base = home, base
        self._known = _national(overrides.lexicons)
        self._found: dict[tuple[str, str], tuple[str, str]] = {}

    def iri(self, kind: str, name: str) -> tuple[str, str]:
        """Give the IRI and the preferred label of what is called so."""
        if (kind, name) not in self._found:
            self._found[kind, name] = self._iri(kind, name)
        return self._found[kind, name]

    def _iri(self, kind: str, name: str) -> tuple[str, str]:
        division = self._division(kind, name)
        if division:
            return entity_iri("Place", division.key, None, base=self._base), division.name
        plain = canonical_name(name)
        label = self._known.get((kind, plain)) or self._whole(kind, thing_name(kind, name))
        if kind == "Place":
            return entity_iri(kind, plain, self._home.place, base=self._base), plain
        known = self._known.get((kind, label))
        scope = None if known else scope_of(kind, label, self._home)
        return entity_iri(kind, known or label, scope, base=self._base), known or label

    def _whole(self, kind: str, name: str) -> str:
        """高新区 alone is the reporting city's: 四平高新区. A province has several."""
        home = self._home.gazetteer.division(self._home.place)
        return (
            home.short + name if kind == "Zone" and name in _ONE_EACH and home.level == "prefecture" else name
        )

    def _division(self, kind: str, name: str) -> Division | None:
        """The place of the gazetteer that a name is. A zone may be called like a whole district: 四平铁东区."""
        if kind not in ("Place", "Zone"):
            return None
        found = self._home.gazetteer.resolve(name, home=self._home.place, year=self._home.year)
        whole = found is not None and len(name) > len(found.name) and name.endswith(found.name)
        return found if kind == "Place" or whole else None


def _forms(mention: Mention, text: str) -> Iterable[str]:
    """How the text writes the thing. A mention of a restored name counts as that name alone."""
    yield mention.name
    if mention.name.startswith(text) or mention.kind in _SHORT_FORMS:
        yield text
    yield from mention.forms


def _label(iri: str, found: str, base: str) -> str:
    """The preferred label that follows from an IRI which overrides put in another's place."""
    parts = parts_of(iri, base=base)
    return parts[1] if parts and parts[0] != "Place" else found


def _classes(mentions: Iterable[Mention]) -> dict[str, str]:
    """What is built and called alike is one thing of a report: its class is the one that most of its mentions have."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.kind in _BUILT:
            counts[thing_name(mention.kind, mention.name)][mention.kind] += 1
    return {name: max(_BUILT, key=lambda kind: of[kind]) for name, of in counts.items() if len(of) > 1}


def _named(
    extraction: Extraction, resolver: Resolver, overrides: Overrides, base: str
) -> Iterator[tuple[Mention, str, str]]:
    """Each mention that stands, with its entity's IRI and label."""
    report = extraction.report
    classes = _classes(extraction.mentions)
    for mention in (extraction.home, *extraction.mentions):
        name = thing_name(mention.kind, mention.name) if mention.kind in _BUILT else ""
        iri, label = resolver.iri(classes.get(name, mention.kind), mention.name)
        if mention is extraction.home:
            iri, label = entity_iri("Place", report.place, None, base=base), report.place_name
        usual = ID + iri.removeprefix(base)
        instead = overrides.thing(usual, report.key)
        if mention is extraction.home or instead == usual:
            yield mention, iri, label
        elif instead is not None:
            iri = base + instead.removeprefix(ID)
            yield mention, iri, _label(iri, label, base)


def resolve(
    extraction: Extraction, gazetteer: Gazetteer, *, overrides: Overrides = NONE, base: str = ID
) -> Resolution:
    """Give every mention of a report its entity. The same thing gets the same IRI from any report, in any order.

    Mentions of things that the overrides remove have none.
    """
    report = extraction.report
    resolver = Resolver(Home(report.place, report.year, gazetteer), overrides=overrides, base=base)
    iris: dict[Mention, str] = {}
    labels: dict[str, str] = {}
    forms: dict[str, dict[str, None]] = {}
    for mention, iri, label in _named(extraction, resolver, overrides, base):
        iris[mention] = iri
        labels[iri] = label
        text = (
            report.passages[mention.passage].text[mention.start : mention.end]
            if mention.passage >= 0
            else label
        )
        seen = forms.setdefault(iri, {})
        for form in _forms(mention, text):
            if form != label and (len(form) > 1 or mention.rule == "compound"):
                seen[form] = None
    entities = {
        iri: Entity(iri, (parts_of(iri, base=base) or ("Place",))[0], label, tuple(sorted(forms[iri])))
        for iri, label in sorted(labels.items())
    }
    return Resolution(entities, iris)
