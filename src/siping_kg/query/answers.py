"""A query and its parameters in; a table or data frame, a yes or no, or triples out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from siping_kg.model import QueryError
from siping_kg.query.grammar import syntax_error
from siping_kg.query.named import NamedQuery, Parameter, find_query
from siping_kg.query.names import resolve_name
from siping_kg.query.tables import Table, read_table
from siping_kg.store import find_report
from siping_kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ask", "run", "select", "triples"]

Params = Mapping[str, str | int]


def run(store: Store, query: NamedQuery | str, *, params: Params | None = None) -> pd.DataFrame:
    """The answer of a query as a data frame: ``select`` for pandas. Raises as ``select`` does."""
    return select(store, query, params=params).frame()


def select(store: Store, query: NamedQuery | str, *, params: Params | None = None) -> Table:
    """The answer of a SELECT query as a table; of CONSTRUCT or DESCRIBE as subject, predicate, object.

    ``query`` is a query's name, a ``.rq`` file's path, or SPARQL text. Numbers are numbers; all else is
    text (IRIs without brackets), empty where there is nothing. The columns are those that the query's
    header declares, or all.
    Raises QueryError for a query that is refused or broken, a store that lacks what it needs, or a parameter
    that is missing, unknown or of the wrong type; UnknownNameError and AmbiguousNameError for a parameter's name.
    """
    found = _query(query)
    answer = _answer(store, found, params or {})
    if isinstance(answer, QuerySolutions):
        table = read_table(answer.serialize(format=QueryResultsFormat.TSV) or b"")
        if not table.rows:
            _require_needs(store, found)
        if missing := [name for name, _ in found.columns if name not in table.columns]:
            raise QueryError(f"{found.source}: declares the column {missing[0]}, which it does not select")
        return table.select([name for name, _ in found.columns]) if found.columns else table
    if isinstance(answer, QueryTriples):
        rows = sorted(f"{t.subject}\t{t.predicate}\t{t.object}" for t in answer)
        return read_table("\n".join(["?subject\t?predicate\t?object", *rows, ""]).encode())
    raise QueryError(f"{found.source}: is an ASK query, whose answer is yes or no and no table")


def ask(store: Store, query: NamedQuery | str, *, params: Params | None = None) -> bool:
    """The answer of an ASK query. Raises as ``run`` does."""
    found = _query(query)
    answer = _answer(store, found, params or {})
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    raise QueryError(f"{found.source}: is a {found.form} query, not ASK")


def triples(store: Store, query: NamedQuery | str, *, params: Params | None = None) -> str:
    """The answer of a CONSTRUCT or DESCRIBE query as sorted N-Triples lines. Raises as ``run`` does."""
    found = _query(query)
    answer = _answer(store, found, params or {})
    if isinstance(answer, QueryTriples):
        lines = (answer.serialize(format=RdfFormat.N_TRIPLES) or b"").decode().splitlines(keepends=True)
        return "".join(sorted(set(lines)))
    raise QueryError(f"{found.source}: is a {found.form} query; only CONSTRUCT and DESCRIBE give triples")


def _require_needs(store: Store, query: NamedQuery) -> None:
    """Tell a store that an older program built from one that has nothing to answer."""
    prefix, _, name = query.needs.partition(":")
    if name and not any(store.quads_for_pattern(None, NamedNode(PREFIXES[prefix] + name), None, None)):
        raise QueryError(
            f"{query.source}: the store lacks {query.needs}, which a build writes: `siping-kg build --store DIR` once more"
            " with any of its reports"
        )


def _query(query: NamedQuery | str) -> NamedQuery:
    return find_query(query) if isinstance(query, str) else query


def _answer(store: Store, query: NamedQuery, params: Params) -> QuerySolutions | QueryBoolean | QueryTriples:
    terms: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): term for name, term in _terms(store, query, params).items()
    }
    try:
        return store.query(
            query.text, prefixes=dict(PREFIXES), use_default_graph_as_union=True, substitutions=terms or None
        )
    except SyntaxError as error:
        raise syntax_error(error, query.text, query.source) from error
    except RuntimeError as error:
        # Oxigraph binds a parameter only where the query selects it.
        raise QueryError(f"{query.source}: cannot be run: {error}") from error


def _terms(store: Store, query: NamedQuery, params: Params) -> dict[str, NamedNode | Literal]:
    declared = {param.name: param for param in query.params}
    if unknown := sorted(set(params) - set(declared)):
        there = (
            f"it has {', '.join(declared)}" if declared else "it has none (a line `# param: …` declares one)"
        )
        raise QueryError(f"{query.source}: has no parameter {unknown[0]}; {there}")
    terms: dict[str, NamedNode | Literal] = {}
    for name, param in declared.items():
        value = params.get(name, param.default)
        if value is not None:
            terms[name] = _term(store, query, param, str(value))
        elif not param.optional:
            raise QueryError(f"{query.source}: needs the parameter {name} ({param.meaning}): {name}=…")
    return terms


def _term(store: Store, query: NamedQuery, param: Parameter, value: str) -> NamedNode | Literal:
    if param.type == "text":
        return Literal(value)
    if param.type == "integer":
        if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
            raise QueryError(f"{query.source}: the parameter {param.name} is a whole number, not {value!r}")
        return Literal(int(value))
    if param.type == "Report":
        return NamedNode(value if "://" in value else find_report(store, value).graph)
    return NamedNode(resolve_name(store, value, kind=param.type))
