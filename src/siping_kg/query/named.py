"""A query's file, text or name in; the query with its title, parameters and columns out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from siping_kg.model import CORE_CLASSES, QueryError
from siping_kg.query.grammar import query_form
from siping_kg.resources import ONTOLOGY

__all__ = ["NamedQuery", "Parameter", "find_query", "load_queries", "read_query"]

_HEADER = re.compile(r"#\s*(title|description|param|needs|example|column):\s*(.*?)\s*$")
_PARAM = re.compile(r"([a-z]\w*) (\w+)(\?)?(?: = (.*?))? — (.+)")
_COLUMN = re.compile(r"([a-z]\w*) — (.+)")
_TYPES = (*CORE_CLASSES, "Entity", "Report", "text", "integer")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller sets. ``type`` is a core class, Entity (any of them), Report, text or integer.

    An optional one without a default stays unbound when it is not given.
    """

    name: str
    type: str
    meaning: str
    optional: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A SPARQL query and what its header says. ``source`` is the file's path, or what to call the text.

    ``needs`` is a property that only a build writes into a store (kg:figureCount): without it nothing answers.
    """

    name: str
    source: str
    text: str
    form: str
    title: str = ""
    description: str = ""
    params: tuple[Parameter, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    needs: str = ""
    example: dict[str, str] = field(default_factory=dict)


def load_queries() -> tuple[NamedQuery, ...]:
    """The queries that the program carries, by name. Raises QueryError for a broken one."""
    return tuple(_shipped(path.stem) for path in sorted((ONTOLOGY / "queries").glob("*.rq")))


def find_query(source: str) -> NamedQuery:
    """The query that a name (cooperation), a file (mine.rq) or SPARQL text stands for.

    Raises QueryError: no such query (with those that are near), a file that cannot be read, or text that
    is refused (see ``query_form``).
    """
    if re.search(r"[\s{]", source.strip()) and "{" in source:
        return read_query(source, name="", source="the query")
    if source.endswith(".rq"):
        try:
            text = Path(source).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(f"{source}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise QueryError(f"{source}: is not UTF-8 text") from error
        return read_query(text, name=Path(source).stem, source=source)
    names = [path.stem for path in sorted((ONTOLOGY / "queries").glob("*.rq"))]
    if source in names:
        return _shipped(source)
    near = difflib.get_close_matches(source, names, n=3, cutoff=0.5) or names
    raise QueryError(f"no query is called {source!r}; there is {', '.join(near)}")


@cache
def _shipped(name: str) -> NamedQuery:
    path = ONTOLOGY / "queries" / f"{name}.rq"
    return read_query(path.read_text(encoding="utf-8"), name=name, source=f"queries/{path.name}")


def read_query(text: str, *, name: str, source: str) -> NamedQuery:
    """Read a query and its header: comment lines such as ``# param: place Place? — 哪个地区``.

    ``?`` after the type makes a parameter optional, ``= value`` before the dash gives it a default.
    Raises QueryError, naming source and line, for a header that is not so and for what SPARQL may not do.
    """
    form = query_form(text, source)
    said: dict[str, list[str]] = {"title": [], "description": [], "needs": []}
    params: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    example: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not (header := _HEADER.match(line)):
            continue
        key, value = header.groups()
        try:
            if key == "param":
                params.append(_parameter(value))
            elif key == "column":
                columns.append(_column(value))
            elif key == "example":
                example.update(_example(value))
            else:
                said[key].append(value)
        except ValueError as error:
            raise QueryError(f"{source}: line {number}: {error}") from error
    _check(text, source, params, example)
    title, description, needs = (" ".join(said[key]) for key in ("title", "description", "needs"))
    return NamedQuery(
        name, source, text, form, title, description, tuple(params), tuple(columns), needs, example
    )


def _check(text: str, source: str, params: Sequence[Parameter], example: Mapping[str, str]) -> None:
    if unknown := sorted(set(example) - {param.name for param in params}):
        raise QueryError(f"{source}: the example sets {', '.join(unknown)}, which is no parameter")
    for param in params:
        # Oxigraph answers BOUND of a substituted variable with false.
        if re.search(rf"\bBOUND\s*\(\s*\?{param.name}\b", text, re.IGNORECASE):
            raise QueryError(
                f"{source}: BOUND(?{param.name}) is never true of a parameter; use COALESCE(…, true)"
            )


def _parameter(value: str) -> Parameter:
    found = _PARAM.fullmatch(value)
    if not found:
        raise ValueError(f"a parameter is `name Type — meaning`, not `{value}`")
    name, kind, optional, default, meaning = found.groups()
    if kind not in _TYPES:
        raise ValueError(f"{kind} is no type of parameter; there is {', '.join(_TYPES)}")
    return Parameter(name, kind, meaning, bool(optional) or default is not None, default)


def _column(value: str) -> tuple[str, str]:
    found = _COLUMN.fullmatch(value)
    if not found:
        raise ValueError(f"a column is `name — meaning`, not `{value}`")
    return found[1], found[2]


def _example(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split()]
    if not all(name and given for name, _, given in pairs):
        raise ValueError(f"an example is `name=value name=value`, not `{value}`")
    return {name: given for name, _, given in pairs}
