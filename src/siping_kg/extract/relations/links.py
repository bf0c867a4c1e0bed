"""What relation readers share: a link between two mentions, and the mentions of a sentence by where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from siping_kg.extract.awards import Award
from siping_kg.extract.compounds import Scheme
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Report

__all__ = ["Link", "Reading"]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two mentions, with the passages whose words say it."""

    subject: Mention
    predicate: str
    object: Mention
    passages: tuple[int, ...]
    rule: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with all that the recognisers found in it; ``home`` stands for the report's own place."""

    report: Report
    gazetteer: Gazetteer
    sentence: Sentence
    mentions: tuple[Mention, ...]
    awards: tuple[Award, ...]
    schemes: tuple[Scheme, ...]
    home: Mention

    def link(
        self, subject: Mention, predicate: str, obj: Mention, rule: str, role: str | None = None
    ) -> Link:
        """Make a link that this sentence says."""
        return Link(subject, predicate, obj, (self.sentence.index,), rule, role)

    def within(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """Mentions of these classes (of any, when none is named) that lie inside a span."""
        return tuple(
            m
            for m in self.mentions
            if span[0] <= m.start and m.end <= span[1] and (not kinds or m.kind in kinds)
        )

    def outermost(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """As within, without those that lie inside another of them."""
        inside = self.within(span, *kinds)
        return tuple(
            m for m in inside if not any(o != m and o.start <= m.start and m.end <= o.end for o in inside)
        )
