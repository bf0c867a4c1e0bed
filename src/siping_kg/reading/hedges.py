"""A passage's words and where its things stand in; whether they are to come, only expected, or there already, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from siping_kg.reading.cues import cue

__all__ = ["hedge", "stands"]

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


def stands(text: str, start: int, end: int, *, acts: bool, lasts: bool = False) -> bool:
    """Tell whether a plan speaks, between these positions, of what is there already.

    Those who act (firms) are there unless they are to come; what lasts (a zone, an airport) unless it is to be founded.

    >>> stands("支持延吉机场打造区域门户机场。", 2, 6, acts=False)
    True
    >>> stands("支持梨树县打造红嘴产业园。", 7, 12, acts=False)
    False
    >>> stands("支持红嘴机场建设。", 2, 6, acts=False)
    False
    >>> stands("加快天成石化扩能等项目建设。", 2, 6, acts=True), stands("加快引进天成石化。", 4, 8, acts=True)
    (True, False)
    >>> stands("推进红嘴高新区扩区。", 2, 7, acts=False, lasts=True), stands("申建红嘴高新区。", 2, 7, acts=False, lasts=True)
    (True, False)
    """
    before = text[max((found.end() for found in _END.finditer(text, 0, start)), default=0) : start]
    stop = _END.search(text, start)
    close = stop.start() if stop else len(text)
    if acts and not cue("incoming").search(text, start - len(before), close):
        return True
    if cue("made_into").search(text, end, close) or cue("going_on").match(text, end, close):
        return True
    if cue("opening_up").search(text, start, close):
        return False
    if lasts and not cue("founded").search(before) and not cue("listed_works").match(text, end, close):
        return True
    last = {
        kind: max((m.end() for m in cue(kind).finditer(before)), default=0)
        for kind in ("standing", "founding")
    }
    if last["standing"] == last["founding"]:
        return acts
    return last["standing"] > last["founding"]
