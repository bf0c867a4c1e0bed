"""A span of the report's text in, its words without layout white space out, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["squeeze"]

_SPACE = re.compile(r"\s+")
_LATIN = re.compile(r"[A-Za-z]")


def squeeze(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The words of ``text[start:end]`` and the code point of ``text`` that each character stands at.

    White space goes, but for one space between two Latin words (the place of its first character).
    """
    span = text[start:end]
    if not _SPACE.search(span):
        return span, range(start, end)
    words: list[str] = []
    places: list[int] = []
    done = 0
    for gap in _SPACE.finditer(span):
        words.append(span[done : gap.start()])
        places.extend(range(start + done, start + gap.start()))
        done = gap.end()
        inside = gap.start() > 0 and done < len(span)
        if inside and _LATIN.match(span, gap.start() - 1) and _LATIN.match(span, done):
            words.append(" ")
            places.append(start + gap.start())
    words.append(span[done:])
    places.extend(range(start + done, end))
    return "".join(words), places
