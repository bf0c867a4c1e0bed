"""The passages of a report in, the terms that its glossary explains out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from siping_kg.model import Definition, Passage, Role

__all__ = ["glossary_of"]

_NUMBER = re.compile(
    r"(?:\*\*)?(?:\[\^?\d+\]:?|[\uff3b\u3010\u3014]\d+[\uff3d\u3011\u3015]|[（(]\d+[）)]|\d{1,3}[.．、]|\d{1,3}(?=[^\d.．、%])|[①-⑳㉑-㊿])?"
    r"(?:\*\*)*"
)
_ENTRY = re.compile(r"([^：:。]{1,60}?)(?:\*\*)?[：:](?:\*\*)?(.+)", re.DOTALL)
_NEXT = re.compile(r"“[^”]{1,40}”[^：:，。]{0,16}[：:](?:是?指|即)")
_NOTE = re.compile("[（(]?注[：:]")
_BARE = re.compile(r"(.{2,60}?)[：:]?$")


def glossary_of(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The definitions of a report's glossary, in order; each with the passage that gives the term.

    An entry is a paragraph: its term stands before the first colon, its text is what follows to the end of it.
    """
    found: list[Definition] = []
    paragraph = -1
    for passage in passages:
        if passage.role is not Role.GLOSSARY:
            continue
        first = passage.paragraph != paragraph
        entry = _entry(passage) if first or _NEXT.match(passage.text) else None
        if entry:
            found.append(entry)
            paragraph = passage.paragraph
        elif found and not first:
            found[-1] = replace(found[-1], text=found[-1].text + passage.text)
    return tuple(each for each in found if each.text)


def _entry(passage: Passage) -> Definition | None:
    number = _NUMBER.match(passage.text)
    begin = number.end() if number else 0
    entry = None if _NOTE.match(passage.text) else _ENTRY.match(passage.text, begin)
    if entry:
        return Definition(entry[1].strip("*"), entry[2].strip("*"), passage)
    # A term in bold type is cut off as a passage of its own; its text follows.
    bare = _BARE.fullmatch(passage.text, begin)
    ends = passage.text.endswith(("：", ":"))
    return Definition(bare[1].strip("*"), "", passage) if bare and ends else None
