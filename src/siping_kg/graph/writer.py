"""An extraction with its entities in; what collects its quads, a passage when it is first quoted, out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from siping_kg.extract import Extraction
from siping_kg.graph import terms
from siping_kg.model import Mention, Role
from siping_kg.reading.hedges import hedge
from siping_kg.resolve import Resolution
from siping_kg.vocabulary import DCTERMS, KG, OA, RDF

__all__ = ["Claim", "GraphWriter"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement says, in IRIs, and where."""

    subject: str
    predicate: str
    object: str
    passages: tuple[int, ...]
    rule: str
    role: str | None = None
    at: tuple[int, ...] = ()
    """Where its ends stand in the first passage."""


class GraphWriter:
    """Collects the lines of one named graph. Quads are a set: the same line twice is one quad."""

    def __init__(self, extraction: Extraction, resolution: Resolution, base: str) -> None:
        self.report, self.base = extraction.report, base
        self.extraction, self.resolution = extraction, resolution
        self.graph = terms.report_iri(self.report.key, base=base)
        self.home = resolution.iris[extraction.home]
        names = {self.report.place_name, *resolution.entities[self.home].forms}
        self.home_names = tuple(sorted(name for name in names if len(name) > 1))
        naming = (i for i, p in enumerate(self.report.passages) if self.report.place_name in p.text)
        self.named_in = next(naming, None)
        self._said: dict[str, set[str]] = defaultdict(set)  # by subject: predicates and objects, as written
        self._quoted: dict[int, str] = {}
        self.named = {(m.passage, m.start, m.end): iri for m, iri in resolution.iris.items()}
        self.told = frozenset(iri for m, iri in resolution.iris.items() if self._is_told(m))
        """What the review tells of, and not as only to come."""

    def _is_told(self, mention: Mention) -> bool:
        passage = self.report.passages[mention.passage] if mention.passage >= 0 else None
        return (
            passage is not None and passage.role is Role.REVIEW and not hedge(passage.text, [mention.start])
        )

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """Say of a subject one thing, perhaps of several objects (terms as text)."""
        said = self._said[subject]
        for value in objects:
            said.add(f"<{predicate}> {value}" if value[0] == '"' else f"<{predicate}> <{value}>")

    def describe(self, subject: str, *said: tuple[str, str]) -> None:
        """Add many quads of one subject: predicates and objects."""
        self._said[subject].update(
            [
                f"<{predicate}> {value}" if value[0] == '"' else f"<{predicate}> <{value}>"
                for predicate, value in said
            ]
        )

    def lines(self) -> list[str]:
        """The lines in order: by subject first, which spares most of the comparing."""
        subjects, graph = sorted(self._said, key="<{}>".format), self.graph
        return [
            f"<{subject}> {said} <{graph}> ." for subject in subjects for said in sorted(self._said[subject])
        ]

    def year(self, subject: str, year: int) -> None:
        """Say the year of a subject, as a year and as a number."""
        self.add(subject, KG.year, terms.year(year))
        self.add(subject, KG.yearNumber, terms.integer(year))

    def quoted(self, claim: Claim) -> tuple[int, ...]:
        """The passages that say a claim; where it is about home unnamed, also the one that names whose report it is."""
        texts = [self.report.passages[index].text for index in claim.passages]
        unnamed = self.home in (claim.subject, claim.object) and not any(
            n in t for n in self.home_names for t in texts
        )
        extra = self.named_in if unnamed else None
        return claim.passages if extra is None or extra in claim.passages else (*claim.passages, extra)

    def passage(self, index: int) -> str:
        """The IRI of a passage, which is written when it is first quoted."""
        if index not in self._quoted:
            self._quoted[index] = self._write_passage(index)
        return self._quoted[index]

    def _write_passage(self, index: int) -> str:
        passage = self.report.passages[index]
        iri = f"{self.graph}/passage/{passage.start}-{passage.end}"
        self.describe(
            iri,
            (RDF.type, KG.Passage),
            (DCTERMS.isPartOf, self.graph),
            (OA.exact, terms.text(passage.text)),
            (OA.start, terms.integer(passage.start)),
            (OA.end, terms.integer(passage.end)),
            *((KG.section, terms.text(heading, "zh")) for heading in passage.headings),
        )
        return iri
