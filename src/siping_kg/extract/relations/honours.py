"""Awards in; receivedHonour and seeksHonour out."""

from __future__ import annotations

from siping_kg.extract.naming import bare
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention, Role

__all__ = ["read_honours"]

_WINNERS = frozenset(
    {
        "Place",
        "Zone",
        "Facility",
        "Company",
        "Organization",
        "Project",
        "Policy",
        "Industry",
        "Product",
        "Person",
        "Event",
    }
)


def _winner(reading: Reading, span: Span) -> Mention | None:
    """The mention that fills the span best; a place is a winner only when the span is its name (蒙山县坝头村)."""
    inside = [m for m in reading.mentions if m.kind in _WINNERS and span[0] <= m.start and m.end <= span[1]]
    larger = {m.end for m in inside if m.kind == "Place" and m.start == span[0]}
    inside = [
        m
        for m in inside
        if m.kind != "Place"
        or (m.end - m.start) >= (span[1] - span[0]) - 1
        or (m.end == span[1] and m.start in larger)
    ]
    return max(inside, key=lambda m: (m.end - m.start, -m.start), default=None)


def read_honours(reading: Reading) -> list[Link]:
    """甲获评乙: 甲 receivedHonour 乙. Without a subject it is the report's own place that won."""
    found: list[Link] = []
    standing = {m for m in reading.mentions if m.kind == "Honour"}
    for award in reading.awards:
        honours = [h for h in award.honours if h in standing]
        planned = reading.sentence.passage.role in (Role.PLAN, Role.OUTLOOK)
        predicate = "seeksHonour" if award.sought or planned else "receivedHonour"
        winners = [_winner(reading, span) for span in award.winners]
        if award.pairwise and len(winners) == len(honours):
            pairs = [(w, h) for w, h in zip(winners, honours, strict=True) if w]
        elif award.winners:
            pairs = [(w, h) for w in winners if w for h in honours]
        else:
            pairs = [(reading.home, h) for h in honours]
        found.extend(
            reading.link(winner, predicate, honour, "award")
            for winner, honour in pairs
            if bare(winner.name) != bare(honour.name)
        )
    return found
