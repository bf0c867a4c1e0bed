"""A target and its outcome in; whether the target was met, or why nobody can say, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from siping_kg.promises.comparing import likeness
from siping_kg.promises.figures import Figure
from siping_kg.promises.rules import indicator_rules
from siping_kg.promises.territory import moved_places

__all__ = ["Verdict", "verdict_of"]

_PLAINLY = 0.95
"""So alike two labels are of one indicator without a doubt."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``name`` is Met, Missed, NotReported, NotComparable or Pending; ``reason`` tells, in Chinese, why nothing is decided."""

    name: str
    reason: str = ""


def verdict_of(target: Figure, outcome: Figure | None, *, told: Iterable[Figure] | None) -> Verdict:
    """Decide. ``told`` is all that a report tells of the target's year, None where there is no such report.

    By the numbers alone: 左右 counts as the number, a range as the end that is easier to reach. A target of
    以内, of a decrease, or of an indicator of which less is better is met when the outcome is not above it.
    Figures of two scopes (市区, the whole place) cannot be compared, unless the one being in the other decides;
    nor people with visits (人次) unless they are as many, nor totals of a place that a county has left or joined.
    """
    if told is None:
        return Verdict("Pending")
    if outcome is None:
        return Verdict("NotReported", _told_instead(target, told))
    met = _met(target, outcome)
    if target.wording.scope != outcome.wording.scope and not _part_decides(target, outcome, met=met):
        return Verdict("NotComparable", f"口径不同：{_scope(target)}与{_scope(outcome)}")
    if target.trips != outcome.trips and target.base != outcome.base:
        return Verdict("NotComparable", "单位不同：人次与人")
    if (moved := moved_places(target.place, target.session, outcome.session)) and _total(target):
        return Verdict("NotComparable", f"辖区有变：{'、'.join(moved)}")
    return Verdict("Met" if met else "Missed")


def _part_decides(target: Figure, outcome: Figure, *, met: bool) -> bool:
    """Whether a count of a part decides on the whole: as many in a part are enough, and too few in all are too few there."""
    if target.relative or _falls(target):
        return False
    return not target.wording.scope if met else not outcome.wording.scope


def _total(target: Figure) -> bool:
    """Whether a figure is one of the scheme's that grows with the place: no rate, no share, nothing per head."""
    known = target.wording.indicator
    scaleless = indicator_rules().scaleless
    return known is not None and not target.relative and not any(word in known.name for word in scaleless)


def _scope(figure: Figure) -> str:
    return "、".join(sorted(figure.wording.scope)) or "全域"


def _met(target: Figure, outcome: Figure) -> bool:
    if _falls(target):
        return outcome.base <= max(_ends(target))
    return outcome.base >= min(_ends(target))


def _falls(target: Figure) -> bool:
    """Whether less is better."""
    known = target.wording.indicator
    if target.bound == "<=" or target.base < 0:
        return True
    return bool(known and known.falls) and target.bound != ">="


def _ends(figure: Figure) -> list[Decimal]:
    """A figure, or the ends of its range, in the base of its unit."""
    return [end for end in (figure.low, figure.high) if end is not None] or [figure.base]


def _told_instead(target: Figure, outcomes: Iterable[Figure]) -> str:
    """What the next report gives of the target's indicator, where it is nothing that could be compared."""
    alike = [other for other in outcomes if likeness(target.wording, other.wording) >= _PLAINLY]
    if any(other.measure[0] == "Growth" != target.measure[0] for other in alike):
        return "下一年的报告只给出增速"
    if any(other.measure[0] != "Growth" == target.measure[0] for other in alike):
        return "下一年的报告只给出数额"
    return "下一年的报告只给出总数" if any(other.stock or other.total for other in alike) else ""
