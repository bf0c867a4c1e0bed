"""All sentences of a report in; what of it a reader of one sentence may look up out: sectors, firms, things."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from siping_kg.extract.lexicon import alternation
from siping_kg.extract.naming import bare, common_nouns, phrase_counts, sectors
from siping_kg.extract.relations.links import Reading
from siping_kg.extract.relations.rules import relation_rules, said
from siping_kg.extract.words import word_bounds
from siping_kg.model import Mention

__all__ = ["Whole", "sector_core"]

_SECTOR = re.compile(r"(?:全产业链|产业集群|产业链|产业体系|产业|行业)$")
_LEAD = 36
_QUARTERS = frozenset({"北方", "南方", "东方", "西部", "东北", "中国"})
_THINGS = frozenset({"Project", "Facility", "Zone", "Organization"})


def sector_core(name: str) -> str:
    """Give what an industry is called without the word for industry.

    >>> sector_core("文旅产业链"), sector_core("煤化工")
    ('文旅', '煤化工')
    """
    return _SECTOR.sub("", bare(name))


@dataclass(frozen=True, slots=True)
class Whole:
    """First mentions of a report by name: industries by their core, firms, and things that can have parts.

    ``leads`` are the short sentences that open a paragraph, by paragraph: 大力实施乡村振兴战略。 ``grounds`` are what towns,
    harbours and the like are called: 徐圩 of 徐圩新区, which is no firm. ``alone`` are the firms that are named by themselves.
    """

    sectors: Mapping[str, Mention]
    firms: Mapping[str, Mention]
    things: Mapping[str, Mention]
    leads: Mapping[int, Reading]
    grounds: frozenset[str]
    alone: frozenset[str]

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Whole:
        """Index the mentions of a report's sentences, and the sentences that open a paragraph."""
        sectors: dict[str, Mention] = {}
        firms: dict[str, Mention] = {}
        places: set[str] = set()
        things: dict[str, Mention] = {}
        leads: dict[int, Reading] = {}
        readings = tuple(readings)
        for reading in readings:
            leads.setdefault(reading.sentence.passage.paragraph, reading)
        too_wide = frozenset(relation_rules()["industry-in-name"].words["too_wide"])
        for mention in (m for reading in readings for m in reading.mentions):
            if mention.kind == "Industry":
                core = sector_core(mention.name)
                if len(core) > 1 and core not in too_wide:
                    sectors.setdefault(core, mention)
            elif mention.kind == "Company":
                firms.setdefault(bare(mention.name), mention)
            elif mention.kind == "Place":
                places.add(bare(mention.name))
            elif mention.kind in _THINGS:
                things.setdefault(bare(mention.name), mention)
        grounds = frozenset(name[1] for name in map(_ground().fullmatch, (*things, *places)) if name)
        firms = _firms(firms, grounds, not_short=(places | set(things), _places_near(readings)))
        short = {at: lead for at, lead in leads.items() if len(lead.sentence.text) <= _LEAD}
        alone = frozenset(
            bare(m.name)
            for reading in readings
            for m in reading.topmost((0, len(reading.sentence.text)), "Company")
        )
        return cls(sectors, firms, things, short, grounds, alone)

    def lead_of(self, reading: Reading) -> Reading | None:
        """The short sentence that opens the paragraph of a later one."""
        lead = self.leads.get(reading.sentence.passage.paragraph)
        return lead if lead and lead.sentence.index < reading.sentence.index else None

    def sectors_in(self, text: str) -> list[Mention]:
        """The industries of the report that a text names, the longest at each place."""
        if not self.sectors:
            return []
        cores, bounds = tuple(self.sectors), word_bounds(text)
        found = _finder(cores).find_matches_as_indexes(text)
        # 国家电网 holds no 家电, 电动汽车 holds 汽车: one end at least is a word's.
        return [self.sectors[cores[core]] for core, *ends in found if any(end in bounds for end in ends)]


def _places_near(readings: Sequence[Reading]) -> Container[str]:
    """The forms of the places of the gazetteer that the report may mean."""
    if not readings:
        return ()
    report = readings[0].report
    return readings[0].gazetteer.names(report.place, report.year)


def _firms(
    named: Mapping[str, Mention], grounds: frozenset[str], *, not_short: tuple[Container[str], ...]
) -> dict[str, Mention]:
    """Firms by name and by what their projects call them for short: neither 长白山 for 长白山药业 nor a place's name."""
    firms = {name: firm for name, firm in named.items() if firm.rule == "known" or name not in grounds}
    for name, firm in tuple(firms.items()):
        stem = _stem(name)
        if stem and not any(stem in names for names in not_short):
            firms.setdefault(stem, firm)
    return firms


@functools.cache
def _ground() -> re.Pattern[str]:
    return re.compile(rf"([一-龥]{{2,4}}){said('firm-in-name', 'grounds')}")


@functools.cache
def _trades() -> re.Pattern[str]:
    return re.compile("(?:" + alternation(relation_rules()["firm-in-name"].words["trades"]) + ")+$")


def _stem(name: str) -> str | None:
    """What a firm's projects may call it for short: 舜茂 of 舜茂科技, where that is no word."""
    stem = _trades().sub("", name)
    known = stem in phrase_counts() or stem in sectors() or stem in common_nouns()
    return None if stem == name or not 2 <= len(stem) <= 3 or known or stem in _QUARTERS else stem


@functools.lru_cache(maxsize=8)
def _finder(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
