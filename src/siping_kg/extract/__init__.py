"""A report in; mentions, links between them, and figures out, each with the passage that says it."""

from __future__ import annotations

from dataclasses import dataclass

from siping_kg.extract.figures import read_figures
from siping_kg.extract.known import known_names
from siping_kg.extract.lexicon import ClassLexicon
from siping_kg.extract.names import decide_names
from siping_kg.extract.proposals import RECOGNISERS, propose, running_text
from siping_kg.extract.relations import Link, Reading, named_by, read_phases, read_relations
from siping_kg.extract.tagger import load_model
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Observation, Report

__all__ = ["RECOGNISERS", "Extraction", "Link", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a report's passages name, relate and count; ``home`` stands for the report's own place."""

    report: Report
    home: Mention
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    phases: tuple[tuple[Mention, str, str], ...]
    observations: tuple[Observation, ...]


def extract(report: Report, gazetteer: Gazetteer, *, more: tuple[ClassLexicon, ...] = ()) -> Extraction:
    """Extract everything from a report's running text. ``more`` are lexicons whose names are known beside the shipped."""
    known = known_names(gazetteer, report.place, report.year, more)
    home = Mention(-1, 0, 0, "Place", report.place_name, "report")
    proposals = [propose(sentence, report, gazetteer) for sentence in running_text(report, known)]
    readings = [
        Reading(report, gazetteer, one.sentence, names, one.awards, one.schemes, home)
        for one, names in zip(proposals, decide_names(proposals, load_model()), strict=True)
    ]
    links = read_relations(readings)
    mentions = [mention for reading in readings for mention in reading.mentions]
    return Extraction(
        report=report,
        home=home,
        mentions=tuple(dict.fromkeys((*mentions, *named_by(links)))),
        links=links,
        phases=tuple(phase for reading in readings for phase in read_phases(reading)),
        observations=read_figures(report),
    )
