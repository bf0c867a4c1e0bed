"""What a sentence passes on from one figure to the next: its subject, its list, its estimate."""

from __future__ import annotations

from dataclasses import dataclass, field

from siping_kg.extract.figures.labels import before_label
from siping_kg.extract.figures.marks import Clause
from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.phrases import LIMIT, subject_of
from siping_kg.extract.figures.words import figure_words
from siping_kg.quantities import Quantity

__all__ = ["Labelled", "Thread", "joined"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure with its indicator. ``before`` is the words before it in its clause.

    ``carried``: the indicator comes from an earlier figure; ``counted``: it is the thing counted, after the
    figure; ``subject``: that thing opens the clause; ``about``: the span of the thing whose figure it is.
    """

    figure: Quantity
    label: str
    before: str
    carried: bool = False
    counted: bool = False
    subject: bool = False
    about: tuple[int, int] | None = None


@dataclass(slots=True)
class Thread:
    """A passage being read: its text and clauses, and what the figures so far have left behind.

    ``part`` is what was measured last of the thing that ``label`` names, if anything was: its growth is what follows.
    """

    text: str
    clauses: list[Clause]
    number: int = 0
    label: str = ""
    part: str = ""
    parted: int = -9
    items: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    whole: str = ""
    unit: str = ""
    grew: bool = False
    owner: str = ""
    owned: int = -9
    estimated: bool = False
    last: int = -9

    @property
    def clause(self) -> Clause:
        """The clause being read."""
        return self.clauses[self.number]

    @property
    def near(self) -> bool:
        """Whether the figure before stands close enough to pass its indicator on."""
        return bool(self.label) and self.number - self.last <= 2

    @property
    def paired(self) -> bool:
        """Whether the last clause with figures told of two things (建议58件、提案66件)."""
        return self.told[-2:] == [self.last] * 2 and self.told[-3:-2] != [self.last]

    def say(self, label: str, items: tuple[str, ...] = ()) -> None:
        """Remember an indicator, and the members of its list."""
        self.label, self.part, self.items = label, "", items
        self.recent.extend(items or (label,))
        self.told.extend([self.number] * len(items or (label,)))

    def recall(self, label: str) -> None:
        """Remember an indicator for what is said of several, and not for what follows alone."""
        self.recent.append(label)
        self.told.append(self.number)

    def same_sentence(self, number: int) -> bool:
        """Whether only commas stand between a clause before and the one being read."""
        ends = (self.text[c.end : c.end + 1] for c in self.clauses[max(number, 0) : self.number])
        return number >= 0 and all(end in "，、：,:" for end in ends)

    def topic(self) -> str:
        """The clause before, when it has no figure and is short enough to be what the figure is about."""
        if self.number == 0 or self.clauses[self.number - 1].figures:
            return ""
        before = self.clauses[self.number - 1]
        topic = subject_of(before_label(self.text[before.start : before.end]))
        return topic if 2 <= len(topic) <= 12 and topic[0] not in figure_words().circumstance else ""

    def unread(self) -> str:
        """What the clause before measures without a unit (空气质量综合指数4.73), or an empty string."""
        if self.number == 0 or self.clauses[self.number - 1].figures:
            return ""
        before = self.clauses[self.number - 1]
        found = pattern("an index that stood").search(self.text[before.start : before.end])
        return before_label(self.text[before.start : before.start + found.start()]) if found else ""


def joined(subject: str, part: str) -> str:
    """A subject and what is measured of it (重点项目, 完成投资); the part alone when both are too long."""
    subject = pattern("more of").sub("", subject)
    if subject.endswith(part):
        return subject
    if part in figure_words().amounts:
        subject = pattern("grown").sub("", subject) or subject
        subject = figure_words().heads.sub("", subject)
    return subject + part if len(subject + part) <= LIMIT else part
