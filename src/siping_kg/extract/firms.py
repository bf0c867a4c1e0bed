"""Project names in; the firms whose names begin them (双辽电厂6号机组扩建) out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon
from siping_kg.extract.naming import is_generic
from siping_kg.extract.sentence import Sentence
from siping_kg.model import Mention

__all__ = ["firms_in_projects"]


@functools.cache
def _firm() -> re.Pattern[str]:
    return re.compile(
        rf"[一-龥A-Za-z]{{2,4}}?(?:{alternation(class_lexicon('Company').suffixes)})(?=.{{2,}})"
    )


def firms_in_projects(sentence: Sentence, projects: list[Mention]) -> list[Mention]:
    """Find a firm at the head of each project's name, after the place if the name begins with one."""
    found = []
    for project in projects:
        if project.kind != "Project":
            continue
        place = next((k for k in sentence.known if k.start == project.start and k.kind == "Place"), None)
        for start in dict.fromkeys((project.start, place.end if place else project.start)):
            firm = _firm().match(sentence.text, start, project.end)
            if firm and not is_generic(firm[0], "Company") and not sentence.known_over(firm.start() + 2):
                found.append(
                    Mention(sentence.index, firm.start(), firm.end(), "Company", firm[0], "firm-in-name")
                )
                break
    return found
