"""Python values in; RDF terms as N-Quads text out."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from siping_kg.vocabulary import ID, XSD

__all__ = ["date", "decimal", "figure_iri", "hashed", "integer", "quad", "report_iri", "text", "year"]

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}
)


def report_iri(key: str, *, base: str = ID) -> str:
    """Make the IRI of a report, which is also the name of its graph.

    >>> report_iri("四平市-2024")
    'https://w3id.org/siping-kg/id/report/四平市-2024'
    """
    return f"{base}report/{key}"


def figure_iri(report: str, at: int, indicator: str, printed: str, *, base: str = ID) -> str:
    """Make the IRI of a figure: a hash of its report's IRI, where its first character stands, label and print."""
    return base + "observation/" + hashed(report, str(at), indicator, printed)


def text(value: str, lang: str | None = None) -> str:
    """Write a string, with a language tag if one is given.

    >>> text("梨树县", "zh")
    '"梨树县"@zh'
    """
    plain = value.isprintable() and '"' not in value and "\\" not in value  # as nearly all are
    body = f'"{value if plain else value.translate(_ESCAPES)}"'
    return f"{body}@{lang}" if lang else body


def integer(value: int) -> str:
    """Write an xsd:integer."""
    return f'"{value}"^^<{XSD.integer}>'


def decimal(value: Decimal) -> str:
    """Write an xsd:decimal, never with an exponent, always with a point."""
    plain = format(value, "f")
    return f'"{plain if "." in plain else plain + ".0"}"^^<{XSD.decimal}>'


def year(value: int) -> str:
    """Write an xsd:gYear."""
    return f'"{value:04}"^^<{XSD.gYear}>'


def date(value: str) -> str:
    """Write an xsd:date from its ISO form."""
    return f'"{value}"^^<{XSD.date}>'


def quad(subject: str, predicate: str, value: str, graph: str) -> str:
    """Write one quad as an N-Quads line without its line end. A value that begins with a quote is a literal."""
    term = value if value[0] == '"' else f"<{value}>"
    return f"<{subject}> <{predicate}> {term} <{graph}> ."


def hashed(*parts: str) -> str:
    """Give sixteen hexadecimal digits that depend on the parts alone (SHA-256)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
