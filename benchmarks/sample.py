"""Report files in; so many of their relations and figures, drawn with a seed, to be read by eye against the text, out.

    python benchmarks/sample.py --count 100 --seed 7 FILES… > sample.tsv

At most one relation and one figure a report. A row: report, what it is (relation or figure), what is said, status and
year (a figure's from its first to its last), the quote. A figure has its value in base units too, negative for a
decrease. Whoever reads adds a verdict: true, or false and why.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from pyoxigraph import Store

from siping_kg.pipeline import graph_store
from siping_kg.vocabulary import KG, OA, PROV, RDF, SKOS

RELATIONS = f"""
SELECT ?said ?s ?p ?o ?status ?year ?words {{
  ?said a <{KG.Statement}> ; <{RDF.subject}> ?subject ; <{RDF.predicate}> ?p ; <{RDF.object}> ?object ;
    <{KG.status}> ?status ; <{KG.year}> ?year ; <{PROV.wasQuotedFrom}> ?passage .
  ?passage <{OA.exact}> ?words . FILTER NOT EXISTS {{ ?report <{KG.namedIn}> ?passage }}
  ?subject <{SKOS.prefLabel}> ?s . ?object <{SKOS.prefLabel}> ?o FILTER(LANG(?s) = "zh" && LANG(?o) = "zh")
  FILTER(?p != <{KG.phase}> && (?p != <{KG.cooperatesWith}> || STR(?s) < STR(?o)))
}}"""
FIGURES = f"""
SELECT ?name ?kind ?printed ?means ?bound ?status ?years ?quote {{
  ?figure a <{KG.Observation}> ; <{KG.indicator}> ?indicator ; <{KG.printed}> ?printed ; <{KG.kind}> ?kind ;
    <{KG.status}> ?status ; <{KG.year}> ?year ; <{PROV.wasQuotedFrom}> ?passage .
  ?indicator <{SKOS.prefLabel}> ?name . ?passage <{OA.exact}> ?quote .
  OPTIONAL {{ ?figure <{KG.bound}> ?bound }}
  OPTIONAL {{ ?figure <{KG.baseValue}> ?base }}
  OPTIONAL {{ ?figure <{KG.baseUnit}> ?unit }}
  BIND(IF(BOUND(?unit), CONCAT(STR(?base), " ", ?unit), STR(?base)) AS ?means)
  OPTIONAL {{ ?figure <{KG.firstYear}> ?first }}
  BIND(IF(BOUND(?first), CONCAT(STR(?first), "–", STR(?year)), STR(?year)) AS ?years)
}}"""


def rows(store: Store, query: str) -> list[list[str]]:
    """The answers as text, sorted, IRIs without their namespace."""
    answer = store.query(query, use_default_graph_as_union=True)
    found = ([term.value.rpartition("#")[2] if term else "" for term in row] for row in answer)
    return sorted(found)


def joined(found: list[list[str]]) -> list[list[str]]:
    """Relations with all that they quote in one: a row for each statement, without its IRI."""
    quotes: dict[tuple[str, ...], list[str]] = {}
    for *one, words in found:
        quotes.setdefault(tuple(one), []).append(words)
    return sorted([*one[1:], " … ".join(sorted(words))] for one, words in quotes.items())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    files = sorted(args.files)
    draw.shuffle(files)
    left = {"relation": args.count, "figure": args.count}
    for path in files:
        if not any(left.values()):
            break
        store = graph_store(path)
        for what, query in (("relation", RELATIONS), ("figure", FIGURES)):
            said = rows(store, query) if what == "figure" else joined(rows(store, query))
            if said and left[what]:
                left[what] -= 1
                one = [text.replace("\t", " ").replace("\n", "") for text in draw.choice(said)]
                sys.stdout.write("\t".join([path.stem, what, *one]) + "\n")


if __name__ == "__main__":
    main()
