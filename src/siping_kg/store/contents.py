"""An open store in; its reports, and what each was made from, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from pyoxigraph import QuerySolutions, Store

from siping_kg.model import UnknownNameError
from siping_kg.vocabulary import DCTERMS, KG, PROV, SKOS

__all__ = ["Origin", "ReportEntry", "find_report", "origins", "reports"]


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
