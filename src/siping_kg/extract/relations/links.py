"""What relation readers share: a link between two mentions, and the mentions of a sentence by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from siping_kg.extract.awards import Award
from siping_kg.extract.compounds import Scheme
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Report

__all__ = ["Link", "Reading"]

_OF_PROJECTS = re.compile(r"”?(?:等|[\d一二三四五六七八九十]+个|一批|重点|重大|文旅|产业|配套)*(?:项目|工程)")
_JOINT = re.compile(r"[“”]?(?:、|和|与|及|以及)?[“”]?")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two mentions, with the passages whose words say it."""

    subject: Mention
    predicate: str
    object: Mention
    passages: tuple[int, ...]
    rule: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with all that the recognisers found in it; ``home`` stands for the report's own place."""

    report: Report
    gazetteer: Gazetteer
    sentence: Sentence
    mentions: tuple[Mention, ...]
    awards: tuple[Award, ...]
    schemes: tuple[Scheme, ...]
    home: Mention
    _top: tuple[Mention, ...] = field(init=False, repr=False)
    """The mentions that lie inside no longer one."""

    def __post_init__(self) -> None:
        top = tuple(m for m in self.mentions if not any(_encloses(o, m) for o in self.mentions))
        object.__setattr__(self, "_top", top)

    def link(
        self, subject: Mention, predicate: str, obj: Mention, rule: str, role: str | None = None
    ) -> Link:
        """Make a link that this sentence says."""
        return Link(subject, predicate, obj, (self.sentence.index,), rule, role)

    def quoting(self, other: Mention) -> tuple[int, ...]:
        """This sentence, and the one another mention stands in if both tell of what was, or both of what is planned."""
        here, there = self.sentence.index, other.passage
        passages = self.report.passages
        alike = there >= 0 and passages[here].role == passages[there].role
        return (here, there) if alike and here != there else (here,)

    def within(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """Mentions of these classes (of any, when none is named) that lie inside a span."""
        return _inside(self.mentions, span, kinds)

    def outermost(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """As within, without those that lie inside another of them."""
        inside = self.within(span, *kinds)
        return tuple(
            m for m in inside if not any(o.start <= m.start and m.end <= o.end and o != m for o in inside)
        )

    def topmost(self, span: Span, *kinds: str) -> tuple[Mention, ...]:
        """As within, without those that lie inside any longer mention."""
        return _inside(self._top, span, kinds)

    def built(self, span: Span) -> list[Mention]:
        """Projects and zones inside a span; facilities too, where the list of them ends in 项目."""
        things = self.topmost(span, "Project", "Zone", "Facility")
        last = max((m.end for m in things), default=0)
        listed = bool(_OF_PROJECTS.match(self.sentence.mask, last, span[1]))
        return [m for m in things if m.kind != "Facility" or listed]

    def key_of(self, place: Mention) -> str | None:
        """The gazetteer key of a place, where the gazetteer knows it."""
        return next((k.key for k in self.sentence.known if k.start == place.start and k.key), None)

    def in_territory(self, place: Mention) -> bool:
        """Tell whether a place lies inside the report's own: 上海 in 上海瓴湖 says where a firm comes from."""
        key, home = self.key_of(place), self.report.place
        return bool(key and key != home and self.gazetteer.within(key, home, year=self.report.year))

    def is_home(self, mention: Mention) -> bool:
        """Tell whether a mention names the report's own place."""
        return mention.kind == "Place" and self.key_of(mention) == self.report.place

    def list_before(self, end: int, *kinds: str) -> list[Mention]:
        """The mentions of a list (甲、乙和丙) that ends at a position, in text order; there may be but one."""
        found: list[Mention] = []
        for mention in sorted(self.topmost((0, end), *kinds), key=lambda m: -m.end):
            if mention.end > end:
                continue
            if not _JOINT.fullmatch(self.sentence.text[mention.end : end]):
                break
            found.insert(0, mention)
            end = mention.start
        return found

    def list_after(self, start: int, *kinds: str) -> list[Mention]:
        """The mentions of a list (甲、乙和丙) that begins at a position, in text order; there may be but one."""
        found: list[Mention] = []
        for mention in sorted(self.topmost((start, len(self.sentence.text)), *kinds), key=lambda m: m.start):
            if mention.start < start:
                continue
            if not _JOINT.fullmatch(self.sentence.text[start : mention.start]):
                break
            found.append(mention)
            start = mention.end
        return found


def _inside(mentions: tuple[Mention, ...], span: Span, kinds: tuple[str, ...]) -> tuple[Mention, ...]:
    start, end = span
    return tuple(
        [m for m in mentions if start <= m.start and m.end <= end and (not kinds or m.kind in kinds)]
    )


def _encloses(outer: Mention, inner: Mention) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end
