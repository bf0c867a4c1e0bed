"""Decoded text in, its blocks out: paragraphs, headings and furniture, with wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from siping_kg.reading.columns import Line, joined, lines_of
from siping_kg.reading.cues import cue
from siping_kg.reading.squeeze import squeeze

__all__ = ["Block", "blocks_of", "front_matter_of"]

_FRONT_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MARKS = "*#_>` "
_WORDS = re.compile(r"\w")
_LONGEST_FURNITURE = 170
_SUBTITLE = re.compile(r"[—－-]{1,2}.*(?:解读|摘要|侧记|综述)")
_HEADLINE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that belongs together: ``text`` is squeezed, ``places[i]`` is where text[i] stands.

    ``emphasis`` is 1 to 6 for a Markdown heading, 7 for a line all in bold type, else 0.
    """

    text: str
    places: Sequence[int]
    furniture: bool
    emphasis: int


def front_matter_of(text: str) -> tuple[str, int]:
    """The YAML front matter of a Markdown file ("" if none), and where the text after it begins."""
    found = _FRONT_MATTER.match(text)
    return (found[1], found.end()) if found else ("", int(text.startswith("\ufeff")))


def blocks_of(text: str, begin: int = 0) -> list[Block]:
    """The blocks of ``text[begin:]`` in order. Rules of dashes and other lines without a word are no blocks."""
    found: list[Block] = []
    for start, end, comment in _parts(text, begin):
        if comment:
            found.extend(_block(text, start, end, furniture=True))
            continue
        lines = lines_of(text, start, end)
        furniture = _furniture(lines)
        first = 0
        for group in joined(lines, furniture):
            found.extend(_block(text, group[0].start, group[-1].end, furniture=furniture[first]))
            first += len(group)
    return found


def _parts(text: str, begin: int) -> list[tuple[int, int, bool]]:
    """The text cut at HTML comments: (start, end, whether it is a comment)."""
    parts: list[tuple[int, int, bool]] = []
    while (opened := text.find("<!--", begin)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        parts += [(begin, opened, False), (opened + 4, closed, True)]
        begin = closed + 3
    return [*parts, (begin, len(text), False)]


def _furniture(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it is furniture. The lines of a newspaper headline stand above its subtitle."""
    verdicts = [_is_furniture(line) for line in lines]
    for number, line in enumerate(lines):
        if verdicts[number] and _SUBTITLE.match(line.words):
            above = number - 1
            while (
                above >= max(0, number - _HEADLINE) and not lines[above].closed and lines[above].width <= 20
            ):
                verdicts[above] = True
                above -= 1
    return verdicts


def _is_furniture(line: Line) -> bool:
    words = line.words
    return len(words) < _LONGEST_FURNITURE and _matches_furniture("".join(words.strip(_MARKS).split()))


def _matches_furniture(words: str) -> bool:
    return cue("furniture").fullmatch(words) is not None


def _block(text: str, start: int, end: int, *, furniture: bool) -> list[Block]:
    words, places = squeeze(text, start, end)
    if not _WORDS.search(words):
        return []
    bare = words.lstrip(_MARKS)
    first = len(words) - len(bare)
    bare = bare.rstrip(_MARKS)
    last = first + len(bare)
    opening = words[:first]
    emphasis = opening.count("#") or (7 if opening.startswith("**") and last < len(words) else 0)
    if emphasis == 7 and "**" in bare:
        emphasis = 0
    return [Block(bare, places[first:last], furniture, emphasis)]
