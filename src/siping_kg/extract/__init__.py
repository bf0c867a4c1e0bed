"""A report in; mentions, links between them, and figures out, each with the passage that says it."""

from __future__ import annotations

from dataclasses import dataclass

from siping_kg.extract.awards import awards
from siping_kg.extract.bodies import opening_names, relative_bodies
from siping_kg.extract.compounds import schemes
from siping_kg.extract.enumerations import enumerated_names
from siping_kg.extract.figures import read_figures
from siping_kg.extract.firms import firms_in_projects, placed_firms
from siping_kg.extract.known import known_names
from siping_kg.extract.morphology import names_by_ending
from siping_kg.extract.overlap import settle
from siping_kg.extract.quoted import quoted_names
from siping_kg.extract.relations import Link, Reading, read_phases, read_relations
from siping_kg.extract.sectors import listed_sectors
from siping_kg.extract.sentence import Sentence, parse_sentence
from siping_kg.extract.shared_heads import shared_head_names
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Observation, Report, Role

__all__ = ["RECOGNISERS", "Extraction", "Link", "extract"]

RECOGNISERS = (
    enumerated_names,
    shared_head_names,
    quoted_names,
    names_by_ending,
    listed_sectors,
    placed_firms,
)
"""The recognisers that need only the sentence, in order. Overlaps are settled by one policy, not by order."""

_SKIPPED = frozenset({Role.HEADING, Role.FURNITURE, Role.GLOSSARY})


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a report's passages name, relate and count; ``home`` stands for the report's own place."""

    report: Report
    home: Mention
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    phases: tuple[tuple[Mention, str], ...]
    observations: tuple[Observation, ...]


def _known_mentions(sentence: Sentence) -> list[Mention]:
    return [Mention(sentence.index, k.start, k.end, k.kind, k.name, "known") for k in sentence.known]


def _read_sentence(sentence: Sentence, report: Report, gazetteer: Gazetteer, home: Mention) -> Reading:
    won = awards(sentence)
    compounds = schemes(sentence, gazetteer, report.place)
    proposed = [mention for recognise in RECOGNISERS for mention in recognise(sentence)]
    proposed += firms_in_projects(sentence, proposed)
    proposed += _known_mentions(sentence)
    proposed += opening_names(sentence, report) + relative_bodies(sentence, report, gazetteer)
    proposed += [name for award in won for name in (*award.honours, *award.named)]
    proposed += [mention for scheme in compounds for mention in (scheme.policy, *scheme.parties)]
    return Reading(report, gazetteer, sentence, settle(proposed), tuple(won), tuple(compounds), home)


def extract(report: Report, gazetteer: Gazetteer) -> Extraction:
    """Extract everything from a report. Headings, furniture and glossary are not running text and are left out."""
    names = known_names(gazetteer, report.place, report.year)
    home = Mention(-1, 0, 0, "Place", report.place_name, "report")
    mentions: list[Mention] = []
    links: list[Link] = []
    phases: list[tuple[Mention, str]] = []
    for index, passage in enumerate(report.passages):
        if passage.role in _SKIPPED:
            continue
        sentence = parse_sentence(index, passage, names.find(passage.text))
        reading = _read_sentence(sentence, report, gazetteer, home)
        mentions.extend(reading.mentions)
        links.extend(read_relations(reading))
        phases.extend(read_phases(reading))
    return Extraction(report, home, tuple(mentions), tuple(links), tuple(phases), read_figures(report))
