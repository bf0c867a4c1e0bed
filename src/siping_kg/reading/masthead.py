"""The front matter and first blocks of a report in; who says it, where, when and in which session out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from siping_kg.reading.layout import Block

__all__ = ["Masthead", "masthead_of"]

_HEAD_BLOCKS = 24
_LONGEST = 2000
_SPEECH = re.compile(r"代表.{0,24}(?:政府|大会).{0,12}报告")
_NUMBER = "[一二三四五六七八九十百\\d]{1,4}"
_SESSION = re.compile(
    rf"([\u4e00-\u9fff]{{0,30}}?)(第?{_NUMBER}届人(?:民代表大会|大)(?:常[务委会员]+)?第?{_NUMBER}次(?:全体)?会议)"
)
_DATE = re.compile(
    r"(20\d\d|二[〇○零]\w\w)年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OFFICE = r"(?:代理|代)?(?:省长|市长|州长|县长|区长|盟长|旗长|主席|专员|行政长官)"
_NAME = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•．・][\u4e00-\u9fff]{1,8})+"
_SPEAKER = re.compile(rf".{{0,80}}?({_OFFICE})[：:?？]*({_NAME})[）)]?$")
_OFFICE_LINE = re.compile(rf".{{0,24}}?({_OFFICE})$")
_NAME_LINE = re.compile(rf"({_NAME})$")
_NARRATED = re.compile(rf"({_OFFICE})({_NAME}?)(?=代表|作|在|向)")
_BEFORE_OFFICE = re.compile(rf"^({_NAME})({_OFFICE})在")
_TITLE_NAME = re.compile(rf"[（(].*?日(?:在)?\s*({_NAME})\s*[）)]?$")
_TITLE_TAIL = re.compile(r"[（(](?=[^）)]*日).*$")
_TITLE = re.compile(
    r"(?:20\d\d年)?([\u4e00-\u9fff]{2,14}?)(?:20\d\d年)?(?:人民)?(?:政府)(?:20\d\d年)?(?:政府)?工作报告"
)
_BEHALF = re.compile(r"代表([\u4e00-\u9fff]{2,14}?)(?:第.{1,3}届)?(?:人民)?政府")
_GOVERNMENT = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:人民政府)(?:代理|代)?[省市州县区盟旗]长")
_LEAGUE = re.compile(r"([\u4e00-\u9fff]{2,10}?(?:盟|地区))(?:行政公署|行署)")
_FRONT = re.compile(r"^(\w+)\s*:\s*(.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a report says; None is what it doesn't say.

    ``names`` are places as named, the surest first; ``issued`` is an ISO date; ``said`` is title and head, line by line.
    """

    names: tuple[str, ...]
    title: str | None
    issued: str | None
    session: str | None
    speaker: str | None
    office: str | None
    said: str

    def before(self, year: int) -> bool:
        """Whether the session met before the year began."""
        return self.issued is not None and int(self.issued[:4]) < year


def masthead_of(front_matter: str, blocks: Sequence[Block]) -> Masthead:
    """Read the front matter, and the blocks up to the speech's first sentence (我代表…报告工作)."""
    fields = {key: value.strip("\"'") for key, value in _FRONT.findall(front_matter)}
    title = "".join(fields.get("title", "").split())
    head = _head(blocks)
    texts = [block.text[:_LONGEST].replace("**", "") for block in head]
    everything = [title, *texts]
    sessions = [found for text in everything if (found := _SESSION.search(text)) and found[1]]
    sessions += _over_two_lines(texts)
    sessions = sessions or [found for text in everything if (found := _SESSION.search(text))]
    speaker, office = _speaker(texts, title)
    return Masthead(
        names=_names(everything, sessions),
        title=_title(title, texts),
        issued=_issued(everything),
        session=sessions[0][2] if sessions else None,
        speaker=speaker,
        office=office,
        said="\n".join(everything),
    )


def _head(blocks: Sequence[Block]) -> Sequence[Block]:
    for number, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if _SPEECH.search(block.text, 0, _LONGEST):
            return blocks[: number + 1]
    return [block for block in blocks[:8] if len(block.text) < 120]


def _over_two_lines(texts: Sequence[str]) -> list[re.Match[str]]:
    """The sessions whose name, with the place's before it, a line break cuts."""
    pairs = [(len(above), _SESSION.search(above + line)) for above, line in pairwise(texts)]
    return [found for cut, found in pairs if found and found[1] and found.start() < cut < found.end()]


def _names(texts: Sequence[str], sessions: Sequence[re.Match[str]]) -> tuple[str, ...]:
    named = [found[1] for found in sessions]
    for pattern in (_BEHALF, _TITLE, _GOVERNMENT, _LEAGUE):
        named += [found[1] for text in texts for found in pattern.finditer(text)]
    return tuple(dict.fromkeys(name for name in named if name))


def _title(front: str, texts: Sequence[str]) -> str | None:
    lines = [front, *(text for text in texts if len(text) < 60)]
    for line in lines:
        title = _TITLE_TAIL.sub("", line).strip("《》")
        if title.endswith("工作报告") and title not in ("政府工作报告", "工作报告"):
            return title[: len(title) // 2] if title[: len(title) // 2] * 2 == title else title
    return None


def _issued(texts: Sequence[str]) -> str | None:
    """The day of the session: a date beside the session's name if there is one, else the first date."""
    dated = [(text, found) for text in texts for found in _DATE.finditer(text)]
    dated.sort(key=lambda each: not _SESSION.search(each[0], each[1].end(), each[1].end() + 60))
    for _, found in dated:
        year, month, day = int(found[1].translate(_DIGITS)), _number(found[2]), _number(found[3])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _number(digits: str) -> int:
    """A number up to 99 in Arabic or Chinese digits (27, 二十七, 十, 三十)."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (int((tens or "1").translate(_DIGITS)) * 10 if ten else 0) + int((ones or "0").translate(_DIGITS))


def _speaker(texts: Sequence[str], title: str) -> tuple[str | None, str | None]:
    lines = [text for text in texts if len(text) < 90]
    for number, line in enumerate(lines):
        found = _SPEAKER.match(line)
        if found:
            return found[2], found[1]
        office = _OFFICE_LINE.match(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if office and _NAME_LINE.fullmatch(following):
            return following, office[1]
    for line in [title, *texts]:
        narrated = _NARRATED.search(line)
        if narrated:
            return narrated[2], narrated[1]
        before = _BEFORE_OFFICE.match(line)
        if before:
            return before[1], before[2]
    named = _TITLE_NAME.search(title)
    if named:
        return named[1], None
    for above, line in pairwise(lines):
        if _SESSION.search(above) and _NAME_LINE.fullmatch(line):
            return line, None
    return None, None
