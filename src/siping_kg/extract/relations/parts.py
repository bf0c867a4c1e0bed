"""Mentions in; partOf out, from names that begin with the whole's, and from lists that a numbered name closes."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation
from siping_kg.extract.naming import bare
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import relation_rules, said
from siping_kg.extract.relations.whole import Whole
from siping_kg.extract.sentence import lead_match
from siping_kg.model import Mention

__all__ = ["read_parts"]

_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBERED = re.compile(
    r"(?:一批|“)?(?:[一-龥]{2,4}“)?([二两三四五六七八九十]|\d{1,2})(?:大|个|项|类|条|区|权|县|园|山|馆|中心)"
)
_LISTED = ("Policy", "Project", "Zone", "Facility")
_NUMBERED_THINGS = frozenset({"Policy", "Project", "Industry"})
"""Three schemes have one name together; 五大开发区 are five and have none."""
_PHASE = re.compile(r"(?:[一二三四五]期|北区|南区|东区|西区|[一二三四]标段)(?:工程|项目|建设)?$")


@functools.cache
def _line() -> re.Pattern[str]:
    lines, parts = said("part-of-line", "lines"), said("part-of-line", "parts")
    over = rf"(?![^、，]*{said('part-of-line', 'crossings')})"  # what goes under a river is no part of it
    return re.compile(
        rf"{over}(?P<whole>[^、，（）“”]{{1,10}}?{lines})(?![路街A-Z\d]|大[道街桥]|文化)(?P<part>[^、，]{{0,14}}{parts})(?:工程|项目|建设)?$"
    )


@functools.cache
def _branch() -> re.Pattern[str]:
    bodies = alternation(relation_rules()["part-of-body"].words["bodies"])
    return re.compile(
        rf"(?P<whole>[^、，（）“”]{{2,12}}?(?:{bodies}))(?P<part>[^、，]{{0,8}}{said('part-of-body', 'parts')})$"
    )


def _head(reading: Reading, thing: Mention, end: int, kind: str) -> Mention:
    """The mention of the whole at the head of a part's name; made if the sentence has none."""
    stop = thing.start + end
    own = (m for m in reading.mentions if (m.start, m.end, m.kind) == (thing.start, stop, kind))
    name = reading.sentence.text[thing.start : stop]
    return next(own, Mention(reading.sentence.index, thing.start, stop, kind, name, "part-of-name"))


def _in_name(reading: Reading, thing: Mention) -> list[Link]:
    """武松高速江陵至松滋段 is part of 武松高速; 荆州中心医院荆北新院 of 荆州中心医院."""
    text = reading.sentence.text[thing.start : thing.end]
    if thing.kind in ("Facility", "Project") and (line := _line().match(text)):
        whole = _head(reading, thing, line.end("whole"), "Facility")
        return [reading.link(thing, "partOf", whole, "part-of-line")]
    if thing.kind == "Zone":
        heads = [z for z in reading.within((thing.start, thing.end), "Zone") if z.start == thing.start]
        return [reading.link(thing, "partOf", z, "part-of-zone") for z in heads if _holds(reading, z, thing)]
    if thing.kind in ("Facility", "Organization", "Project") and (body := _branch().match(text)):
        whole = _head(reading, thing, body.end("whole"), "Organization")
        return [reading.link(thing, "partOf", whole, "part-of-body")]
    if thing.kind in ("Facility", "Organization"):
        bodies = [b for b in reading.within((thing.start, thing.end), "Organization") if _has(thing, b)]
        return [reading.link(thing, "partOf", body, "part-of-body") for body in bodies]
    return []


@functools.cache
def _inner() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(said("part-of-body", "bodies") + "$"), re.compile(said("part-of-body", "inner") + "$")


def _has(part: Mention, body: Mention) -> bool:
    """东南大学集成电路学院 is one of 东南大学: a name that begins with a body's, and names a body of its own."""
    ends, inner = _inner()
    if body.start != part.start or body.end >= part.end or body.rule == "relative-body":
        return False
    return bool(ends.search(body.name) and inner.search(part.name))


def _holds(reading: Reading, zone: Mention, part: Mention) -> bool:
    """吉林自贸区延边片区 is a part of 吉林自贸区; 综试区建设 is not one of 综试区."""
    tail = reading.sentence.text[zone.end : part.end]
    never, parts = said("part-of-zone", "never"), said("part-of-zone", "parts")
    own = rf"(?!{never}|[两二三四五六七八九十\d]大)(?!(?:片区|组团|板块)$)[^，等]{{0,12}}{parts}"  # 会展新城片区 is 会展新城
    return "“" not in zone.name and bool(re.fullmatch(own, tail))


@functools.cache
def _rest() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lines, parts = said("part-of-line", "lines"), said("part-of-line", "parts")
    return re.compile(lines + "$"), re.compile(rf"[^、，。；的等和]{{0,12}}?{parts}(?![一-龥]?路)")


def _cut_off(reading: Reading, line: Mention) -> list[Link]:
    """徐淮阜高速公路 before 淮北段: the two together are a stretch, which no name covers yet."""
    text = reading.sentence.text
    lines, parts = _rest()
    rest = parts.match(text, line.end) if lines.search(line.name) else None
    over = [m for m in reading.mentions if m.start <= line.start and line.end < m.end]
    if rest is None or over or lead_match(text, line.end):
        return []
    name = text[line.start : rest.end()]
    stretch = Mention(reading.sentence.index, line.start, rest.end(), "Facility", name, "part-of-name")
    places = [p for p in reading.within((line.end, rest.end()), "Place") if text[p.end :].startswith("段")]
    return [
        reading.link(stretch, "partOf", line, "part-of-line"),
        *(reading.link(stretch, "locatedIn", place, "stretch-of-place") for place in places),
    ]


def _phase_of(reading: Reading, thing: Mention, whole: Whole) -> list[Link]:
    """荆北新院二期 is part of 荆北新院, where the report names that too."""
    phase = _PHASE.search(thing.name)
    head = whole.things.get(bare(thing.name[: phase.start()])) if phase else None
    if head is None:
        return []
    return [Link(thing, "partOf", head, reading.quoting(head), "phase-of")]


def _numbered(reading: Reading) -> list[Link]:
    """甲、乙和丙三大水利项目: as many as the number says are parts of what the number names."""
    found: list[Link] = []
    for mention in reading.mentions:
        number = _NUMBERED.match(bare(mention.name)) if mention.kind in _NUMBERED_THINGS else None
        if number is None:
            continue
        kinds = ("Industry",) if mention.kind == "Industry" else _LISTED
        count = _NUMBERS.get(number[1]) or int(number[1])
        before = mention.start - reading.sentence.text[: mention.start].endswith("“")
        if reading.sentence.text[:before].endswith("等"):
            items = reading.list_before(before - 1, *kinds)
            if 1 < len(items) <= count and items[-1].end == before - 1:
                found.extend(reading.link(item, "partOf", mention, "numbered-whole") for item in items)
                continue
        items = reading.list_before(before, *kinds, "Honour")
        if len(items) == count and items[-1].end == before:
            found.extend(reading.link(item, "partOf", mention, "numbered-whole") for item in items)
    return found


@functools.cache
def _core() -> re.Pattern[str]:
    return re.compile(rf"为{said('core-of', 'core')}的“?$")


def _core_of(reading: Reading) -> list[Link]:
    """以甲、乙为核心的丙: 甲 and 乙 are parts of 丙."""
    found: list[Link] = []
    mask = reading.sentence.mask
    for whole in reading.topmost((0, len(mask)), "Zone", "Facility", "Product") if "为" in mask else ():
        core = _core().search(mask[: whole.start])
        begin = mask.rfind("以", 0, core.start()) + 1 if core else 0
        if core is None or not begin or "，" in mask[begin : core.start()]:
            continue
        items = reading.topmost((begin, core.start()), "Zone", "Facility", "Project")
        listed = [m for m in items if mask[m.start - 1] in "以、和与及" and mask[m.end] in "、和与及为"]
        found += [reading.link(item, "partOf", whole, "core-of") for item in listed]
    return found


def read_parts(reading: Reading, whole: Whole) -> list[Link]:
    """Which thing is part of which."""
    found = _numbered(reading) + _core_of(reading)
    for thing in reading.mentions:
        found += _in_name(reading, thing)
        if thing.kind == "Facility":
            found += _cut_off(reading, thing)
        if thing.kind in ("Project", "Facility", "Zone"):
            found += _phase_of(reading, thing, whole)
    return found
