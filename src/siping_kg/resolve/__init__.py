"""Mentions in; entities with IRIs made from class, scope and canonical name, after the user's overrides, out."""

from siping_kg.resolve.entities import Resolution, Resolver, resolve
from siping_kg.resolve.iris import entity_iri, parts_of
from siping_kg.resolve.names import canonical_name, thing_name
from siping_kg.resolve.overrides import NONE, Overrides, load_overrides
from siping_kg.resolve.scopes import Home, leading_place, scope_of

__all__ = [
    "NONE",
    "Home",
    "Overrides",
    "Resolution",
    "Resolver",
    "canonical_name",
    "entity_iri",
    "leading_place",
    "load_overrides",
    "parts_of",
    "resolve",
    "scope_of",
    "thing_name",
]
