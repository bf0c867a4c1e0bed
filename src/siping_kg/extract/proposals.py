"""A sentence in; all that the recognisers propose for it out, overlaps and all."""

from __future__ import annotations

from dataclasses import dataclass

from siping_kg.extract.awards import Award, awards
from siping_kg.extract.bodies import body_groups, opening_names, relative_bodies
from siping_kg.extract.compounds import Scheme, schemes
from siping_kg.extract.enumerations import enumerated_names
from siping_kg.extract.firms import firms_in_projects, placed_firms
from siping_kg.extract.glossary_terms import glossary_terms
from siping_kg.extract.known import KnownNames
from siping_kg.extract.morphology import names_by_ending
from siping_kg.extract.quoted import quoted_names
from siping_kg.extract.sectors import listed_sectors
from siping_kg.extract.sentence import Sentence, parse_sentence
from siping_kg.extract.shared_heads import shared_head_names
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Report, Role

__all__ = ["RECOGNISERS", "Proposals", "propose", "running_text"]

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
class Proposals:
    """A sentence with every name that a rule proposes, and the awards and schemes that relations are read from."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    awards: tuple[Award, ...]
    schemes: tuple[Scheme, ...]


def running_text(report: Report, names: KnownNames) -> list[Sentence]:
    """Give the sentences of a report. Headings, furniture and glossary are no running text."""
    return [
        parse_sentence(index, passage, names.find(passage.text))
        for index, passage in enumerate(report.passages)
        if passage.role not in _SKIPPED
    ]


def propose(sentence: Sentence, report: Report, gazetteer: Gazetteer) -> Proposals:
    """Ask every recogniser."""
    won = awards(sentence)
    compounds = schemes(sentence, gazetteer, report.place)
    found = [mention for recognise in RECOGNISERS for mention in recognise(sentence)]
    found += firms_in_projects(sentence, found)
    found += [Mention(sentence.index, k.start, k.end, k.kind, k.name, "known") for k in sentence.known]
    found += (
        glossary_terms(sentence, report)
        + opening_names(sentence, report)
        + relative_bodies(sentence, report, gazetteer)
        + body_groups(sentence)
    )
    found += [name for award in won for name in (*award.honours, *award.named)]
    found += [name for scheme in compounds for name in (scheme.policy, *scheme.parties)]
    return Proposals(sentence, tuple(dict.fromkeys(found)), tuple(won), tuple(compounds))
