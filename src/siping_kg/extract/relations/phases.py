"""Mentions in; how far each project has come (kg:phase) out, from the verb that governs it."""

from __future__ import annotations

import re

from siping_kg.extract.relations.links import Reading
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention

__all__ = ["read_phases"]

# After the project's name (or its list): what became of it. Later phases first, since 开工建设 begins with 开工.
_AFTER = (
    ("Completed", re.compile(r"竣工|投产|建成|投用|投入使用|投入运营|通车|完工|建设完成|完成建设|达产")),
    ("Started", re.compile(r"开工|动工|启动建设|奠基|破土")),
    ("Signed", re.compile(r"签约|落户|落地")),
    ("UnderConstruction", re.compile(r"加快建设|加快推进|建设|推进|实施|进展|续建")),
)
_BEFORE = (
    ("Planned", re.compile(r"(?:谋划|储备|论证|前期)[^，、]{0,6}$")),
    ("Completed", re.compile(r"(?:建成|完成|投用)(?:了)?$")),
    ("Started", re.compile(r"(?:开工建设|新开工|开工|启动|启动实施|启动建设)$")),
    ("Signed", re.compile(r"(?:签约|引进|落地)$")),
    ("UnderConstruction", re.compile(r"(?:加快推进|加快建设|推进|续建|抓好|推动)$")),
)


def _phase(reading: Reading, items: tuple[Mention, ...], clause: Span) -> str | None:
    mask = reading.sentence.mask
    first, last = min(m.start for m in items), max(m.end for m in items)
    for phase, pattern in _AFTER[:3]:
        if pattern.search(mask, last, clause[1]):
            return phase
    for phase, pattern in _BEFORE:
        if pattern.search(mask[clause[0] : first]):
            return phase
    phase, pattern = _AFTER[3]
    return phase if pattern.search(mask, last, clause[1]) else None


def read_phases(reading: Reading) -> list[tuple[Mention, str]]:
    """甲、乙等项目竣工投产: 甲 and 乙 are completed. In a plan this is where they are to come to."""
    found: list[tuple[Mention, str]] = []
    for clause in reading.sentence.clauses:
        projects = reading.outermost(clause, "Project")
        phase = _phase(reading, projects, clause) if projects else None
        if phase:
            found.extend((project, phase) for project in projects)
    return found
