"""A named query, a file or SPARQL text and its parameters in; a table, a network, triples or text out."""

from siping_kg.query.answers import ask, run, select, triples
from siping_kg.query.formats import FORMATS, answer, render
from siping_kg.query.named import NamedQuery, Parameter, find_query, load_queries, read_query
from siping_kg.query.names import resolve_name
from siping_kg.query.networks import network
from siping_kg.query.tables import Cell, Table

__all__ = [
    "FORMATS",
    "Cell",
    "NamedQuery",
    "Parameter",
    "Table",
    "answer",
    "ask",
    "find_query",
    "load_queries",
    "network",
    "read_query",
    "render",
    "resolve_name",
    "run",
    "select",
    "triples",
]
