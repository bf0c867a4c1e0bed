"""An open store in; what it holds out: its reports, and how much there is of everything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import QuerySolutions, Store

from siping_kg.model import CORE_CLASSES, RELATIONS, UnknownNameError
from siping_kg.store.database import open_store
from siping_kg.store.writing import replace_graphs
from siping_kg.vocabulary import DCTERMS, KG, PROV, RDF, SKOS

__all__ = [
    "Contents",
    "Origin",
    "ReportEntry",
    "find_report",
    "info",
    "origins",
    "remove_report",
    "reports",
]


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in a store. ``graph`` is its IRI and its graph's; ``key`` is place-year (四平市-2024)."""

    key: str
    graph: str
    title: str
    place: str
    place_name: str
    year: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """All that a report's graph follows from: its file's hash, what was given besides, and what made it."""

    sha256: str
    given: str
    run: str


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a store's reports hold: things by class, relations by kind (each counted once)."""

    reports: int
    entities: dict[str, int]
    relations: dict[str, int]
    statements: int
    figures: int
    passages: int
    quads: int


def reports(store: Store) -> tuple[ReportEntry, ...]:
    """The reports in a store, by place's name and year."""
    query = f"""
        SELECT ?graph ?title ?place ?name ?year ?sha256 {{
          GRAPH ?graph {{
            ?graph a <{KG.Report}> ; <{DCTERMS.title}> ?title ; <{KG.place}> ?place ;
              <{KG.yearNumber}> ?year ; <{KG.sha256}> ?sha256 .
            ?place <{SKOS.prefLabel}> ?name FILTER(LANG(?name) = "zh")
          }}
        }}"""
    answer = cast(QuerySolutions, store.query(query))
    found = (_entry(*(term.value for term in row)) for row in answer)
    return tuple(sorted(found, key=lambda entry: (entry.place_name, entry.year, entry.graph)))


def _entry(graph: str, title: str, place: str, name: str, year: str, sha256: str) -> ReportEntry:
    return ReportEntry(graph.rpartition("/")[2], graph, title, place, name, int(year), sha256)


def origins(store: Store) -> dict[Origin, str]:
    """From what each report's graph in a store was made, with its IRI; those that do not say so are left out."""
    query = f"""
        SELECT ?graph ?sha256 ?given ?run {{
          GRAPH ?graph {{
            ?graph a <{KG.Report}> ; <{KG.sha256}> ?sha256 ; <{PROV.wasGeneratedBy}> ?run .
            OPTIONAL {{ ?graph <{KG.given}> ?given }}
          }}
        }}"""
    answer = cast(QuerySolutions, store.query(query))
    return {
        Origin(row["sha256"].value, row["given"].value if row["given"] else "", row["run"].value): row[
            "graph"
        ].value
        for row in answer
    }


def find_report(store: Store, report: str) -> ReportEntry:
    """The report of that key (四平市-2024) or IRI. Raises UnknownNameError, which lists those there are."""
    entries = reports(store)
    for entry in entries:
        if report in (entry.key, entry.graph):
            return entry
    keys = [entry.key for entry in entries]
    more = f" and {len(keys) - 10} more" if len(keys) > 10 else ""
    there = f"it holds {', '.join(keys[:10])}{more}" if keys else "it holds none"
    raise UnknownNameError(f"no report {report} in the store; {there}")


def remove_report(path: Path, report: str) -> ReportEntry:
    """Drop a report, by key or IRI, from the store at a directory; returns what it was.

    What follows from all reports (links, targets held against outcomes) goes too: the next build makes it anew.
    Raises StoreError as replace_graphs does, UnknownNameError when the report is not there.
    """
    from siping_kg.link import links_iri
    from siping_kg.promises import indicators_iri, ledger_iri

    with open_store(path) as store:
        entry = find_report(store, report)
    replace_graphs(path, {}, remove=[entry.graph, links_iri(), ledger_iri(), indicators_iri()])
    return entry


def info(store: Store) -> Contents:
    """Count what the reports of a store hold; graphs that are no report's count only among the quads."""
    classes = _counts(store, RDF.type, "?subject", "?object")
    ends = f"; <{RDF.subject}> ?s ; <{RDF.object}> ?o"
    once = f"FILTER(?object != <{KG.cooperatesWith}> || STR(?s) < STR(?o))"  # stated both ways
    kinds = _counts(store, RDF.predicate, "?s ?o", "?object", f"{ends} {once}")
    return Contents(
        reports=classes.get(KG.Report, 0),
        entities={name: classes[KG[name]] for name in CORE_CLASSES if KG[name] in classes},
        relations={name: kinds[KG[name]] for name in (*RELATIONS, "phase") if KG[name] in kinds},
        statements=classes.get(KG.Statement, 0),
        figures=classes.get(KG.Observation, 0),
        passages=classes.get(KG.Passage, 0),
        quads=len(store),
    )


def _counts(store: Store, predicate: str, what: str, by: str, also: str = "") -> dict[str, int]:
    """How many different ``what`` the report graphs have for each value of a predicate."""
    query = f"""
        SELECT {by} (COUNT(*) AS ?count) {{
          SELECT DISTINCT {by} {what} {{
            GRAPH ?report {{ ?report a <{KG.Report}> . ?subject <{predicate}> ?object {also} }}
          }}
        }} GROUP BY {by}"""
    answer = cast(QuerySolutions, store.query(query))
    return {row[0].value: int(row[1].value) for row in answer}
