"""Blocks of a report and its year in; its passages out, each with role, year and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from siping_kg.model import Passage, Role
from siping_kg.reading.cues import cue
from siping_kg.reading.headings import Heading, heading_of, lead_of
from siping_kg.reading.layout import Block
from siping_kg.reading.parts import (
    DATED,
    FUTURE,
    PAST,
    Part,
    heading_part_of,
    narrated_of,
    plan_periods,
    turn_of,
)
from siping_kg.reading.sentences import sentences_of
from siping_kg.reading.tenses import spoken_of

__all__ = ["passages_of"]

_SPEECH = re.compile(r"(?:我|本人).{0,6}代表.{0,24}(?:政府|大会|常委会).{0,16}报告")
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}[是、]|[①-⑳]|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|——|第[一二三四五六七]"
)

_AHEAD = 4
_NUMBERED = 4
_PART_RANK = 2
_BEGINNING = 120
_LONGEST_FURNITURE = 170
_DATE = 10
_THIS_YEAR = re.compile(r"今年|20\d\d")


@dataclass(slots=True)
class _Place:
    """Where the walk stands: the open headings, and what the words now speak of."""

    part: Part
    open: list[tuple[int, str, Part | None]] = field(default_factory=list)
    turned: Part | None = None
    once: Part | None = None
    problems: bool = False
    spoken: bool = False
    troubled: bool = False
    torn: bool = False

    @property
    def now(self) -> Part:
        return self.once or self.turned or self.part


def passages_of(blocks: Sequence[Block], year: int, *, december: bool = False) -> tuple[Passage, ...]:
    """The passages of a report for ``year``, in order; furniture and headings are passages with that role.

    ``december``: the session met in the year before the one planned for.
    """
    return _Walk(blocks, year, december).passages()


class _Walk:
    """One walk over the blocks of one report."""

    def __init__(self, blocks: Sequence[Block], year: int, december: bool) -> None:
        self.blocks = blocks
        self.year = year
        self.december = december
        self.heads = [None if each.furniture else heading_of(each.text, each.emphasis) for each in blocks]
        self.parts = [heading_part_of(head, year) if head else None for head in self.heads]
        self.planned = any(
            part and (part.role is Role.PLAN or (part.mixed and part.role in FUTURE)) for part in self.parts
        )
        self.place = _Place(Part(Role.OPENING, year))
        self.found: list[Passage] = []

    def passages(self) -> tuple[Passage, ...]:
        for number, (block, head) in enumerate(zip(self.blocks, self.heads, strict=True)):
            begin = 0
            if block.furniture:
                self._add(block, number, [(0, len(block.text))], Role.FURNITURE)
                continue
            if head is not None and not self._explains(head):
                self._enter(number, head, self.parts[number])
                role = Role.OPENING if self.place.now.role is Role.OPENING else Role.HEADING
                self._add(block, number, sentences_of(block.text[: head.end]), role)
                begin = head.end
            if begin < len(block.text):
                self._paragraph(block, number, begin)
        return tuple(self.found)

    def _explains(self, head: Heading) -> bool:
        """Whether what looks like a heading is an entry of the glossary."""
        in_glossary = self.place.part.role is Role.GLOSSARY
        return (
            in_glossary
            and (head.rank > _PART_RANK or "：" in head.text or ":" in head.text)
            and not (cue("annex").fullmatch(head.text))
        )

    def _enter(self, number: int, head: Heading, part: Part | None) -> None:
        """Open a heading, closing those of its rank and below; what it doesn't say it inherits."""
        place = self.place
        place.once = None
        if place.part.role is Role.GLOSSARY and not cue("annex").fullmatch(head.text):
            return
        part = self._fitting(part, head)
        rank = 1 if head.plain and part else head.rank
        closed = [each for each in place.open if each[0] >= rank and each[2]]
        place.open = [each for each in place.open if each[0] < rank]
        if part is None and not head.plain and rank == _PART_RANK:
            part = self._silent(number, closed)
        if part is None and place.now.role is Role.OPENING:
            return  # the title, the session and the speaker head nothing
        place.open.append((rank, head.text, part))
        if part or closed:
            inherited = [each[2] for each in place.open if each[2]]
            place.part = inherited[-1] if inherited else place.part
            place.turned = None
            place.problems = False
        if part is None and place.part.mixed:
            self._turn_within(head.text)

    def _turn_within(self, heading: str) -> None:
        """Let the first words of a heading (——五年来，我们…) turn the tense of a part that names two times."""
        words = heading.lstrip("—－─-")
        turn = turn_of(words, self.year, december=self.december)
        if (
            turn
            and (turn.role in PAST) == (self.place.now.role in PAST)
            and self.place.now.role is not Role.OPENING
        ):
            self.place.turned = turn

    def _fitting(self, part: Part | None, head: Heading) -> Part | None:
        """What a heading opens here, if what it says of itself fits.

        A report opens with its review, and what that says of the government's own house is review too. A
        numbered heading within a part says nothing of time unless it is dated. The troubles told end the review.
        """
        place = self.place
        now = place.now.role
        if part and part.role is Role.SELF and now not in FUTURE:
            part = None
        if part and part.role in FUTURE and now is Role.OPENING:
            return Part(Role.REVIEW, self.year - 1, mixed=True)
        within = any(rank == 1 and opened for rank, _, opened in place.open)
        if part and within and not head.plain and part.role is not Role.SELF and not DATED.search(head.text):
            part = None
        if part is None and place.troubled and not self.planned and now in PAST and not head.plain:
            place.open.clear()
            place.part, place.turned = Part(Role.PLAN, self.year, mixed=True), None
        return part

    def _silent(self, number: int, closed: Sequence[tuple[int, str, Part | None]]) -> Part | None:
        """What a numbered heading without a word of time opens: the review if it is the first, else what follows."""
        if self.place.now.role is Role.OPENING:
            return Part(Role.REVIEW, self.year - 1, mixed=True)
        if not closed:
            return None
        last = closed[-1][2]
        if last is None or last.role not in PAST or self.place.now.role in FUTURE:
            return replace(self.place.now, mixed=True)
        for block, head in zip(
            self.blocks[number + 1 : number + 1 + _AHEAD], self.heads[number + 1 :], strict=False
        ):
            turn = None if head else turn_of(block.text, self.year, december=self.december)
            if turn and turn.role in FUTURE:
                return replace(turn, mixed=True)
        return Part(Role.PLAN, self.year, mixed=True)

    def _paragraph(self, block: Block, number: int, begin: int) -> None:
        text = block.text[begin:]
        place = self.place
        if text.startswith("各位代表"):
            place.open = [each for each in place.open if each[0] < _NUMBERED]
        if place.spoken and place.now.role is Role.OPENING:
            place.part = Part(Role.REVIEW, self.year - 1, mixed=True)
        self._turn(text)
        place.problems = place.problems and _ITEM.match(text) is not None
        lead = lead_of(text) if place.part.role is not Role.GLOSSARY else 0
        headings = self._titles()
        under = (*headings, text[: lead - 1]) if lead else headings
        for start, end in sentences_of(text):
            sentence = text[start:end]
            if len(sentence) < _LONGEST_FURNITURE and cue("furniture").fullmatch(sentence):
                self._add(block, number, [(begin + start, begin + end)], Role.FURNITURE)
                continue
            self._return(sentence)
            if place.now.role in PAST and place.part.role not in FUTURE and cue("problems").search(sentence):
                place.problems = place.troubled = True
                place.open = [each for each in place.open if each[0] < _NUMBERED]
                under = headings = self._titles()
            said = (
                Part(Role.PROBLEMS, self.year - 1)
                if place.problems
                else spoken_of(sentence, place.now, self.year, december=self.december)
            )
            if said.role is Role.LOOKBACK and place.now.role is Role.REVIEW and place.part.mixed:
                place.once = said  # …。五年来，… : the rest of the paragraph looks back too
            self._keep(block, number, begin + start, begin + end, said, under if start >= lead else headings)
        place.torn = text[-1] not in "。！？!?"
        place.spoken = place.spoken or _SPEECH.search(text) is not None

    def _turn(self, text: str) -> None:
        """Let the first words of a paragraph change what the walk speaks of, where the headings leave that open."""
        place = self.place
        if not place.torn:
            place.once = None
        narrated = narrated_of(text, self.year)
        if narrated:
            place.part, place.turned, place.open = narrated, None, []
            return
        now = place.now.role
        turn = turn_of(text, self.year, december=self.december)
        if turn is None and place.part.ahead and place.part.role is Role.LOOKBACK:
            ahead = [end for end in plan_periods(text[:_BEGINNING]) if end >= self.year]
            turn = Part(Role.OUTLOOK, ahead[0]) if ahead else None
        if turn is None or place.part.role is Role.GLOSSARY:
            return
        same = (turn.role in PAST) == (now in PAST) and now is not Role.OPENING
        if now is Role.OPENING:
            place.turned = turn if turn.role in PAST else place.turned
        elif same and (place.part.mixed or turn.role is place.part.role):
            place.turned = turn
        elif same and now is not Role.SELF:
            place.once = turn
        elif turn.role in FUTURE and (place.part.mixed or not self.planned):
            place.turned = turn
        elif now in FUTURE and turn.role in PAST and not _THIS_YEAR.search(text[:_DATE]):
            place.once = turn  # 一年来，… at the head of the plan's part on the government itself

    def _return(self, sentence: str) -> None:
        """End a look back within the plan, or a review without a plan's heading, at the sentence that turns ahead."""
        place = self.place
        if not self.planned and place.now.role in PAST and cue("starts_plan").match(sentence):
            turn = turn_of(sentence, self.year, december=self.december)
            if turn and turn.role is Role.PLAN:
                place.turned, place.once = turn, None
        if place.once and place.once.role in PAST and place.part.role in FUTURE:
            turn = turn_of(sentence, self.year, december=self.december)
            if turn and turn.role in FUTURE:
                place.once = None

    def _add(self, block: Block, number: int, spans: Sequence[tuple[int, int]], role: Role) -> None:
        for start, end in spans:
            self._keep(block, number, start, end, replace(self.place.now, role=role), self._headings(role))

    def _headings(self, role: Role) -> tuple[str, ...]:
        if role is Role.FURNITURE:
            return ()
        return self._titles()[:-1] if role is Role.HEADING else self._titles()

    def _titles(self) -> tuple[str, ...]:
        return tuple(title for _, title, _ in self.place.open)

    def _keep(
        self, block: Block, number: int, start: int, end: int, said: Part, headings: tuple[str, ...]
    ) -> None:
        places = tuple(block.places[start:end])
        self.found.append(Passage(block.text[start:end], places, said.role, said.year, number, headings))
