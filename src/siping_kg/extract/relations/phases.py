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
    ("UnderConstruction", re.compile(r"加快建设|续建|在建|建设进展|施工|建设提速|建设提质")),
)
_BEFORE = (
    ("Planned", re.compile(r"(?:谋划|储备|论证|前期)[^，、]{0,6}$")),
    ("Completed", re.compile(r"(?:建成|完成|投用)(?:了)?$")),
    ("Started", re.compile(r"(?:开工建设|新开工|开工|启动|启动实施|启动建设)$")),
    ("Signed", re.compile(r"(?:签约|引进|落地)$")),
    ("UnderConstruction", re.compile(r"(?:加快建设|续建|在建)$")),
)


def _phase(reading: Reading, items: tuple[Mention, ...], clause: Span) -> tuple[str, str] | None:
    """The phase of the projects of a clause, and the word that says it."""
    mask = reading.sentence.mask
    first, last = min(m.start for m in items), max(m.end for m in items)
    for phase, pattern in _AFTER[:3]:
        if word := pattern.search(mask, last, clause[1]):
            return phase, word[0]
    for phase, pattern in _BEFORE:
        if word := pattern.search(mask[clause[0] : first]):
            return phase, word[0]
    phase, pattern = _AFTER[3]
    word = pattern.search(mask, last, clause[1])
    return (phase, word[0]) if word else None


def read_phases(reading: Reading) -> list[tuple[Mention, str, str]]:
    """甲、乙等项目竣工投产: 甲 and 乙 are completed, as 竣工 says. In a plan this is where they are to come to."""
    found: list[tuple[Mention, str, str]] = []
    if not any(mention.kind == "Project" for mention in reading.mentions):
        return found
    for clause in reading.sentence.clauses:
        projects = reading.outermost(clause, "Project")
        phase = _phase(reading, projects, clause) if projects else None
        if phase:
            found.extend((project, *phase) for project in projects)
    return found
