"""A store's report graphs in; which of their things are one, and why, as the links graph, out."""

from siping_kg.link.linking import Links, link, link_things, links_iri
from siping_kg.link.things import Thing, Things, read_things

__all__ = ["Links", "Thing", "Things", "link", "link_things", "links_iri", "read_things"]
