"""A store in; the figures of its reports, as far as targets and outcomes need them, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Store

from siping_kg.link.things import rows
from siping_kg.promises.rules import indicator_rules
from siping_kg.promises.wording import Wording, read_wording
from siping_kg.quantities import unit_of
from siping_kg.vocabulary import KG, OA, PROV, SKOS

__all__ = ["Figure", "read_figures"]

_RELATIVE = frozenset({"Growth", "Share", "Rank"})
_THINGS = ("Project", "Company", "Facility")
_CLAUSE_END = re.compile(r"[，；。！？]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a report. ``base`` is in its unit's base, negative for a decrease; ``low`` and ``high`` are a range's.

    ``session`` is the report's year, ``year`` the figure's, ``first`` the first year where it is of several.
    ``measure`` is alike in figures that can be compared. ``stock``: the words around it say that it counts
    all there is; ``total``: even if it was built or added. ``trips``: it
    counts visits (人次), and its label does not say so. ``at`` is where it stands in the report's text.
    """

    iri: str
    report: str
    session: int
    place: str
    indicator: str
    wording: Wording
    base: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    measure: tuple[str, str]
    bound: str
    year: int
    first: int | None
    status: str
    stock: bool
    total: bool
    trips: bool
    at: int

    @property
    def relative(self) -> bool:
        """Whether it is a rate, a share or a rank."""
        return self.measure[0] in _RELATIVE


def _measure(kind: str, unit: str) -> tuple[str, str]:
    """Growth with growth, shares with shares, all else by the base of its unit; things counted whatever their classifier."""
    sort = kind if kind in _RELATIVE else ""
    try:
        known, _ = unit_of(unit)
    except ValueError:
        return sort, unit
    if known is None or known.kind == "count":
        return sort, "人" if known and known.name in indicator_rules().people else ""
    return sort, known.base


def _says_stock(quote: str, printed: str) -> tuple[bool, bool]:
    """Whether the words around a figure say that it counts all there is, and whether they do so of what was built too.

    The first counts where it stands twice.
    """
    rules, at = indicator_rules(), max(quote.find(printed), 0)
    clause = _CLAUSE_END.split(quote[:at])[-1]
    after = quote[at + len(printed) :].lstrip("、，")
    stock = any(word in clause for word in rules.stock) or after.startswith(rules.grown)
    return stock, any(word in clause for word in rules.total)


def _start(passage: str) -> int:
    """Where a passage begins, which its IRI says."""
    return int(passage.rpartition("/")[2].partition("-")[0])


class _Columns:
    """What a store says by property, read a property at a time: several times faster than figure by figure."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, term: str, *, kind: str = "") -> dict[str, str]:
        only = f"?s a <{kind}> ." if kind else ""
        return dict(rows(self._store, f"SELECT ?s ?o {{ GRAPH ?g {{ {only} ?s <{term}> ?o }} }}"))


def read_figures(store: Store) -> Iterator[Figure]:
    """Read the figures of all reports in a store, in no order; those of a project, a firm or a facility left out."""
    said = _Columns(store)
    reports = rows(store, f"SELECT ?s ?g {{ GRAPH ?g {{ ?s <{KG.indicator}> ?o }} }}")
    labels = said.of(SKOS.prefLabel, kind=KG.Indicator)
    quotes = said.of(OA.exact)
    about, names_in = said.of(KG.about), _names_of_things(store)
    names = (
        "indicator",
        "value",
        "baseValue",
        "minValue",
        "maxValue",
        "unit",
        "printed",
        "bound",
        "firstYear",
    )
    columns = {name: said.of(KG[name]) for name in names}
    columns |= {name: said.of(KG[name]) for name in ("yearNumber", "place", "kind", "status")}
    columns["passage"] = said.of(PROV.wasQuotedFrom)
    for iri, report in reports:
        cell = {name: column[iri] for name, column in columns.items() if iri in column}
        cell |= {"label": labels[cell["indicator"]], "session": columns["yearNumber"][report]}
        cell["quote"] = quotes[cell["passage"]]
        figure = _figure(iri, report, cell)
        part = _in_a_name(figure, cell["printed"], names_in.get(cell["passage"], ()))
        if not part and not _about_a_thing(about.get(iri, "")):
            yield figure


def _names_of_things(store: Store) -> dict[str, list[str]]:
    """The names of projects, firms and facilities, by the passages that tell of them."""
    names: dict[str, list[str]] = defaultdict(list)
    for kind in _THINGS:
        told = f"?s a <{KG[kind]}> ; <{KG.mentionedIn}> ?p ; <{SKOS.prefLabel}> ?o"
        for passage, name in rows(store, f"SELECT ?p ?o {{ GRAPH ?g {{ {told} }} }}"):
            names[passage].append(name)
    return names


def _about_a_thing(iri: str) -> bool:
    """Whether a figure's subject is a single thing, whose size is nothing that a place promises."""
    return any(f"/{kind.lower()}/" in iri for kind in _THINGS)


def _in_a_name(figure: Figure, printed: str, names: Iterable[str]) -> bool:
    """Whether a size stands within a name that its passage tells: 150万吨 in 某厂150万吨焦化. Counts are told of many things."""
    return figure.measure[1] not in ("", "人") and any(name.find(printed) > 0 for name in names)


def _figure(iri: str, report: str, cell: dict[str, str]) -> Figure:
    quote, printed, kind = cell["quote"], cell["printed"], cell["kind"].removeprefix(KG.iri)
    stock, total = _says_stock(quote, printed)
    value = Decimal(cell["value"])
    base = Decimal(cell.get("baseValue", cell["value"]))
    scale = base / value if value else Decimal(1)
    if kind == "Growth" and any(word in cell["label"] for word in indicator_rules().reduce):
        base, scale = -abs(base), -abs(scale)
    return Figure(
        iri=iri,
        report=report,
        session=int(cell["session"]),
        place=cell["place"],
        indicator=cell["indicator"],
        wording=read_wording(cell["label"]),
        base=base,
        low=Decimal(cell["minValue"]) * scale if "minValue" in cell else None,
        high=Decimal(cell["maxValue"]) * scale if "maxValue" in cell else None,
        unit=cell["unit"],
        measure=_measure(kind, cell["unit"]),
        bound=cell.get("bound", ""),
        year=int(cell["yearNumber"]),
        first=int(cell["firstYear"][:4]) if "firstYear" in cell else None,
        status=cell["status"].removeprefix(KG.iri),
        stock=stock,
        total=total,
        trips="人次" in cell["unit"] and not any(word in cell["label"] for word in indicator_rules().trips),
        at=_start(cell["passage"]) + max(quote.find(printed), 0),
    )
