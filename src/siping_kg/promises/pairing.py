"""The figures of a place in; each target with the outcome of its year, the figure of the year before, and a verdict, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from siping_kg.promises.comparing import likeness_of_figures, same_thing
from siping_kg.promises.figures import Figure
from siping_kg.promises.verdicts import Verdict, verdict_of

__all__ = ["Promise", "promises"]


@dataclass(frozen=True, slots=True)
class Promise:
    """A target, the figure that a later report gives for its year, and what the target's own report gives for the year before."""

    target: Figure
    outcome: Figure | None
    before: Figure | None
    verdict: Verdict


def promises(figures: Iterable[Figure]) -> Iterator[Promise]:
    """Hold the targets of all reports against outcomes, by place, year and place in the text."""
    places: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        places[figure.place].append(figure)
    for place in sorted(places):
        yield from _of_place(sorted(places[place], key=_in_order))


def _in_order(figure: Figure) -> tuple[int, int, str]:
    return figure.session, figure.at, figure.iri


def _of_place(figures: Sequence[Figure]) -> Iterator[Promise]:
    targets: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    told: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    sessions = {figure.session: figure.report for figure in figures}
    for figure in figures:
        if figure.status != "Target":
            told[figure.report, figure.year].append(figure)
        elif figure.year >= figure.session:
            targets[figure.year, figure.report].append(figure)
    for (year, report), promised in sorted(targets.items()):
        later = sessions.get(year + 1)
        outcomes = _matched(promised, told.get((later, year), ())) if later else {}
        before = _matched(promised, told.get((report, year - 1), ()))
        for target in promised:
            outcome = outcomes.get(target.iri)
            verdict = verdict_of(target, outcome, told=told.get((later, year), ()) if later else None)
            yield Promise(target, outcome, before.get(target.iri), verdict)


def _matched(targets: Sequence[Figure], outcomes: Sequence[Figure]) -> dict[str, Figure]:
    """Each target's outcome, by the target's IRI: the most alike first, each outcome once.

    A target that is said again (in the aims and in the ten tasks) has the outcome of the first.
    """
    groups: list[list[Figure]] = []
    for target in targets:
        group = next((group for group in groups if same_thing(group[0], target)), None)
        if group is None:
            groups.append([target])
        else:
            group.append(target)
    measured: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, outcome in enumerate(outcomes):
        measured[outcome.measure].append(column)
    alike = (
        (-likeness_of_figures(group[0], outcomes[column]), row, column)
        for row, group in enumerate(groups)
        for column in measured[group[0].measure]
    )
    found: dict[str, Figure] = {}
    rows, columns = set[int](), set[int]()
    for _, row, column in sorted(pair for pair in alike if pair[0]):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.update((target.iri, outcomes[column]) for target in groups[row])
    return found
