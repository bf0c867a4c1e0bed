"""A claim in the report that makes it in; whether what it says is done, expected or to come, out."""

from __future__ import annotations

import functools

from siping_kg.graph.writer import Claim, GraphWriter
from siping_kg.model import Entity, Passage, Role
from siping_kg.reading.cues import cue
from siping_kg.reading.hedges import hedge, stands

__all__ = ["status_of"]

_PLANNED = frozenset({Role.PLAN, Role.OUTLOOK})
_LASTING = frozenset({"locatedIn", "inIndustry", "partOf"})
_OF_SCHEMES = frozenset({"involves", "underPolicy"})
_LASTS = frozenset({"Company", "Organization", "Facility", "Zone", "Product"})
_GOES_ON = frozenset({"Policy", "Project"})


def status_of(out: GraphWriter, claim: Claim) -> str:
    """Give Actual, Estimated or Target.

    What a plan says is a target, unless it tells of what is there already: where a thing is, what it does, what a scheme
    that goes on is part of, which title is borne (one to be won is sought: seeksHonour).
    """
    passage = out.report.passages[claim.passages[0]]
    # Self-building is told of the year gone by in one half of a report, and promised in the other.
    if passage.role in _PLANNED or (passage.role is Role.SELF and passage.year >= out.report.year):
        return "Actual" if claim.predicate == "receivedHonour" or _is_there(out, claim, passage) else "Target"
    return hedge(passage.text, claim.at) or "Actual"


def _is_there(out: GraphWriter, claim: Claim, passage: Passage) -> bool:
    thing = out.resolution.entities.get(claim.subject)
    if thing is None or len(claim.at) < 2:
        return False
    at = claim.at[0]
    end = at + max((len(x) for x in (thing.label, *thing.forms) if passage.text.startswith(x, at)), default=0)
    if claim.predicate in _OF_SCHEMES:
        return thing.kind in _GOES_ON and stands(passage.text, at, end, acts=False)
    if claim.predicate not in _LASTING:
        return False
    if thing.kind == "Place" and claim.predicate == "locatedIn":
        return True
    if thing.kind not in _LASTS:
        return False
    acts, lasts = thing.kind == "Company", _lasts(thing) or thing.iri in out.told
    return stands(passage.text, at, end, acts=acts, lasts=lasts)


@functools.lru_cache(maxsize=1 << 12)
def _lasts(thing: Entity) -> bool:
    """Whether a thing is, by its kind, rather there than to be founded: a development zone, an airport, a university."""
    return thing.kind == "Organization" or cue("old_kinds").search(thing.label) is not None
