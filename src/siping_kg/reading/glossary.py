"""The passages of a report in, the terms that its glossary explains out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from siping_kg.model import Definition, Passage, Role

__all__ = ["glossary_of"]

_NUMBER = re.compile(r"(?:\[\^?\d+\]:?|［\d+］|【\d+】|〔\d+〕|[（(]\d+[）)]|\d{1,3}[.．、]?|[①-⑳㉑-㊿])?\s*(?:\*\*)?")
_ENTRY = re.compile(r"([^：:。]{1,60}?)(?:\*\*)?[：:](?:\*\*)?(.+)", re.DOTALL)


def glossary_of(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The definitions of a report's glossary, in order; each with the passage that gives the term."""
    found: list[Definition] = []
    for number, passage in enumerate(passages):
        if passage.role is not Role.GLOSSARY:
            continue
        begin = _NUMBER.match(passage.text)
        entry = _ENTRY.match(passage.text, begin.end() if begin else 0)
        if entry:
            found.append(Definition(entry[1].strip("* "), entry[2].strip("* "), passage))
    return tuple(found)
