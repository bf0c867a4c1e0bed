"""A report's sentences with their mentions in; the relations between them out, by a visible, ordered tuple of readers."""

from __future__ import annotations

from collections.abc import Sequence

from siping_kg.extract.relations.carriers import read_carriers
from siping_kg.extract.relations.ends import holds
from siping_kg.extract.relations.honours import read_honours
from siping_kg.extract.relations.industries import read_industries
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.located import read_locations
from siping_kg.extract.relations.parties import read_parties
from siping_kg.extract.relations.partners import read_cooperation
from siping_kg.extract.relations.parts import read_parts
from siping_kg.extract.relations.phases import read_phases
from siping_kg.extract.relations.schemes import read_schemes
from siping_kg.extract.relations.undertakings import read_positions, read_undertakings
from siping_kg.extract.relations.whole import Whole
from siping_kg.model import Mention

__all__ = ["READERS", "READERS_OF_WHOLE", "Link", "Reading", "named_by", "read_phases", "read_relations"]

READERS = (
    read_positions,
    read_locations,
    read_honours,
    read_parties,
    read_schemes,
    read_carriers,
    read_cooperation,
)
"""Readers that need only the sentence."""

READERS_OF_WHOLE = (
    read_undertakings,
    read_industries,
    read_parts,
)
"""Readers that also look up what the rest of the report names."""


def read_relations(readings: Sequence[Reading]) -> tuple[Link, ...]:
    """Read all relations of a report, in reading order, each once a sentence."""
    whole = Whole.of(readings)
    found: list[Link] = []
    for reading in readings:
        if reading.mentions:
            links = [link for reader in READERS for link in reader(reading)]
            links += [link for wide in READERS_OF_WHOLE for link in wide(reading, whole)]
            own = dict.fromkeys(link for link in links if link.subject != link.object)
            found += [link for link in own if holds(reading, link)]
    return tuple(found)


def named_by(links: Sequence[Link]) -> tuple[Mention, ...]:
    """Give the ends that only a relation names (武松高速 of 武松高速江陵至松滋段), in text order."""
    made = {m for link in links for m in (link.subject, link.object) if m.rule == "part-of-name"}
    return tuple(sorted(made, key=lambda m: (m.passage, m.start, m.end)))
