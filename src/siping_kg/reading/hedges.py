"""A passage's words and where its things stand in; whether they are only to come, or only expected, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from siping_kg.reading.cues import cue

__all__ = ["hedge"]

_END = re.compile("[，。；：！？,;:!?]")


def hedge(text: str, positions: Iterable[int]) -> str | None:
    """Tell how the clauses at these positions speak: ``Target`` of what is to come, ``Estimated`` of what is expected.

    >>> hedge("投资88亿元的项目开工，天成甲醇项目即将落户。", [12])
    'Target'
    >>> hedge("预计投资增长5%，天成甲醇项目开工。", [9]) is None
    True
    """
    coming, expected = cue("coming"), cue("expected")
    if not (coming.search(text) or expected.search(text)):
        return None  # as nearly always
    clauses = []
    for at in positions:
        stop = _END.search(text, at)
        start = max((found.end() for found in _END.finditer(text, 0, at)), default=0)
        clauses.append(text[start : stop.start() if stop else len(text)])
    if any(coming.search(clause) for clause in clauses):
        return "Target"
    return "Estimated" if any(expected.search(clause) for clause in clauses) else None
