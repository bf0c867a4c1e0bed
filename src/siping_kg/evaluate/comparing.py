"""A report's graph and its gold in; scores for entities, relations and figures, and the misses, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from siping_kg.evaluate.gold import SCORED_RELATIONS, Gold, GoldFigure
from siping_kg.evaluate.matching import Score, match, normal
from siping_kg.evaluate.observed import Figure, ReportGraph
from siping_kg.model import CORE_CLASSES
from siping_kg.vocabulary import KG, SKOS

__all__ = ["Comparison", "compare_entities", "compare_figures", "compare_relations"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scores by what they are of (``all`` first), and lines of text by what went wrong."""

    scores: Mapping[str, Score]
    misses: Mapping[str, tuple[str, ...]]


def compare_entities(graph: ReportGraph, gold: Gold) -> Comparison:
    """An entity is right with exactly one core class, and a name of a gold entity of that class.

    Matched one to one, preferred names first; a second one for a gold entity that is taken is wrong.
    """
    kinds = graph.kinds()
    names = {thing: graph.names(thing) for thing in kinds}
    preferred = {thing: graph.names(thing, [SKOS.prefLabel]) for thing in kinds}
    wanted = [(item.names, item.types, normal(item.name), item.must) for item in gold.entities]
    near = {thing: [i for i, want in enumerate(wanted) if want[0] & names[thing]] for thing in kinds}
    fit = {t: [i for i in near[t] if len(kinds[t]) == 1 and kinds[t] & wanted[i][1]] for t in kinds}

    def rank(thing: str, i: int) -> tuple[bool, bool, bool, int]:
        forms, _, name, must = wanted[i]
        return name not in preferred[thing], not forms & preferred[thing], not must, i

    options = {t: sorted(fit[t], key=lambda i, t=t: rank(t, i)) for t in kinds if fit[t]}  # type: ignore[misc]
    order = sorted(options, key=lambda t: (rank(t, options[t][0])[:3], len(options[t]), t))
    taken = match({thing: options[thing] for thing in order})
    placed = set(taken.values())
    wrong = [thing for thing in kinds if thing not in placed]
    must = [(i, item.type) for i, item in enumerate(gold.entities) if item.must]
    scores = _scores(taken, must, [kinds[thing] for thing in wrong], CORE_CLASSES)

    def why(thing: str) -> str:
        if fit[thing]:
            return "duplicate"
        return (
            "several core classes"
            if len(kinds[thing]) > 1
            else "wrong class"
            if near[thing]
            else "not in gold"
        )

    missed = tuple(f"{kind} {gold.entities[i].name}" for i, kind in must if i not in taken)
    faults = sorted(f"{why(thing)}: {sorted(kinds[thing])} {sorted(names[thing])}" for thing in wrong)
    return Comparison(scores, {"missed": missed, "wrong": tuple(faults)})


def compare_relations(graph: ReportGraph, gold: Gold) -> Comparison:
    """A relation is right between two names that gold relates so; working together goes both ways.

    What is in the report's own place is left out on both sides: a report need not say it.
    """
    known = gold.by_name()
    wanted = [
        (
            tie.p,
            known.get(tie.s, frozenset([normal(tie.s)])),
            known.get(tie.o, frozenset([normal(tie.o)])),
            tie.must,
        )
        for tie in gold.ties()
    ]
    home = known.get(gold.place, frozenset([normal(gold.place)]))
    wanted = [want for want in wanted if not (want[0] == "locatedIn" and want[2] & home)]
    found = _relations(graph, home)

    def fits(tie: _Tie, i: int) -> bool:
        kind, subject, object_, _ = wanted[i]
        both = bool(subject & tie.subject and object_ & tie.object)
        turned = bool(subject & tie.object and object_ & tie.subject)
        return kind == tie.kind and (both or (turned and kind == "cooperatesWith"))

    hits = {key: [i for i in range(len(wanted)) if fits(tie, i)] for key, tie in found.items()}
    options = {key: sorted(hits[key], key=lambda i: (not wanted[i][3], i)) for key in hits}
    taken = match({key: options[key] for key in sorted(options, key=lambda key: (len(options[key]), key))})
    placed = set(taken.values())
    wrong = [key for key in found if key not in placed]
    must = [(i, want[0]) for i, want in enumerate(wanted) if want[3]]
    scores = _scores(taken, must, [{key[0]} for key in wrong], SCORED_RELATIONS)
    missed = (
        f"{sorted(wanted[i][1])[:3]} {kind} {sorted(wanted[i][2])[:3]}" for i, kind in must if i not in taken
    )
    faults = (f"{sorted(found[k].subject)} {k[0]} {sorted(found[k].object)}" for k in wrong)
    return Comparison(scores, {"missed": tuple(missed), "wrong": tuple(sorted(faults))})


@dataclass(frozen=True, slots=True)
class _Tie:
    """A relation in the graph, with the names of its ends."""

    kind: str
    subject: frozenset[str]
    object: frozenset[str]


def _relations(graph: ReportGraph, home: frozenset[str]) -> dict[tuple[str, str, str], _Tie]:
    """The scored relations by kind and ends; one that goes both ways counts once."""
    names = {thing: frozenset(graph.names(thing)) for thing in graph.kinds()}
    none: frozenset[str] = frozenset()
    found: dict[tuple[str, str, str], _Tie] = {}
    for subject in sorted(graph.facts):
        for kind in SCORED_RELATIONS:
            for value in graph.values(subject, KG[kind]):
                tie = _Tie(kind, names.get(subject, none), names.get(value.value, none))
                if not isinstance(value, NamedNode) or (kind == "locatedIn" and tie.object & home):
                    continue
                ends = (subject, value.value)
                first, second = sorted(ends) if kind == "cooperatesWith" else ends
                found.setdefault((kind, first, second), tie)
    return found


def compare_figures(graph: ReportGraph, gold: Gold) -> Comparison:
    """A figure is right when value and unit agree and one of the gold's keys stands in its label.

    ``strict`` asks for year and status too, ``full`` for kind and bound besides. Every observation counts.
    """
    observations = graph.of_type(KG.Observation)
    figures = {o: figure for o in observations if (figure := graph.figure(o))}
    keys = [[normal(key) for key in item.keys] for item in gold.observations]

    def agrees(figure: Figure, i: int) -> bool:
        item = gold.observations[i]
        same = abs(Decimal(str(item.value))) == abs(figure.value) and normal(item.unit or "") == figure.unit
        return same and any(key in figure.label for key in keys[i])

    fit = {o: [i for i in range(len(keys)) if agrees(figure, i)] for o, figure in figures.items()}
    must = [i for i, item in enumerate(gold.observations) if item.must]
    scores, matched = {}, {}
    for name, test in (("all", _any), ("strict", _strict), ("full", _full)):
        taken = matched[name] = _match_figures(figures, gold.observations, fit, test)
        scores[name] = _score(taken, must, len(observations) - len(taken), optional=True)
    lines = [f"{list(i.keys)} {i.value} {i.unit} {i.year} {i.status}" for i in gold.observations]
    placed = set(matched["all"].values())
    faults = sorted(_told(figures.get(o), o) for o in observations if o not in placed)
    return Comparison(
        scores,
        {
            "missed": tuple(lines[i] for i in must if i not in matched["all"]),
            "not_strict": tuple(lines[i] for i in matched["all"] if i not in matched["strict"]),
            "wrong": tuple(faults),
        },
    )


_Test = Callable[[Figure, GoldFigure], bool]


def _any(figure: Figure, item: GoldFigure) -> bool:  # noqa: ARG001
    return True


def _strict(figure: Figure, item: GoldFigure) -> bool:
    return (figure.year, figure.status) == (item.year, item.status)


def _full(figure: Figure, item: GoldFigure) -> bool:
    return _strict(figure, item) and (figure.kind, figure.bound) == (item.kind, item.bound)


def _match_figures(
    figures: Mapping[str, Figure], items: Sequence[GoldFigure], fit: Mapping[str, Sequence[int]], test: _Test
) -> dict[int, str]:
    """Match those that pass a test; a gold figure is preferred the more of it agrees."""
    options = {}
    for observation, candidates in fit.items():
        figure = figures[observation]
        rank = {
            i: (not _full(figure, items[i]), not _strict(figure, items[i]), not items[i].must, i)
            for i in candidates
        }
        passed = [i for i in candidates if test(figure, items[i])]
        if passed:
            options[observation] = sorted(passed, key=rank.__getitem__)
    return match({o: options[o] for o in sorted(options, key=lambda o: (len(options[o]), o))})


def _told(figure: Figure | None, observation: str) -> str:
    return f"{figure.label} {figure.value} {figure.unit}" if figure else f"malformed {observation}"


def _scores(
    taken: Mapping[int, object],
    must: Sequence[tuple[int, str]],
    wrong: Sequence[Set[str]],
    kinds: Iterable[str],
) -> dict[str, Score]:
    """The score of all and of each kind that was wanted or wrongly found; gold items come with their kind."""
    scores = {"all": _score(taken, [i for i, _ in must], len(wrong), optional=True)}
    for kind in kinds:
        mine = [i for i, of in must if of == kind]
        bad = sum(kind in of for of in wrong)
        if mine or bad:
            scores[kind] = _score(taken, mine, bad)
    return scores


def _score(taken: Mapping[int, object], must: Iterable[int], wrong: int, *, optional: bool = False) -> Score:
    """Count the gold items that must be found; what else was taken is optional."""
    needed = list(must)
    right = sum(i in taken for i in needed)
    return Score(right, wrong, len(needed), len(taken) - right if optional else 0)
