"""A span of text in, its lines out, and which of them are one paragraph that a narrow column broke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

__all__ = ["Line", "joined", "lines_of"]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSED = re.compile(r"[。！？；：!?;:…][”’）)》\]*]*$")
_LATIN = re.compile(r"[\x00-\xff]")
_QUOTES = re.compile("[“”‘’]")
_TOKEN = re.compile(r"[“‘（《〈(]*(?:[A-Za-z0-9.%+-]+|.)[，。、；：！？”’）》%,;:)]*")
_PROSE = re.compile("[，。；、,]")
_SENTENCE = re.compile("[。；！？]")
_TAIL = re.compile(r"[^一二三四五六七八九十\d（(][^（(]?[。；、”）]")
_HEADING = re.compile(
    r"[*#\s]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.]|——|"
    r"\d{1,2}[．、]|\d{1,2}\.(?!\d)|第[一二三四五六七八九十]+[章节部])"
)
_OPENS = re.compile(
    r"各位代表|同志们|(?:刚刚)?过去|(?:20\d\d年|今年)[是，]|[“]?十[二三四五六七八九]五[”]?(?:时期|期间)?[是，]"
)
_CHUNK = 30
_WIDEST_COLUMN = 60
_NUMBER = 3
_SHORT = 14
_REACH = 3
_METRICS = ((0.5, 0.5), (0.5, 1.0), (1.0, 1.0))
_INDENT = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without the white space around it.

    ``width`` is in Chinese characters, ``gap`` tells that a blank line precedes, ``closed`` that a sentence
    ends with the line, ``heading`` that it begins like a numbered heading.
    """

    start: int
    end: int
    words: str
    width: float
    indent: int
    gap: bool
    closed: bool
    heading: bool


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` that hold more than white space."""
    lines: list[Line] = []
    last = start
    for found in _LINE.finditer(text, start, end):
        raw = found[0]
        words = raw.strip()
        if not words:
            continue
        indent = len(raw) - len(raw.lstrip())
        at = found.start() + indent
        gap = text.count("\n", last, at) > 1
        closed = _CLOSED.search(words[-6:]) is not None
        heading = _HEADING.match(words) is not None
        last = at + len(words)
        lines.append(Line(at, last, words, _width(words, *_METRICS[0]), indent, gap, closed, heading))
    return lines


def _width(words: str, latin: float, quote: float) -> float:
    if len(words) > 2 * _WIDEST_COLUMN:
        return float(len(words))
    return len(words) - (1 - latin) * len(_LATIN.findall(words)) - (1 - quote) * len(_QUOTES.findall(words))


def joined(lines: Sequence[Line], furniture: Sequence[bool]) -> list[list[Line]]:
    """The lines grouped into paragraphs. Lines are joined only where they are really wrapped."""
    wrapped = _wrapped(lines)
    column = _Column(lines, furniture) if any(wrapped) else None
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        before = number - 1
        if before < 0 or furniture[number] or furniture[before]:
            goes_on = False
        elif column and wrapped[before] and wrapped[number]:
            goes_on = column.continues(before, groups[-1])
        else:
            goes_on = _torn(lines[before], line)
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _wrapped(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether the lines around it are broken by a column: most of them stop in mid-sentence."""
    verdicts: list[bool] = []
    for first in range(0, len(lines), _CHUNK):
        verdict = _is_wrapped(lines[max(0, first - 5) : first + _CHUNK + 5])
        verdicts.extend([verdict] * len(lines[first : first + _CHUNK]))
    return verdicts


def _is_wrapped(chunk: Sequence[Line]) -> bool:
    open_lines = [line for line in chunk if not line.closed]
    if len(open_lines) < 2 or median(line.width for line in open_lines) > _WIDEST_COLUMN:
        return False
    in_open_lines = sum(line.width for line in open_lines)
    if in_open_lines < 0.5 * sum(line.width for line in chunk):
        return False
    # The 、 of 一、 says nothing.
    if sum(line.width for line in open_lines if _PROSE.search(line.words, _NUMBER)) < 0.4 * in_open_lines:
        return False  # a list or a table
    indent = _indent(chunk)
    prose = [(a, b) for a, b in pairwise(chunk) if not a.closed and _PROSE.search(a.words, _NUMBER)]
    pairs = [(a, b) for a, b in prose if not (indent and b.indent >= indent)]
    alike = sum(abs(_reach(a) - _reach(b)) <= 2.5 or (b.closed and _reach(b) < _reach(a)) for a, b in pairs)
    return alike >= 0.6 * len(pairs) and not all(line.heading for line in open_lines)


def _indent(lines: Sequence[Line]) -> int:
    """The indent that marks a new paragraph, where the lines use one; else 0."""
    indents = [line.indent for line in lines if 2 <= line.indent <= 8]
    return min(indents) if 2 <= len(indents) <= 0.8 * len(lines) else 0


def _reach(line: Line) -> float:
    return line.width + min(line.indent, _INDENT)


def _torn(line: Line, following: Line) -> bool:
    """Whether a line of an unwrapped file stops in mid-sentence, as web pages do at a lost subscript."""
    if line.closed or following.heading or line.words[-1] in "”）)》]*.":
        return False
    return _SENTENCE.search(line.words) is not None or (line.width > _WIDEST_COLUMN and not line.heading)


class _Column:
    """The lines of a wrapped file, measured as its columns were, and how it marks paragraphs."""

    def __init__(self, lines: Sequence[Line], furniture: Sequence[bool]) -> None:
        self.lines = lines
        # Furniture says nothing of the column's width, nor does a line that ends a sentence, nor a masthead's line.
        self.open = [
            not (line.closed or out)
            and (_PROSE.search(line.words, _NUMBER) is not None or line.width > _SHORT)
            for line, out in zip(lines, furniture, strict=True)
        ]
        self.widths = _widths(lines, self.open)
        self.indent = _indent(lines)
        gaps = sum(line.gap for line in lines[1:])
        self.spaced = 0 < gaps <= 0.6 * (len(lines) - 1)
        self.lost = 0.0 if self.indent else self._lost_indent()

    def _lost_indent(self) -> float:
        """By how much the first lines of paragraphs fall short of the column: an indent that copying has lost."""
        short = [
            missing
            for number in range(1, len(self.lines))
            if self.lines[number - 1].closed and self.open[number] and not self.lines[number].heading
            if (missing := self._width_at(number) - self.widths[number]) < 2.5 * _INDENT
        ]
        return _INDENT if len(short) > 2 and sum(each >= 1.25 for each in short) >= 0.6 * len(short) else 0.0

    def _around(self, first: int, last: int) -> list[float]:
        """The widths of the open lines from ``first`` to before ``last``."""
        first = max(0, first)
        spans = zip(self.widths[first:last], self.open[first:last], strict=True)
        return [width for width, is_open in spans if is_open]

    def _width_at(self, number: int) -> float:
        """The width of the column around a line: the lesser of the widest open lines before and after it."""
        before = self._around(number - 2 * _REACH, number)[-_REACH:]
        after = self._around(number + 1, number + 1 + 2 * _REACH)[:_REACH]
        sides = [max(side) for side in (before, after) if side]
        return min(sides) if sides else self.widths[number]

    def continues(self, number: int, group: Sequence[Line]) -> bool:
        """Whether a line, the last of a group, runs on into the next."""
        line, following = self.lines[number], self.lines[number + 1]
        if self.indent and following.indent >= self.indent:
            return False
        if self.indent and group[0].indent >= self.indent:
            return not line.closed or (self._is_full(number) and not (following.heading or following.gap))
        if line.closed:
            also = self.widths[number + 1]
            return self._is_full(number, also) and not (following.heading or (self.spaced and following.gap))
        running = any(_SENTENCE.search(each.words) for each in group[:_REACH])
        running = running or len(group) > (_REACH if group[0].heading else 1)
        if running or _TAIL.match(following.words):
            return True  # a sentence has begun and not ended; no paragraph begins with the end of a word
        if (self.spaced and following.gap) or (line.heading and _OPENS.match(following.words)):
            return False
        return self._first_continues(number)

    def _is_full(self, number: int, also: float | None = None) -> bool:
        """Whether a line that ends a sentence fills the column, as does ``also``, the width of the next."""
        near = self._around(number - _REACH, number) or self._around(number + 1, number + 1 + 2 * _REACH)
        column = max(near, default=float(_WIDEST_COLUMN))
        return column - 0.25 <= self.widths[number] and (also is None or column - 1.25 < also)

    def _first_continues(self, number: int) -> bool:
        """Whether a first line without a full stop runs on: the next line's first word would not have fitted."""
        line, following = self.lines[number], self.lines[number + 1]
        token = _TOKEN.match(following.words)
        full = self.widths[number] + (_width(token[0], *_METRICS[0]) if token else 1.0)
        if not self.lost:
            return full > self._width_at(number) - (0.25 if line.heading else 0.75)
        # First lines are short by the lost indent, and so is a line followed by one: then the heading has ended.
        after = self._around(number + 2, number + 2 + _REACH)
        usual = median(after) if after else self.widths[number + 1]
        return full + self.lost > usual - (0.75 if line.heading else 1.75) and (
            self.widths[number + 1] > usual - 1.25 or (following.closed and not line.heading)
        )


def _widths(lines: Sequence[Line], is_open: Sequence[bool]) -> list[float]:
    """The widths of lines, with Latin letters and quotation marks as wide as makes neighbouring lines most alike."""
    neighbours = [number for number in range(len(lines) - 1) if is_open[number] and is_open[number + 1]]
    best: tuple[float, list[float]] | None = None
    for metric in _METRICS:
        widths = [line.width if metric == _METRICS[0] else _width(line.words, *metric) for line in lines]
        spread = sum(min(abs(widths[number] - widths[number + 1]), 3.0) for number in neighbours)
        if best is None or spread < best[0]:
            best = (spread, widths)
    return best[1] if best else []
