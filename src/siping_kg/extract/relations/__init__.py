"""A sentence with its mentions in; the relations between them out, by a visible, ordered tuple of readers."""

from __future__ import annotations

from siping_kg.extract.relations.honours import read_honours
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.located import read_locations
from siping_kg.extract.relations.phases import read_phases
from siping_kg.extract.relations.schemes import read_cooperation, read_parties, read_schemes
from siping_kg.extract.relations.undertakings import read_industries, read_positions, read_undertakings

__all__ = ["READERS", "Link", "Reading", "read_phases", "read_relations"]

READERS = (
    read_positions,
    read_locations,
    read_undertakings,
    read_honours,
    read_parties,
    read_schemes,
    read_cooperation,
    read_industries,
)


def read_relations(reading: Reading) -> list[Link]:
    """Read all relations of a sentence, each once."""
    links = dict.fromkeys(link for reader in READERS for link in reader(reading))
    return [link for link in links if link.subject != link.object]
