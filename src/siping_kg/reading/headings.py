"""The squeezed text of a block in, the heading it is or opens with out: its rank and its span."""

from __future__ import annotations

import re
from dataclasses import dataclass

from siping_kg.reading.cues import cue

__all__ = ["Heading", "heading_of", "lead_of"]

_STYLES = (
    (2, re.compile(r"第?[一二三四五六七八九十]{1,3}(?:[、．.]|[章节部]分?)")),
    (4, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (5, re.compile(r"\d{1,2}(?:[．、]|\.(?!\d))|[—－─]{1,2}(?!\d{4}年)")),
    (6, re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]")),
)
_PLAIN = 3
_BOLD = 3
_ENDS = re.compile(r"[。；，、！？!?;,：:]$|[。；]")
_SENTENCE = re.compile(r"[^。！？!?；;]{2,60}[。！？!?]")
_BOLD_END = re.compile(r"\*\*[。，：；]?")
_FIGURE = re.compile(r"\d(?!\d{0,3}年)")
_SEVERAL = re.compile(r"[。；;](?=.)")
_STOPS = "。；，！？!?;,：:"
_LISTED = 5
_NO_LEAD = re.compile(r"[\d，,年*]|各位代表")
_LONGEST = 60
_PLAIN_LONGEST = 34
_LEAD_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``rank`` 1 (unnumbered part) to 6, ``end`` in the block's text, ``plain`` if it has no number."""

    text: str
    rank: int
    end: int
    plain: bool


def heading_of(text: str, emphasis: int) -> Heading | None:
    """The heading that a block is, or that its first sentence is (（一）抓投资。全年…); None if it has none."""
    if len(text) <= _PLAIN_LONGEST and cue("glossary").fullmatch(text):
        return Heading(_bare(text), _BOLD, len(text), True)
    for rank, style in _STYLES:
        if style.match(text):
            end = _heading_end(text, rank)
            return Heading(_bare(text[:end]), rank, end, False) if end else None
    if emphasis and emphasis < 7 and len(text) <= _LONGEST:
        return Heading(_bare(text), min(emphasis, _PLAIN), len(text), True)
    if len(text) <= _PLAIN_LONGEST and not _ENDS.search(text):
        return Heading(text, _BOLD if emphasis else _PLAIN, len(text), True)
    if emphasis == 7 and len(text) <= _LONGEST and not text.endswith(("：", ":")):
        return Heading(_bare(text), _BOLD, len(text), True)
    return None


def _heading_end(text: str, rank: int) -> int:
    """Where a numbered heading ends: the whole block, its bold part or its first short sentence; 0 if nowhere."""
    bold = _BOLD_END.search(text, 0, _LONGEST + 10)
    if bold and bold.start() > 4:
        return bold.end()
    if len(text) <= _LONGEST and not _SEVERAL.search(text):
        return 0 if text[-1] in _STOPS and _is_item(text, rank) else len(text)
    sentence = _SENTENCE.match(text)
    return sentence.end() if sentence and not _FIGURE.search(sentence[0][3:]) else 0


def _is_item(text: str, rank: int) -> bool:
    """Whether a numbered line that ends a sentence is an item of a list (2.改造危桥6座。) and not a heading."""
    return rank >= _LISTED and (text[0] not in "—－─" or _FIGURE.search(text[3:]) is not None)


def lead_of(text: str) -> int:
    """Where a paragraph's run-in lead phrase ends (抓好粮食生产。全面落实…), or 0."""
    sentence = _SENTENCE.match(text)
    if sentence is None or sentence.end() > _LEAD_LONGEST or sentence.end() == len(text):
        return 0
    return 0 if _NO_LEAD.search(sentence[0]) else sentence.end()


def _bare(text: str) -> str:
    return text.strip("*#_ ").rstrip("。：:；;*#_ ")
