"""A span of text in, its lines out, and which of them are one paragraph that a narrow column broke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Line", "joined", "lines_of"]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSED = re.compile(r"[。！？；：!?;:…][”’）)》\]*]*$")
_NARROW = re.compile(r"[\x00-\xff“”‘’]")
_TOKEN = re.compile(r"[“‘（《〈(]*(?:[A-Za-z0-9.%+-]+|.)[，。、；：！？”’）》%,;:)]*")
_HEADING = re.compile(
    r"[*#\s]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.]|——|"
    r"\d{1,2}[．、]|\d{1,2}\.(?!\d)|第[一二三四五六七八九十]+[章节部])"
)
_SENTENCE = re.compile("[。；！？]")
_TAIL = re.compile(r"[^一二三四五六七八九十\d（(][^（(]?[。；、”）]")
_CHUNK = 30
_WIDEST_COLUMN = 60
_REACH = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without the white space around it; ``width`` counts a Chinese character as 1, a Latin one ½."""

    start: int
    end: int
    words: str
    width: float
    indent: int
    closed: bool
    heading: bool


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` that hold more than white space."""
    lines: list[Line] = []
    for found in _LINE.finditer(text, start, end):
        raw = found[0]
        words = raw.strip()
        if not words:
            continue
        indent = len(raw) - len(raw.lstrip())
        at = found.start() + indent
        width = len(words) - len(_NARROW.findall(words)) / 2 if len(words) <= 2 * _WIDEST_COLUMN else len(words)
        closed = _CLOSED.search(words[-6:]) is not None
        heading = _HEADING.match(words) is not None
        lines.append(Line(at, at + len(words), words, width, indent, closed, heading))
    return lines


def joined(lines: Sequence[Line], furniture: Sequence[bool]) -> list[list[Line]]:
    """The lines grouped into paragraphs. Lines are joined only where they are really wrapped."""
    wrapped = _wrapped(lines)
    indented = _indented(lines)
    lost = _lost_indent(lines) if any(wrapped) and not indented else 0.0
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        before = number - 1
        goes_on = (
            before >= 0
            and not (furniture[number] or furniture[before])
            and not (indented and line.indent >= indented)
            and (
                _continues(lines, before, groups[-1], lost)
                if wrapped[before] and wrapped[number]
                else _torn(lines, before)
            )
        )
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _wrapped(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether the lines around it are broken by a column: most of them stop in mid-sentence."""
    verdicts: list[bool] = []
    for first in range(0, len(lines), _CHUNK):
        chunk = lines[max(0, first - 5) : first + _CHUNK + 5]
        verdict = _is_wrapped(chunk)
        verdicts.extend([verdict] * len(lines[first : first + _CHUNK]))
    return verdicts


def _is_wrapped(chunk: Sequence[Line]) -> bool:
    open_lines = [line for line in chunk if not line.closed]
    if len(open_lines) < 2 or median(line.width for line in open_lines) > _WIDEST_COLUMN:
        return False
    if sum(line.width for line in open_lines) < 0.5 * sum(line.width for line in chunk):
        return False
    pairs = [(a, b) for a, b in zip(chunk, chunk[1:], strict=False) if not a.closed]
    alike = sum(abs(a.width - b.width) <= 2.5 or (b.closed and b.width < a.width) for a, b in pairs)
    return alike >= 0.6 * len(pairs) and not all(line.heading for line in open_lines)


def _indented(lines: Sequence[Line]) -> int:
    """The indent that marks a new paragraph, where the file uses one; else 0."""
    indents = [line.indent for line in lines if 2 <= line.indent <= 8]
    return min(indents) if 2 <= len(indents) <= 0.7 * len(lines) else 0


def _lost_indent(lines: Sequence[Line]) -> float:
    """By how much the first lines of paragraphs fall short of the column: an indent that copying has lost."""
    short = [
        _column(lines, number) - line.width
        for number, line in enumerate(lines)
        if number and not line.closed and lines[number - 1].closed
    ]
    return 2.0 if len(short) > 2 and 1.25 <= median(short) < 4 else 0.0


def _continues(lines: Sequence[Line], number: int, group: Sequence[Line], lost: float) -> bool:
    """Whether the wrapped line, the last of a group, runs on into the next."""
    line, following = lines[number], lines[number + 1]
    if line.closed:
        column = max((each.width for each in lines[max(0, number - _REACH) : number] if not each.closed), default=0)
        return column - 0.25 <= line.width and column - 1.25 < following.width and not following.heading
    if any(_SENTENCE.search(each.words) for each in group) or (len(group) > 1 and not group[0].heading):
        return True  # running text that has begun a sentence and not ended it
    if _TAIL.match(following.words):
        return True  # no paragraph begins with the end of a word
    if not lost:
        return line.width + _need(following) > _column(lines, number) - 0.75  # the next word would not have fitted
    # First lines are short by the lost indent, and so is a line followed by one: then the heading has ended.
    after = [each.width for each in lines[number + 2 : number + 2 + _REACH] if not each.closed]
    usual = median(after) if after else following.width
    slack = 0.75 if line.heading else 1.75
    return line.width + lost + _need(following) > usual - slack and (
        following.width > usual - 1.25 or (following.closed and not line.heading)
    )


def _need(line: Line) -> float:
    """The width of a line's first word with the punctuation that can't be parted from it."""
    token = _TOKEN.match(line.words)
    return len(token[0]) - len(_NARROW.findall(token[0])) / 2 if token else 1.0


def _column(lines: Sequence[Line], number: int) -> float:
    """The width of the column around a line: the lesser of what is usual before and after it."""
    before = [line.width for line in lines[max(0, number - 2 * _REACH) : number + 1] if not line.closed]
    after = [line.width for line in lines[number + 1 : number + 1 + 2 * _REACH] if not line.closed]
    own = lines[number].width
    return min(max(before[-_REACH:], default=own), max(after[:_REACH], default=own))


def _torn(lines: Sequence[Line], number: int) -> bool:
    """Whether a line of an unwrapped file stops in mid-sentence, as web pages do at a lost subscript."""
    line, following = lines[number], lines[number + 1]
    if line.closed or following.heading or line.words[-1] in "”）)》]*.":
        return False
    return _SENTENCE.search(line.words) is not None or (line.width > _WIDEST_COLUMN and not line.heading)
