"""SPARQL text in; its form out, after refusing what would change the store or go out to the network."""

from __future__ import annotations

import re

from siping_kg.model import QueryError

__all__ = ["query_form", "syntax_error"]

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>  \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<name>    [?$@]\w+ | [\w.-]*:(?:[\w.:%-]|\\.)* )
    | (?P<word>    [A-Za-z]\w* )
    | (?P<escape>  \\ )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CHANGES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_REFUSED = {
    "SERVICE": "asks another server (SERVICE), which is refused: queries read this store only",
    "FROM": "names its own data set (FROM), which is refused: use GRAPH <…> { … } to look at one graph",
    "LOAD": "fetches a document (LOAD), which is refused: queries read this store only",
}


def query_form(text: str, source: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: what a query answers with.

    Raises QueryError, naming the source and the line, for SERVICE, LOAD and FROM wherever they stand
    outside of strings, IRIs and comments, for updates, and for text that is no query.
    """
    form = ""
    for found in _TOKEN.finditer(text):
        word = found["word"].upper() if found["word"] else ""
        place = f"{source}: line {text.count(chr(10), 0, found.start()) + 1}"
        if word in _REFUSED:
            raise QueryError(f"{place}: {_REFUSED[word]}")
        if found["escape"]:
            # SPARQL lets any character be written \uXXXX, keywords too: they would not be seen above.
            raise QueryError(f"{place}: a backslash may stand only inside a string or a prefixed name")
        if not form and word in _CHANGES:
            raise QueryError(
                f"{place}: {word} is an update, which is refused: `siping-kg build` changes a store"
            )
        if not form and word in _FORMS:
            form = word
    if not form:
        raise QueryError(f"{source}: is no query: it needs one of {', '.join(_FORMS)}")
    return form


def syntax_error(error: SyntaxError, text: str, source: str) -> QueryError:
    """What Oxigraph says of a query that does not parse, as one line that names the place in it."""
    found = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if not found:
        return QueryError(f"{source}: is not SPARQL: {' '.join(str(error).split())[:200]}")
    line, column = int(found[1]), int(found[2])
    # The parser lists every token that it would have taken; among them stands what it says in words.
    said = re.search(r"(?:^|[ ,])(?:expected |one of )?([A-Z][A-Za-z]* [a-z][A-Za-z ]+)(?=,|$)", found[3])
    rest = " ".join("\n".join(text.splitlines()[line - 1 :])[column - 1 :].split())
    near = f"near `{rest[:30]}`" if rest else "the text ends too early"
    return QueryError(f"{source}: line {line}: is not SPARQL: {said[1] + ', ' if said else ''}{near}")
