"""Mentions in; undertakenBy, inIndustry, partOf and holdsPosition out."""

from __future__ import annotations

import re

from siping_kg.extract.relations.links import Link, Reading

__all__ = ["read_industries", "read_positions", "read_undertakings"]

_LEAD_INDUSTRY = re.compile(
    r"(?:发展|培育|壮大|做大|做强|做优|培强|攻坚|突破|布局|发挥|延伸|推进|提升|升级|打造|扶持|稳步|聚焦|围绕)"
)


def read_undertakings(reading: Reading) -> list[Link]:
    """A project whose name begins with a firm's name is that firm's: 双辽电厂6号机组扩建."""
    return [
        reading.link(project, "undertakenBy", firm, "firm-in-name")
        for project in reading.mentions
        if project.kind == "Project"
        for firm in reading.within((project.start, project.end), "Company")
        if firm.end < project.end
    ]


def read_industries(reading: Reading) -> list[Link]:
    """培育壮大新能源产业，…推进甲、乙等项目: what follows in the sentence is in the industry it opens with."""
    found: list[Link] = []
    first = reading.sentence.clauses[0]
    lead = reading.outermost(first, "Industry")
    if len(lead) == 1 and _LEAD_INDUSTRY.search(reading.sentence.mask, first[0], lead[0].start):
        rest = (first[1], len(reading.sentence.text))
        found.extend(
            reading.link(m, "inIndustry", lead[0], "industry-of-sentence")
            for m in reading.outermost(rest, "Project", "Zone", "Company")
        )
    for thing in reading.mentions:
        if thing.kind in ("Project", "Zone"):
            found.extend(
                reading.link(thing, "inIndustry", industry, "industry-in-name")
                for industry in reading.within((thing.start, thing.end), "Industry")
            )
    return found


def read_positions(reading: Reading) -> list[Link]:
    """市长陈德明: the speaker holds the office that the opening gives, of the report's own place."""
    report = reading.report
    return [
        reading.link(person, "holdsPosition", reading.home, "opening", report.office)
        for person in reading.mentions
        if person.kind == "Person" and person.rule == "opening"
    ]
