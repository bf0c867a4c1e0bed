"""The squeezed text of a paragraph in, the spans of its sentences out, none longer than 400 characters."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "sentences_of"]

LONGEST = 400
_NEAR = 20
_END = re.compile(r"[。！？!?]+[”’）)》」』\]】]*|…{2}(?=[^”’，、）])|；(?=——|[①-⑳])|[”）。；;]?(?=[①-⑳])")
_OPENERS = re.compile(r"[“（(《「『]")
_CLOSERS = re.compile(r"[”）)》」』]")
_BOLD = re.compile(r"\*\*")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]|首先|其次|再次|最后)$"
)
_EDGE = "*#_ ；;，,"
_TRIM = "*#_ "
_PUNCTUATION = "。，；：！？、,;:!?"


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as spans of it, in order; bold marks at their edges are left out.

    A sentence ends at 。！？, at an item of a ①②③ list, and at the paragraph's end; never within a quotation
    or bracket that closes later in the paragraph. What is longer than LONGEST is split at ；, then at ，.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if end <= start or (end < len(text) and _inside(text, start, end)):
            continue
        spans.extend(_cut(text, start, end))
        start = end
    if start < len(text):
        spans.extend(_cut(text, start, len(text)))
    return spans


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a quotation or bracket is open at ``end`` that closes within the reach of a sentence."""
    opened = len(_OPENERS.findall(text, start, end)) - len(_CLOSERS.findall(text, start, end))
    if opened <= 0:
        return False
    closing = _CLOSERS.search(text, end, start + LONGEST)
    opening = _OPENERS.search(text, end, start + LONGEST)
    return closing is not None and (opening is None or closing.start() < opening.start())


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence cut where bold type ends a phrase, trimmed, and split where it is too long."""
    parts: list[tuple[int, int]] = []
    if text.find("**", start, end) >= 0:
        for mark in list(_BOLD.finditer(text, start, end)):
            if _parts_phrases(text, start, mark):
                parts.append((start, mark.start()))
                start = mark.end()
    parts.append((start, end))
    trimmed = (_trim(text, first, last) for first, last in parts)
    return [piece for first, last in trimmed if first < last for piece in _shorten(text, first, last)]


def _parts_phrases(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether bold marks stand beside punctuation or after an ordinal, so that the text may be cut there."""
    before = text[max(start, mark.start() - _NEAR) : mark.start()].rstrip(_TRIM)
    after = text[mark.end() : mark.end() + 1]
    return not before or before[-1] in _PUNCTUATION or after in _PUNCTUATION or bool(_ORDINAL.search(before))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        end -= 1
    bare = text[start:end].strip(_PUNCTUATION + "”’）)")
    return (start, end) if bare else (end, end)


def _shorten(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST:
        at = max(text.rfind("；", start, start + LONGEST), text.rfind(";", start, start + LONGEST))
        if at <= start:
            at = max(text.rfind("，", start, start + LONGEST), text.rfind("、", start, start + LONGEST))
        at = at + 1 if at > start else start + LONGEST
        pieces.append((start, at))
        start = at
    return [*pieces, (start, end)]
